import type { GrantStep, Holder } from '../model/answer.ts';
import type { Container, GroupMember, PermissionSetGroup } from '../model/container.ts';
import type { Integration } from '../model/integration.ts';
import type { Origin } from '../model/origin.ts';
import type { Assignment, User } from '../model/user.ts';
import type { AccessGraph } from './access-graph.ts';
import { nearest } from './nearest.ts';

/** A container that reaches a holder, and by which way. The leaf of every path. */
export interface GrantSource {
  readonly container: Container;
  /** The group that gives it, which may mute part of it. */
  readonly group: PermissionSetGroup | undefined;
  readonly steps: readonly GrantStep[];
  /** What could be undone on the way, outermost first: an assignment, a membership. */
  readonly links: readonly Link[];
  /** All but `active` grant nothing today; they are kept to be explained. */
  readonly state: 'active' | 'expired' | 'revoked' | 'session-activated';
}

export interface Link {
  readonly action: 'unassign' | 'drop-member';
  readonly text: string;
  readonly origin: Origin | undefined;
}

export interface Sources {
  readonly sources: readonly GrantSource[];
  /** What was named and is not in the snapshot, or is in it more than once: then the access is a lower bound. */
  readonly boundReasons: readonly string[];
}

interface Way {
  readonly steps: readonly GrantStep[];
  readonly links: readonly Link[];
  readonly state: GrantSource['state'];
}

const START: Way = { steps: [], links: [], state: 'active' };

const containerStep = (container: Container, origin: Origin | undefined): GrantStep => ({
  kind: container.kind === 'profile' ? 'profile' : 'permission-set',
  id: container.id,
  name: container.name,
  origin,
});

const fileOf = (container: Container): Origin => ({ path: container.files[0] ?? '', line: 0 });

/** The set that a member or assignment means; several with one name cannot be told apart for sure. */
function chosen<Value>(
  candidates: readonly Value[] | undefined,
  pathOf: (value: Value) => string,
  from: Origin,
  what: string,
  reasons: string[],
): Value | undefined {
  if (candidates === undefined || candidates.length === 0) {
    reasons.push(`${what} is not in this source`);
    return undefined;
  }
  if (candidates.length > 1)
    reasons.push(`${what} is in this source ${candidates.length} times: the nearest one was taken`);
  return nearest(candidates, pathOf, from.path);
}

function fromContainer(container: Container, way: Way, origin: Origin | undefined, headless: boolean): GrantSource {
  const waiting = headless && container.activationRequired && way.state === 'active';
  return {
    container,
    group: undefined,
    steps: [...way.steps, containerStep(container, origin)],
    links: way.links,
    state: waiting ? 'session-activated' : way.state,
  };
}

function fromMember(
  graph: AccessGraph,
  group: PermissionSetGroup,
  member: GroupMember,
  way: Way,
  reasons: string[],
): readonly GrantSource[] {
  const what = `member ${member.name} of group ${group.name}`;
  const set = chosen(
    graph.setsByName.get(member.name.toLowerCase()),
    (found) => found.files[0] ?? '',
    member.origin,
    what,
    reasons,
  );
  if (set === undefined) return [];
  const link: Link = { action: 'drop-member', text: `group ${group.name}: member ${set.name}`, origin: member.origin };
  return [
    {
      container: set,
      group,
      steps: [...way.steps, containerStep(set, member.origin)],
      links: [...way.links, link],
      state: way.state,
    },
  ];
}

const NAMED_MISSING = 3;

function missingMembers(group: PermissionSetGroup, missing: readonly GroupMember[]): string {
  const named = missing.slice(0, NAMED_MISSING).map(({ name }) => name);
  const more = missing.length - named.length;
  const [is, members] = missing.length === 1 ? ['is', 'member'] : ['are', 'members'];
  return `${members} ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''} of group ${group.name} ${is} not in this source`;
}

function fromGroup(
  graph: AccessGraph,
  group: PermissionSetGroup,
  way: Way,
  origin: Origin | undefined,
  headless: boolean,
  reasons: string[],
): readonly GrantSource[] {
  const step: GrantStep = { kind: 'group', id: group.id, name: group.name, origin: origin ?? group.origin };
  const waiting = headless && group.activationRequired && way.state === 'active';
  const inside: Way = {
    steps: [...way.steps, step],
    links: way.links,
    state: waiting ? 'session-activated' : way.state,
  };
  if (group.status !== undefined && group.status !== 'Updated') {
    reasons.push(`group ${group.name} is ${group.status}: Salesforce may not grant yet what its members say`);
  }
  for (const muting of group.mutingSets) {
    if (graph.mutingSetsByName.has(muting.name.toLowerCase())) continue;
    reasons.push(`muting set ${muting.name} of group ${group.name} is not in this source: less may be granted`);
  }
  const missing = group.members.filter(({ name }) => !graph.setsByName.has(name.toLowerCase()));
  if (missing.length > 0) reasons.push(missingMembers(group, missing));
  return group.members
    .filter((member) => !missing.includes(member))
    .flatMap((member) => fromMember(graph, group, member, inside, reasons));
}

function stateOf({ ended, expires }: Assignment, today: string): Way['state'] {
  if (ended !== undefined) return ended;
  return expires !== undefined && expires.slice(0, 10) < today ? 'expired' : 'active';
}

function fromAssignment(
  graph: AccessGraph,
  user: User,
  assignment: Assignment,
  reasons: string[],
): readonly GrantSource[] {
  const { target, origin } = assignment;
  const way: Way = {
    steps: [{ kind: 'user', id: user.id, name: user.username, origin: user.origin }],
    links: [{ action: 'unassign', text: `${user.username}: ${target.kind.replace('-', ' ')} ${target.name}`, origin }],
    state: stateOf(assignment, graph.today),
  };
  const name = target.name.toLowerCase();
  const what = `${target.kind.replace('-', ' ')} ${target.name}, assigned to ${user.username},`;
  // A user definition lists groups among its sets: the CLI assigns whichever has the name.
  const groups = target.kind === 'group' || !graph.setsByName.has(name) ? graph.groupsByName.get(name) : undefined;
  if (target.kind === 'group' || groups !== undefined) {
    const group = chosen(groups, (found) => found.origin.path, origin, what, reasons);
    const links = way.links.map((link) => ({ ...link, text: `${user.username}: group ${target.name}` }));
    return group === undefined ? [] : fromGroup(graph, group, { ...way, links }, origin, true, reasons);
  }
  const set = chosen(graph.setsByName.get(name), (found) => found.files[0] ?? '', origin, what, reasons);
  return set === undefined ? [] : [fromContainer(set, way, origin, true)];
}

function fromUser(graph: AccessGraph, user: User, reasons: string[]): readonly GrantSource[] {
  const step: GrantStep = { kind: 'user', id: user.id, name: user.username, origin: user.origin };
  const assignments = graph.assignmentsByUsername.get(user.username.toLowerCase()) ?? [];
  const assigned = assignments.flatMap((assignment) => fromAssignment(graph, user, assignment, reasons));
  if (user.profile === undefined) {
    reasons.push(`the profile of ${user.username} is not in this source`);
    return assigned;
  }
  const what = `profile ${user.profile} of ${user.username}`;
  const profile = chosen(
    graph.profilesByName.get(user.profile.toLowerCase()),
    (found) => found.files[0] ?? '',
    user.origin,
    what,
    reasons,
  );
  return profile === undefined
    ? assigned
    : [fromContainer(profile, { ...START, steps: [step] }, user.origin, true), ...assigned];
}

function present<Value>(values: readonly (Value | undefined)[]): readonly Value[] {
  return values.filter((value) => value !== undefined);
}

/** The sources of an integration: those of its users, and its sets, groups and profiles whether or not a user holds them. */
export function sourcesOfIntegration(graph: AccessGraph, integration: Integration): Sources {
  const reasons: string[] = [];
  const users = present(integration.users.map((username) => graph.users.get(`user:${username}`)));
  const byUser = users.flatMap((user) => fromUser(graph, user, reasons));
  if (users.length === 0)
    reasons.push(`no user of ${integration.name} is in this source: a profile and other assignments may add to this`);
  // What a user already brings is not told a second time.
  const reached = new Set(
    byUser
      .filter(({ state }) => state === 'active')
      .map(({ container, group }) => `${group?.id ?? ''} ${container.id}`),
  );
  const own = [
    ...present([...integration.profiles, ...integration.permissionSets].map((id) => graph.containers.get(id))).map(
      (container) => fromContainer(container, START, fileOf(container), false),
    ),
    ...present(integration.groups.map((id) => graph.groups.get(id))).flatMap((group) =>
      fromGroup(graph, group, START, undefined, false, reasons),
    ),
  ].filter(({ container, group }) => !reached.has(`${group?.id ?? ''} ${container.id}`));
  return { sources: [...byUser, ...own], boundReasons: [...new Set(reasons)] };
}

/**
 * Every container that reaches a container (itself), a group or a user. Nothing when there is no such holder; an
 * integration is known by its parts: see `sourcesOfIntegration`.
 */
export function sourcesOf(graph: AccessGraph, holder: { readonly kind: Holder['kind']; readonly id: string }): Sources {
  const reasons: string[] = [];
  const container = holder.kind === 'container' ? graph.containers.get(holder.id) : undefined;
  const group = holder.kind === 'group' ? graph.groups.get(holder.id) : undefined;
  const user = holder.kind === 'user' ? graph.users.get(holder.id) : undefined;
  const sources = [
    ...(container ? [fromContainer(container, START, fileOf(container), false)] : []),
    ...(group ? fromGroup(graph, group, START, undefined, false, reasons) : []),
    ...(user ? fromUser(graph, user, reasons) : []),
  ];
  return { sources, boundReasons: [...new Set(reasons)] };
}
