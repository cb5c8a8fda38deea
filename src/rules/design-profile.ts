import type { Container } from '../model/container.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { standardProfile } from '../platform/standard-profiles.ts';
import { grantedEntries } from './granted-entries.ts';
import { containersOf, ownIntegrations } from './integration-subject.ts';
import { isOnProfile, peopleIn } from './profile-of.ts';
import type { RuleContext } from './rule.ts';
import type { GrantingContainer } from './subject.ts';

/** Profiles of integrations that the org made itself, each once. */
export function integrationProfiles({ snapshot, integrations }: RuleContext): readonly GrantingContainer[] {
  const ids = new Set(ownIntegrations(integrations).flatMap(({ profiles }) => profiles));
  return containersOf(snapshot, [...ids]).filter((container) => container.kind === 'profile') as GrantingContainer[];
}

/**
 * Those of them that are meant for integrations: not the administrator's, and not one that people work with. On the
 * others one failure says all there is to say; listing their thousand grants beside it would bury it.
 */
export function dedicatedProfiles(context: RuleContext): readonly GrantingContainer[] {
  const people = peopleIn(context.snapshot, context.integrations);
  return integrationProfiles(context).filter(
    (profile) =>
      administration(context.snapshot, profile) === undefined && !people.some((user) => isOnProfile(user, profile)),
  );
}

/** Why a profile counts as the administrator's; `undefined` when it does not. */
export function administration(snapshot: Snapshot, profile: Container): string | undefined {
  if (standardProfile(profile.name)?.role === 'administrator') return 'the standard System Administrator profile';
  const granted = new Set(grantedEntries(snapshot, profile, profile.grants.system).map(({ name }) => name));
  if (granted.has('ModifyAllData')) return 'equal to an administrator: it gives Modify All Data';
  const reads = granted.has('ViewAllData') && granted.has('ManageUsers');
  return reads ? 'equal to an administrator: it gives View All Data and Manage Users' : undefined;
}
