import type { ExternalClientApp } from '../model/app.ts';
import { certificateMarkIn } from '../model/certificate-mark.ts';
import type { AppState, PermissionSetState, ProfileState, UserState } from '../model/change.ts';
import type { Container } from '../model/container.ts';
import { sortSpans } from '../model/ip-span.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Assignment, User } from '../model/user.ts';
import { standardProfile } from '../platform/standard-profiles.ts';
import { grantListOf } from './grant-list.ts';

/** What stands in a snapshot, by the names that declarations use. Names of Salesforce do not tell cases apart. */
export interface CurrentState {
  readonly snapshot: Snapshot;
  profile(name: string): Container | undefined;
  permissionSet(name: string): Container | undefined;
  permissionSets(): readonly Container[];
  user(username: string): User | undefined;
  app(name: string): ExternalClientApp | undefined;
  assignmentsOf(username: string): readonly Assignment[];
  assignmentsTo(kind: Assignment['target']['kind'], name: string): readonly Assignment[];
}

const lower = (text: string): string => text.toLowerCase();

/** Profiles go by API name in metadata and by label in an org: `Admin` is "System Administrator". */
function profileKeys({ name, label }: Container): readonly string[] {
  const standard = standardProfile(name);
  return [name, label, ...(standard ? [standard.name, standard.label] : [])].map(lower);
}

export function sameProfile(a: string, b: string): boolean {
  const keys = (text: string) => [text, standardProfile(text)?.name ?? text].map(lower);
  return keys(a).some((key) => keys(b).includes(key));
}

export function currentState(snapshot: Snapshot): CurrentState {
  const sets = snapshot.containers.filter(({ kind }) => kind === 'permission-set');
  const setsByName = new Map(sets.toReversed().map((set) => [lower(set.name), set]));
  const profiles = snapshot.containers.filter(({ kind }) => kind === 'profile');
  const profilesByKey = new Map(
    profiles.toReversed().flatMap((profile) => profileKeys(profile).map((key) => [key, profile] as const)),
  );
  const users = new Map(snapshot.users.map((user) => [lower(user.username), user]));
  const apps = new Map(snapshot.externalClientApps.map((app) => [lower(app.name), app]));
  const byUser = Map.groupBy(snapshot.assignments, ({ username }) => lower(username));
  const byTarget = Map.groupBy(snapshot.assignments, ({ target }) => `${target.kind} ${lower(target.name)}`);
  return {
    snapshot,
    profile: (name) => profilesByKey.get(lower(name)) ?? profilesByKey.get(lower(standardProfile(name)?.name ?? name)),
    permissionSet: (name) => setsByName.get(lower(name)),
    permissionSets: () => sets,
    user: (username) => users.get(lower(username)),
    app: (name) => apps.get(lower(name)),
    assignmentsOf: (username) => byUser.get(lower(username)) ?? [],
    assignmentsTo: (kind, name) => byTarget.get(`${kind} ${lower(name)}`) ?? [],
  };
}

export function profileStateOf(names: readonly string[], profile: Container): ProfileState {
  return {
    name: profile.name,
    description: profile.description,
    licence: profile.license,
    grants: grantListOf(names, profile),
  };
}

export function permissionSetStateOf(names: readonly string[], set: Container): PermissionSetState {
  return {
    name: set.name,
    label: set.label,
    description: set.description,
    licence: set.license,
    activationRequired: set.activationRequired,
    grants: grantListOf(names, set),
  };
}

/** A user as it stands; what a snapshot does not hold of it (time zone, locale …) is taken to be as wished. */
export function userStateOf(user: User, wished: UserState): UserState {
  return {
    ...wished,
    username: user.username,
    email: user.email === '' ? wished.email : user.email,
    profile: user.profile ?? '',
    active: user.active,
    frozen: user.frozen,
  };
}

/** A user of whom nothing is wished but that it goes. */
export function leavingUserState(user: User): UserState {
  return {
    username: user.username,
    lastName: user.name,
    alias: '',
    email: user.email,
    timeZone: '',
    locale: '',
    language: '',
    encoding: '',
    federationId: undefined,
    profile: user.profile ?? '',
    active: user.active,
    frozen: user.frozen,
  };
}

/**
 * An app as it stands; what the source does not say of it is taken to be as wished. An org tells the addresses of an app only
 * in metadata, not in records: there an empty list says nothing.
 */
export function appStateOf({ snapshot }: CurrentState, app: ExternalClientApp, wished: AppState | undefined): AppState {
  const { ipRelaxation, refreshToken, sessionPolicy, ipRanges, scopes } = app;
  const saysRanges = app.parts.includes('oauth-settings') && (snapshot.source.kind !== 'org' || ipRanges.length > 0);
  const known = (part: 'oauth-settings' | 'oauth-policies') => app.parts.includes(part) || wished === undefined;
  return {
    name: app.name,
    label: app.label,
    description: app.description,
    contactEmail: app.contactEmail,
    scopes: known('oauth-settings') ? [...scopes].sort() : (wished?.scopes ?? []),
    flow: app.flows.clientCredentials ? 'client-credentials' : 'jwt-bearer',
    runAsUser: known('oauth-policies') ? app.runAsUser : wished?.runAsUser,
    permissionSets: known('oauth-policies')
      ? app.permissionSets.map(({ name }) => name).sort()
      : (wished?.permissionSets ?? []),
    ipRanges: saysRanges ? sortSpans(ipRanges) : (wished?.ipRanges ?? []),
    ipRelaxation: ipRelaxation === undefined ? (wished?.ipRelaxation ?? 'enforce') : relaxationOf(ipRelaxation),
    refreshToken: refreshToken ?? wished?.refreshToken ?? { kind: 'zero', days: undefined },
    sessionTimeout: sessionPolicy?.timeout ?? wished?.sessionTimeout,
    certificate: certificateOf(app, wished),
  };
}

/** Only its mark tells an app's certificate; of one that is not declared nothing is said. */
function certificateOf({ description }: ExternalClientApp, wished: AppState | undefined): AppState['certificate'] {
  const known = certificateMarkIn(description);
  if (known === undefined || (wished !== undefined && wished.certificate === undefined)) return undefined;
  return known.fingerprint === wished?.certificate?.fingerprint ? wished.certificate : { ...known, pem: '' };
}

function relaxationOf(relaxation: string): AppState['ipRelaxation'] {
  return relaxation === 'enforce' ? 'enforce' : 'bypass';
}
