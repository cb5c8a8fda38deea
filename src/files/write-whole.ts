import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '../model/problem.ts';

/** For whoever holds an org's data, and for nobody else. */
export const PRIVATE = 0o600;

/**
 * Writes a file whole or not at all: beside its place first, then renamed.
 *
 * @param mode rights of the file; `PRIVATE` for data of an org
 * @throws Problem `cannot-write`; what was at the path before is still there
 */
export async function writeWhole(path: string, content: string | Uint8Array, mode = 0o666): Promise<void> {
  const beside = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(beside, content, { mode });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw new Problem({
      kind: 'input',
      code: 'cannot-write',
      message: `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      actions: ['Choose a place where you may write.'],
      cause: error,
    });
  }
}
