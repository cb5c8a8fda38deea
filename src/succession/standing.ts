import type { Declaration } from '../model/declaration.ts';
import { Problem } from '../model/problem.ts';
import type { DesiredState } from '../plan/desired-state.ts';
import type { Standing } from './next-stage.ts';

/** What a step is about: the files that say so, and what leaves. */
export interface Leaver {
  readonly key: 'replaces' | 'retire';
  readonly declarations: readonly Declaration[];
  readonly standing: Standing;
}

/**
 * What an integration replaces, with all others that replace the same: they go the same way.
 *
 * @throws Problem `replaces-nothing`
 */
export function replacedBy(all: readonly Declaration[], desired: DesiredState, name: string): Leaver {
  const { replaces } = declared(all, name);
  if (!replaces)
    throw new Problem({
      kind: 'usage',
      code: 'replaces-nothing',
      message: `${name} replaces nothing.`,
      actions: ['Begin: leastwise split, or leastwise migrate', 'Retire an integration itself: leastwise offboard'],
    });
  const username = (one: Declaration): string => usernameOf(desired, one.name);
  const accountOf = (one: Declaration): string | undefined => {
    const { user, person, permissionSets } = one.replaces ?? {};
    return user ?? person ?? permissionSets?.join(' ');
  };
  const account = accountOf(declared(all, name))?.toLowerCase();
  const same = all.filter((one) => one.replaces && accountOf(one)?.toLowerCase() === account);
  const kind = replaces.user !== undefined ? 'user' : replaces.person !== undefined ? 'person' : 'sets';
  return {
    key: 'replaces',
    declarations: same,
    standing: {
      username: replaces.user ?? replaces.person ?? usernameOf(desired, name),
      kind,
      applications: [...new Set(same.flatMap((one) => one.replaces?.applications ?? []))],
      stage: replaces.stage,
      since: replaces.since,
      newcomers: kind === 'sets' ? [] : same.map(username),
    },
  };
}

/** An integration that retires itself. */
export function retiring(all: readonly Declaration[], desired: DesiredState, name: string): Leaver {
  const declaration = declared(all, name);
  return {
    key: 'retire',
    declarations: [declaration],
    standing: {
      username: usernameOf(desired, name),
      kind: 'user',
      applications: [],
      stage: declaration.retire?.stage,
      since: declaration.retire?.since,
      newcomers: [],
    },
  };
}

function declared(all: readonly Declaration[], name: string): Declaration {
  const found = all.find((one) => one.name === name);
  if (found) return found;
  throw new Problem({
    kind: 'usage',
    code: 'not-declared',
    message: `There is no declared integration ${name}.`,
    actions: [`Write its file from what exists: leastwise import ${name} --target-org <alias>`],
  });
}

function usernameOf({ integrations }: DesiredState, name: string): string {
  return integrations.find((one) => one.name === name)?.user.username ?? '';
}
