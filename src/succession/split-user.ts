import { Problem } from '../model/problem.ts';
import type { User } from '../model/user.ts';
import type { CurrentState } from '../plan/current-state.ts';
import { applicationsBehind } from './applications-behind.ts';
import { deriveAccess } from './derive-access.ts';
import { isAPersons, oldParts } from './old-parts.ts';
import { kebabName, type Said, type Wanted } from './wanted.ts';

/**
 * An integration of its own for each application that uses an account.
 *
 * @throws Problem `not-shared`
 */
export function splitUser(current: CurrentState, user: User, { owner, today }: Said): readonly Wanted[] {
  const behind = applicationsBehind(current.snapshot, user.username);
  if (behind.length < 2) throw notShared(user.username, `${behind[0]?.application ?? 'nothing'} alone uses it`);
  const isPerson = isAPersons(current, user);
  const parts = oldParts(current, user);
  return behind.map(({ application, evidence, addresses }): Wanted => {
    const calls = current.snapshot.apiCalls.filter(
      (call) => call.username === user.username && call.application === application,
    );
    const { access, from, notes } = deriveAccess(current, user, calls);
    const rest = { applications: [application], stage: 'expand', since: today } as const;
    return {
      name: kebabName(application),
      label: application,
      purpose: `What ${application} did as ${user.username}.`,
      owner,
      access,
      replaces: isPerson
        ? { ...rest, user: undefined, person: user.username, permissionSets: [], apps: [] }
        : { ...rest, ...parts, user: user.username, person: undefined },
      keepsUser: undefined,
      keepsProfile: undefined,
      keepsSets: [],
      told: { application, evidence, addresses, from, notes },
    };
  });
}

export function notShared(what: string, why: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'not-shared',
    message: `${what} is not shared by several applications: ${why}.`,
    actions: ['Move one application to a user of its own: leastwise migrate <what> --target-org <alias>'],
  });
}
