import type { Api } from '../schema/apis.ts';
import type { Schema } from '../schema/schema.ts';
import type { Session } from '../sessions.ts';
import type { Store, StoredRow, StoredValue } from '../store/store.ts';
import { computeAccess } from './compute-access.ts';
import { type ContainerGrants, groupGrants, readGrants } from './container-grants.ts';
import type { UserAccess } from './user-access.ts';

interface Known {
  readonly access: UserAccess;
  /** When the next assignment ends; the access is computed anew then. */
  readonly until: string;
}

const NEVER = '9999';

/** What containers and groups grant lies in these; who holds them, elsewhere. */
const GRANT_TABLES = [
  'PermissionSet',
  'MutingPermissionSet',
  'PermissionSetGroupComponent',
  'ObjectPermissions',
  'FieldPermissions',
  'SetupEntityAccess',
];

/** Grants of containers and groups, read once until `forget`. */
interface GrantCache {
  readonly forget: () => void;
  readonly container: (table: 'PermissionSet' | 'MutingPermissionSet', id: string) => ContainerGrants | undefined;
  readonly group: (id: string) => ContainerGrants;
}

function createGrantCache(store: Store): GrantCache {
  let known = new Map<string, ContainerGrants>();
  const kept = (id: string, grants: ContainerGrants): ContainerGrants => {
    known.set(id, grants);
    return grants;
  };
  const container: GrantCache['container'] = (table, id) => {
    const key = `${table} ${id}`;
    const before = known.get(key);
    if (before) return before;
    const row = store.all(`SELECT * FROM "${table}" WHERE "Id" = ?`, [id])[0];
    return row && kept(key, readGrants(store, row));
  };
  return {
    forget: () => {
      known = new Map();
    },
    container,
    group: (id) => {
      const before = known.get(id);
      if (before) return before;
      const parts = store
        .all('SELECT "PermissionSetId" FROM "PermissionSetGroupComponent" WHERE "PermissionSetGroupId" = ?', [id])
        .map((row) => String(row['PermissionSetId']));
      const members = parts.flatMap((part) => container('PermissionSet', part) ?? []);
      const muting = parts.flatMap((part) => container('MutingPermissionSet', part) ?? []);
      return kept(id, groupGrants(members, muting));
    },
  };
}

/** What is known of users, and of users in a session of theirs. */
function nothingKnown(): Readonly<Record<Api, { users: Map<string, Known>; sessions: WeakMap<Session, Known> }>> {
  return {
    data: { users: new Map(), sessions: new WeakMap() },
    tooling: { users: new Map(), sessions: new WeakMap() },
  };
}

/** Access of users, kept until a set-up record changes or an assignment ends. */
export function createAccessOfUsers(
  store: Store,
  schema: Schema,
  now: () => Date,
): (userId: string, session?: Session, api?: Api) => UserAccess {
  const grants = createGrantCache(store);
  let [setupVersion, schemaVersion, grantsVersion] = [-1, -1, -1];
  let known = nothingKnown();
  const computed = (userId: string, session: Session | undefined, api: Api): Known => {
    const user = store.all('SELECT "ProfileId" FROM "User" WHERE "Id" = ?', [userId])[0];
    const profileId = String(user?.['ProfileId'] ?? '');
    const ownSql = 'SELECT "Id" FROM "PermissionSet" WHERE "ProfileId" = ? AND "IsOwnedByProfile" = 1';
    const own = store.all(ownSql, [profileId]).map((row) => String(row['Id']));
    const held = heldBy(store, userId, profileId, now(), session);
    const containers = [
      ...[...own, ...held.sets].flatMap((id) => grants.container('PermissionSet', id) ?? []),
      ...held.groups.map(grants.group),
    ];
    return { access: computeAccess({ userId, profileId, schema, api, containers }), until: held.until };
  };
  return (userId, session, api = 'data') => {
    if (setupVersion !== store.setupVersion || schemaVersion !== schema.version) {
      [setupVersion, schemaVersion] = [store.setupVersion, schema.version];
      known = nothingKnown();
      const granted = store.versionOf(GRANT_TABLES);
      if (granted !== grantsVersion) grants.forget();
      grantsVersion = granted;
    }
    const { users, sessions } = known[api];
    const before = session ? sessions.get(session) : users.get(userId);
    if (before && (before.until === NEVER || before.until > now().toISOString())) return before.access;
    const fresh = computed(userId, session, api);
    if (session) sessions.set(session, fresh);
    else users.set(userId, fresh);
    return fresh.access;
  };
}

interface Held {
  readonly sets: readonly string[];
  readonly groups: readonly string[];
  readonly until: string;
}

/** Sets and groups that count now: assigned, not ended, licensed, recalculated, and activated where they ask for it. */
function heldBy(store: Store, userId: string, profileId: string, now: Date, session: Session | undefined): Held {
  const moment = now.toISOString();
  const assignments = store
    .all('SELECT * FROM "PermissionSetAssignment" WHERE "AssigneeId" = ?', [userId])
    .filter(
      (row) => row['IsRevoked'] !== 1 && (row['ExpirationDate'] === null || String(row['ExpirationDate']) > moment),
    );
  const activated = new Set(session === undefined ? [] : activations(store, session));
  const idsIn = (column: string): readonly string[] =>
    assignments.flatMap((row) => (row[column] === null ? [] : [String(row[column])]));
  const isActive = (row: StoredRow | undefined): row is StoredRow =>
    row !== undefined && (row['HasActivationRequired'] !== 1 || activated.has(String(row['Id'])));
  const one = (table: string, id: StoredValue) => store.all(`SELECT * FROM "${table}" WHERE "Id" = ?`, [id])[0];
  const sets = idsIn('PermissionSetId')
    .map((id) => one('PermissionSet', id))
    .filter((row) => isActive(row) && row['IsOwnedByProfile'] !== 1 && isLicensed(store, userId, profileId, row));
  const groups = idsIn('PermissionSetGroupId')
    .map((id) => one('PermissionSetGroup', id))
    .filter((row) => isActive(row) && row['Status'] === 'Updated');
  const ends = assignments.flatMap((row) => (row['ExpirationDate'] === null ? [] : [String(row['ExpirationDate'])]));
  const ids = (rows: readonly (StoredRow | undefined)[]) => rows.flatMap((row) => (row ? [String(row['Id'])] : []));
  return { sets: ids(sets), groups: ids(groups), until: ends.sort()[0] ?? NEVER };
}

function activations(store: Store, session: Session): readonly string[] {
  const sql =
    'SELECT "PermissionSetId", "PermissionSetGroupId" FROM "SessionPermSetActivation" WHERE "AuthSessionId" = ?';
  return store
    .all(sql, [session.id])
    .flatMap((row) =>
      [row['PermissionSetId'], row['PermissionSetGroupId']].flatMap((id) => (id == null ? [] : [String(id)])),
    );
}

/** A set with a licence counts for who holds that licence. */
function isLicensed(store: Store, userId: string, profileId: string, set: StoredRow): boolean {
  const licence = set['LicenseId'];
  if (licence === null || licence === undefined) return true;
  const profile = store.all('SELECT "UserLicenseId" FROM "Profile" WHERE "Id" = ?', [profileId])[0];
  if (profile?.['UserLicenseId'] === licence) return true;
  const sql = 'SELECT 1 FROM "PermissionSetLicenseAssign" WHERE "AssigneeId" = ? AND "PermissionSetLicenseId" = ?';
  return store.all(sql, [userId, licence]).length > 0;
}
