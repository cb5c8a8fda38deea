import { deployFiles } from '../metadata/deploy.ts';
import { kindInFolder } from '../metadata/kinds.ts';
import { firstRow, insertRow, typeOf } from '../metadata/records.ts';
import type { Files } from '../metadata/zip.ts';
import type { OpenOrg } from '../open-org.ts';
import { OrgError } from '../org-error.ts';
import { insertRecord } from '../records/write-records.ts';
import { readTree } from './read-tree.ts';

/** What was loaded, and what was not, with the reasons. */
export interface Loaded {
  readonly components: number;
  readonly users: number;
  readonly problems: readonly string[];
}

const APP_FOLDERS = new Set([
  'connectedapps',
  'externalclientapps',
  'extlclntappglobaloauthsets',
  'extlclntappoauthsettings',
  'extlclntappoauthpolicies',
  'extlclntapppolicies',
]);

/**
 * Loads a tree into an org: metadata first, then users, then the applications, which name both. What a tree names and does
 * not contain is left out and told.
 */
export function loadTree(org: OpenOrg, path: string): Loaded {
  const { files, users, problems } = readTree(path);
  const isApp = (file: string) => file === 'package.xml' || APP_FOLDERS.has(file.split('/')[0]?.toLowerCase() ?? '');
  const told: string[] = [...problems];
  const first = load(org, new Map([...files].filter(([file]) => file === 'package.xml' || !isApp(file))), told);
  openToAdministrators(org);
  const made = users.filter((user) => createUser(org, user, told)).length;
  const second = load(org, new Map([...files].filter(([file]) => isApp(file))), told);
  return { components: first + second, users: made, problems: told };
}

function load(org: OpenOrg, files: Files, told: string[]): number {
  const { messages } = deployFiles(org, inOrder(files), {
    checkOnly: false,
    rollbackOnError: false,
    lenient: true,
    userId: org.adminId,
  });
  for (const { componentType, fullName, problem } of messages) {
    if (problem !== undefined) told.push(`${componentType} ${fullName}: ${problem}`);
  }
  return messages.filter(({ success, problem }) => success && problem === undefined).length;
}

/** Objects without lookups to other custom objects come first. */
function inOrder(files: Files): Files {
  const depends = (path: string, text: () => string) =>
    kindInFolder(path.split('/')[0] ?? '')?.type === 'CustomObject' && /<type>MasterDetail</.test(text()) ? 1 : 0;
  return new Map(
    [...files].toSorted(
      ([a, x], [b, y]) => depends(a, () => x.toString('utf8')) - depends(b, () => y.toString('utf8')),
    ),
  );
}

/** Custom fields made in Setup are open to administrators; a deployment alone would leave them closed. */
function openToAdministrators(org: OpenOrg): void {
  const profile = firstRow(org, 'Profile', { FullName: 'Admin' });
  const set = firstRow(org, 'PermissionSet', { ProfileId: profile?.['Id'] ?? null });
  if (!set) return;
  org.store.transaction(() => {
    for (const object of org.schema.objects()) {
      for (const field of object.fields) {
        if (!field.custom || !field.permissionable) continue;
        const match = { ParentId: set['Id'] ?? null, SobjectType: object.name, Field: `${object.name}.${field.name}` };
        if (firstRow(org, 'FieldPermissions', match)) continue;
        const edit = field.calculated || field.autoNumber ? 0 : 1;
        insertRow(org, 'FieldPermissions', org.adminId, { ...match, PermissionsRead: 1, PermissionsEdit: edit });
      }
    }
  });
}

const NOT_FIELDS = new Set(['profileName', 'permsets', 'generatePassword']);

/** A user from a definition file: fields of User, a profile by name, permission sets by name. */
export function createUser(org: OpenOrg, definition: Readonly<Record<string, unknown>>, told: string[]): boolean {
  const username = String(definition['Username'] ?? definition['username'] ?? '');
  try {
    const asked = String(definition['profileName'] ?? 'Standard User');
    const profile = firstRow(org, 'Profile', { Name: asked }) ?? firstRow(org, 'Profile', { FullName: asked });
    if (!profile) throw new OrgError(400, 'NOT_FOUND', `no profile named ${asked}`);
    const fields = Object.fromEntries(Object.entries(definition).filter(([key]) => !NOT_FIELDS.has(key)));
    const actor = { org, access: org.accessOf(org.adminId) };
    const userId = insertRecord(actor, 'User', { IsActive: true, ...fields, ProfileId: profile['Id'] });
    const sets = Array.isArray(definition['permsets']) ? definition['permsets'].map(String) : [];
    for (const name of sets) assignSet(org, userId, name);
    return true;
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    told.push(`User ${username}: ${error.message}`);
    return false;
  }
}

/** Assigns a set or a group by name, with the licence that a Salesforce Integration user needs for it. */
export function assignSet(org: OpenOrg, userId: string, name: string): void {
  const actor = { org, access: org.accessOf(org.adminId) };
  const set = firstRow(org, 'PermissionSet', { Name: name, IsOwnedByProfile: 0 });
  const group = set ? undefined : firstRow(org, 'PermissionSetGroup', { DeveloperName: name });
  if (!set && !group) throw new OrgError(400, 'NOT_FOUND', `no permission set or group named ${name}`);
  giveLicence(org, userId);
  const target = set ? { PermissionSetId: set['Id'] } : { PermissionSetGroupId: group?.['Id'] };
  insertRecord(actor, 'PermissionSetAssignment', { AssigneeId: userId, ...target });
}

function giveLicence(org: OpenOrg, userId: string): void {
  const user = org.store.get(typeOf(org, 'User'), userId);
  const profile = org.store.get(typeOf(org, 'Profile'), String(user?.['ProfileId']));
  const licence = org.store.get(typeOf(org, 'UserLicense'), String(profile?.['UserLicenseId']));
  if (licence?.['Name'] !== 'Salesforce Integration') return;
  const psl = firstRow(org, 'PermissionSetLicense', { DeveloperName: 'SalesforceAPIIntegrationPsl' });
  const match = { AssigneeId: userId, PermissionSetLicenseId: psl?.['Id'] ?? null };
  if (firstRow(org, 'PermissionSetLicenseAssign', match)) return;
  insertRecord({ org, access: org.accessOf(org.adminId) }, 'PermissionSetLicenseAssign', match);
}
