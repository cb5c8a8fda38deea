import { standardProfile } from '../../../platform/standard-profiles.ts';
import type { Org } from '../../org.ts';
import { API_NAME_RULE, isApiName } from '../../records/setup/api-name.ts';
import { isManaged, managedError } from '../../records/setup/changeable.ts';
import type { StoredRow } from '../../store/store.ts';
import { decodedName } from '../decoded-name.ts';
import {
  checkMasters,
  checkObjectsOfPermissions,
  checkUserPermissions,
  type GrantTarget,
  readGrants,
  userPermissionColumns,
  writeEntities,
  writeFieldPermissions,
  writeObjectPermissions,
  writeTabs,
} from '../grants.ts';
import { componentProblem, type MetadataKind, type WriteOptions } from '../kind.ts';
import { readRestrictions, writeRestrictions } from '../login-restrictions.ts';
import { allRows, firstRow, flag, insertRow, putRow, removeRows, typeOf } from '../records.ts';
import { element, elements, isTrue, textOf, type XmlNode } from '../xml-node.ts';

const GRANTS = ['ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess', 'PermissionSetTabSetting'];

const PRESUMED_SEATS = 100;

function writeGrants(target: GrantTarget, xml: XmlNode): void {
  writeObjectPermissions(target, xml.children);
  writeFieldPermissions(target, xml.children);
  writeEntities(target, xml.children);
  writeTabs(target, xml.children);
}

/** System permissions that a container has and a file does not name: a set loses them. */
function clearedPermissions(row: StoredRow | undefined): StoredRow {
  const held = Object.keys(row ?? {}).filter((column) => column.startsWith('Permissions') && row?.[column] === 1);
  return Object.fromEntries(held.map((column) => [column, 0]));
}

/** The licence that a set names by label: a user licence or a permission set licence. */
function licenceId(org: Org, label: string | undefined, options: WriteOptions): string | null {
  if (label === undefined || label === '') return null;
  const found =
    firstRow(org, 'PermissionSetLicense', { MasterLabel: label }) ?? firstRow(org, 'UserLicense', { Name: label });
  if (found) return String(found['Id']);
  if (!options.lenient) throw componentProblem(`In field: license - no License named ${label} found`);
  return insertLicence(org, 'PermissionSetLicense', label, options);
}

/** A licence that a tree names: licences are no metadata, the org that the tree was taken from has bought it. */
function insertLicence(
  org: Org,
  object: 'PermissionSetLicense' | 'UserLicense',
  label: string,
  { userId }: WriteOptions,
): string {
  const key = label.replaceAll(/\W/g, '');
  const named = object === 'UserLicense' ? { Name: label } : { DeveloperName: key, PermissionSetLicenseKey: key };
  const seats = { Status: 'Active', TotalLicenses: PRESUMED_SEATS, UsedLicenses: 0 };
  return insertRow(org, object, userId, { ...named, MasterLabel: label, ...seats });
}

function licenceLabel(org: Org, id: unknown): string | undefined {
  if (id === null || id === undefined) return undefined;
  const found = org.store.get(typeOf(org, 'PermissionSetLicense'), String(id));
  return found
    ? String(found['MasterLabel'])
    : String(org.store.get(typeOf(org, 'UserLicense'), String(id))?.['Name'] ?? '');
}

/** Deploying a set replaces it: what the file does not name is gone (facts 7.2). */
export const PERMISSION_SET: MetadataKind = {
  type: 'PermissionSet',
  folder: 'permissionsets',
  suffix: 'permissionset',
  list: (org) =>
    allRows(org, 'PermissionSet', { IsOwnedByProfile: 0 })
      .map((row) => String(row['Name']))
      .sort(),
  read: (org, fullName, retrieved) => {
    const row = firstRow(org, 'PermissionSet', { Name: fullName, IsOwnedByProfile: 0 });
    if (!row) return undefined;
    const own = elements({
      description: row['Description'],
      hasActivationRequired: row['HasActivationRequired'] === 1,
      label: row['Label'],
      license: licenceLabel(org, row['LicenseId']),
    });
    return element('PermissionSet', sorted([...own, ...readGrants(org, String(row['Id']), retrieved, row)]));
  },
  write: (org, fullName, xml, options) => {
    const known = firstRow(org, 'PermissionSet', { Name: fullName, IsOwnedByProfile: 0 });
    if (known && !options.lenient && isManaged(known)) throw componentProblem(managedError(known).message);
    const label = textOf(xml, 'label') ?? known?.['Label'];
    if (label === undefined || label === '') throw componentProblem('Required field is missing: label');
    if (!known && !options.lenient && !isApiName(fullName)) throw componentProblem(API_NAME_RULE);
    const activated = isTrue(xml, 'hasActivationRequired');
    const namespace = /^([a-zA-Z]\w*?)__\w/.exec(fullName)?.[1];
    const { id, created } = putRow(
      org,
      'PermissionSet',
      options.userId,
      { Name: fullName, IsOwnedByProfile: 0 },
      {
        Label: label,
        Description: textOf(xml, 'description') ?? null,
        HasActivationRequired: flag(activated),
        IsCustom: 1,
        Type: activated ? 'Session' : 'Regular',
        ...(known ? {} : { LicenseId: licenceId(org, textOf(xml, 'license'), options) }),
        // Part of a package that a tree shows: it cannot be changed here.
        ...(options.lenient && namespace !== undefined ? { NamespacePrefix: namespace } : {}),
      },
    );
    for (const object of GRANTS) removeRows(org, object, { ParentId: id });
    const target: GrantTarget = { org, parentId: id, options, muting: false };
    const columns = userPermissionColumns(target, xml.children);
    checkUserPermissions(target, columns);
    org.store.update(typeOf(org, 'PermissionSet'), id, { ...clearedPermissions(known), ...columns });
    writeGrants(target, xml);
    checkMasters(target);
    checkObjectsOfPermissions(target, columns);
    return { created, changed: !created };
  },
  remove: (org, fullName) => {
    const row = firstRow(org, 'PermissionSet', { Name: fullName, IsOwnedByProfile: 0 });
    if (!row) return false;
    const match = { PermissionSetId: row['Id'] ?? null };
    if (
      allRows(org, 'PermissionSetAssignment', match).length +
        allRows(org, 'PermissionSetGroupComponent', match).length >
      0
    ) {
      // The facts leave the text open.
      throw componentProblem(
        "This permission set is assigned to users or part of a permission set group, and can't be deleted.",
      );
    }
    for (const object of GRANTS) removeRows(org, object, { ParentId: row['Id'] ?? null });
    org.store.remove(typeOf(org, 'PermissionSet'), String(row['Id']));
    return true;
  },
};

/** Deploying a profile lays the file over it: what the file does not name stays (facts 7.2). */
export const PROFILE: MetadataKind = {
  type: 'Profile',
  folder: 'profiles',
  suffix: 'profile',
  list: (org) =>
    allRows(org, 'Profile')
      .map((row) => String(row['FullName']))
      .sort(),
  read: (org, fullName, retrieved) => {
    const profile = firstRow(org, 'Profile', { FullName: fullName });
    const set = profile && firstRow(org, 'PermissionSet', { ProfileId: profile['Id'] ?? null });
    if (!profile || !set) return undefined;
    const licence = org.store.get(typeOf(org, 'UserLicense'), String(profile['UserLicenseId']));
    const grants = readGrants(org, String(set['Id']), retrieved, set).map((node) =>
      node.name === 'tabSettings' ? asTabVisibility(node) : node,
    );
    const own = elements({
      custom: set['IsCustom'] === 1,
      description: profile['Description'],
      userLicense: licence?.['Name'],
    });
    return element('Profile', sorted([...own, ...grants, ...readRestrictions(org, String(profile['Id']))]));
  },
  write: (org, fullName, xml, options) => {
    const known = firstRow(org, 'Profile', { FullName: fullName });
    const labelled = known ? undefined : firstRow(org, 'Profile', { Name: fullName });
    if (labelled) throw componentProblem(`Entity of type 'Profile' named '${fullName}' cannot be found`);
    const { profileId, setId } = known
      ? { profileId: String(known['Id']), setId: ownSet(org, String(known['Id'])) }
      : createProfile(org, fullName, xml, options);
    const target: GrantTarget = { org, parentId: setId, options, muting: false };
    const columns = userPermissionColumns(target, xml.children);
    const description = textOf(xml, 'description');
    org.store.update(typeOf(org, 'Profile'), profileId, {
      ...columns,
      ...(description === undefined ? {} : { Description: description }),
    });
    org.store.update(typeOf(org, 'PermissionSet'), setId, columns);
    writeGrants(target, xml);
    writeRestrictions(org, profileId, xml);
    return { created: known === undefined, changed: known !== undefined };
  },
  remove: (org, fullName) => {
    const row = firstRow(org, 'Profile', { FullName: fullName });
    if (!row) return false;
    const users = allRows(org, 'User', { ProfileId: row['Id'] ?? null });
    if (users.length > 0)
      throw componentProblem(`You can't delete this profile because it's assigned to ${users.length} user(s).`);
    const setId = ownSet(org, String(row['Id']));
    for (const object of GRANTS) removeRows(org, object, { ParentId: setId });
    org.store.remove(typeOf(org, 'PermissionSet'), setId);
    org.store.remove(typeOf(org, 'Profile'), String(row['Id']));
    return true;
  },
};

function asTabVisibility(node: XmlNode): XmlNode {
  const visibility = textOf(node, 'visibility') === 'Visible' ? 'DefaultOn' : 'DefaultOff';
  return element('tabVisibilities', elements({ tab: textOf(node, 'tab'), visibility }));
}

function ownSet(org: Org, profileId: string): string {
  return String(firstRow(org, 'PermissionSet', { ProfileId: profileId })?.['Id'] ?? '');
}

function createProfile(
  org: Org,
  fullName: string,
  xml: XmlNode,
  options: WriteOptions,
): { readonly profileId: string; readonly setId: string } {
  const { userId, lenient } = options;
  const asked = textOf(xml, 'userLicense') || 'Salesforce';
  const licence = firstRow(org, 'UserLicense', { Name: asked });
  if (!licence && !lenient) throw componentProblem(`In field: userLicense - no UserLicense named ${asked} found`);
  const UserLicenseId = licence?.['Id'] ?? insertLicence(org, 'UserLicense', asked, options);
  const standard = standardProfile(fullName);
  const profileId = insertRow(org, 'Profile', userId, {
    Name: standard?.label ?? decodedName(fullName),
    FullName: fullName,
    UserLicenseId,
    UserType: 'Standard',
  });
  const setId = insertRow(org, 'PermissionSet', userId, {
    Name: `X${profileId.slice(0, 15)}`,
    Label: profileId.slice(0, 15),
    IsCustom: flag(standard === undefined || isTrue(xml, 'custom')),
    IsOwnedByProfile: 1,
    ProfileId: profileId,
    Type: 'Profile',
    LicenseId: UserLicenseId,
  });
  return { profileId, setId };
}

/** Elements in the order of their names; equal ones keep theirs. */
function sorted(nodes: readonly XmlNode[]): readonly XmlNode[] {
  return nodes.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

export const MUTING_PERMISSION_SET: MetadataKind = {
  type: 'MutingPermissionSet',
  folder: 'mutingpermissionsets',
  suffix: 'mutingpermissionset',
  list: (org) =>
    allRows(org, 'MutingPermissionSet')
      .map((row) => String(row['DeveloperName']))
      .sort(),
  read: (org, fullName, retrieved) => {
    const row = firstRow(org, 'MutingPermissionSet', { DeveloperName: fullName });
    return (
      row &&
      element(
        'MutingPermissionSet',
        sorted([...elements({ label: row['MasterLabel'] }), ...readGrants(org, String(row['Id']), retrieved, row)]),
      )
    );
  },
  write: (org, fullName, xml, options) => {
    const known = firstRow(org, 'MutingPermissionSet', { DeveloperName: fullName });
    const { id, created } = putRow(
      org,
      'MutingPermissionSet',
      options.userId,
      { DeveloperName: fullName },
      { MasterLabel: textOf(xml, 'label') ?? fullName },
    );
    for (const object of GRANTS) removeRows(org, object, { ParentId: id });
    const target: GrantTarget = { org, parentId: id, options, muting: true };
    org.store.update(typeOf(org, 'MutingPermissionSet'), id, {
      ...clearedPermissions(known),
      ...userPermissionColumns(target, xml.children),
    });
    writeGrants(target, xml);
    return { created, changed: !created };
  },
  remove: (org, fullName) => {
    const row = firstRow(org, 'MutingPermissionSet', { DeveloperName: fullName });
    if (!row) return false;
    for (const object of GRANTS) removeRows(org, object, { ParentId: row['Id'] ?? null });
    removeRows(org, 'PermissionSetGroupComponent', { PermissionSetId: row['Id'] ?? null });
    org.store.remove(typeOf(org, 'MutingPermissionSet'), String(row['Id']));
    return true;
  },
};

/** Deploying a group sets its members; it is recalculated, unless a fault leaves it outdated. */
export const PERMISSION_SET_GROUP: MetadataKind = {
  type: 'PermissionSetGroup',
  folder: 'permissionsetgroups',
  suffix: 'permissionsetgroup',
  list: (org) =>
    allRows(org, 'PermissionSetGroup')
      .map((row) => String(row['DeveloperName']))
      .sort(),
  read: (org, fullName) => {
    const row = firstRow(org, 'PermissionSetGroup', { DeveloperName: fullName });
    if (!row) return undefined;
    const parts = allRows(org, 'PermissionSetGroupComponent', { PermissionSetGroupId: row['Id'] ?? null });
    const named = (object: string, column: string) =>
      parts
        .flatMap((part) => org.store.get(typeOf(org, object), String(part['PermissionSetId']))?.[column] ?? [])
        .map(String)
        .sort();
    return element('PermissionSetGroup', [
      ...elements({
        description: row['Description'],
        hasActivationRequired: row['HasActivationRequired'] === 1,
        label: row['MasterLabel'],
      }),
      ...named('MutingPermissionSet', 'DeveloperName').map((name) => element('mutingPermissionSets', name)),
      ...named('PermissionSet', 'Name').map((name) => element('permissionSets', name)),
      element('status', String(row['Status'])),
    ]);
  },
  write: (org, fullName, xml, options) => {
    const Status = org.faults.groupsStayOutdated ? 'Outdated' : 'Updated';
    const { id, created } = putRow(
      org,
      'PermissionSetGroup',
      options.userId,
      { DeveloperName: fullName },
      {
        MasterLabel: textOf(xml, 'label') ?? fullName,
        Description: textOf(xml, 'description') ?? null,
        HasActivationRequired: flag(isTrue(xml, 'hasActivationRequired')),
        Status,
      },
    );
    removeRows(org, 'PermissionSetGroupComponent', { PermissionSetGroupId: id });
    for (const node of xml.children) {
      const isMember = node.name === 'permissionSets';
      if (!isMember && node.name !== 'mutingPermissionSets') continue;
      const [object, column] = isMember ? ['PermissionSet', 'Name'] : ['MutingPermissionSet', 'DeveloperName'];
      const member = firstRow(org, object, { [column]: node.text.trim() });
      if (member)
        insertRow(org, 'PermissionSetGroupComponent', options.userId, {
          PermissionSetGroupId: id,
          PermissionSetId: member['Id'] ?? null,
        });
      else if (options.lenient) options.warn(`no ${object} named ${node.text.trim()} found`);
      else throw componentProblem(`no ${object} named ${node.text.trim()} found`);
    }
    return { created, changed: !created };
  },
  remove: (org, fullName) => {
    const row = firstRow(org, 'PermissionSetGroup', { DeveloperName: fullName });
    if (!row) return false;
    if (allRows(org, 'PermissionSetAssignment', { PermissionSetGroupId: row['Id'] ?? null }).length > 0) {
      throw componentProblem("This permission set group is assigned to users, and can't be deleted.");
    }
    removeRows(org, 'PermissionSetGroupComponent', { PermissionSetGroupId: row['Id'] ?? null });
    org.store.remove(typeOf(org, 'PermissionSetGroup'), String(row['Id']));
    return true;
  },
};
