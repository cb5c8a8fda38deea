import type { Snapshot } from '../model/snapshot.ts';
import type { DesiredState } from '../plan/desired-state.ts';
import { makePlan } from '../plan/make-plan.ts';
import { simulate } from '../plan/simulate.ts';

/**
 * The snapshot as it would stand if everything were as it is declared. What a plan would not touch, because it is protected,
 * locked out or somebody else's, is compared all the same: looking changes nothing.
 */
export function asDeclared(
  snapshot: Snapshot,
  desired: DesiredState,
  options: { readonly integrations: readonly string[]; readonly today: string },
): Snapshot {
  const unguarded: DesiredState = {
    ...desired,
    integrations: desired.integrations.map((one) => ({ ...one, protect: false, suspended: undefined, adopt: true })),
  };
  const { changes } = makePlan(snapshot, unguarded, {
    orgId: snapshot.org?.id,
    environment: undefined,
    targets: options.integrations,
    today: options.today,
    recordsOf: () => undefined,
  });
  return simulate(snapshot, changes);
}
