import { isAbsolute, relative, resolve } from 'node:path';
import { declarationText } from '../desired/declaration-text.ts';
import { parseDeclaration } from '../desired/parse-declaration.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Integration } from '../model/integration.ts';
import { type Mistake, mistakesProblem } from '../model/mistake.ts';
import { currentState } from '../plan/current-state.ts';
import {
  eased,
  type ImportedDeclaration,
  importedDeclaration,
  partsOf,
  withSetAsItIs,
} from '../plan/import-declaration.ts';
import type { Imported, ImportOptions } from './import-options.ts';
import { readKeptSets } from './kept-sets.ts';
import type { LoadedSource } from './load-source.ts';
import { planFor } from './plan.ts';

const MOST_EASINGS = 60;

/** Eases the declaration until a plan finds nothing to do. */
export async function settledDeclaration(
  { snapshot }: LoadedSource,
  integration: Integration,
  name: string,
  file: string,
  options: ImportOptions,
): Promise<Pick<Imported, 'declaration' | 'left'>> {
  const current = currentState(snapshot);
  const owner = options.owner ?? integration.owner ?? 'nobody yet';
  const parts = { ...partsOf(current, integration), name, owner, purpose: options.purpose };
  const setFile =
    snapshot.org || parts.set?.files.length !== 1 ? undefined : fromFolder(parts.set.files[0] ?? '', options);
  let declaration = importedDeclaration(current, parts, options.design);
  // Names of templates (%%%NAMESPACE%%%) and the like cannot be written into a declaration: their set stays a file.
  if (mistakesIn(declaration, file).length > 0) declaration = withSetAsItIs(declaration, parts.set?.name, setFile);
  for (let turn = 0; ; turn++) {
    const declared = await asWritten(declaration, file);
    const keptSets = await readKeptSets([declared]);
    const { design, root, folder } = options;
    const { changes } = planFor(snapshot, {
      ...options,
      declared: { declarations: [declared], design, keptSets, root, folder },
      targets: [name],
      adopt: [],
    });
    const own = changes.filter((change) => change.integration === name || change.integration === '');
    const next = turn < MOST_EASINGS ? eased(declaration, own, setFile) : undefined;
    if (!next) return { declaration, left: own.map(({ id }) => id) };
    declaration = next;
  }
}

/** The declaration as it will be read back from its file. */
function asWritten(declaration: ImportedDeclaration, file: string): Promise<Declaration> {
  const { declaration: read, mistakes } = parseDeclaration(declarationText(declaration), file);
  return read ? Promise.resolve(read) : Promise.reject(mistakesProblem('cannot-be-declared', mistakes));
}

function mistakesIn(declaration: ImportedDeclaration, file: string): readonly Mistake[] {
  return parseDeclaration(declarationText(declaration), file).mistakes;
}

function fromFolder(file: string, { path, folder }: ImportOptions): string {
  const there = isAbsolute(file) ? file : resolve(path, file);
  return relative(resolve(folder), there).replaceAll('\\', '/');
}
