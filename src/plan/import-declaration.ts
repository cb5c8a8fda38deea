import type { ExternalClientApp } from '../model/app.ts';
import type { Change, GrantList } from '../model/change.ts';
import type { Container } from '../model/container.ts';
import type { Declaration, DeclaredAccess, DeclaredObject, OrgDesign } from '../model/declaration.ts';
import type { Integration } from '../model/integration.ts';
import type { ObjectVerb } from '../model/permission.ts';
import type { User } from '../model/user.ts';
import { type CurrentState, sameProfile } from './current-state.ts';
import { grantListOf } from './grant-list.ts';
import { withoutMark } from './ownership-mark.ts';

/** A declaration that stands in no file yet. */
export type ImportedDeclaration = Omit<Declaration, 'file' | 'places'>;

/** What an integration is made of, as far as one file can speak of it. */
export interface ImportedParts {
  readonly name: string;
  readonly owner: string;
  readonly purpose: string | undefined;
  readonly set: Container | undefined;
  readonly user: User | undefined;
  readonly app: ExternalClientApp | undefined;
}

/** The one set, user and app of an integration; a part that it has twice is left out. */
export function partsOf(
  { snapshot, user }: CurrentState,
  { users, permissionSets, apps }: Integration,
): Pick<ImportedParts, 'set' | 'user' | 'app'> {
  const active = users.flatMap((username) => user(username) ?? []).filter(({ active: isActive }) => isActive);
  const sets = snapshot.containers.filter(({ id }) => permissionSets.includes(id));
  const own = snapshot.externalClientApps.filter(({ id }) => apps.includes(id));
  const only = <Part>(parts: readonly Part[]): Part | undefined => (parts.length === 1 ? parts[0] : undefined);
  return { set: only(sets), user: only(active), app: only(own) };
}

const WHY = 'as it was when it was imported';
const BROAD: ReadonlySet<ObjectVerb> = new Set(['viewAll', 'modifyAll', 'viewAllFields']);

/** The fullest declaration of what exists; `eased` takes back what cannot be said that way. */
export function importedDeclaration(
  current: CurrentState,
  parts: ImportedParts,
  design: OrgDesign,
): ImportedDeclaration {
  const { name, owner, set, user, app } = parts;
  const grants = set ? grantListOf(current.snapshot.names, set) : undefined;
  const onShared = user?.profile !== undefined && sameProfile(user.profile, design.profile);
  return {
    name,
    label: set?.label ?? app?.label,
    purpose:
      parts.purpose ||
      withoutMark(set?.description || app?.description || '').trim() ||
      `What ${name} is for is not known yet.`,
    owner,
    review: undefined,
    access: grants ? accessOf(grants) : { objects: [], system: [], setup: {} },
    user: {
      username: user?.username,
      lastName: undefined,
      alias: undefined,
      email: user?.email || undefined,
      timeZone: undefined,
      locale: undefined,
      language: undefined,
      federationId: undefined,
    },
    login: app && {
      app: app.name,
      flow: app.flows.clientCredentials ? 'client-credentials' : 'jwt-bearer',
      scopes: app.scopes,
      ipRanges: app.ipRanges.map(({ start, end }) => (start === end ? start : `${start}-${end}`)),
      sessionTimeout: app.sessionPolicy?.timeout,
    },
    permissionSet: set?.name,
    permissionSetFile: undefined,
    without: [...(user ? [] : (['user'] as const)), ...(set ? [] : (['permissionSet'] as const))],
    keeps: { profile: user && !onShared ? user.profile : undefined, permissionSets: [], groups: [] },
    licences: [],
    expires: undefined,
    protect: false,
    moved: undefined,
    reviewed: undefined,
    replaces: undefined,
    retire: undefined,
    suspended: undefined,
    environments: {},
  };
}

export function accessOf({ objects, fields, system, setup }: GrantList): DeclaredAccess {
  const byObject = Map.groupBy(Object.entries(fields), ([field]) => field.slice(0, field.indexOf('.')));
  const names = [...new Set([...Object.keys(objects), ...byObject.keys()])].sort();
  return {
    objects: names.map((object) => objectOf(object, objects[object] ?? [], byObject.get(object) ?? [])),
    system,
    setup,
  };
}

function objectOf(
  object: string,
  verbs: readonly ObjectVerb[],
  fields: readonly (readonly [string, readonly string[]])[],
): DeclaredObject {
  const local = (wanted: boolean): readonly string[] =>
    fields.filter(([, held]) => held.includes('edit') === wanted).map(([field]) => field.slice(field.indexOf('.') + 1));
  return {
    object,
    verbs,
    fields: { read: local(false), edit: local(true) },
    reason: verbs.some((verb) => BROAD.has(verb)) ? WHY : undefined,
  };
}

/**
 * The declaration without what a plan would still change: what exists is kept as it is, as a debt in sight (`keeps`), or left
 * out. `undefined` when nothing is left to ease.
 *
 * @param setFile path of the file that holds its set, when a tree was read
 */
export function eased(
  declaration: ImportedDeclaration,
  [change]: readonly Change[],
  setFile: string | undefined,
): ImportedDeclaration | undefined {
  if (!change) return undefined;
  const { keeps, login } = declaration;
  switch (change.subject) {
    case 'app':
      return login ? { ...declaration, login: undefined } : undefined;
    case 'permission-set':
      return withSetAsItIs(declaration, change.before?.name, change.before ? setFile : undefined);
    case 'profile':
    case 'licence':
      return keeps.profile === undefined ? keepingProfile(declaration, change) : undefined;
    case 'user':
      return change.before && keeps.profile === undefined
        ? { ...declaration, keeps: { ...keeps, profile: change.before.profile } }
        : withoutUser(declaration);
    case 'assignment':
      return easedAssignment(declaration, change);
    default:
      return undefined;
  }
}

/** The set as its file has it; without a file, or when that was not enough, as something that is kept. */
export function withSetAsItIs(
  declaration: ImportedDeclaration,
  name: string | undefined,
  setFile: string | undefined,
): ImportedDeclaration {
  if (setFile === undefined || declaration.permissionSetFile !== undefined) return withoutSet(declaration, name);
  const access = { objects: [], system: [], setup: {} };
  return { ...declaration, permissionSet: undefined, permissionSetFile: setFile, access };
}

function keepingProfile(declaration: ImportedDeclaration, change: Change): ImportedDeclaration {
  const { keeps } = declaration;
  const name = change.subject === 'profile' ? (change.before ?? change.after)?.name : undefined;
  // Without a profile to keep there is only one way not to ask for it.
  return name === undefined ? withoutUser(declaration) : { ...declaration, keeps: { ...keeps, profile: name } };
}

function withoutUser(declaration: ImportedDeclaration): ImportedDeclaration {
  const keeps = { profile: undefined, permissionSets: [], groups: [] };
  return { ...declaration, keeps, without: [...new Set([...declaration.without, 'user' as const])] };
}

function withoutSet(declaration: ImportedDeclaration, name: string | undefined): ImportedDeclaration {
  const { keeps, without } = declaration;
  const hasUser = !without.includes('user') && name !== undefined;
  return {
    ...declaration,
    permissionSet: undefined,
    permissionSetFile: undefined,
    access: { objects: [], system: [], setup: {} },
    without: [...new Set([...without, 'permissionSet' as const])],
    keeps: hasUser ? { ...keeps, permissionSets: [...keeps.permissionSets, name] } : keeps,
  };
}

function easedAssignment(
  declaration: ImportedDeclaration,
  { before, after }: Extract<Change, { subject: 'assignment' }>,
): ImportedDeclaration | undefined {
  const { keeps, user, permissionSet } = declaration;
  if (before && after) return { ...declaration, expires: before.expires?.slice(0, 10) };
  const isMine = before?.username.toLowerCase() === user.username?.toLowerCase();
  if (before && isMine) {
    const { kind, name } = before.target;
    const kept =
      kind === 'group'
        ? { ...keeps, groups: [...keeps.groups, name] }
        : { ...keeps, permissionSets: [...keeps.permissionSets, name] };
    return { ...declaration, keeps: kept };
  }
  // Somebody else holds its set, or its user does not: then it has no set of its own yet.
  return withoutSet(declaration, before ? (permissionSet ?? before.target.name) : undefined);
}
