import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { link, rm, writeFile } from 'node:fs/promises';
import { PRIVATE } from '../files/write-whole.ts';
import type { Sink } from '../model/credentials.ts';
import { Problem } from '../model/problem.ts';
import { refuseSourceControl } from './source-control.ts';

/** How long a vault may take. */
const COMMAND_MS = 120_000;

/**
 * Looks before anything is made: a secret that has no place to go must not come into being.
 *
 * @throws Problem `secret-in-source-control`, `file-exists`
 */
export async function checkSink(sink: Sink): Promise<void> {
  if (sink.kind === 'file') await refuseSourceControl(sink.path);
}

/**
 * Hands a secret over.
 *
 * @throws Problem `file-exists`, `cannot-write`, `sink-failed`; never with the secret in it
 */
export async function handOver(sink: Sink, secret: string): Promise<void> {
  if (sink.kind === 'command') return pipeTo(sink.command, secret);
  await refuseSourceControl(sink.path);
  await writePrivate(sink.path, secret, sink.replace);
}

/** For its owner alone from the first byte on; a file that is there stays unless it may be replaced. */
async function writePrivate(path: string, secret: string, replace: boolean): Promise<void> {
  const beside = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeFile(beside, secret, { mode: PRIVATE, flag: 'wx' });
    if (replace) await rm(path, { force: true });
    // Unlike renaming, linking never replaces what somebody else put there meanwhile.
    await link(beside, path);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? alreadyThere(path) : cannotWrite(path, error);
  } finally {
    await rm(beside, { force: true });
  }
}

function alreadyThere(path: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'file-exists',
    message: `${path} is there already; it may be the only copy of a secret that is in use.`,
    actions: ['Choose another name, or move it away first.'],
  });
}

function cannotWrite(path: string, cause: unknown): Problem {
  return new Problem({
    kind: 'input',
    code: 'cannot-write',
    message: `${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
    actions: ['Choose a folder that is there and where you may write.'],
    cause,
  });
}

/** What the command prints goes nowhere: it might repeat what it was given. */
function pipeTo(command: string, secret: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, stdio: ['pipe', 'ignore', 'ignore'], timeout: COMMAND_MS });
    child.on('error', (error) => reject(sinkFailed(error.message)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(sinkFailed(signal ? `it was ended by ${signal}` : `it ended with ${code}`));
    });
    // A command that does not read its input closes the pipe; its exit code tells whether that was right.
    child.stdin.on('error', () => undefined);
    child.stdin.end(secret);
  });
}

function sinkFailed(why: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'sink-failed',
    message: `The command of --sink-command did not take the secret: ${why}. What it printed is not shown.`,
    actions: ['Try the command with a word in place of the secret: echo test | <command>'],
  });
}
