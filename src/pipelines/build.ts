import { resolve } from 'node:path';
import { openSourceTree } from '../connectors/sfdx/source-tree.ts';
import { compareFiles, type Written, writeFiles } from '../connectors/sfdx/write.ts';
import type { PlanNote } from '../model/plan.ts';
import { desiredState } from '../plan/desire.ts';
import { filesOf } from './desired-files.ts';
import { type DeclaredOptions, loadDeclared } from './load-declared.ts';
import { readIfAny } from './read-if-any.ts';

export interface BuildOptions extends DeclaredOptions {
  readonly environment?: string | undefined;
  /** Where the source goes; the project itself when absent. */
  readonly outputDir?: string | undefined;
  /** Only look: nothing is written. */
  readonly check: boolean;
}

export interface Built {
  /** Absolute. */
  readonly root: string;
  readonly integrations: readonly string[];
  readonly files: readonly Written[];
  readonly notes: readonly PlanNote[];
}

/** Compiles declarations to SFDX source: profile, permission sets, apps and user definitions. */
export async function build(options: BuildOptions): Promise<Built> {
  const { design, declarations, keptSets, certificates, ...place } = await loadDeclared(options);
  const root = resolve(place.root);
  const source = await readIfAny(root);
  const target = options.outputDir === undefined ? root : resolve(options.outputDir);
  const there = target === root ? source : await readIfAny(target);
  const desired = desiredState(declarations, {
    design,
    environment: options.environment,
    snapshot: source,
    keptSets,
    certificates,
    adopt: () => true,
  });
  const tree = await openSourceTree(target, there);
  const files = await filesOf(tree, there, desired, keptSets);
  return {
    root: target,
    integrations: desired.integrations.map(({ name }) => name),
    files: options.check ? await compareFiles(tree, files) : await writeFiles(tree, files),
    notes: desired.integrations.flatMap(({ notes }) => notes),
  };
}
