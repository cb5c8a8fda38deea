import type { Mistake } from '../model/mistake.ts';
import type { PlanNote } from '../model/plan.ts';
import { desiredState } from '../plan/desire.ts';
import { readCertificates } from './certificates.ts';
import { readKeptSets } from './kept-sets.ts';
import { type DeclaredOptions, findDeclared, nothingDeclared } from './load-declared.ts';
import { readIfAny } from './read-if-any.ts';

export interface ValidateOptions extends DeclaredOptions {
  readonly environment?: string | undefined;
}

export interface Validation {
  readonly files: readonly string[];
  readonly mistakes: readonly Mistake[];
  /** What a plan would add or leave out, when there are no mistakes. */
  readonly notes: readonly PlanNote[];
}

/**
 * Checks declarations alone: what each says, that they go together, that names can be made of them, and, as far as the
 * project holds objects and fields, that those exist.
 *
 * @throws Problem for what is wrong with the settings or with names
 */
export async function validate(options: ValidateOptions): Promise<Validation> {
  const { root, folder, design, declarations, mistakes, files } = await findDeclared(options);
  if (files.length === 0) throw nothingDeclared(folder);
  if (mistakes.length > 0) return { files, mistakes, notes: [] };
  const environments =
    options.environment === undefined ? [undefined, ...Object.keys(design.environments)] : [options.environment];
  const snapshot = await readIfAny(root);
  const keptSets = await readKeptSets(declarations);
  const certificates = await readCertificates(declarations);
  const states = environments.map((environment) =>
    desiredState(declarations, { design, environment, snapshot, keptSets, certificates, adopt: () => true }),
  );
  return { files, mistakes, notes: states[0]?.integrations.flatMap(({ notes }) => notes) ?? [] };
}
