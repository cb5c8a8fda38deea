import type { TokenActivity } from '../model/activity.ts';
import type { ExternalClientApp } from '../model/app.ts';
import type {
  AppState,
  AssignmentState,
  Change,
  GrantList,
  PermissionSetState,
  ProfileState,
  TokenChange,
  UserState,
} from '../model/change.ts';
import type { Container, ContainerKind } from '../model/container.ts';
import type { GrantColumn, Grants } from '../model/grants.ts';
import type { Origin } from '../model/origin.ts';
import {
  ENABLED,
  FieldBits,
  type FieldVerb,
  ObjectBits,
  type ObjectVerb,
  SETUP_ENTITY_TYPES,
} from '../model/permission.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Assignment, User } from '../model/user.ts';
import { sameProfile } from './current-state.ts';

const PLANNED: Origin = { path: 'planned', line: 0 };

/**
 * The snapshot as it will stand after the changes. It is how a plan knows what it means for risk, and how tests know that
 * every step on the way stays within what was and what will be.
 */
export function simulate(snapshot: Snapshot, changes: readonly Change[]): Snapshot {
  const names = createNames(snapshot.names);
  let state = snapshot;
  for (const change of changes) state = step(state, change, names.idOf);
  return changes.length === 0 ? snapshot : { ...state, names: names.all };
}

interface Names {
  readonly all: readonly string[];
  readonly idOf: (name: string) => number;
}

function createNames(known: readonly string[]): Names {
  const all = [...known];
  const ids = new Map(known.map((name, id) => [name, id]));
  return {
    all,
    idOf: (name) => {
      const found = ids.get(name);
      if (found !== undefined) return found;
      ids.set(name, all.length);
      return all.push(name) - 1;
    },
  };
}

type IdOf = Names['idOf'];

function step(snapshot: Snapshot, change: Change, idOf: IdOf): Snapshot {
  switch (change.subject) {
    case 'profile':
      return { ...snapshot, containers: changedProfiles(snapshot, change.before, change.after, idOf) };
    case 'permission-set':
      return changedSets(snapshot, change.before, change.after, idOf);
    case 'user':
      return { ...snapshot, users: changedUsers(snapshot.users, change.before, change.after) };
    case 'licence': {
      const { username, licence } = change.after ?? change.before ?? { username: '', licence: '' };
      const users = snapshot.users.map((user) =>
        user.username === username ? withLicence(user, licence, change.after !== undefined) : user,
      );
      return { ...snapshot, users };
    }
    case 'assignment':
      return { ...snapshot, assignments: changedAssignments(snapshot.assignments, change.before, change.after) };
    case 'app':
      return { ...snapshot, externalClientApps: changedApps(snapshot.externalClientApps, change.before, change.after) };
    case 'tokens':
      return { ...snapshot, tokens: snapshot.tokens.filter((token) => !isRevoked(token, change)) };
    case 'sessions':
      return {
        ...snapshot,
        sessions: snapshot.sessions.filter(({ username }) => username !== change.before?.username),
      };
  }
}

function isRevoked({ username, application }: TokenActivity, { before }: TokenChange): boolean {
  return username === before?.username && application === before.application;
}

function column(entries: readonly (readonly [string, number])[], idOf: IdOf): GrantColumn {
  return {
    ids: Uint32Array.from(entries, ([name]) => idOf(name)),
    bits: Uint8Array.from(entries, ([, bits]) => bits),
    lines: new Uint32Array(entries.length),
  };
}

function bitsOf<Verb extends string>(verbs: readonly Verb[], bits: Readonly<Record<Verb, number>>): number {
  return verbs.reduce((sum, verb) => sum | bits[verb], 0);
}

/** A list of grants as the columns of a container. */
export function grantsOf(list: GrantList, idOf: IdOf): Grants {
  const setup = SETUP_ENTITY_TYPES.flatMap((type) => {
    const granted = list.setup[type];
    return granted
      ? [
          [
            type,
            column(
              granted.map((name) => [name, ENABLED] as const),
              idOf,
            ),
          ] as const,
        ]
      : [];
  });
  return {
    objects: column(
      Object.entries(list.objects).map(([name, verbs]) => [name, bitsOf<ObjectVerb>(verbs, ObjectBits)] as const),
      idOf,
    ),
    fields: column(
      Object.entries(list.fields).map(([name, verbs]) => [name, bitsOf<FieldVerb>(verbs, FieldBits)] as const),
      idOf,
    ),
    system: column(
      list.system.map((name) => [name, ENABLED] as const),
      idOf,
    ),
    setup: Object.fromEntries(setup),
  };
}

function newContainer(kind: ContainerKind, name: string): Container {
  return {
    id: `${kind}:${name}`,
    kind,
    name,
    label: name,
    description: '',
    license: '',
    custom: true,
    activationRequired: false,
    namespace: '',
    files: [PLANNED.path],
    grants: grantsOf({ objects: {}, fields: {}, system: [], setup: {} }, () => 0),
    loginIpRanges: [],
    loginHours: undefined,
  };
}

function changedProfiles(
  { containers }: Snapshot,
  before: ProfileState | undefined,
  after: ProfileState | undefined,
  idOf: IdOf,
): readonly Container[] {
  const isIt = ({ kind, name }: Container): boolean =>
    kind === 'profile' && before !== undefined && sameProfile(name, before.name);
  const old = containers.find(isIt);
  const rest = containers.filter((container) => container !== old);
  if (!after) return rest;
  const base = old ?? newContainer('profile', after.name);
  const { description, licence: license } = after;
  const made = { ...base, description, license, grants: grantsOf(after.grants, idOf) };
  return old ? containers.map((container) => (container === old ? made : container)) : [...rest, made];
}

function changedSets(
  snapshot: Snapshot,
  before: PermissionSetState | undefined,
  after: PermissionSetState | undefined,
  idOf: IdOf,
): Snapshot {
  const { containers } = snapshot;
  const old = containers.find(
    ({ kind, name }) => kind === 'permission-set' && name.toLowerCase() === before?.name.toLowerCase(),
  );
  const made = after && madeSet(old, after, idOf);
  const others = containers.filter((container) => container !== old);
  const changed = { ...snapshot, containers: made ? [...others, made] : others };
  const [from, to] = [before?.name, after?.name];
  if (from === undefined || to === undefined || from === to) return changed;
  // Assignments and memberships follow a set to its new name.
  return {
    ...changed,
    assignments: snapshot.assignments.map((assignment) =>
      assignment.target.kind === 'permission-set' && assignment.target.name === from
        ? { ...assignment, target: { ...assignment.target, name: to } }
        : assignment,
    ),
    groups: snapshot.groups.map((group) => ({
      ...group,
      members: group.members.map((member) => (member.name === from ? { ...member, name: to } : member)),
    })),
  };
}

function madeSet(old: Container | undefined, after: PermissionSetState, idOf: IdOf): Container {
  const { name, label, description, licence, activationRequired, grants } = after;
  const base = old ?? newContainer('permission-set', name);
  const id = `permission-set:${name}`;
  return {
    ...base,
    id,
    name,
    label,
    description,
    license: licence,
    activationRequired,
    grants: grantsOf(grants, idOf),
  };
}

function changedUsers(
  users: readonly User[],
  before: UserState | undefined,
  after: UserState | undefined,
): readonly User[] {
  const known = before?.username.toLowerCase();
  const old = users.find(({ username }) => username.toLowerCase() === known);
  const rest = users.filter((user) => user !== old);
  if (!after) return rest;
  const { username, email, active, frozen, profile } = after;
  const base: User = old ?? {
    id: `user:${username}`,
    username,
    name: after.lastName,
    email,
    active,
    frozen,
    profile,
    license: undefined,
    permissionSetLicenses: [],
    recordId: undefined,
    type: 'Standard',
    role: undefined,
    created: undefined,
    lastLogin: undefined,
    origin: PLANNED,
  };
  return [...rest, { ...base, id: `user:${username}`, username, email, active, frozen, profile }];
}

function withLicence(user: User, licence: string, held: boolean): User {
  const others = user.permissionSetLicenses.filter((name) => name !== licence);
  return { ...user, permissionSetLicenses: held ? [...others, licence] : others };
}

function changedAssignments(
  assignments: readonly Assignment[],
  before: AssignmentState | undefined,
  after: AssignmentState | undefined,
): readonly Assignment[] {
  const state = before ?? after;
  const rest = assignments.filter(
    ({ username, target }) =>
      !(
        username.toLowerCase() === state?.username.toLowerCase() &&
        target.kind === state.target.kind &&
        target.name.toLowerCase() === state.target.name.toLowerCase()
      ),
  );
  return after ? [...rest, { ...after, ended: undefined, origin: PLANNED }] : rest;
}

function changedApps(
  apps: readonly ExternalClientApp[],
  before: AppState | undefined,
  after: AppState | undefined,
): readonly ExternalClientApp[] {
  const old = apps.find(({ name }) => name.toLowerCase() === before?.name.toLowerCase());
  const rest = apps.filter((app) => app !== old);
  return after ? [...rest, appOf(old, after)] : rest;
}

function appOf(old: ExternalClientApp | undefined, after: AppState): ExternalClientApp {
  const { name, label, description, contactEmail, scopes, runAsUser, refreshToken } = after;
  const reference = (text: string) => ({ name: text, origin: PLANNED });
  const isClientCredentials = after.flow === 'client-credentials';
  return {
    profiles: [],
    pkceRequired: true,
    secretOptional: false,
    refreshTokenRotation: undefined,
    template: false,
    origin: PLANNED,
    lines: {},
    distribution: 'Local',
    parts: ['app', 'oauth-settings', 'oauth-policies', 'policies'],
    oauthLink: undefined,
    ...old,
    kind: 'external-client-app',
    id: `external-client-app:${name}`,
    name,
    label,
    description,
    contactEmail,
    scopes,
    runAsUser,
    refreshToken,
    adminApprovedOnly: true,
    permissionSets: after.permissionSets.map(reference),
    flows: {
      device: false,
      codeCredential: false,
      tokenExchange: false,
      namedUserJwt: false,
      ...old?.flows,
      clientCredentials: isClientCredentials,
    },
    ipRelaxation: after.ipRelaxation,
    ipRanges: after.ipRanges.map((range) => ({ ...range, description: '', origin: PLANNED })),
    sessionPolicy:
      after.sessionTimeout === undefined
        ? undefined
        : { action: 'Block', level: 'STANDARD', timeout: after.sessionTimeout },
  };
}
