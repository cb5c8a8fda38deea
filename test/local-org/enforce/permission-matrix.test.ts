import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { describeObject } from '../../../src/local-org/describe/describe-object.ts';
import { deployFiles } from '../../../src/local-org/metadata/deploy.ts';
import { readRecord } from '../../../src/local-org/records/read-record.ts';
import { upsertRecord } from '../../../src/local-org/records/upsert-record.ts';
import { deleteRecord, insertRecord, updateRecord } from '../../../src/local-org/records/write-records.ts';
import { runQuery } from '../../../src/local-org/soql/run-query.ts';
import { anOrg, refusal } from '../an-org.ts';
import { runs } from '../runs.ts';

/**
 * Every object permission and every field permission, there or not, given by a profile, a set, a group or a group that
 * mutes: what each verb then answers, worked out from the words of the rules alone.
 */
const VERBS = ['Read', 'Create', 'Edit', 'Delete', 'ViewAllRecords', 'ModifyAllRecords', 'ViewAllFields'] as const;
type Verb = (typeof VERBS)[number];
type FieldVerb = 'field Read' | 'field Edit';
type Grants = ReadonlySet<Verb | FieldVerb>;

/** Object permissions that may stand together in one row. */
const ROWS: readonly (readonly Verb[])[] = [
  [],
  ['Read'],
  ['Read', 'Create'],
  ['Read', 'Edit'],
  ['Read', 'Create', 'Edit'],
  ['Read', 'Edit', 'Delete'],
  ['Read', 'Create', 'Edit', 'Delete'],
  ['Read', 'ViewAllRecords'],
  ['Read', 'Create', 'Edit', 'ViewAllRecords'],
  ['Read', 'Edit', 'Delete', 'ViewAllRecords', 'ModifyAllRecords'],
  ['Read', 'ViewAllFields'],
  ['Read', 'Create', 'Edit', 'Delete', 'ViewAllFields'],
];
const FIELD_ROWS: readonly (readonly FieldVerb[])[] = [[], ['field Read'], ['field Read', 'field Edit']];
const SOURCES = ['profile', 'set', 'group', 'two sets'] as const;

/** Whoever loses a permission loses what needs it. */
const NEEDED_BY: Readonly<Partial<Record<Verb | FieldVerb, readonly (Verb | FieldVerb)[]>>> = {
  Read: ['Create', 'Edit', 'Delete', 'ViewAllRecords', 'ModifyAllRecords', 'ViewAllFields'],
  Edit: ['Delete', 'ModifyAllRecords'],
  Delete: ['ModifyAllRecords'],
  ViewAllRecords: ['ModifyAllRecords'],
  'field Read': ['field Edit'],
};

const built = anOrg();
const { org } = built;
after(() => org.close());

deployFiles(
  org,
  new Map([
    ['package.xml', Buffer.from('<Package/>')],
    [
      'objects/Ticket__c.object',
      Buffer.from(`<CustomObject><label>Ticket</label><pluralLabel>Tickets</pluralLabel><sharingModel>Private</sharingModel>
        <fields><fullName>Note__c</fullName><type>Text</type><length>80</length><label>Note</label></fields>
        <fields><fullName>Key__c</fullName><type>Text</type><length>80</length><label>Key</label>
          <externalId>true</externalId><required>true</required></fields></CustomObject>`),
    ],
  ]),
  { checkOnly: false, rollbackOnError: true, lenient: false, userId: org.adminId },
);
const ticket = built.object('Ticket__c');
const adminSet = org.store.all('SELECT "Id" FROM "PermissionSet" WHERE "ProfileId" = ?', [
  built.profileId('System Administrator'),
])[0]?.['Id'];
const field = { SobjectType: 'Ticket__c', Field: 'Ticket__c.Note__c', PermissionsRead: 1, PermissionsEdit: 1 };
org.store.insert(built.object('FieldPermissions'), {
  ...field,
  Id: org.store.newId(built.object('FieldPermissions')),
  ParentId: adminSet ?? null,
});
org.store.all('UPDATE "UserLicense" SET "TotalLicenses" = 100000');
const theirs = built.insert('Ticket__c', { Name: 'Theirs', Note__c: 'secret', Key__c: 'theirs' });
const own = built.insert('Ticket__c', { Name: 'Own', Note__c: 'secret', Key__c: 'own' });

let number = 0;
const nextName = () => `N${++number}`;

function grantTo(parentId: string, grants: Grants): void {
  const verbs = VERBS.filter((verb) => grants.has(verb));
  const fields = grants.has('field Edit') ? 'edit' : grants.has('field Read') ? 'read' : undefined;
  built.grant(parentId, 'Ticket__c', verbs.join(' '), fields ? { Note__c: fields } : {});
}

function customProfile(): { name: string; setId: string } {
  const name = nextName();
  const xml = '<Profile><custom>true</custom><userLicense>Salesforce</userLicense></Profile>';
  deployFiles(
    org,
    new Map([
      ['package.xml', Buffer.from('<Package/>')],
      [`profiles/${name}.profile`, Buffer.from(xml)],
    ]),
    { checkOnly: false, rollbackOnError: true, lenient: false, userId: org.adminId },
  );
  const setId = org.store.all('SELECT "Id" FROM "PermissionSet" WHERE "ProfileId" = ?', [built.profileId(name)])[0];
  return { name, setId: String(setId?.['Id']) };
}

function groupOf(grants: Grants, muted: readonly (Verb | FieldVerb)[] = []): string {
  const set = built.set(nextName());
  grantTo(set, grants);
  const PermissionSetGroupId = built.insert('PermissionSetGroup', { DeveloperName: nextName(), MasterLabel: 'G' });
  built.insert('PermissionSetGroupComponent', { PermissionSetGroupId, PermissionSetId: set });
  if (muted.length === 0) return PermissionSetGroupId;
  const muting = built.insert('MutingPermissionSet', { DeveloperName: nextName(), MasterLabel: 'M' });
  const verbs = VERBS.filter((verb) => muted.includes(verb));
  if (verbs.length > 0) {
    const flags = Object.fromEntries(verbs.map((verb) => [`Permissions${verb}`, true]));
    built.insert('ObjectPermissions', { ParentId: muting, SobjectType: 'Ticket__c', ...flags });
  }
  if (muted.some((verb) => verb.startsWith('field'))) {
    built.insert('FieldPermissions', {
      ParentId: muting,
      SobjectType: 'Ticket__c',
      Field: 'Ticket__c.Note__c',
      PermissionsRead: muted.includes('field Read'),
      PermissionsEdit: muted.includes('field Edit'),
    });
  }
  built.insert('PermissionSetGroupComponent', { PermissionSetGroupId, PermissionSetId: muting });
  return PermissionSetGroupId;
}

function holder(source: (typeof SOURCES)[number], grants: Grants): string {
  if (source === 'profile') {
    const { name, setId } = customProfile();
    grantTo(setId, grants);
    return built.user(nextName(), name);
  }
  const user = built.user(nextName());
  if (source === 'group') {
    built.insert('PermissionSetAssignment', { AssigneeId: user, PermissionSetGroupId: groupOf(grants) });
    return user;
  }
  // Two sets of which one holds the object and the other the field: only together do they open it.
  const parts = source === 'set' ? [grants] : [only(grants, false), only(grants, true)];
  for (const part of parts) {
    const set = built.set(nextName());
    grantTo(set, part);
    built.assign(user, set);
  }
  return user;
}

const only = (grants: Grants, fields: boolean): Grants =>
  new Set([...grants].filter((grant) => grant.startsWith('field') === fields));

const MISSING = '404 NOT_FOUND The requested resource does not exist';
const REFUSED = '403 INSUFFICIENT_ACCESS_OR_READONLY insufficient access rights on object id';
const NO_COLUMN = "400 INVALID_FIELD No such column 'Note__c' on sobject of type Ticket__c";
const LOCKED =
  '400 INVALID_FIELD_FOR_INSERT_UPDATE Unable to create/update fields: Note__c. Please check the security settings of this field and verify that it is read/write for your profile or permission set.';
const cannotBe = (done: string) => `400 CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY entity type cannot be ${done}: Ticket`;

/** What the rules say, verb by verb. */
function expected(grants: Grants): Readonly<Record<string, string>> {
  const has = (grant: Verb | FieldVerb) => grants.has(grant);
  const object = (answer: string) => (has('Read') ? answer : MISSING);
  const reads = has('field Read') || has('ViewAllFields');
  const writing = (answer: string) => object(!reads ? NO_COLUMN : !has('field Edit') ? LOCKED : answer);
  const sees = has('ViewAllRecords') || has('ModifyAllRecords');
  const onTheirs = (answer: string) => (!sees ? MISSING : has('ModifyAllRecords') ? answer : REFUSED);
  const created = has('Create') ? 'done' : cannotBe('inserted');
  const updated = has('Edit') ? 'done' : cannotBe('updated');
  return {
    'query the object': has('Read') ? `${sees ? 'both' : 'own'}` : '400 INVALID_TYPE',
    'query the field': has('Read') ? (reads ? 'done' : '400 INVALID_FIELD') : '400 INVALID_TYPE',
    'read own': object('done'),
    'read theirs': object(sees ? 'done' : MISSING),
    'read the field': object(reads ? 'done' : NO_COLUMN),
    create: object(created),
    'create with the field': writing(created),
    update: object(updated),
    'update the field': writing(updated),
    'update theirs': object(has('Edit') ? onTheirs('done') : cannotBe('updated')),
    'delete own': object(has('Delete') ? 'done' : REFUSED),
    'delete theirs': object(has('Delete') ? onTheirs('done') : REFUSED),
    'upsert a new one': object(created),
    'upsert own': object(updated),
    describe: has('Read')
      ? `${has('Create')} ${has('Edit')} ${has('Delete')} ${reads} ${has('field Edit') && has('Create')} ${has('field Edit') && has('Edit')}`
      : MISSING,
  };
}

const UNDO = new Error('undo');

/** Does it, tells how it went, and leaves no trace. */
function tried(work: () => string | undefined): string {
  let told = '';
  try {
    org.store.transaction(() => {
      let said: string | undefined;
      const refused = refusal(() => {
        said = work();
      });
      told = refused === 'done' ? (said ?? 'done') : refused;
      throw UNDO;
    });
  } catch (error) {
    if (error !== UNDO) throw error;
  }
  return told;
}

function answers(userId: string): Readonly<Record<string, string>> {
  org.store.update(ticket, own, { OwnerId: userId });
  const actor = built.actor(userId);
  const { access } = actor;
  const code = (told: string) => told.split(' ').slice(0, 2).join(' ');
  const query = (soql: string) => runQuery(org, access, { soql, version: '68.0' });
  const visible = () => {
    if (!access.object(ticket).read) throw new Error('not asked');
    return ticket;
  };
  const write = (work: () => unknown) => tried(() => void work());
  const read = (id: string, fields: readonly string[]) =>
    tried(() => {
      if (!access.object(ticket).read) return MISSING;
      readRecord(actor, visible(), id, '68.0', fields);
      return undefined;
    });
  const values = { Name: 'New', Key__c: 'new' };
  const seen = tried(() => (query('SELECT Id FROM Ticket__c').records.length === 2 ? 'both' : 'own'));
  const field = tried(() => void query('SELECT Note__c FROM Ticket__c'));
  return {
    'query the object': seen.startsWith('400') ? code(seen) : seen,
    'query the field': field.startsWith('400') ? code(field) : field,
    'read own': read(own, ['Name']),
    'read theirs': read(theirs, ['Name']),
    'read the field': read(own, ['Note__c']),
    create: write(() => insertRecord(actor, 'Ticket__c', values)),
    'create with the field': write(() => insertRecord(actor, 'Ticket__c', { ...values, Note__c: 'n' })),
    update: write(() => updateRecord(actor, 'Ticket__c', own, { Name: 'Changed' })),
    'update the field': write(() => updateRecord(actor, 'Ticket__c', own, { Note__c: 'n' })),
    'update theirs': write(() => updateRecord(actor, 'Ticket__c', theirs, { Name: 'Changed' })),
    'delete own': write(() => deleteRecord(actor, 'Ticket__c', own)),
    'delete theirs': write(() => deleteRecord(actor, 'Ticket__c', theirs)),
    'upsert a new one': write(() => upsertRecord(actor, 'Ticket__c', 'Key__c', 'new', { Name: 'New' })),
    'upsert own': write(() => upsertRecord(actor, 'Ticket__c', 'Key__c', 'own', { Name: 'Changed' })),
    describe: access.object(ticket).read ? described(userId) : MISSING,
  };
}

function described(userId: string): string {
  const { createable, updateable, deletable, fields } = describeObject(org, built.actor(userId).access, ticket, '68.0');
  const note = (fields as readonly { name: string; createable: boolean; updateable: boolean }[]).find(
    ({ name }) => name === 'Note__c',
  );
  return `${createable} ${updateable} ${deletable} ${note !== undefined} ${note?.createable ?? false} ${note?.updateable ?? false}`;
}

/** All combinations for sets; for the other sources each row with one field row, all of them when more runs are asked for. */
function fieldRowsOf(source: (typeof SOURCES)[number], at: number): readonly (readonly FieldVerb[])[] {
  if (source === 'set' || runs(1).numRuns > 1) return FIELD_ROWS;
  return [FIELD_ROWS[(at + SOURCES.indexOf(source)) % FIELD_ROWS.length] ?? []];
}

for (const source of SOURCES) {
  test(`every object and field permission by ${source}`, () => {
    for (const [at, verbs] of ROWS.entries()) {
      for (const fields of fieldRowsOf(source, at)) {
        const grants: Grants = new Set([...verbs, ...fields]);
        assert.deepEqual(answers(holder(source, grants)), expected(grants), [...grants].join(', '));
      }
    }
  });
}

const ALL: Grants = new Set([...VERBS, 'field Read', 'field Edit']);

/** What is left of everything when one permission is muted, and what needs it with it. */
function withoutMuted(muted: Verb | FieldVerb): Grants {
  const gone: readonly string[] = [muted, ...(NEEDED_BY[muted] ?? [])];
  return new Set([...ALL].filter((grant) => !gone.includes(grant)));
}

test('every permission muted in its group, and what needs it with it', () => {
  for (const muted of ALL) {
    const user = built.user(nextName());
    built.insert('PermissionSetAssignment', { AssigneeId: user, PermissionSetGroupId: groupOf(ALL, [muted]) });
    const left = withoutMuted(muted);
    assert.deepEqual(answers(user), expected(left), `muted: ${muted}`);
    // Another way to the same permission is not muted.
    const set = built.set(nextName());
    grantTo(set, ALL);
    built.assign(user, set);
    assert.deepEqual(answers(user), expected(ALL), `muted in a group alone: ${muted}`);
  }
});

test('a system permission muted in its group is gone', () => {
  const set = built.set(nextName(), { PermissionsViewSetup: true, PermissionsViewRoles: true });
  const PermissionSetGroupId = built.insert('PermissionSetGroup', { DeveloperName: nextName(), MasterLabel: 'G' });
  const muting = built.insert('MutingPermissionSet', {
    DeveloperName: nextName(),
    MasterLabel: 'M',
    PermissionsViewSetup: true,
  });
  for (const PermissionSetId of [set, muting])
    built.insert('PermissionSetGroupComponent', { PermissionSetGroupId, PermissionSetId });
  const user = built.user(nextName());
  built.insert('PermissionSetAssignment', { AssigneeId: user, PermissionSetGroupId });
  const has = (name: string) => built.actor(user).access.has(name);
  assert.deepEqual([has('ViewSetup'), has('ViewRoles')], [false, true]);
});

test('a group that is not recalculated gives nothing', () => {
  const user = built.user(nextName());
  const group = groupOf(ALL);
  built.insert('PermissionSetAssignment', { AssigneeId: user, PermissionSetGroupId: group });
  for (const Status of ['Outdated', 'Updating', 'Failed', 'Updated']) {
    org.store.update(built.object('PermissionSetGroup'), group, { Status });
    assert.equal(built.actor(user).access.object(ticket).read, Status === 'Updated', Status);
  }
});
