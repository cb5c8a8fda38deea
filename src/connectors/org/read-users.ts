import type { Licence } from '../../model/org.ts';
import type { User } from '../../model/user.ts';
import { rowsOf } from './query.ts';
import type { ContainerDraft } from './read-containers.ts';
import { readTable } from './read-table.ts';
import { askAll, type Reading, selecting } from './reading.ts';
import { dayIn, flagIn, numberIn, originOf, type Row, textIn, toInstant } from './row.ts';

export interface People {
  readonly users: readonly User[];
  readonly licences: readonly Licence[];
  /** What `license` of a container says, by id of the licence. */
  readonly licenceLabels: ReadonlyMap<string, string>;
}

/** Customers and partners: there may be millions of them, and no integration of an org's own logs in as one by rule. */
const OUTSIDERS = ['CspLitePortal', 'CustomerSuccess', 'PowerCustomerSuccess', 'PowerPartner', 'CsnOnly', 'Guest'];
export const INSIDERS = `UserType NOT IN (${OUTSIDERS.map((type) => `'${type}'`).join(', ')})`;

/** Users with licences and seats. */
export async function readPeople(reading: Reading, drafts: readonly ContainerDraft[]): Promise<People> {
  const { licences, labels, developerNames } = await readLicences(reading);
  const held = await readHeldLicences(reading, developerNames);
  const states = await readStates(reading);
  const profiles = new Map(
    drafts.flatMap((draft) => (draft.profileId === undefined ? [] : [[draft.profileId, draft] as const])),
  );
  const users: User[] = [];
  const columns = [
    'Id',
    'Username',
    'Name',
    'Email',
    'IsActive',
    'UserType',
    'ProfileId',
    'UserRoleId',
    'LastLoginDate',
    'CreatedDate',
  ];
  const took = await readTable(
    reading.wire,
    { object: 'User', columns, where: INSIDERS, count: reading.counts.get('User') },
    (cells) => {
      const [
        id = '',
        username = '',
        name = '',
        email = '',
        active = '',
        type = '',
        profileId = '',
        roleId = '',
        lastLogin = '',
        created = '',
      ] = cells;
      const profile = profiles.get(profileId);
      users.push({
        id: `user:${username}`,
        username,
        name,
        email,
        active: active === 'true',
        frozen: states.frozen.has(id),
        profile: profile?.name,
        license: profile && labels.get(profile.licenceId),
        permissionSetLicenses: [...(held.get(id) ?? [])].sort(),
        recordId: id,
        type,
        role: states.roles.get(roleId),
        created: toInstant(created),
        lastLogin: toInstant(lastLogin),
        origin: originOf('User', id),
      });
    },
  );
  if (took.ok) await noteUsers(reading, users);
  else reading.notes.refused('users', took.failure);
  return { users: users.sort((a, b) => (a.username < b.username ? -1 : 1)), licences, licenceLabels: labels };
}

/** Says who was left out, so that nobody takes the list for everyone. */
async function noteUsers({ counts, notes }: Reading, users: readonly User[]): Promise<void> {
  const others = (counts.get('User') ?? users.length) - users.length;
  if (others > 0) notes.partial('users', `${others} users of portals and sites, customers and partners, were left out`);
  else notes.read('users');
}

interface Licences {
  readonly licences: readonly Licence[];
  readonly labels: ReadonlyMap<string, string>;
  readonly developerNames: ReadonlyMap<string, string>;
}

async function readLicences(reading: Reading): Promise<Licences> {
  const seats = ['Status', 'TotalLicenses', 'UsedLicenses', 'MasterLabel'];
  const own = ['DeveloperName', 'ExpirationDate', 'IsAvailableForIntegrations'];
  const { user, permissionSet } = await askAll(reading, {
    user: selecting(reading, 'UserLicense', ['Name', ...seats]),
    permissionSet: selecting(reading, 'PermissionSetLicense', [...own, ...seats]),
  });
  for (const found of [user, permissionSet]) {
    if (found.ok) reading.notes.read('licences');
    else reading.notes.refused('licences', found.failure);
  }
  const [users, sets] = [rowsOf(user), rowsOf(permissionSet)];
  const licences = [
    ...users.map((row) => toLicence('user', row)),
    ...sets.map((row) => toLicence('permission-set', row)),
  ];
  return {
    licences: licences.sort((a, b) => (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1)),
    labels: new Map([
      ...users.map((row) => [textIn(row, 'Id'), textIn(row, 'Name')] as const),
      ...sets.map((row) => [textIn(row, 'Id'), textIn(row, 'MasterLabel')] as const),
    ]),
    developerNames: new Map(sets.map((row) => [textIn(row, 'Id'), textIn(row, 'DeveloperName')])),
  };
}

function toLicence(kind: Licence['kind'], row: Row): Licence {
  const name = textIn(row, kind === 'user' ? 'Name' : 'DeveloperName');
  return {
    kind,
    name,
    label: textIn(row, 'MasterLabel') || name,
    status: textIn(row, 'Status'),
    total: numberIn(row, 'TotalLicenses') ?? 0,
    used: numberIn(row, 'UsedLicenses') ?? 0,
    expires: dayIn(row, 'ExpirationDate'),
    forIntegrations: 'IsAvailableForIntegrations' in row ? flagIn(row, 'IsAvailableForIntegrations') : undefined,
    origin: originOf(kind === 'user' ? 'UserLicense' : 'PermissionSetLicense', textIn(row, 'Id')),
  };
}

/** Developer names of permission set licences by user id. */
async function readHeldLicences(
  reading: Reading,
  developerNames: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const held = new Map<string, Set<string>>();
  const object = 'PermissionSetLicenseAssign';
  if (!reading.columns.has(object)) return held;
  const columns = ['AssigneeId', 'PermissionSetLicenseId', ...reading.columns.of(object, ['IsRevoked'])];
  const took = await readTable(
    reading.wire,
    { object, columns, count: reading.counts.get(object) },
    ([user = '', licence = '', revoked = '']) => {
      const name = developerNames.get(licence);
      if (name === undefined || revoked === 'true') return;
      const names = held.get(user) ?? new Set<string>();
      held.set(user, names.add(name));
    },
  );
  if (!took.ok) reading.notes.refused('licences', took.failure);
  return held;
}

/** Who is frozen, and what roles are called. Neither decides access: without them the users are still read. */
async function readStates(reading: Reading): Promise<{
  readonly frozen: ReadonlySet<string>;
  readonly roles: ReadonlyMap<string, string>;
}> {
  const { frozen, roles } = await askAll(reading, {
    frozen: selecting(reading, 'UserLogin', ['UserId'], 'WHERE IsFrozen = true'),
    roles: selecting(reading, 'UserRole', ['Name']),
  });
  if (!frozen.ok)
    reading.notes.partial('users', 'who is frozen could not be read: that needs ViewSetup, ManageUsers or FreezeUsers');
  return {
    frozen: new Set(rowsOf(frozen).map((row) => textIn(row, 'UserId'))),
    roles: new Map(rowsOf(roles).map((row) => [textIn(row, 'Id'), textIn(row, 'Name')])),
  };
}
