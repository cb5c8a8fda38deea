import { readFile } from 'node:fs/promises';
import { changeDeclaration } from '../desired/change-declaration.ts';
import { writeWhole } from '../files/write-whole.ts';

/** Says in a file since when its integration is locked out on purpose, so that no plan lets it in; or no longer. */
export async function suspend(file: string | undefined, since: string | undefined): Promise<void> {
  if (file === undefined) return;
  const edit = { kind: 'put', path: ['suspended'], value: since } as const;
  await writeWhole(file, changeDeclaration(await readFile(file, 'utf8'), file, [edit]));
}
