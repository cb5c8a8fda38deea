import type { ReadProgress } from '../model/progress.ts';
import { untrustedLine } from '../report/untrusted-text.ts';

const QUIET_MS = 400;
const REDRAW_MS = 80;

export function progressText(progress: ReadProgress): string {
  if (progress.kind === 'files') {
    const { files, ofFiles, bytes, ofBytes } = progress;
    return `Reading ${files} of ${ofFiles} files · ${ofBytes > 0 ? Math.floor((100 * bytes) / ofBytes) : 0} %`;
  }
  const { label, stage, calls, ofCalls, rows } = progress;
  const expected = ofCalls > 0 ? ` of about ${Math.max(calls, ofCalls)}` : '';
  return `Reading ${untrustedLine(label)}: ${stage} · ${calls}${expected} API calls · ${rows.toLocaleString('en')} rows`;
}

/** One line on the terminal while a long reading goes on; nothing for short ones, nothing in a pipe. */
export function readingProgress(stream: NodeJS.WriteStream): {
  readonly report: ((progress: ReadProgress) => void) | undefined;
  done(): void;
} {
  if (!stream.isTTY) return { report: undefined, done: () => undefined };
  const started = performance.now();
  let drawn = 0;
  return {
    report: (progress) => {
      const now = performance.now();
      if (now - started < QUIET_MS || now - drawn < REDRAW_MS) return;
      drawn = now;
      stream.write(`\r\u001b[2K${progressText(progress)}`);
    },
    done: () => {
      if (drawn > 0) stream.write('\r\u001b[2K');
    },
  };
}
