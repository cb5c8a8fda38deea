import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ApiUser, apiUser, grant, refusalOf, type TestOrg, testOrg } from './client.ts';

let org: TestOrg;
let erp: ApiUser;
let accountId: string;

before(async () => {
  org = await testOrg();
  erp = await apiUser(org, 'Erp');
  await grant(org, erp.setId, 'Account', 'read edit', { Industry: 'read', Phone: 'edit' });
  accountId = await org.admin.create('Account', { Name: 'Acme' });
});
after(() => org.close());

const rows = async (soql: string) => {
  const { status, body } = await org.admin.query(soql);
  assert.equal(status, 200, JSON.stringify(body));
  return body.records;
};

test('EntityDefinition lists what one may know of, with sharing and kinds', async () => {
  const [account] = await rows(
    "SELECT Id, DurableId, KeyPrefix, InternalSharingModel, IsQueryable, IsFlsEnabled, RunningUserEntityAccess.IsCreatable FROM EntityDefinition WHERE QualifiedApiName = 'account'",
  );
  assert.deepEqual(
    [
      account.Id,
      account.DurableId,
      account.KeyPrefix,
      account.InternalSharingModel,
      account.IsFlsEnabled,
      account.RunningUserEntityAccess.IsCreatable,
    ],
    ['000000000000000AAA', 'Account', '001', 'ReadWrite', true, true],
  );
  const soql = 'SELECT QualifiedApiName FROM EntityDefinition';
  const known = (await erp.client.query(soql)).body.records.map(
    (row: { QualifiedApiName: string }) => row.QualifiedApiName,
  );
  assert.ok(
    known.includes('Account') &&
      known.includes('User') &&
      !known.includes('Contact') &&
      !known.includes('PermissionSet'),
  );
  const like = await rows("SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName LIKE '%Permissions'");
  assert.deepEqual(
    like.map((row: { QualifiedApiName: string }) => row.QualifiedApiName),
    ['FieldPermissions', 'ObjectPermissions'],
  );
});

test('FieldDefinition and EntityParticle tell types, and what carries field-level security', async () => {
  const fields = await rows(
    "SELECT QualifiedApiName, DataType, IsFlsEnabled, IsCompound, EntityDefinition.Label, DurableId FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account'",
  );
  const byName = new Map<
    string,
    { DataType: string; IsFlsEnabled: boolean; IsCompound: boolean; EntityDefinition: { Label: string } }
  >(fields.map((row: { QualifiedApiName: string }) => [row.QualifiedApiName, row]));
  assert.equal(byName.get('Industry')?.DataType, 'Picklist');
  assert.equal(byName.get('OwnerId')?.DataType, 'Lookup(User)');
  assert.equal(byName.get('Name')?.IsFlsEnabled, false);
  assert.equal(byName.get('BillingAddress')?.IsCompound, true);
  assert.equal(byName.has('BillingCity'), false);
  assert.equal(byName.get('Industry')?.EntityDefinition.Label, 'Account');
  const [city] = await rows(
    "SELECT DataType, IsComponent, IsPermissionable, FieldDefinition.QualifiedApiName FROM EntityParticle WHERE EntityDefinitionId = 'Account' AND QualifiedApiName = 'BillingCity'",
  );
  assert.deepEqual(
    [city.DataType, city.IsComponent, city.IsPermissionable, city.FieldDefinition.QualifiedApiName],
    ['string', true, false, 'BillingAddress'],
  );
  const [nested] = await rows(
    "SELECT QualifiedApiName, (SELECT QualifiedApiName FROM Fields WHERE IsNameField = true) FROM EntityDefinition WHERE QualifiedApiName = 'Account'",
  );
  assert.deepEqual(
    nested.Fields.records.map((row: { QualifiedApiName: string }) => row.QualifiedApiName),
    ['Name'],
  );
});

test('UserEntityAccess and UserFieldAccess answer what the enforcement does, of another user too', async () => {
  const [access] = await rows(
    `SELECT IsReadable, IsCreatable, IsEditable, IsUpdatable, IsDeletable, DurableId FROM UserEntityAccess WHERE UserId = '${erp.userId}' AND EntityDefinition.QualifiedApiName = 'Account'`,
  );
  assert.deepEqual(
    [access.IsReadable, access.IsCreatable, access.IsEditable, access.IsUpdatable, access.IsDeletable],
    [true, false, true, true, false],
  );
  assert.equal(access.DurableId, `Account.${erp.userId}`);
  const fieldAccess = async (field: string) => {
    const [row] = await rows(
      `SELECT IsAccessible, IsCreatable, IsUpdatable FROM UserFieldAccess WHERE DurableId = 'Account.${field}.${erp.userId}'`,
    );
    return [row.IsAccessible, row.IsCreatable, row.IsUpdatable];
  };
  assert.deepEqual(await fieldAccess('Industry'), [true, false, false]);
  assert.deepEqual(await fieldAccess('Phone'), [true, false, true]);
  assert.deepEqual(await fieldAccess('Fax'), [false, false, false]);
  const own = await erp.client.query(
    `SELECT EntityDefinition.QualifiedApiName FROM UserEntityAccess WHERE UserId = '${erp.userId}' AND IsReadable = true AND EntityDefinitionId IN ('Account', 'Contact')`,
  );
  assert.deepEqual(
    own.body.records.map(
      (row: { EntityDefinition: { QualifiedApiName: string } }) => row.EntityDefinition.QualifiedApiName,
    ),
    ['Account'],
  );
  const admin = (await rows("SELECT Id FROM User WHERE Username = 'admin@local.example'"))[0].Id;
  assert.equal(
    (await erp.client.query(`SELECT IsReadable FROM UserEntityAccess WHERE UserId = '${admin}'`)).body.totalSize,
    0,
  );
});

test('UserPermissionAccess tells who asks what they hold', async () => {
  const asked = 'SELECT Id, PermissionsApiEnabled, PermissionsCustomizeApplication FROM UserPermissionAccess';
  const held = ({ body }: { body: { records: readonly Record<string, unknown>[] } }) =>
    body.records.map((row) => [row['PermissionsApiEnabled'], row['PermissionsCustomizeApplication']]);
  assert.deepEqual(held(await org.admin.query(asked)), [[true, true]]);
  assert.deepEqual(held(await erp.client.query(asked)), [[true, false]]);
});

test('UserRecordAccess gives a row for each record asked, from permissions and sharing', async () => {
  const none = '001000000000001AAA';
  const access = await rows(
    `SELECT RecordId, HasReadAccess, HasEditAccess, HasDeleteAccess, HasTransferAccess, HasAllAccess, MaxAccessLevel FROM UserRecordAccess WHERE UserId = '${erp.userId}' AND RecordId IN ('${accountId}')`,
  );
  assert.deepEqual(
    access.map((row: Record<string, unknown>) => [
      row['RecordId'],
      row['HasReadAccess'],
      row['HasEditAccess'],
      row['HasDeleteAccess'],
      row['MaxAccessLevel'],
    ]),
    [[accountId, true, true, false, 'Edit']],
  );
  const own = await erp.client.query(
    `SELECT RecordId, HasReadAccess, MaxAccessLevel FROM UserRecordAccess WHERE UserId = '${erp.userId}' AND RecordId IN ('${accountId}', '${none}') ORDER BY HasReadAccess DESC`,
  );
  assert.deepEqual(
    own.body.records.map((row: { MaxAccessLevel: string }) => row.MaxAccessLevel),
    ['Edit', 'None'],
  );
  const readable = await erp.client.query(
    `SELECT RecordId FROM UserRecordAccess WHERE UserId = '${erp.userId}' AND HasReadAccess = true AND RecordId IN ('${accountId}', '${none}')`,
  );
  assert.equal(readable.body.totalSize, 1);
});

test('PermissionDependency shows the edges that writes are held to, in the Tooling API alone', async () => {
  const { body } = await org.admin.get(
    `tooling/query?q=${encodeURIComponent("SELECT Id, RequiredPermission, RequiredPermissionType FROM PermissionDependency WHERE Permission = 'Account<delete>' AND Id > '' LIMIT 1")}`,
  );
  assert.deepEqual(body.records.map((row: { RequiredPermission: string }) => row.RequiredPermission).sort(), [
    'Account<read>',
    'Account<update>',
  ]);
  assert.match(refusalOf(await org.admin.query('SELECT Id FROM PermissionDependency')), /^400 INVALID_TYPE/);
  assert.match(
    refusalOf(await erp.client.get('tooling/query?q=SELECT+Id+FROM+PermissionDependency')),
    /^400 INVALID_TYPE/,
  );
});

const REFUSED: readonly (readonly [soql: string, refusal: string])[] = [
  [
    'SELECT COUNT() FROM EntityDefinition',
    '400 MALFORMED_QUERY The requested operation is not yet supported by this SObject storage type, contact salesforce.com support for more information.',
  ],
  [
    'SELECT COUNT(QualifiedApiName), IsQueryable FROM EntityDefinition GROUP BY IsQueryable',
    '400 MALFORMED_QUERY The requested operation is not yet supported by this SObject storage type, contact salesforce.com support for more information.',
  ],
  [
    "SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName = 'Account' OR QualifiedApiName = 'Contact'",
    '400 MALFORMED_QUERY Disjunctions not supported',
  ],
  [
    "SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName != 'Account'",
    '400 MALFORMED_QUERY Only equals comparisons permitted',
  ],
  [
    "SELECT QualifiedApiName FROM EntityDefinition WHERE NOT QualifiedApiName = 'Account'",
    '400 MALFORMED_QUERY Only equals comparisons permitted',
  ],
  [
    'SELECT QualifiedApiName FROM FieldDefinition',
    '400 MALFORMED_QUERY FieldDefinition: a filter on a reified column is required [EntityDefinitionId,DurableId]',
  ],
  [
    'SELECT QualifiedApiName FROM EntityParticle',
    '400 MALFORMED_QUERY EntityParticle: a filter on a reified column is required [EntityDefinitionId,FieldDefinitionId,DurableId]',
  ],
  [
    'SELECT IsReadable FROM UserEntityAccess',
    '400 MALFORMED_QUERY UserEntityAccess: a filter on a reified column is required [UserId,DurableId]',
  ],
  [
    'SELECT IsAccessible FROM UserFieldAccess',
    '400 MALFORMED_QUERY UserFieldAccess: a filter on a reified column is required [DurableId]',
  ],
  [
    'SELECT Id, RecordId FROM UserRecordAccess',
    '400 INVALID_FIELD Can select only RecordId, a Has*Access field, and MaxAccessLevel',
  ],
  ['SELECT HasReadAccess FROM UserRecordAccess', '400 INVALID_FIELD RecordId field must be selected'],
  [
    `SELECT RecordId FROM UserRecordAccess WHERE UserId = '005Lw0000000001AAA' AND RecordId IN (${Array.from({ length: 201 }, (_, at) => `'001Lw${String(at).padStart(10, '0')}'`)})`,
    '400 LIMIT_EXCEEDED Number of records exceeds limit: 200',
  ],
];

for (const [soql, refusal] of REFUSED) {
  test(`refused: ${soql.slice(0, 100)}`, async () => {
    assert.equal(refusalOf(await org.admin.query(soql)), refusal);
  });
}

test('UserRecordAccess asks for one user and for records', async () => {
  for (const where of [
    `RecordId = '${accountId}'`,
    `UserId = '${erp.userId}'`,
    `UserId IN ('${erp.userId}', '005Lw0000000001AAA') AND RecordId = '${accountId}'`,
    `UserId = '${erp.userId}' OR RecordId = '${accountId}'`,
  ]) {
    const answer = await org.admin.query(`SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE ${where}`);
    assert.match(refusalOf(answer), /^400 MALFORMED_QUERY/, where);
  }
  const filtered = `SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = '${erp.userId}' AND RecordId = '${accountId}' AND HasReadAccess = true`;
  assert.match(refusalOf(await org.admin.query(filtered)), /^400 MALFORMED_QUERY Can select only RecordId/);
});

test('LIMIT and OFFSET are read and ignored', async () => {
  const all = await org.admin.query('SELECT QualifiedApiName FROM EntityDefinition');
  const some = await org.admin.query('SELECT QualifiedApiName FROM EntityDefinition LIMIT 5 OFFSET 10');
  assert.ok(all.body.totalSize > 20);
  assert.equal(some.body.totalSize, all.body.totalSize);
});
