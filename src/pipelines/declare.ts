import { access } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { checkTogether } from '../desired/check-together.ts';
import { declarationText } from '../desired/declaration-text.ts';
import { type NewIntegration, newDeclaration } from '../desired/new-declaration.ts';
import { parseDeclaration } from '../desired/parse-declaration.ts';
import { writeWhole } from '../files/write-whole.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Mistake } from '../model/mistake.ts';
import { Problem } from '../model/problem.ts';
import { type DeclaredOptions, findDeclared } from './load-declared.ts';

export type { NewIntegration };

export interface Declared {
  /** As people see it from where they stand. */
  readonly file: string;
  readonly declaration: Declaration;
}

/**
 * Writes the file of a new integration.
 *
 * @throws Problem `integration-exists`: an existing file is never overwritten; `bad-declaration` for what cannot be
 */
export async function declare(options: DeclaredOptions, wanted: NewIntegration): Promise<Declared> {
  const { folder, design, declarations } = await findDeclared(options);
  const file = join(folder, `${wanted.name}.yml`);
  const shown = relative(process.cwd(), file);
  const text = declarationText(newDeclaration(wanted));
  const { declaration, mistakes } = parseDeclaration(text, shown);
  if (declaration === undefined) throw refused(mistakes);
  await refuseExisting(file, shown);
  const clashes = checkTogether([...declarations, declaration], Object.keys(design.environments));
  const own = clashes.filter(({ path }) => path === shown);
  if (own.length > 0) throw refused(own);
  await writeWhole(file, text);
  return { file: shown, declaration };
}

/** The file is not there yet, so its lines would say nothing to whoever typed flags. */
function refused(mistakes: readonly Mistake[]): Problem {
  return new Problem({
    kind: 'usage',
    code: 'bad-declaration',
    message: mistakes.map(({ message }) => message).join('\n'),
    actions: [...new Set(mistakes.map(({ instead }) => instead).filter((instead) => instead !== ''))],
  });
}

async function refuseExisting(file: string, shown: string): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (!exists) return;
  throw new Problem({
    kind: 'usage',
    code: 'integration-exists',
    message: `${shown} is there already.`,
    actions: ['Edit it, or choose another name.'],
  });
}
