import type { ReadProgress } from '../model/progress.ts';

const QUIET_MS = 400;
const REDRAW_MS = 80;

/** One line on the terminal while a long reading goes on; nothing for short ones, nothing in a pipe. */
export function readingProgress(stream: NodeJS.WriteStream): {
  readonly report: ((progress: ReadProgress) => void) | undefined;
  done(): void;
} {
  if (!stream.isTTY) return { report: undefined, done: () => undefined };
  const started = performance.now();
  let drawn = 0;
  return {
    report: ({ files, ofFiles, bytes, ofBytes }) => {
      const now = performance.now();
      if (now - started < QUIET_MS || now - drawn < REDRAW_MS) return;
      drawn = now;
      const percent = ofBytes > 0 ? Math.floor((100 * bytes) / ofBytes) : 0;
      stream.write(`\r\u001b[2KReading ${files} of ${ofFiles} files · ${percent} %`);
    },
    done: () => {
      if (drawn > 0) stream.write('\r\u001b[2K');
    },
  };
}
