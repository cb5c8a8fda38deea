import type { AccessGraph } from '../access/access-graph.ts';
import { effectiveAccess } from '../access/effective.ts';
import type { EffectiveAccess } from '../access/effective-access.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { User } from '../model/user.ts';
import type { DesiredIntegration } from '../plan/desired-state.ts';
import { type Question, questionsOf } from './questions.ts';

/** One integration with its user, and everything that is to be asked about it. */
export interface VerifySubject {
  readonly desired: DesiredIntegration;
  readonly username: string;
  /** `undefined` when the org has no such user. */
  readonly user: User | undefined;
  /** As it is declared. */
  readonly expected: EffectiveAccess;
  /** As it is. */
  readonly current: EffectiveAccess;
  readonly questions: readonly Question[];
  readonly notes: readonly string[];
  /** There is nobody to ask about, or somebody locked it out on purpose. */
  readonly isCompared: boolean;
}

/**
 * @param wanted the org as it is declared
 * @param graph the org as it is
 */
export function subjectOf(desired: DesiredIntegration, wanted: AccessGraph, graph: AccessGraph): VerifySubject {
  const { snapshot } = graph;
  const { username } = desired.user;
  const user = userCalled(snapshot, username);
  const expected = accessOf(wanted, username);
  const current = accessOf(graph, username);
  const objects = reachedBySomebody(snapshot);
  return {
    desired,
    username,
    user,
    expected,
    current,
    questions: questionsOf({ expected, current, fields: snapshot.fields, objects }),
    notes: notesOn(desired, user),
    isCompared: desired.suspended === undefined && !desired.without.includes('user'),
  };
}

const userCalled = ({ users }: Snapshot, username: string): User | undefined =>
  users.find((user) => user.username.toLowerCase() === username.toLowerCase());

function accessOf(graph: AccessGraph, username: string): EffectiveAccess {
  const id = userCalled(graph.snapshot, username)?.id ?? `user:${username}`;
  return effectiveAccess(graph, { kind: 'user', id });
}

/** Objects that anybody of the org may reach: what a user must not reach is taken from these. */
function reachedBySomebody({ containers, names, objects }: Snapshot): readonly string[] {
  const ids = new Set<number>();
  for (const { grants } of containers)
    for (const [at, id] of grants.objects.ids.entries()) if (grants.objects.bits[at] !== 0) ids.add(id);
  return [...[...ids].flatMap((id) => names[id] ?? []), ...objects.map(({ name }) => name)];
}

function notesOn({ name, suspended, without }: DesiredIntegration, user: User | undefined): readonly string[] {
  if (without.includes('user')) return [`${name} is declared without a user: there is nobody to ask about.`];
  if (suspended !== undefined) return [`${name} is locked out on purpose since ${suspended}: nothing was compared.`];
  if (!user) return ['The org has no such user: apply first.'];
  return [
    ...(user.active ? [] : ['The user is inactive: it cannot log in, whatever it holds.']),
    ...(user.frozen ? ['The user is frozen: it cannot log in, whatever it holds.'] : []),
  ];
}
