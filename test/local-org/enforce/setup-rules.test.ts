import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { deployFiles } from '../../../src/local-org/metadata/deploy.ts';
import { openOrg } from '../../../src/local-org/open-org.ts';
import { deleteRecord, updateRecord } from '../../../src/local-org/records/write-records.ts';
import { runQuery } from '../../../src/local-org/soql/run-query.ts';
import { anOrg, NOW, refusal } from '../an-org.ts';

const API_ONLY = 'Minimum Access - API Only Integrations';
let now = NOW;
const built = anOrg(openOrg({ now: () => now }));
const { org, insert, actor } = built;
after(() => org.close());

const rows = (soql: string) => runQuery(org, actor().access, { soql, version: '68.0' }).records;
const oneId = (soql: string): string => String(rows(soql)[0]?.['Id']);
const update = (object: string, id: string, values: object) =>
  refusal(() => updateRecord(actor(), object, id, { ...values }));
const remove = (object: string, id: string) => refusal(() => deleteRecord(actor(), object, id));
const add = (object: string, values: object) => refusal(() => insert(object, values));
const rowOf = (parentId: string, object: string) =>
  oneId(`SELECT Id FROM ObjectPermissions WHERE ParentId = '${parentId}' AND SobjectType = '${object}'`);

test('object permissions need one another, in labels, several told together', () => {
  const set = built.set('Verbs');
  const grant = (flags: object) => add('ObjectPermissions', { ParentId: set, SobjectType: 'Account', ...flags });
  const cases: readonly (readonly [object, string])[] = [
    [{ PermissionsEdit: true }, 'An object permission must grant at least Read: PermissionsRead'],
    [
      { PermissionsRead: true, PermissionsDelete: true },
      'Permission Delete Account depends on permission(s): Edit Account',
    ],
    [
      { PermissionsRead: true, PermissionsModifyAllRecords: true },
      'Permission Modify All Account depends on permission(s): Edit Account, Delete Account, View All Account',
    ],
    [
      {
        PermissionsRead: true,
        PermissionsDelete: true,
        PermissionsModifyAllRecords: true,
        PermissionsViewAllRecords: true,
      },
      'Permission Delete Account depends on permission(s): Edit Account; Permission Modify All Account depends on permission(s): Edit Account',
    ],
  ];
  for (const [flags, message] of cases) assert.equal(grant(flags), `400 FIELD_INTEGRITY_EXCEPTION ${message}`);
  assert.equal(grant({ PermissionsRead: true, PermissionsEdit: true, PermissionsDelete: true }), 'done');
  assert.match(grant({ PermissionsRead: true }), /^400 DUPLICATE_VALUE/);
  const row = rowOf(set, 'Account');
  assert.equal(
    update('ObjectPermissions', row, { PermissionsEdit: false }),
    '400 FIELD_INTEGRITY_EXCEPTION Permission Delete Account depends on permission(s): Edit Account',
  );
  const nothing = { PermissionsRead: false, PermissionsEdit: false, PermissionsDelete: false };
  assert.equal(update('ObjectPermissions', row, nothing), 'done');
  assert.deepEqual(rows(`SELECT Id FROM ObjectPermissions WHERE ParentId = '${set}'`), [], 'a row of nothing is gone');
});

test('a detail needs its master, when it is granted and when the master is taken away', () => {
  const file = (path: string, xml: string) => [path, Buffer.from(xml)] as const;
  deployFiles(
    org,
    new Map([
      file('package.xml', '<Package/>'),
      file(
        'objects/Line__c.object',
        `<CustomObject><label>Line</label><fields><fullName>Case__c</fullName><type>MasterDetail</type><label>Case</label>
         <referenceTo>Case</referenceTo><relationshipName>Lines</relationshipName></fields></CustomObject>`,
      ),
    ]),
    { checkOnly: false, rollbackOnError: true, lenient: false, userId: org.adminId },
  );
  const set = built.set('Details');
  const needs = '400 FIELD_INTEGRITY_EXCEPTION Permission Read Line depends on permission(s): Read Case';
  const line = { ParentId: set, SobjectType: 'Line__c', PermissionsRead: true };
  assert.equal(add('ObjectPermissions', line), needs);
  built.grant(set, 'Case', 'Read');
  assert.equal(add('ObjectPermissions', line), 'done');
  assert.equal(remove('ObjectPermissions', rowOf(set, 'Case')), needs);
});

test('system permissions need one another and objects, and cannot lose them', () => {
  const set = built.set('System');
  assert.match(
    update('PermissionSet', set, { PermissionsManageUsers: true }),
    /^400 FIELD_INTEGRITY_EXCEPTION Permission Manage Users depends on permission\(s\): Assign Permission Sets, /,
  );
  assert.equal(
    update('PermissionSet', set, { PermissionsActivateOrder: true }),
    '400 FIELD_INTEGRITY_EXCEPTION Permission Activate Order depends on permission(s): Read Order, Edit Order',
  );
  built.grant(set, 'Order', 'Read Edit');
  assert.equal(update('PermissionSet', set, { PermissionsActivateOrder: true }), 'done');
  assert.equal(
    update('ObjectPermissions', rowOf(set, 'Order'), { PermissionsEdit: false }),
    '400 FIELD_INTEGRITY_EXCEPTION Permission Activate Order depends on permission(s): Edit Order',
  );
  assert.match(
    add('PermissionSet', { Name: 'Import', Label: 'Import', PermissionsImportPersonal: true }),
    /^400 FIELD_INTEGRITY_EXCEPTION Permission Import Personal depends on permission\(s\): Create Account, /,
  );
});

test('field permissions: Read first, no required fields, no editing of what the system makes', () => {
  const set = built.set('Fields');
  const grant = (field: string, flags: object) =>
    add('FieldPermissions', { ParentId: set, SobjectType: 'Account', Field: `Account.${field}`, ...flags });
  const bad = (field: string) =>
    `400 INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST Field Name: bad value for restricted picklist field: Account.${field}`;
  assert.equal(
    grant('Phone', { PermissionsEdit: true }),
    '400 FIELD_INTEGRITY_EXCEPTION Permission Edit Account.Phone depends on permission(s): Read Account.Phone',
  );
  assert.match(grant('Phone', {}), /^400 FIELD_INTEGRITY_EXCEPTION A field permission must grant at least Read/);
  for (const field of ['Name', 'OwnerId', 'CreatedDate', 'BillingCity', 'LastActivityDate', 'Nothing'])
    assert.equal(grant(field, { PermissionsRead: true }), bad(field));
  assert.equal(grant('BillingAddress', { PermissionsRead: true, PermissionsEdit: true }), 'done');
  const contact = { ParentId: set, SobjectType: 'Contact', Field: 'Contact.FirstName', PermissionsRead: true };
  assert.match(add('FieldPermissions', contact), /^400 INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST/);
});

test('a Salesforce Integration user is given objects only with the licence, and keeps it while it needs it', () => {
  const [empty, full] = [built.set('Empty'), built.set('Full')];
  built.grant(full, 'Account', 'Read');
  const user = built.user('robot', API_ONLY);
  const assign = (PermissionSetId: string) => add('PermissionSetAssignment', { AssigneeId: user, PermissionSetId });
  assert.equal(
    assign(full),
    `400 FIELD_INTEGRITY_EXCEPTION Can't assign permission set "Full" to user "robot". The user license doesn't allow the permission: Read Accounts`,
  );
  assert.equal(assign(empty), 'done');
  const grown = { ParentId: empty, SobjectType: 'Account', PermissionsRead: true };
  const refused = "400 FIELD_INTEGRITY_EXCEPTION The user license doesn't allow the permission: Read Accounts";
  assert.equal(add('ObjectPermissions', grown), refused);
  const PermissionSetLicenseId = oneId('SELECT Id FROM PermissionSetLicense');
  const licence = insert('PermissionSetLicenseAssign', { AssigneeId: user, PermissionSetLicenseId });
  assert.match(
    add('PermissionSetLicenseAssign', { AssigneeId: user, PermissionSetLicenseId }),
    /^400 DUPLICATE_VALUE duplicate value found:/,
  );
  assert.equal(assign(full), 'done');
  assert.equal(
    assign(full),
    `400 DUPLICATE_VALUE Duplicate PermissionSetAssignment. Assignee: ${user}; Permission Set: ${full}`,
  );
  assert.equal(add('ObjectPermissions', grown), 'done');
  assert.equal(remove('PermissionSetLicenseAssign', licence), refused);
  const seats = () => rows('SELECT UsedLicenses FROM PermissionSetLicense')[0]?.['UsedLicenses'];
  assert.equal(seats(), 1, 'what was undone is not counted');
});

test('a set with a licence is for who holds that licence', () => {
  const LicenseId = oneId('SELECT Id FROM PermissionSetLicense');
  const set = built.set('Licensed', { LicenseId });
  built.grant(set, 'Contact', 'Read');
  const person = built.user('person');
  assert.match(
    add('PermissionSetAssignment', { AssigneeId: person, PermissionSetId: set }),
    /^400 FIELD_INTEGRITY_EXCEPTION Can't assign permission set "Licensed" to user "person"\. The user license doesn't allow the permission: Read Contacts$/,
  );
  insert('PermissionSetLicenseAssign', { AssigneeId: person, PermissionSetLicenseId: LicenseId });
  built.assign(person, set);
  assert.equal(actor(person).access.object(built.object('Contact')).read, true);
  assert.match(update('PermissionSet', set, { LicenseId: null }), /^400 INVALID_FIELD_FOR_INSERT_UPDATE/);
});

test('seats run out', () => {
  org.store.all('UPDATE "PermissionSetLicense" SET "TotalLicenses" = "UsedLicenses"');
  const AssigneeId = built.user('late');
  const PermissionSetLicenseId = oneId('SELECT Id FROM PermissionSetLicense');
  assert.match(
    add('PermissionSetLicenseAssign', { AssigneeId, PermissionSetLicenseId }),
    /^400 LICENSE_LIMIT_EXCEEDED/,
  );
  org.store.all('UPDATE "UserLicense" SET "TotalLicenses" = "UsedLicenses" WHERE "Name" = ?', [
    'Salesforce Integration',
  ]);
  assert.equal(
    refusal(() => built.user('later', API_ONLY)),
    '400 LICENSE_LIMIT_EXCEEDED License Limit Exceeded',
  );
});

test('sets of profiles and of packages are not changed, assigned or put into groups', () => {
  const profileSet = oneId("SELECT Id FROM PermissionSet WHERE Profile.Name = 'System Administrator'");
  const person = built.user('climber');
  assert.match(update('PermissionSet', profileSet, { Description: 'x' }), /^400 FIELD_INTEGRITY_EXCEPTION/);
  assert.match(remove('PermissionSet', profileSet), /^400 FIELD_INTEGRITY_EXCEPTION/);
  assert.match(
    add('PermissionSetAssignment', { AssigneeId: person, PermissionSetId: profileSet }),
    /^400 FIELD_INTEGRITY_EXCEPTION/,
  );
  const group = insert('PermissionSetGroup', { DeveloperName: 'Climb', MasterLabel: 'Climb' });
  assert.match(
    add('PermissionSetGroupComponent', { PermissionSetGroupId: group, PermissionSetId: profileSet }),
    /^400 FIELD_INTEGRITY_EXCEPTION/,
  );
  assert.match(
    update(
      'ObjectPermissions',
      rowOf(oneId("SELECT Id FROM PermissionSet WHERE Profile.Name = 'Standard User'"), 'Account'),
      {
        PermissionsDelete: false,
      },
    ),
    /^400 FIELD_INTEGRITY_EXCEPTION You can't edit the permissions of a standard profile\./,
  );
  const managed = built.set('Packaged');
  org.store.update(built.object('PermissionSet'), managed, { NamespacePrefix: 'acme' });
  const cannot = /^400 CANNOT_MODIFY_MANAGED_OBJECT cannot modify managed object: entity=PermissionSet, component=0PS/;
  assert.match(update('PermissionSet', managed, { PermissionsViewSetup: true }), cannot);
  assert.match(add('ObjectPermissions', { ParentId: managed, SobjectType: 'Lead', PermissionsRead: true }), cannot);
  assert.match(remove('PermissionSet', managed), cannot);
  assert.equal(add('PermissionSetAssignment', { AssigneeId: person, PermissionSetId: managed }), 'done');
});

test('a custom profile and the set behind it hold the same, a standard one is fixed', () => {
  const standard = built.profileId('Standard User');
  assert.match(update('Profile', standard, { PermissionsModifyAllData: true }), /^400 FIELD_INTEGRITY_EXCEPTION/);
  assert.match(remove('Profile', standard), /^400 DEPENDENCY_EXISTS/);
  const profile = `<Profile><custom>true</custom><userLicense>Salesforce</userLicense></Profile>`;
  deployFiles(
    org,
    new Map([
      ['package.xml', Buffer.from('<Package/>')],
      ['profiles/Ours.profile', Buffer.from(profile)],
    ]),
    { checkOnly: false, rollbackOnError: true, lenient: false, userId: org.adminId },
  );
  const ours = built.profileId('Ours');
  const person = built.user('ours', 'Ours');
  assert.equal(update('Profile', ours, { PermissionsApiEnabled: true }), 'done');
  assert.equal(actor(person).access.has('ApiEnabled'), true);
  assert.match(update('Profile', ours, { PermissionsManageUsers: true }), /depends on permission/);
  assert.match(remove('Profile', ours), /^400 DEPENDENCY_EXISTS/);
});

test('Modify All Data shows rows that cannot be changed, and the real ones again when it is gone', () => {
  const set = built.set('Everything', { PermissionsModifyAllData: true });
  built.grant(set, 'Lead', 'Read');
  const shown = () =>
    rows(`SELECT Id, SobjectType, PermissionsDelete FROM ObjectPermissions WHERE ParentId = '${set}'`);
  const all = shown();
  assert.ok(all.length > 20);
  assert.ok(all.every(({ Id, PermissionsDelete }) => String(Id).startsWith('000') && PermissionsDelete === true));
  assert.equal(new Set(all.map(({ Id }) => Id)).size, all.length);
  const fixed = '403 INSUFFICIENT_ACCESS_OR_READONLY insufficient access rights on object id';
  assert.equal(remove('ObjectPermissions', String(all[0]?.['Id'])), fixed);
  assert.equal(update('ObjectPermissions', String(all[0]?.['Id']), { PermissionsDelete: false }), fixed);
  assert.equal(rows(`SELECT Id, (SELECT Id FROM ObjectPerms) FROM PermissionSet WHERE Id = '${set}'`).length, 1);
  assert.equal(update('PermissionSet', set, { PermissionsModifyAllData: false }), 'done');
  assert.deepEqual(
    shown().map(({ SobjectType }) => SobjectType),
    ['Lead'],
  );
});

test('the last administrator stays, whether deactivated or given another profile', () => {
  const guarded = '400 CANNOT_DISABLE_LAST_ADMIN You cannot disable the last administrator of the organization.';
  assert.equal(update('User', org.adminId, { IsActive: false }), guarded);
  assert.equal(update('User', org.adminId, { ProfileId: built.profileId('Read Only') }), guarded);
  const second = built.user('second', 'System Administrator');
  assert.equal(update('User', second, { IsActive: false }), 'done');
});

test('freezing oneself is refused; who is frozen or deactivated is out at once', () => {
  const person = built.user('cold', 'Standard User');
  const session = () => org.sessions.open({ userId: person, app: undefined, scopes: ['full'], sourceIp: '127.0.0.1' });
  const loginOf = (userId: string) => oneId(`SELECT Id FROM UserLogin WHERE UserId = '${userId}'`);
  assert.match(update('UserLogin', loginOf(org.adminId), { IsFrozen: true }), /^400 CANNOT_FREEZE_SELF/);
  const { token } = session();
  assert.equal(update('UserLogin', loginOf(person), { IsFrozen: true }), 'done');
  assert.equal(org.sessions.find(token), undefined);
  const later = session();
  assert.equal(update('User', person, { IsActive: false }), 'done');
  assert.equal(org.sessions.find(later.token), undefined);
});

test('an assignment that has ended says so, and one that is extended counts again', () => {
  const set = built.set('Ending', { PermissionsViewRoles: true });
  const person = built.user('temporary');
  const assignment = insert('PermissionSetAssignment', {
    AssigneeId: person,
    PermissionSetId: set,
    ExpirationDate: '2026-11-24T12:00:00Z',
  });
  const isActive = () =>
    rows(`SELECT IsActive FROM PermissionSetAssignment WHERE Id = '${assignment}'`)[0]?.['IsActive'];
  const holds = () => actor(person).access.has('ViewRoles');
  assert.deepEqual([isActive(), holds()], [true, true]);
  now = new Date('2026-11-24T12:00:00Z');
  assert.deepEqual([isActive(), holds()], [false, false]);
  assert.equal(update('PermissionSetAssignment', assignment, { ExpirationDate: '2027-01-01T00:00:00Z' }), 'done');
  assert.deepEqual([isActive(), holds()], [true, true]);
  assert.match(
    update('PermissionSetAssignment', assignment, { PermissionSetId: set }),
    /^400 INVALID_FIELD_FOR_INSERT_UPDATE/,
  );
  now = NOW;
});

test('a set that a session must activate counts in that session alone', () => {
  const set = built.set('Activated', { HasActivationRequired: true, PermissionsViewSetup: true });
  const person = built.user('careful', 'Standard User');
  built.assign(person, set);
  const session = org.sessions.open({ userId: person, app: undefined, scopes: ['full'], sourceIp: '127.0.0.1' });
  const other = org.sessions.open({ userId: person, app: undefined, scopes: ['full'], sourceIp: '127.0.0.1' });
  const setUp = (of?: typeof session) => org.accessOf(person, of).has('ViewSetup');
  assert.deepEqual([setUp(), setUp(session)], [false, false]);
  insert('SessionPermSetActivation', { AuthSessionId: session.id, PermissionSetId: set });
  assert.deepEqual([setUp(), setUp(session), setUp(other)], [false, true, false]);
});
