import fc from 'fast-check';
import { insertRow } from '../../../src/local-org/metadata/records.ts';
import type { OpenOrg } from '../../../src/local-org/open-org.ts';
import type { StoredRow } from '../../../src/local-org/store/store.ts';

/** An org at random, as numbers that are turned into records: sets, groups with muting, users, assignments. */
export interface RandomOrg {
  readonly sets: readonly RandomSet[];
  readonly muting: readonly RandomGrants[];
  readonly groups: readonly {
    readonly members: readonly number[];
    readonly muting: number | undefined;
    readonly session: boolean;
  }[];
  readonly users: readonly {
    readonly profile: number;
    readonly sets: readonly RandomAssignment[];
    readonly groups: readonly RandomAssignment[];
  }[];
}

interface RandomGrants {
  readonly system: readonly string[];
  readonly objects: Readonly<Record<string, number>>;
  readonly fields: Readonly<Record<string, boolean>>;
}

interface RandomSet extends RandomGrants {
  readonly session: boolean;
  readonly code: boolean;
}

interface RandomAssignment {
  readonly which: number;
  readonly ends: 'never' | 'past' | 'future' | 'revoked';
}

const OBJECTS = ['Account', 'Contact', 'Case', 'Opportunity'];
const FIELDS = ['Account.Industry', 'Account.Phone', 'Contact.Email', 'Case.Subject', 'Opportunity.NextStep'];
// Modify All Data is left out: beside it an org tells no grants on objects apart from what it implies.
const SYSTEM = ['ApiEnabled', 'RunReports', 'ViewSetup', 'ViewAllData', 'ManageUsers'];
const VERBS = ['Read', 'Create', 'Edit', 'Delete', 'ViewAllRecords', 'ModifyAllRecords', 'ViewAllFields'];

const grants = {
  system: fc.uniqueArray(fc.constantFrom(...SYSTEM), { maxLength: 3 }),
  objects: fc.dictionary(fc.constantFrom(...OBJECTS), fc.integer({ min: 0, max: 127 }), { maxKeys: 3 }),
  fields: fc.dictionary(fc.constantFrom(...FIELDS), fc.boolean(), { maxKeys: 3 }),
};
const assignment = fc.record({ which: fc.nat(7), ends: fc.constantFrom('never', 'past', 'future', 'revoked') });
const assignments = fc.uniqueArray(assignment, { maxLength: 3, selector: ({ which }) => which });

export const randomOrgs: fc.Arbitrary<RandomOrg> = fc.record({
  sets: fc.array(fc.record({ ...grants, session: fc.boolean(), code: fc.boolean() }), { minLength: 1, maxLength: 4 }),
  muting: fc.array(fc.record(grants), { minLength: 1, maxLength: 2 }),
  groups: fc.array(
    fc.record({
      members: fc.uniqueArray(fc.nat(3), { maxLength: 3 }),
      muting: fc.option(fc.nat(1), { nil: undefined }),
      session: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  users: fc.array(fc.record({ profile: fc.nat(4), sets: assignments, groups: assignments }), { maxLength: 3 }),
}) as fc.Arbitrary<RandomOrg>;

/** Writes the records as the org itself would hold them. */
export function fillOrg(org: OpenOrg, random: RandomOrg): void {
  const insert = (object: string, row: StoredRow): string => insertRow(org, object, org.adminId, row);
  const classId = insert('ApexClass', { Name: 'Order_Api' });
  const sets = random.sets.map((set, at) => {
    const id = insert('PermissionSet', {
      Name: `Set_${at}`,
      Label: `Set ${at}`,
      IsCustom: 1,
      Type: set.session ? 'Session' : 'Regular',
      HasActivationRequired: set.session ? 1 : 0,
      ...systemColumns(set),
    });
    addGrants(insert, id, set);
    if (set.code) insert('SetupEntityAccess', { ParentId: id, SetupEntityId: classId, SetupEntityType: 'ApexClass' });
    return id;
  });
  const muting = random.muting.map((set, at) => {
    const id = insert('MutingPermissionSet', {
      DeveloperName: `Muting_${at}`,
      MasterLabel: `Muting ${at}`,
      ...systemColumns(set),
    });
    addGrants(insert, id, set);
    return id;
  });
  const groups = random.groups.map((group, at) => {
    const id = insert('PermissionSetGroup', {
      DeveloperName: `Group_${at}`,
      MasterLabel: `Group ${at}`,
      Status: 'Updated',
      HasActivationRequired: group.session ? 1 : 0,
    });
    const parts = [
      ...group.members.map((member) => sets[member % sets.length]),
      group.muting === undefined ? undefined : muting[group.muting % muting.length],
    ];
    for (const part of new Set(parts)) {
      if (part !== undefined)
        insert('PermissionSetGroupComponent', { PermissionSetGroupId: id, PermissionSetId: part });
    }
    return id;
  });
  addUsers(org, insert, random, sets, groups);
  org.store.database.exec('UPDATE "User" SET "Name" = "LastName" WHERE "Name" IS NULL');
}

type Insert = (object: string, row: StoredRow) => string;

function addUsers(
  org: OpenOrg,
  insert: Insert,
  random: RandomOrg,
  sets: readonly string[],
  groups: readonly string[],
): void {
  const profiles = org.store.all('SELECT "Id" FROM "Profile" ORDER BY "Id"').map((row) => String(row['Id']));
  random.users.forEach((user, at) => {
    const id = insert('User', {
      Username: `user${at}@random.example`,
      LastName: `User ${at}`,
      Alias: `user${at}`,
      Email: 'user@random.example',
      IsActive: 1,
      UserType: 'Standard',
      ProfileId: profiles[user.profile % profiles.length] ?? null,
    });
    const assign = (column: string, ids: readonly string[], assigned: readonly RandomAssignment[]): void => {
      for (const target of new Set(assigned.map(({ which }) => which % Math.max(1, ids.length)))) {
        const { ends = 'never' } = assigned.find(({ which }) => which % ids.length === target) ?? {};
        if (ids[target] === undefined) continue;
        const moment = org.now().getTime() + (ends === 'past' ? -1 : 1) * 60_000;
        insert('PermissionSetAssignment', {
          AssigneeId: id,
          [column]: ids[target],
          ExpirationDate: ends === 'past' || ends === 'future' ? new Date(moment).toISOString() : null,
          IsActive: ends === 'past' ? 0 : 1,
          IsRevoked: ends === 'revoked' ? 1 : 0,
        });
      }
    };
    assign('PermissionSetId', sets, user.sets);
    assign('PermissionSetGroupId', groups, user.groups);
  });
}

function systemColumns({ system }: RandomGrants): StoredRow {
  return Object.fromEntries(system.map((name) => [`Permissions${name}`, 1]));
}

function addGrants(insert: Insert, parent: string, { objects, fields }: RandomGrants): void {
  for (const [object, bits] of Object.entries(objects)) {
    const flags = Object.fromEntries(VERBS.map((verb, at) => [`Permissions${verb}`, (bits >> at) & 1]));
    insert('ObjectPermissions', { ParentId: parent, SobjectType: object, ...flags });
  }
  for (const [field, edit] of Object.entries(fields)) {
    const object = field.slice(0, field.indexOf('.'));
    insert('FieldPermissions', {
      ParentId: parent,
      SobjectType: object,
      Field: field,
      PermissionsRead: 1,
      PermissionsEdit: edit ? 1 : 0,
    });
  }
}
