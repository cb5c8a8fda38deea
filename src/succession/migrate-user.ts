import { Problem } from '../model/problem.ts';
import type { User } from '../model/user.ts';
import type { CurrentState } from '../plan/current-state.ts';
import { type ApplicationBehind, applicationsBehind } from './applications-behind.ts';
import { deriveAccess } from './derive-access.ts';
import { isAPersons, oldParts } from './old-parts.ts';
import { kebabName, labelOf, type Said, type Wanted } from './wanted.ts';

export interface Migration extends Said {
  readonly label: string;
  readonly name: string | undefined;
  /** Which of several applications. */
  readonly application: string | undefined;
}

/**
 * An integration of its own for the one application behind an account; behind the account of a person, for the one that is
 * named.
 *
 * @throws Problem `several-applications`, `no-application`
 */
export function migrateUser(
  current: CurrentState,
  user: User,
  { label, name, application, owner, today }: Migration,
): Wanted {
  const isPerson = isAPersons(current, user);
  const behind = applicationsBehind(current.snapshot, user.username);
  const chosen = choose(behind, application, user, isPerson);
  const its = chosen?.application ?? '';
  const calls = current.snapshot.apiCalls.filter(
    (call) => call.username === user.username && (!isPerson || call.application === its),
  );
  const { access, from, notes } = deriveAccess(current, user, calls);
  const rest = { applications: its === '' ? [] : [its], stage: 'expand', since: today } as const;
  const title = isPerson ? its : name === undefined ? label : labelOf(name);
  return {
    name: name ?? kebabName(title),
    label: title,
    purpose: `What ${its || title} did as ${user.username}.`,
    owner,
    access,
    replaces: isPerson
      ? { ...rest, user: undefined, person: user.username, permissionSets: [], apps: [] }
      : { ...rest, ...oldParts(current, user), user: user.username, person: undefined },
    keepsUser: undefined,
    keepsProfile: undefined,
    keepsSets: [],
    told: { application: its, evidence: chosen?.evidence ?? [], addresses: chosen?.addresses ?? [], from, notes },
  };
}

function choose(
  behind: readonly ApplicationBehind[],
  named: string | undefined,
  { username }: User,
  isPerson: boolean,
): ApplicationBehind | undefined {
  const found = named === undefined ? behind : behind.filter(({ application }) => application === named);
  const [first, ...others] = found;
  const all = behind.map(({ application }) => application).join(', ');
  if (others.length > 0)
    throw problem('several-applications', `${username} is used by several applications: ${all}.`, [
      isPerson ? 'Name one: --application "<name>"' : 'Split it: leastwise split <what> --target-org <alias>',
    ]);
  if (first) return first;
  if (named !== undefined)
    throw problem('no-application', `${named} does not use ${username}; what does: ${all || 'nothing'}.`, []);
  if (isPerson)
    throw problem('no-application', `${username} is a person, and no application was seen using the account.`, [
      'Declare a new integration: leastwise new <name>',
    ]);
  return undefined;
}

function problem(code: string, message: string, actions: readonly string[]): Problem {
  return new Problem({ kind: 'usage', code, message, actions });
}
