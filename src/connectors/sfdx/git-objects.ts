import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Problem } from '../../model/problem.ts';

/** What a git command answered. */
export interface GitAnswer {
  readonly exit: number;
  readonly output: Buffer;
  /** First line of what it said on the error channel, without `fatal: `. */
  readonly error: string;
}

/**
 * Runs git in a folder, without a shell. Only commands that read objects are used: they run no hook, filter or pager.
 *
 * @throws Problem `git-not-found`
 */
export async function git(folder: string, args: readonly string[]): Promise<GitAnswer> {
  const child = start(folder, args);
  child.stdin.end();
  const closed = exitOf(child);
  const [output, errors] = await Promise.all([collect(child.stdout), collect(child.stderr), closed]);
  const error =
    errors
      .toString('utf8')
      .split('\n')[0]
      ?.replace(/^fatal: /, '') ?? '';
  return { exit: await closed, output, error };
}

/** Content of objects by id, in order; `undefined` for one that the repository lacks. Ends early when git does. */
export async function* readObjects(folder: string, ids: readonly string[]): AsyncGenerator<Buffer | undefined> {
  if (ids.length === 0) return;
  const child = start(folder, ['cat-file', '--batch']);
  const closed = exitOf(child);
  child.stdin.on('error', () => undefined); // Git ended early: the caller sees that answers are missing.
  child.stdin.end(ids.map((id) => `${id}\n`).join(''));
  child.stderr.resume();
  let waiting: Buffer[] = [];
  let length = 0;
  let needed = 1;
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      waiting.push(chunk);
      length += chunk.length;
      if (length < needed) continue;
      const taken = takeAnswers(Buffer.concat(waiting, length));
      yield* taken.contents;
      waiting = [taken.rest];
      length = taken.rest.length;
      needed = taken.needed;
    }
    await closed;
  } finally {
    child.kill();
  }
}

/** `<id> blob <size>\n<bytes>\n`, or `<id> missing\n`: whole answers, and how many bytes the next one needs. */
function takeAnswers(bytes: Buffer): { contents: (Buffer | undefined)[]; rest: Buffer; needed: number } {
  const contents: (Buffer | undefined)[] = [];
  let at = 0;
  for (;;) {
    const rest = bytes.subarray(at);
    const headEnd = rest.indexOf(0x0a);
    if (headEnd === -1) return { contents, rest, needed: rest.length + 1 };
    const size = /^\S+ blob (\d+)$/.exec(rest.toString('latin1', 0, headEnd))?.[1];
    if (size === undefined) {
      contents.push(undefined);
      at += headEnd + 1;
      continue;
    }
    const end = headEnd + 1 + Number(size);
    if (rest.length <= end) return { contents, rest, needed: end + 1 };
    contents.push(rest.subarray(headEnd + 1, end));
    at += end + 1;
  }
}

/** `GIT_NO_LAZY_FETCH`: a partial clone must not go to the network because somebody audits it. */
function start(folder: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  const env = { ...process.env, LC_ALL: 'C', GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0' };
  return spawn('git', ['-C', folder, ...args], { env, windowsHide: true });
}

function exitOf(child: ChildProcessWithoutNullStreams): Promise<number> {
  const exit = new Promise<number>((resolve, reject) => {
    child.once('error', (cause) => reject(gitNotFound(cause)));
    child.once('close', (code) => resolve(code ?? 1));
  });
  exit.catch(() => undefined); // Whoever awaits it sees the failure; nobody else has to.
  return exit;
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function gitNotFound(cause: unknown): Problem {
  return new Problem({
    kind: 'input',
    code: 'git-not-found',
    message: 'Reading a revision needs git, and git could not be started.',
    actions: ['Install git, or check out the revision and name the folder.'],
    cause,
  });
}

export function revisionProblem(code: string, message: string, actions: readonly string[]): Problem {
  return new Problem({ kind: 'input', code, message, actions });
}
