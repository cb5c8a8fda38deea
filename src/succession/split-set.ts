import type { Container } from '../model/container.ts';
import type { Integration } from '../model/integration.ts';
import type { User } from '../model/user.ts';
import { type CurrentState, sameProfile } from '../plan/current-state.ts';
import { deriveAccess } from './derive-access.ts';
import { isAPersons } from './old-parts.ts';
import { notShared } from './split-user.ts';
import { kebabName, labelOf, type Said, type Wanted } from './wanted.ts';

/**
 * A set of its own for each account that holds a shared one. The accounts stay, so no credential changes hands. People keep
 * what they hold.
 *
 * @throws Problem `not-shared`
 */
export function splitSet(
  current: CurrentState,
  set: Container,
  {
    integrations,
    profile,
    owner,
    today,
  }: Said & { readonly integrations: readonly Integration[]; readonly profile: string },
): readonly Wanted[] {
  const held = current
    .assignmentsTo('permission-set', set.name)
    .flatMap(({ username }) => current.user(username) ?? []);
  const users = held.filter((user) => user.active && !isAPersons(current, user));
  if (held.length < 2) throw notShared(set.name, 'at most one user holds it');
  if (users.length === 0) throw notShared(set.name, 'only people hold it, and theirs is never touched');
  const people = held.length - users.length;
  return users.map((user): Wanted => {
    const calls = current.snapshot.apiCalls.filter(({ username }) => username === user.username);
    const { access, from, notes } = deriveAccess(current, user, calls, set);
    const name = nameOf(integrations, user);
    const kept = people > 0 ? [`${people} people hold ${set.name} too: they keep it, and it stays`] : [];
    return {
      name,
      label: labelOf(name),
      purpose: `What ${user.username} does with what ${set.name} gave it.`,
      owner,
      access,
      replaces: {
        user: undefined,
        person: undefined,
        applications: [],
        permissionSets: [set.name],
        apps: [],
        stage: 'expand',
        since: today,
      },
      keepsUser: user.username,
      keepsProfile: user.profile !== undefined && !sameProfile(user.profile, profile) ? user.profile : undefined,
      keepsSets: otherSets(current, user, set),
      told: { application: '', evidence: [`holds ${set.name}`], addresses: [], from, notes: [...notes, ...kept] },
    };
  });
}

function otherSets(current: CurrentState, { username }: User, { name }: Container): readonly string[] {
  return current
    .assignmentsOf(username)
    .flatMap(({ target }) => (target.kind === 'permission-set' && target.name !== name ? [target.name] : []));
}

function nameOf(integrations: readonly Integration[], { username }: User): string {
  const own = integrations.find(({ users }) => users.length === 1 && users[0] === username);
  return own?.name ?? kebabName(username.replace(/@.*/, ''));
}
