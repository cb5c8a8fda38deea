import { SALESFORCE_API_INTEGRATION, SALESFORCE_INTEGRATION } from '../../platform/licences.ts';
import { keepPassword } from '../login/passwords.ts';
import { firstRow, insertRow, typeOf } from '../metadata/records.ts';
import type { OpenOrg } from '../open-org.ts';
import { OrgError } from '../org-error.ts';
import { insertRecord } from '../records/write-records.ts';
import type { StoredRow } from '../store/store.ts';
import type { Told } from './loaded.ts';
import type { SeedItem } from './seed-schema.ts';

export const DAY = 86_400_000;

/** What is being loaded, into what. */
export interface Loading {
  readonly org: OpenOrg;
  readonly told: Told;
  /** Licences whose seats the seed counts; the others have a seat for everybody who is loaded. */
  readonly seated: ReadonlySet<string>;
  /** Milliseconds since 1970: days are counted from here, while the clock of the org stands at the day of its making. */
  readonly today: number;
}

/** Keys of a definition that are no fields of User. */
const NOT_FIELDS = new Set([
  'profileName',
  'permsets',
  'generatePassword',
  'role',
  'createdDaysAgo',
  'frozen',
  'password',
]);
const LOCALE = {
  TimeZoneSidKey: 'GMT',
  LocaleSidKey: 'en_US',
  LanguageLocaleKey: 'en_US',
  EmailEncodingKey: 'UTF-8',
};

/** A user from a definition file: fields of User, a profile by name, permission sets and groups by name. */
export function createUser(loading: Loading, definition: Readonly<Record<string, unknown>>): void {
  const { org, told } = loading;
  const username = String(definition['Username'] ?? definition['username'] ?? '');
  const sets = Array.isArray(definition['permsets']) ? definition['permsets'].map(String) : [];
  const attempt = (work: () => void): boolean => {
    try {
      work();
      return true;
    } catch (error) {
      if (!(error instanceof OrgError)) throw error;
      told.problem(`User ${username}`, error.message);
      return false;
    }
  };
  const made = attempt(() => insertUser(loading, username, definition));
  if (!made) return;
  told.user();
  const userId = String(firstRow(org, 'User', { Username: username })?.['Id']);
  for (const name of sets) attempt(() => assignSet(loading, userId, name));
}

function insertUser(loading: Loading, username: string, definition: Readonly<Record<string, unknown>>): void {
  const { org } = loading;
  const asked = String(definition['profileName'] ?? 'Standard User');
  const profile = firstRow(org, 'Profile', { Name: asked }) ?? firstRow(org, 'Profile', { FullName: asked });
  if (!profile) throw new OrgError(400, 'NOT_FOUND', `no Profile named ${asked} found`);
  const fields = Object.fromEntries(Object.entries(definition).filter(([key]) => !NOT_FIELDS.has(key)));
  const known = { Email: username, Alias: username.replaceAll(/[^a-z0-9]/gi, '').slice(0, 8), ...LOCALE };
  const roleId = definition['role'] === undefined ? {} : { UserRoleId: roleNamed(org, String(definition['role'])) };
  makeSeat(loading, String(profile['UserLicenseId']));
  const actor = { org, access: org.accessOf(org.adminId) };
  const values = { IsActive: true, ...known, ...fields, ...roleId, Username: username, ProfileId: profile['Id'] };
  const userId = insertRecord(actor, 'User', values);
  const { createdDaysAgo, frozen, password } = definition;
  if (typeof createdDaysAgo === 'number') {
    const CreatedDate = new Date(loading.today - createdDaysAgo * DAY).toISOString();
    org.store.update(typeOf(org, 'User'), userId, { CreatedDate });
  }
  if (typeof password === 'string') keepPassword(org, userId, password);
  const login = firstRow(org, 'UserLogin', { UserId: userId });
  if (frozen === true && login) org.store.update(typeOf(org, 'UserLogin'), String(login['Id']), { IsFrozen: 1 });
}

function roleNamed(org: OpenOrg, name: string): unknown {
  const role = firstRow(org, 'UserRole', { Name: name });
  if (!role) throw new OrgError(400, 'NOT_FOUND', `no Role named ${name} found`);
  return role['Id'];
}

/** One more seat where the seed does not count them: whoever is in a tree had one. */
function makeSeat({ org, seated }: Loading, licenceId: string): void {
  const type = typeOf(org, 'UserLicense');
  const licence = org.store.get(type, licenceId);
  if (!licence || seated.has(String(licence['Name']))) return;
  const used = Number(licence['UsedLicenses'] ?? 0);
  if (used >= Number(licence['TotalLicenses'] ?? 0)) org.store.update(type, licenceId, { TotalLicenses: used + 1 });
}

/** Roles from the top down: a parent stands before its children. */
export function createRoles({ org, told }: Loading, roles: readonly SeedItem<'roles'>[]): void {
  for (const { name, parent } of roles) {
    const above = parent === undefined ? undefined : firstRow(org, 'UserRole', { Name: parent });
    if (parent !== undefined && !above) told.problem(`Role ${name}`, `no Role named ${parent} found`);
    insertRow(org, 'UserRole', org.adminId, {
      Name: name,
      DeveloperName: name.replaceAll(/\W+/g, '_'),
      ParentRoleId: above?.['Id'] ?? null,
    });
  }
}

/** Sets and groups that are given for a time. */
export function createAssignments(loading: Loading, assignments: readonly SeedItem<'assignments'>[]): void {
  const { org, told } = loading;
  for (const { user, set, expiresInDays } of assignments) {
    const userId = firstRow(org, 'User', { Username: user })?.['Id'];
    try {
      if (userId === undefined) throw new OrgError(400, 'NOT_FOUND', `no User named ${user} found`);
      const ends =
        expiresInDays === undefined ? undefined : new Date(loading.today + expiresInDays * DAY).toISOString();
      assignSet(loading, String(userId), set, ends);
    } catch (error) {
      if (!(error instanceof OrgError)) throw error;
      told.problem(`Assignment of ${set} to ${user}`, error.message);
    }
  }
}

/** Assigns a set or a group by name, with the licence that a Salesforce Integration user needs for it. */
function assignSet(loading: Loading, userId: string, name: string, ends?: string): void {
  const { org } = loading;
  const actor = { org, access: org.accessOf(org.adminId) };
  const set = firstRow(org, 'PermissionSet', { Name: name, IsOwnedByProfile: 0 });
  const group = set ? undefined : firstRow(org, 'PermissionSetGroup', { DeveloperName: name });
  if (!set && !group) throw new OrgError(400, 'NOT_FOUND', `no PermissionSet named ${name} found`);
  giveLicences(loading, userId, set);
  const target = set ? { PermissionSetId: set['Id'] } : { PermissionSetGroupId: group?.['Id'] };
  const expiry = ends === undefined ? {} : { ExpirationDate: ends };
  insertRecord(actor, 'PermissionSetAssignment', { AssigneeId: userId, ...target, ...expiry });
}

/** The licence that the set asks for, and the one without which an integration user can be given nothing. */
function giveLicences(loading: Loading, userId: string, set: StoredRow | undefined): void {
  const { org } = loading;
  const user = org.store.get(typeOf(org, 'User'), userId);
  const profile = org.store.get(typeOf(org, 'Profile'), String(user?.['ProfileId']));
  const licence = org.store.get(typeOf(org, 'UserLicense'), String(profile?.['UserLicenseId']));
  const asked = org.store.get(typeOf(org, 'PermissionSetLicense'), String(set?.['LicenseId'] ?? ''));
  const integration =
    licence?.['Name'] === SALESFORCE_INTEGRATION
      ? firstRow(org, 'PermissionSetLicense', { DeveloperName: SALESFORCE_API_INTEGRATION.developerName })
      : undefined;
  for (const row of [asked, integration]) if (row) giveLicence(loading, userId, row);
}

function giveLicence({ org, seated }: Loading, userId: string, licence: StoredRow): void {
  const match = { AssigneeId: userId, PermissionSetLicenseId: licence['Id'] ?? null };
  if (firstRow(org, 'PermissionSetLicenseAssign', match)) return;
  const used = Number(licence['UsedLicenses'] ?? 0);
  if (!seated.has(String(licence['DeveloperName'])) && used >= Number(licence['TotalLicenses']))
    org.store.update(typeOf(org, 'PermissionSetLicense'), String(licence['Id']), { TotalLicenses: used + 1 });
  insertRecord({ org, access: org.accessOf(org.adminId) }, 'PermissionSetLicenseAssign', match);
}
