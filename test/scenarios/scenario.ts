import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const WIDTH = '100';

/**
 * A user story as a file: what is there, what is typed, what is seen. One file reads like this:
 *
 *     # Title, and why the story is told
 *     copy examples/messy-org      (a folder of the repository, into the scratch folder)
 *     -- path/to/file --           (a file of the scratch folder, up to the next `--` line or `$`)
 *     …
 *     $ leastwise audit .          (a command; its output follows, line by line)
 *     … what must be printed …
 *     [1]                          (its exit code, when it is not 0)
 *
 * In expected output `…` on a line of its own stands for any lines, inside a line for any text.
 */
export interface Scenario {
  readonly path: string;
  readonly title: string;
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly kind: 'copy'; readonly from: string }
  | { readonly kind: 'write'; readonly path: string; readonly content: string }
  | {
      readonly kind: 'run';
      readonly command: string;
      readonly line: number;
      readonly output: readonly string[];
      readonly exit: number;
    };

export interface Seen {
  readonly output: readonly string[];
  readonly exit: number;
}

const FILE = /^-- (.+) --$/;
const EXIT = /^\[(\d+)\]$/;
const COPY = /^copy (\S+)$/;
const isStart = (line: string): boolean =>
  line.startsWith('$ ') || line.startsWith('# ') || FILE.test(line) || COPY.test(line);

export function parseScenario(path: string): Scenario {
  const lines = readFileSync(path, 'utf8').replace(/\n$/, '').split('\n');
  const steps: Step[] = [];
  const isStart = (line: string) =>
    line.startsWith('$ ') || FILE.test(line) || COPY.test(line) || line.startsWith('# ');
  let at = 0;
  const rest = (): string[] => {
    const from = at;
    while (at < lines.length && !isStart(lines[at] ?? '')) at++;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at++] ?? '';
    const file = FILE.exec(line)?.[1];
    const copy = COPY.exec(line)?.[1];
    if (line.startsWith('$ ')) {
      const number = at;
      const output = rest();
      while (output.at(-1) === '') output.pop();
      const exit = EXIT.exec(output.at(-1) ?? '')?.[1];
      if (exit) output.pop();
      steps.push({ kind: 'run', command: line.slice(2), line: number, output, exit: Number(exit ?? 0) });
    } else if (file) {
      steps.push({ kind: 'write', path: file, content: `${rest().join('\n').trimEnd()}\n` });
    } else if (copy) {
      steps.push({ kind: 'copy', from: copy });
    }
  }
  const title = (lines[0] ?? '').replace(/^# /, '');
  return { path, title: title || basename(path), steps };
}

/** A scratch folder that the steps of one scenario share. */
export function scratchFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'leastwise-scenario-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function prepare(step: Exclude<Step, { kind: 'run' }>, folder: string): void {
  if (step.kind === 'copy') {
    cpSync(join(ROOT, step.from), folder, { recursive: true });
    return;
  }
  const path = join(folder, step.path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, step.content);
}

/** Runs one line in a shell, as a user would: pipes and redirections work, `leastwise` is the built command. */
export function run(command: string, folder: string): Seen {
  const leastwise = join(ROOT, 'bin', 'leastwise.js');
  const { stdout, stderr, status } = spawnSync(
    '/bin/sh',
    ['-c', `leastwise() { "${process.execPath}" "${leastwise}" "$@"; }\n{ ${command}\n} 2>&1`],
    {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        COLUMNS: WIDTH,
        NO_COLOR: '1',
        LC_ALL: 'C.UTF-8',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: 'A',
        GIT_AUTHOR_EMAIL: 'a@example.com',
        GIT_COMMITTER_NAME: 'A',
        GIT_COMMITTER_EMAIL: 'a@example.com',
      },
    },
  );
  const lines = `${stdout}${stderr}`.split('\n').map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  return { output: lines, exit: status ?? -1 };
}

function linePattern(expected: string): RegExp {
  const parts = expected.trimEnd().split('…');
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 'u');
}

/** Whether the output is what the story says, with `…` as the wildcard. */
export function matches(expected: readonly string[], seen: readonly string[]): boolean {
  const [first, ...others] = expected;
  if (first === undefined) return seen.length === 0;
  if (first.trim() === '…') {
    return Array.from({ length: seen.length + 1 }, (_, skip) => skip).some((skip) => matches(others, seen.slice(skip)));
  }
  const line = seen[0];
  return line !== undefined && linePattern(first).test(line) && matches(others, seen.slice(1));
}

/** How long it took is different every time. */
function withoutTime(line: string): string {
  return line.replace(/\b\d+\.\d s$/, '… s');
}

/** The file again with what is seen now: how it looks may be regenerated, what is typed and why is written by hand. */
export function rewritten({ path, steps }: Scenario, seen: ReadonlyMap<Step, Seen>): string {
  const lines = readFileSync(path, 'utf8').replace(/\n$/, '').split('\n');
  for (const step of steps.toReversed()) {
    const now = seen.get(step);
    if (step.kind !== 'run' || now === undefined) continue;
    let end = step.line;
    while (end < lines.length && !isStart(lines[end] ?? '')) end++;
    const kept = matches(step.output, now.output) ? step.output : now.output.map(withoutTime);
    lines.splice(step.line, end - step.line, ...kept, ...(now.exit === 0 ? [] : [`[${now.exit}]`]), '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}
