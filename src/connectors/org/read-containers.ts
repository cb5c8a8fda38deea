import type { Container, ContainerKind } from '../../model/container.ts';
import { ENABLED } from '../../model/permission.ts';
import { standardProfile } from '../../platform/standard-profiles.ts';
import type { GrantStore } from './grant-store.ts';
import { queryPages } from './query.ts';
import { type Reading, selecting } from './reading.ts';
import { flagIn, type Row, textIn } from './row.ts';

/** A profile, permission set or muting set whose grants are still on their way. */
export interface ContainerDraft extends Omit<Container, 'id' | 'grants'> {
  /** Id of the row that grants hang on: of the permission set that every profile owns, for a profile. */
  readonly recordId: string;
  readonly profileId: string | undefined;
  readonly licenceId: string;
  readonly systemPermissions: readonly string[];
}

const PREFIX = 'Permissions';
const COMMON = ['Description', 'NamespacePrefix'];
const SET_COLUMNS = [
  ...COMMON,
  ...['Name', 'Label', 'IsCustom', 'IsOwnedByProfile', 'ProfileId', 'Profile.Name', 'Profile.Description', 'Type'],
  ...['LicenseId', 'HasActivationRequired'],
];
const MUTING_COLUMNS = [...COMMON, 'DeveloperName', 'MasterLabel'];

/**
 * Profiles, permission sets and muting sets. Every profile owns a permission set, so one query reads both. The sets that
 * Salesforce makes of groups (`Type = 'Group'`) repeat what their members grant and are left out.
 */
export async function readContainers(reading: Reading): Promise<readonly ContainerDraft[]> {
  const { notes } = reading;
  const drafts: ContainerDraft[] = [];
  const sets = await readOf(reading, 'PermissionSet', SET_COLUMNS, "WHERE Type != 'Group'", (row) =>
    drafts.push(toSet(row)),
  );
  const muting = await readOf(reading, 'MutingPermissionSet', MUTING_COLUMNS, '', (row) =>
    drafts.push(toMutingSet(row)),
  );
  for (const family of ['profiles', 'permissionSets'] as const) {
    if (sets) notes.read(family);
    else notes.refused(family);
  }
  if (muting) notes.read('groups');
  else notes.refused('groups');
  return drafts.sort(
    (a, b) =>
      compare(kindOrder(a.kind), kindOrder(b.kind)) || compare(a.name, b.name) || compare(a.recordId, b.recordId),
  );
}

/** Puts the system permissions of each container among its grants; containers are numbered as they stand. */
export function addSystemPermissions(drafts: readonly ContainerDraft[], store: GrantStore): void {
  drafts.forEach(({ systemPermissions }, container) => {
    for (const name of systemPermissions) store.add('system', container, store.nameId(name), ENABLED);
  });
}

async function readOf(
  reading: Reading,
  object: string,
  wanted: readonly string[],
  rest: string,
  take: (row: Row) => void,
): Promise<boolean> {
  const permissions = reading.columns.startingWith(object, PREFIX);
  const query = selecting(reading, object, [...wanted, ...permissions], rest);
  if (query === undefined) return false;
  const took = await queryPages(reading.wire, query, (rows) => rows.forEach(take));
  return took.ok;
}

function toSet(row: Row): ContainerDraft {
  const isProfile = flagIn(row, 'IsOwnedByProfile');
  const id = textIn(row, 'Id');
  const kind: ContainerKind = isProfile ? 'profile' : 'permission-set';
  const label = textIn(row, isProfile ? 'Profile.Name' : 'Label');
  const namespace = textIn(row, 'NamespacePrefix');
  const systemPermissions = permissionsOf(row);
  const custom = flagIn(row, 'IsCustom');
  return {
    recordId: id,
    profileId: textIn(row, 'ProfileId') || undefined,
    licenceId: textIn(row, 'LicenseId'),
    kind,
    name: withNamespace(namespace, isProfile ? profileName(label, custom, systemPermissions) : textIn(row, 'Name')),
    label,
    description: textIn(row, isProfile ? 'Profile.Description' : 'Description'),
    license: '',
    custom,
    activationRequired: flagIn(row, 'HasActivationRequired'),
    namespace,
    files: [isProfile ? `Profile/${textIn(row, 'ProfileId')}` : `PermissionSet/${id}`],
    loginIpRanges: [],
    loginHours: undefined,
    systemPermissions,
  };
}

function toMutingSet(row: Row): ContainerDraft {
  const id = textIn(row, 'Id');
  const namespace = textIn(row, 'NamespacePrefix');
  return {
    recordId: id,
    profileId: undefined,
    licenceId: '',
    kind: 'muting-permission-set',
    name: withNamespace(namespace, textIn(row, 'DeveloperName')),
    label: textIn(row, 'MasterLabel'),
    description: textIn(row, 'Description'),
    license: '',
    custom: undefined,
    activationRequired: false,
    namespace,
    files: [`MutingPermissionSet/${id}`],
    loginIpRanges: [],
    loginHours: undefined,
    systemPermissions: permissionsOf(row),
  };
}

function permissionsOf(row: Row): readonly string[] {
  return Object.keys(row)
    .filter((column) => column.startsWith(PREFIX) && row[column] === true)
    .map((column) => column.slice(PREFIX.length));
}

export function withNamespace(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}__${name}`;
}

/** What the standard System Administrator holds in any language, and no other standard profile. */
const OF_ADMINISTRATORS = ['ManageUsers', 'ModifyAllData', 'CustomizeApplication'];

/**
 * The API name of a profile, under which metadata knows it. A custom profile goes by its label; a standard one by a name
 * of its own, while an org tells only the label, in its own language.
 */
function profileName(label: string, custom: boolean, permissions: readonly string[]): string {
  if (custom) return label;
  const known = standardProfile(label);
  if (known) return known.name;
  return OF_ADMINISTRATORS.every((name) => permissions.includes(name)) ? 'Admin' : label;
}

function kindOrder(kind: ContainerKind): number {
  return ['profile', 'permission-set', 'muting-permission-set'].indexOf(kind);
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
