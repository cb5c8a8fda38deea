import { readFile } from 'node:fs/promises';
import { Problem } from '../model/problem.ts';

/**
 * The text of a file that a person named.
 *
 * @throws Problem `cannot-read`
 */
export async function readNamed(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Problem({
      kind: 'input',
      code: 'cannot-read',
      message: `${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}.`,
      actions: ['Name a file that is there and that you may read.'],
      cause: error,
    });
  }
}
