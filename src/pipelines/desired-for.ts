import type { Snapshot } from '../model/snapshot.ts';
import { desiredState } from '../plan/desire.ts';
import type { DesiredState } from '../plan/desired-state.ts';
import { environmentOf } from './environment-of.ts';
import type { Declared } from './load-declared.ts';

/** What is declared, for an org or tree that was read already. */
export function desiredFor(
  snapshot: Snapshot,
  {
    declared,
    adopt,
    environment,
  }: { readonly declared: Declared; readonly adopt: readonly string[]; readonly environment?: string | undefined },
): DesiredState {
  return desiredState(declared.declarations, {
    design: declared.design,
    environment: environmentOf(snapshot, declared.design, environment),
    snapshot,
    keptSets: declared.keptSets,
    certificates: declared.certificates,
    adopt: (name) => adopt.includes(name) || adopt.includes('*'),
  });
}
