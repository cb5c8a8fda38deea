import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PRIVATE } from '../../files/write-whole.ts';
import { Problem } from '../../model/problem.ts';

/** Whoever holds it may apply; `release` gives it back. */
export interface RunLock {
  release(): Promise<void>;
}

/**
 * Lets one apply at a time run from a folder. A lock whose process is gone (it was killed) is taken over.
 *
 * @throws Problem `apply-is-running`
 */
export async function takeRunLock(folder: string, target: string): Promise<RunLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${target.replaceAll(/[^\w.-]/g, '_')}.lock`);
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      const file = await open(path, 'wx', PRIVATE);
      await file.writeFile(String(process.pid));
      await file.close();
      return { release: () => rm(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = await holderOf(path);
      if (holder !== undefined && isAlive(holder)) throw running(path, holder);
      // Its process was killed: nobody will give it back.
      await rm(path, { force: true });
    }
  }
  throw running(path, undefined);
}

async function holderOf(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const pid = Number(text);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function running(path: string, holder: number | undefined): Problem {
  return new Problem({
    kind: 'usage',
    code: 'apply-is-running',
    message: `Another apply is running${holder === undefined ? '' : ` (process ${holder})`}: ${path}.`,
    actions: ['Wait until it has ended, then plan again.'],
  });
}
