import { readFile } from 'node:fs/promises';
import { changeDeclaration, type DeclarationEdit } from '../desired/change-declaration.ts';
import { parseDeclaration } from '../desired/parse-declaration.ts';
import type { Declaration, ReplaceStage } from '../model/declaration.ts';
import { mistakesProblem } from '../model/mistake.ts';
import type { Leaver } from '../succession/standing.ts';

export interface StagedFile {
  readonly file: string;
  readonly text: string;
  readonly declaration: Declaration;
}

/** The files of what leaves, with the stage it stands at from today on; by integration. Nothing is written. */
export async function stagedFiles(
  { key, declarations }: Leaver,
  stage: ReplaceStage | undefined,
  today: string,
): Promise<ReadonlyMap<string, StagedFile>> {
  const staged = new Map<string, StagedFile>();
  for (const { name, file, [key]: section } of declarations) {
    const put = (path: readonly string[], value: (DeclarationEdit & { kind: 'put' })['value'] | undefined) =>
      ({ kind: 'put', path, value }) as const;
    const edits =
      stage === undefined
        ? [put([key], undefined)]
        : section
          ? [put([key, 'stage'], stage), put([key, 'since'], today)]
          : [put([key], { stage, since: today })];
    const text = changeDeclaration(await readFile(file, 'utf8'), file, edits);
    const { declaration, mistakes } = parseDeclaration(text, file);
    if (!declaration) throw mistakesProblem('bad-declaration', mistakes);
    staged.set(name, { file, text, declaration });
  }
  return staged;
}
