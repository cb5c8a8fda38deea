import { dirname, join } from 'node:path';
import { readSettings } from '../config/read-settings.ts';
import { type ReadDeclarations, readDeclarations } from '../desired/read-declarations.ts';
import type { AppCertificate, PermissionSetState } from '../model/change.ts';
import type { Declaration, OrgDesign } from '../model/declaration.ts';
import { mistakesProblem } from '../model/mistake.ts';
import { Problem } from '../model/problem.ts';
import { readCertificates } from './certificates.ts';
import { readKeptSets } from './kept-sets.ts';

const DECLARATIONS_FOLDER = 'integrations';

export interface DeclaredOptions {
  /** Where to look for `leastwise.yml`: here, then upwards. */
  readonly directory: string;
  readonly config?: string | undefined;
  /** Folder of the declared files; `integrations` beside `leastwise.yml` when absent. */
  readonly folder?: string | undefined;
}

/** Where declarations stand, and the design they share. */
interface DeclaredPlace {
  readonly design: OrgDesign;
  readonly folder: string;
  /** Where `leastwise.yml` stands, or where it would. */
  readonly root: string;
}

/** Everything a team has declared: its integrations, and the design they share. */
export interface Declared extends DeclaredPlace {
  readonly declarations: readonly Declaration[];
  /** Permission sets that the team keeps as XML, by integration. */
  readonly keptSets: ReadonlyMap<string, PermissionSetState>;
  readonly certificates?: ReadonlyMap<string, AppCertificate>;
}

/** What is declared, with its mistakes: for who checks or adds. */
export async function findDeclared(options: DeclaredOptions): Promise<ReadDeclarations & DeclaredPlace> {
  const { directory, config } = options;
  const { design, file } = await readSettings({ directory, file: config });
  const root = file === undefined ? directory : dirname(file);
  const folder = options.folder ?? join(root, DECLARATIONS_FOLDER);
  return { ...(await readDeclarations(folder, Object.keys(design.environments))), design, folder, root };
}

/** @throws Problem `mistakes-in-declarations`, `nothing-declared`: nobody acts on half of what was written */
export async function loadDeclared(options: DeclaredOptions): Promise<Declared> {
  const { declarations, mistakes, files, ...place } = await findDeclared(options);
  if (mistakes.length > 0) throw mistakesProblem('mistakes-in-declarations', mistakes);
  if (files.length === 0) throw nothingDeclared(place.folder);
  const [keptSets, certificates] = [await readKeptSets(declarations), await readCertificates(declarations)];
  return { ...place, declarations, keptSets, certificates };
}

export function nothingDeclared(folder: string): Problem {
  return new Problem({
    kind: 'configuration',
    code: 'nothing-declared',
    message: `There is no declared integration in ${folder}.`,
    actions: ['Write one: leastwise new <name>', 'Or from what exists: leastwise import <user, set or app>'],
  });
}
