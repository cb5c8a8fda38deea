import { writeReport } from '../pipelines/write-report.ts';
import type { Style } from '../report/style.ts';

const MIN_WIDTH = 60;
const MAX_WIDTH = 160;
const DEFAULT_WIDTH = 100;

/** Colour on a terminal, unless the environment says otherwise (NO_COLOR, FORCE_COLOR: see no-color.org). */
export function wantsColour(
  stream: { readonly isTTY?: boolean },
  environment: NodeJS.ProcessEnv = process.env,
): boolean {
  if (environment['NO_COLOR'] !== undefined && environment['NO_COLOR'] !== '') return false;
  const force = environment['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return stream.isTTY === true && environment['TERM'] !== 'dumb';
}

function columns(stream: { readonly columns?: number }): number {
  const asked = Number(process.env['COLUMNS']);
  const found = stream.columns ?? (Number.isInteger(asked) && asked > 0 ? asked : DEFAULT_WIDTH);
  return Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, found));
}

/** Box-drawing and the like need a terminal that can show them; the old Windows console cannot. */
function speaksUnicode(): boolean {
  return (
    process.platform !== 'win32' || process.env['WT_SESSION'] !== undefined || process.env['TERM_PROGRAM'] !== undefined
  );
}

/** How text for this terminal looks. */
export function styleOf(stream: NodeJS.WriteStream, verbose: boolean): Style {
  return { width: columns(stream), colour: wantsColour(stream), unicode: speaksUnicode(), verbose };
}

/** To a file, or to standard output. */
export async function deliver(text: string, file?: string | undefined): Promise<void> {
  if (file !== undefined) {
    await writeReport(file, text);
    return;
  }
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`, (error) => (error ? reject(error) : resolve()));
  });
}
