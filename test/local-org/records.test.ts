import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type OpenOrg, openOrg } from '../../src/local-org/open-org.ts';
import type { OrgError } from '../../src/local-org/org-error.ts';
import type { Actor } from '../../src/local-org/records/actor.ts';
import { inTransaction } from '../../src/local-org/records/transaction.ts';
import { upsertRecord } from '../../src/local-org/records/upsert-record.ts';
import { deleteRecord, insertRecord, updateRecord } from '../../src/local-org/records/write-records.ts';

export function actorFor(org: OpenOrg, userId = org.adminId): Actor {
  return { org, access: org.accessOf(userId) };
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    const { status, errorCode, message } = error as OrgError;
    return `${status} ${errorCode} ${message}`;
  }
  return 'done';
}

/** An API user of the shared profile, with one set. */
function apiUser(org: OpenOrg): { userId: string; setId: string } {
  const admin = () => actorFor(org);
  const profile = org.store.all('SELECT "Id" FROM "Profile" WHERE "FullName" = ?', [
    'Minimum Access - API Only Integrations',
  ])[0];
  const userId = insertRecord(admin(), 'User', {
    Username: 'erp@integrations.example',
    LastName: 'ERP',
    Alias: 'erp',
    Email: 'erp@integrations.example',
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    ProfileId: profile?.['Id'],
    IsActive: true,
  });
  const setId = insertRecord(admin(), 'PermissionSet', { Name: 'ERP', Label: 'ERP' });
  return { userId, setId };
}

function licensed(org: OpenOrg, userId: string): void {
  const psl = org.store.all('SELECT "Id" FROM "PermissionSetLicense"')[0]?.['Id'];
  insertRecord(actorFor(org), 'PermissionSetLicenseAssign', { AssigneeId: userId, PermissionSetLicenseId: psl });
}

test('an administrator creates, changes and deletes a record', () => {
  const org = openOrg();
  const admin = actorFor(org);
  const id = insertRecord(admin, 'account', { name: 'Acme', AnnualRevenue: '12.5', Industry: 'Energy' });
  const account = org.schema.object('Account');
  assert.ok(account);
  assert.equal(org.store.get(account, id)?.['AnnualRevenue'], 12.5);
  assert.equal(org.store.get(account, id)?.['OwnerId'], org.adminId);
  updateRecord(admin, 'Account', id, { Name: 'Acme Ltd' });
  assert.equal(org.store.get(account, id)?.['Name'], 'Acme Ltd');
  deleteRecord(admin, 'Account', id);
  assert.match(
    refusal(() => updateRecord(admin, 'Account', id, { Name: 'x' })),
    /^404 ENTITY_IS_DELETED/,
  );
  org.close();
});

test('an API user may do what its one permission set says, step by step', () => {
  const org = openOrg();
  const { userId, setId } = apiUser(org);
  const admin = () => actorFor(org);
  const user = () => actorFor(org, userId);
  const create = () => refusal(() => insertRecord(user(), 'Account', { Name: 'Acme' }));
  assert.equal(create(), '404 NOT_FOUND The requested resource does not exist');
  const grant = insertRecord(admin(), 'ObjectPermissions', {
    ParentId: setId,
    SobjectType: 'Account',
    PermissionsRead: true,
  });
  assert.equal(
    refusal(() => insertRecord(admin(), 'PermissionSetAssignment', { AssigneeId: userId, PermissionSetId: setId })),
    `400 FIELD_INTEGRITY_EXCEPTION Can't assign permission set "ERP" to user "ERP". The user license doesn't allow the permission: Read Accounts`,
  );
  licensed(org, userId);
  insertRecord(admin(), 'PermissionSetAssignment', { AssigneeId: userId, PermissionSetId: setId });
  assert.equal(create(), '400 CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY entity type cannot be inserted: Account');
  updateRecord(admin(), 'ObjectPermissions', grant, { PermissionsCreate: true });
  const id = insertRecord(user(), 'Account', { Name: 'Acme' });
  assert.equal(
    refusal(() => insertRecord(user(), 'Account', { Name: 'Acme', Industry: 'Energy' })),
    "400 INVALID_FIELD No such column 'Industry' on sobject of type Account",
  );
  const field = insertRecord(admin(), 'FieldPermissions', {
    ParentId: setId,
    SobjectType: 'Account',
    Field: 'Account.Industry',
    PermissionsRead: true,
  });
  assert.match(
    refusal(() => insertRecord(user(), 'Account', { Name: 'Acme', Industry: 'Energy' })),
    /^400 INVALID_FIELD_FOR_INSERT_UPDATE Unable to create\/update fields: Industry\./,
  );
  updateRecord(admin(), 'FieldPermissions', field, { PermissionsEdit: true });
  insertRecord(user(), 'Account', { Name: 'Acme', Industry: 'Energy' });
  assert.match(
    refusal(() => updateRecord(user(), 'Account', id, { Name: 'B' })),
    /entity type cannot be updated: Account/,
  );
  assert.equal(
    refusal(() => deleteRecord(user(), 'Account', id)),
    '403 INSUFFICIENT_ACCESS_OR_READONLY insufficient access rights on object id',
  );
  org.close();
});

test('grants that need another are refused with the labels of what is missing', () => {
  const org = openOrg();
  const { setId } = apiUser(org);
  const grant = (flags: object) =>
    refusal(() =>
      insertRecord(actorFor(org), 'ObjectPermissions', { ParentId: setId, SobjectType: 'Account', ...flags }),
    );
  assert.equal(
    grant({ PermissionsRead: true, PermissionsDelete: true }),
    '400 FIELD_INTEGRITY_EXCEPTION Permission Delete Account depends on permission(s): Edit Account',
  );
  assert.match(
    refusal(() => updateRecord(actorFor(org), 'PermissionSet', setId, { PermissionsManageUsers: true })),
    /^400 FIELD_INTEGRITY_EXCEPTION Permission Manage Users depends on permission\(s\): Assign Permission Sets, /,
  );
  assert.match(
    refusal(() =>
      insertRecord(actorFor(org), 'FieldPermissions', {
        ParentId: setId,
        SobjectType: 'Account',
        Field: 'Account.Name',
        PermissionsRead: true,
      }),
    ),
    /^400 INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST /,
  );
  org.close();
});

test('seats, usernames and the last administrator are guarded', () => {
  const org = openOrg();
  const { userId } = apiUser(org);
  assert.match(
    refusal(() => apiUser(org)),
    /^400 DUPLICATE_USERNAME/,
  );
  org.store.all('UPDATE "UserLicense" SET "TotalLicenses" = 1 WHERE "Name" = ?', ['Salesforce Integration']);
  const profile = org.store.all('SELECT "ProfileId" FROM "User" WHERE "Id" = ?', [userId])[0]?.['ProfileId'];
  const second = {
    Username: 'two@integrations.example',
    LastName: 'Two',
    Alias: 'two',
    Email: 'a@b.example',
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    ProfileId: profile,
    IsActive: true,
  };
  assert.match(
    refusal(() => insertRecord(actorFor(org), 'User', second)),
    /^400 LICENSE_LIMIT_EXCEEDED/,
  );
  updateRecord(actorFor(org), 'User', userId, { IsActive: false });
  insertRecord(actorFor(org), 'User', second);
  assert.match(
    refusal(() => updateRecord(actorFor(org), 'User', org.adminId, { IsActive: false })),
    /^400 CANNOT_DISABLE_LAST_ADMIN/,
  );
  const login = org.store.all('SELECT "Id" FROM "UserLogin" WHERE "UserId" = ?', [org.adminId])[0]?.['Id'];
  assert.match(
    refusal(() => updateRecord(actorFor(org), 'UserLogin', String(login), { IsFrozen: true })),
    /^400 CANNOT_FREEZE_SELF/,
  );
  org.close();
});

test('set-up and business records do not meet in one transaction, and nothing of it stays', () => {
  const org = openOrg();
  const result = refusal(() =>
    inTransaction(actorFor(org), (actor) => {
      insertRecord(actor, 'Account', { Name: 'Acme' });
      insertRecord(actor, 'PermissionSet', { Name: 'A', Label: 'A' });
    }),
  );
  assert.equal(
    result,
    '400 MIXED_DML_OPERATION DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): PermissionSet, original object: Account',
  );
  assert.equal(org.store.all('SELECT count(*) AS n FROM "Account"')[0]?.['n'], 0);
  org.close();
});

test('an assignment that has ended gives nothing, and a revoked one neither', () => {
  let now = new Date('2026-11-24T10:00:00Z');
  const org = openOrg({ now: () => now });
  const { userId, setId } = apiUser(org);
  licensed(org, userId);
  insertRecord(actorFor(org), 'ObjectPermissions', { ParentId: setId, SobjectType: 'Account', PermissionsRead: true });
  insertRecord(actorFor(org), 'PermissionSetAssignment', {
    AssigneeId: userId,
    PermissionSetId: setId,
    ExpirationDate: '2026-11-24T12:00:00Z',
  });
  const account = org.schema.object('Account');
  assert.ok(account);
  assert.equal(org.accessOf(userId).object(account).read, true);
  now = new Date('2026-11-24T12:00:01Z');
  assert.equal(org.accessOf(userId).object(account).read, false);
  org.close();
});

test('a record is upserted by its id only where it may be', () => {
  const org = openOrg();
  const { id, created } = upsertRecord(actorFor(org), 'Account', 'Id', '', { Name: 'Acme' });
  assert.equal(created, true);
  assert.equal(upsertRecord(actorFor(org), 'Account', 'Id', id, { Name: 'B' }).created, false);
  assert.match(
    refusal(() => upsertRecord(actorFor(org), 'Account', 'Name', 'x', {})),
    /^404 NOT_FOUND Provided external ID field/,
  );
  org.close();
});
