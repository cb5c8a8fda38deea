import type { ActivityWindow, ApiActivity, LoginActivity, TokenActivity } from '../model/activity.ts';
import type { Integration } from '../model/integration.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isSuccessful, loginWay } from '../platform/login-types.ts';

/** What users did lately, as far as it was read. */
export interface Behaviour {
  readonly logins: readonly LoginActivity[];
  readonly calls: readonly ApiActivity[];
  readonly tokens: readonly TokenActivity[];
}

type Index = (username: string) => Behaviour;

const indexes = new WeakMap<Snapshot, Index>();
const NONE: Behaviour = { logins: [], calls: [], tokens: [] };

/** By username, in any case; grouped once for a snapshot, however many rules ask. */
export function behaviourOf(snapshot: Snapshot, username: string): Behaviour {
  const known = indexes.get(snapshot);
  if (known) return known(username);
  const index = indexBehaviour(snapshot);
  indexes.set(snapshot, index);
  return index(username);
}

function indexBehaviour({ logins, apiCalls, tokens }: Snapshot): Index {
  const keyOf = (one: { readonly username: string }): string => one.username.toLowerCase();
  const [loginsOf, callsOf, tokensOf] = [
    Map.groupBy(logins, keyOf),
    Map.groupBy(apiCalls, keyOf),
    Map.groupBy(tokens, keyOf),
  ];
  return (username) => {
    const key = username.toLowerCase();
    return {
      logins: loginsOf.get(key) ?? NONE.logins,
      calls: callsOf.get(key) ?? NONE.calls,
      tokens: tokensOf.get(key) ?? NONE.tokens,
    };
  };
}

/** What all users of an integration did. */
export function behaviourOfAll(snapshot: Snapshot, { users }: Pick<Integration, 'users'>): Behaviour {
  const each = users.map((username) => behaviourOf(snapshot, username));
  return {
    logins: each.flatMap(({ logins }) => logins),
    calls: each.flatMap(({ calls }) => calls),
    tokens: each.flatMap(({ tokens }) => tokens),
  };
}

/** Log-ins that worked, through the user interface. */
export function uiLogins(logins: readonly LoginActivity[]): readonly LoginActivity[] {
  return logins.filter((login) => loginWay(login) === 'browser' && isSuccessful(login.status));
}

/** How many in all. */
export function total(counted: readonly { readonly count: number }[]): number {
  return counted.reduce((sum, { count }) => sum + count, 0);
}

/** Latest instant or day of some activity, as a day. */
export function newestDay(moments: readonly (string | undefined)[]): string | undefined {
  return moments
    .flatMap((moment) => (moment ? [moment.slice(0, 10)] : []))
    .sort()
    .at(-1);
}

export function windowOf({ windows }: Snapshot, kind: ActivityWindow['kind']): ActivityWindow | undefined {
  return windows.find((window) => window.kind === kind);
}

const DAY_MS = 86_400_000;

/** Days from one ISO date or instant to another; negative when the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY_MS);
}

/** How many days a window looked at, both ends included. */
export function daysIn({ from, to }: ActivityWindow): number {
  return daysBetween(from, to) + 1;
}
