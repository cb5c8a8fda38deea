import { join, relative } from 'node:path';
import { parseDeclaration } from '../desired/parse-declaration.ts';
import { writeWhole } from '../files/write-whole.ts';
import type { DeclaredLogin } from '../model/declaration.ts';
import type { Expansion } from '../model/expansion.ts';
import { mistakesProblem } from '../model/mistake.ts';
import { Problem } from '../model/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Wanted } from '../succession/wanted.ts';
import { expansionText } from './expansion-text.ts';
import type { findDeclared } from './load-declared.ts';
import type { SourceOptions } from './load-source.ts';

export interface ExpandOptions extends SourceOptions {
  readonly found: Awaited<ReturnType<typeof findDeclared>>;
  /** An integration, user, permission set or app. */
  readonly what: string;
  readonly owner?: string | undefined;
  readonly flow: DeclaredLogin['flow'];
}

/** What is asked of an org before something is put beside what is there. */
export const FOR_EXPANSION = new Set(['logins', 'tokens', 'usage', 'objects', 'fields'] as const);

/** Writes the files of what will work beside the old; all of them are right, or none is written. */
export async function expand(
  snapshot: Snapshot,
  wanted: readonly Wanted[],
  options: ExpandOptions,
): Promise<readonly Expansion[]> {
  const { found, flow } = options;
  const texts = wanted.map((one) => {
    const { text, login } = expansionText(snapshot, one, { design: found.design, flow });
    const file = join(found.folder, `${one.name}.yml`);
    const shown = relative(process.cwd(), file);
    const { mistakes } = parseDeclaration(text, shown);
    if (mistakes.length > 0) throw mistakesProblem('cannot-be-declared', mistakes);
    if (found.declarations.some(({ name }) => name === one.name)) throw exists(shown);
    return { file, text, shown, one, login };
  });
  for (const { file, text } of texts) await writeWhole(file, text);
  return texts.map(({ shown, one, login }) => ({
    ...one.told,
    name: one.name,
    file: shown,
    replaces: one.replaces,
    flow: login ? flow : undefined,
    objects: one.access.objects.map(({ object }) => object),
  }));
}

function exists(file: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'declaration-exists',
    message: `${file} is there already.`,
    actions: ['Give the new one another name.', 'See where it stands: leastwise status'],
  });
}
