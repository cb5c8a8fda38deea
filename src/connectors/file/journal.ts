import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PRIVATE } from '../../files/write-whole.ts';
import type { Change } from '../../model/change.ts';
import { Problem } from '../../model/problem.ts';
import type { Run, RunStep } from '../../model/run.ts';

/** A line of the file: one JSON value each, written through to the disk before anything else happens. */
type Line =
  | ({ readonly event: 'run' } & Pick<Run, 'id' | 'started' | 'orgId' | 'target' | 'fingerprint' | 'kind'>)
  | { readonly event: 'begun'; readonly at: string; readonly change: Change }
  | { readonly event: 'done'; readonly at: string; readonly change: string }
  | { readonly event: 'failed'; readonly at: string; readonly change: string; readonly message: string }
  | { readonly event: 'end'; readonly at: string; readonly outcome: 'completed' | 'stopped' };

export interface Journal {
  readonly id: string;
  readonly path: string;
  begun(changes: readonly Change[], at: string): Promise<void>;
  done(changes: readonly Change[], at: string): Promise<void>;
  failed(changes: readonly Change[], at: string, message: string): Promise<void>;
  end(outcome: 'completed' | 'stopped', at: string): Promise<void>;
}

const SUFFIX = '.jsonl';

/** Starts the journal of a run below a folder. Every call returns when the line is on the disk. */
export async function startJournal(folder: string, about: Omit<Run, 'id' | 'steps' | 'outcome'>): Promise<Journal> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { id, path, file } = await newFile(folder, about.started);
  const write = async (lines: readonly Line[]): Promise<void> => {
    await file.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await file.sync();
  };
  await write([{ event: 'run', id, ...about }]);
  return {
    id,
    path,
    begun: (changes, at) => write(changes.map((change) => ({ event: 'begun', at, change }))),
    done: (changes, at) => write(changes.map(({ id: change }) => ({ event: 'done', at, change }))),
    failed: (changes, at, message) =>
      write(changes.map(({ id: change }) => ({ event: 'failed', at, change, message }))),
    end: async (outcome, at) => {
      await write([{ event: 'end', at, outcome }]);
      await file.close();
    },
  };
}

/** A name made of the time; two runs in one second get `-2`, `-3`. */
async function newFile(folder: string, started: string) {
  const base = started.slice(0, 19).replaceAll(':', '-');
  for (let attempt = 1; ; attempt++) {
    const id = `${base}Z${attempt === 1 ? '' : `-${attempt}`}`;
    const path = join(folder, id + SUFFIX);
    try {
      return { id, path, file: await open(path, 'ax', PRIVATE) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/**
 * Reads a run back. A last line that was cut off is left out: what it would have said did not happen yet.
 *
 * @throws Problem `unknown-run`, `damaged-journal`
 */
export async function readRun(folder: string, id: string): Promise<Run> {
  const path = join(folder, id + SUFFIX);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Problem({
      kind: 'usage',
      code: 'unknown-run',
      message: `There is no run ${id} in ${folder}.`,
      actions: ['leastwise rollback without a run lists those there are.'],
      cause: error,
    });
  });
  return runOf(parseLines(text, path), path);
}

/** Every run of a folder, newest first. */
export async function listRuns(folder: string): Promise<readonly Run[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const ids = names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));
  return Promise.all(
    ids
      .sort()
      .reverse()
      .map((id) => readRun(folder, id)),
  );
}

function parseLines(text: string, path: string): readonly Line[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at): readonly Line[] => {
    if (line === '') return [];
    try {
      return [JSON.parse(line) as Line];
    } catch (error) {
      if (at === lines.length - 1) return [];
      throw damaged(path, at + 1, error);
    }
  });
}

function damaged(path: string, line: number, cause: unknown): Problem {
  return new Problem({
    kind: 'input',
    code: 'damaged-journal',
    message: `${path}:${line} is not a line of a journal.`,
    actions: ['Nothing was changed. Plan anew: the org itself says what is left to do.'],
    cause,
  });
}

function runOf(lines: readonly Line[], path: string): Run {
  const [head] = lines;
  if (head?.event !== 'run') throw damaged(path, 1, undefined);
  const steps = new Map<string, RunStep>();
  let outcome: Run['outcome'] = 'open';
  for (const [at, line] of lines.entries()) {
    if (line.event === 'begun') {
      steps.set(line.change.id, { change: line.change, state: 'begun', at: line.at, message: undefined });
    } else if (line.event === 'done' || line.event === 'failed') {
      const step = steps.get(line.change);
      if (!step) throw damaged(path, at + 1, undefined);
      const message = line.event === 'failed' ? line.message : undefined;
      steps.set(line.change, { ...step, state: line.event, at: line.at, message });
    } else if (line.event === 'end') {
      outcome = line.outcome;
    }
  }
  const { event: _, ...about } = head;
  return { ...about, steps: [...steps.values()], outcome };
}
