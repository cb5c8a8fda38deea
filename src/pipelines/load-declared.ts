import { dirname, join } from 'node:path';
import { readSettings } from '../config/read-settings.ts';
import { readDeclarations } from '../desired/read-declarations.ts';
import type { PermissionSetState } from '../model/change.ts';
import type { Declaration, OrgDesign } from '../model/declaration.ts';
import { Problem } from '../model/problem.ts';
import { mistakesProblem } from '../yaml/mistake.ts';
import { readKeptSets } from './kept-sets.ts';

export const DECLARATIONS_FOLDER = 'integrations';

export interface DeclaredOptions {
  /** Where to look for `leastwise.yml`: here, then upwards. */
  readonly directory: string;
  readonly config?: string | undefined;
  /** Folder of the declared files; `integrations` beside `leastwise.yml` when absent. */
  readonly folder?: string | undefined;
}

/** Everything a team has declared: its integrations, and the design they share. */
export interface Declared {
  readonly declarations: readonly Declaration[];
  readonly design: OrgDesign;
  /** Permission sets that the team keeps as XML, by integration. */
  readonly keptSets: ReadonlyMap<string, PermissionSetState>;
  readonly folder: string;
  /** Where `leastwise.yml` stands, or where it would. */
  readonly root: string;
}

/** @throws Problem `mistakes-in-declarations`, `nothing-declared`: nobody acts on half of what was written */
export async function loadDeclared({ directory, config, folder }: DeclaredOptions): Promise<Declared> {
  const { design, file } = await readSettings({ directory, file: config });
  const root = file === undefined ? directory : dirname(file);
  const from = folder ?? join(root, DECLARATIONS_FOLDER);
  const { declarations, mistakes, files } = await readDeclarations(from, Object.keys(design.environments));
  if (mistakes.length > 0) throw mistakesProblem('mistakes-in-declarations', mistakes);
  if (files.length > 0) return { declarations, design, keptSets: await readKeptSets(declarations), folder: from, root };
  throw new Problem({
    kind: 'configuration',
    code: 'nothing-declared',
    message: `There is no declared integration in ${from}.`,
    actions: ['Write one: leastwise new <name>', 'Or from what exists: leastwise import <user, set or app>'],
  });
}
