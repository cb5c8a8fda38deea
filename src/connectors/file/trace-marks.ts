import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PRIVATE, writeWhole } from '../../files/write-whole.ts';
import type { TraceMark } from '../../model/trace.ts';

const LEVEL = /^Leastwise_[0-9a-f]+$/;

/** Kept before a flag is made, so that it is found again whatever happens to the run. */
export async function keepMark(folder: string, mark: TraceMark): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeWhole(join(folder, `${mark.debugLevel}.json`), `${JSON.stringify(mark)}\n`, PRIVATE);
}

export async function dropMark(folder: string, { debugLevel }: Pick<TraceMark, 'debugLevel'>): Promise<void> {
  await rm(join(folder, `${debugLevel}.json`), { force: true });
}

/** Marks of runs that ended without cleaning up: their process is gone. What cannot be read is nobody's. */
export async function abandonedMarks(folder: string, orgId: string): Promise<readonly TraceMark[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const marks = await Promise.all(
    names.filter((name) => name.endsWith('.json')).map((name) => markIn(join(folder, name))),
  );
  return marks.filter(
    (mark): mark is TraceMark => mark !== undefined && mark.orgId === orgId && !isAlive(mark.process),
  );
}

async function markIn(path: string): Promise<TraceMark | undefined> {
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as Partial<TraceMark>;
    const isMark =
      LEVEL.test(value.debugLevel ?? '') && typeof value.process === 'number' && typeof value.orgId === 'string';
    return isMark ? (value as TraceMark) : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    // Somebody else's process lives; only one that is not there has ended.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
