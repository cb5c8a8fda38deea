import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Connection } from '@jsforce/jsforce-node';
import fc from 'fast-check';
import { deployFiles } from '../../src/local-org/metadata/deploy.ts';
import { openZip, packZip } from '../../src/local-org/metadata/zip.ts';
import { OrgError } from '../../src/local-org/org-error.ts';
import { apiUser, clientOf, grant, refusalOf, type TestOrg, testOrg } from './client.ts';

let org: TestOrg;
let jsforce: Connection;
before(async () => {
  org = await testOrg();
  jsforce = new Connection({ instanceUrl: org.url, accessToken: org.admin.token, version: '60.0' });
  jsforce.metadata.pollInterval = 5;
});
after(() => org.close());

const file = (type: string, inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata">${inside}</${type}>`;
const members = (type: string, ...names: readonly string[]): string =>
  `<types>${names.map((name) => `<members>${name}</members>`).join('')}<name>${type}</name></types>`;
const manifest = (...types: readonly string[]): string => file('Package', `${types.join('')}<version>60.0</version>`);

async function deploy(files: Readonly<Record<string, string>>, options: object = {}) {
  const zip = packZip(new Map(Object.entries({ 'package.xml': manifest(), ...files })));
  return jsforce.metadata.deploy(zip, { singlePackage: true, rollbackOnError: true, ...options }).complete(true);
}

/** Problems of a deployment, by component. */
async function problems(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const result = await deploy(files);
  return [result.details?.componentFailures ?? []].flat().map(({ problem }) => String(problem));
}

const INVOICE = file(
  'CustomObject',
  '<label>Invoice</label><pluralLabel>Invoices</pluralLabel><sharingModel>Private</sharingModel><nameField><label>No</label><type>Text</type></nameField><fields><fullName>Total__c</fullName><label>Total</label><type>Currency</type><precision>18</precision><scale>2</scale></fields><fields><fullName>Key__c</fullName><label>Key</label><type>Text</type><length>20</length><externalId>true</externalId><unique>true</unique></fields><fields><fullName>Must__c</fullName><label>Must</label><type>Text</type><length>20</length><required>true</required></fields><fields><fullName>Account__c</fullName><label>Account</label><type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Invoices</relationshipName></fields>',
);
const LINE = file(
  'CustomObject',
  '<label>Line</label><pluralLabel>Lines</pluralLabel><sharingModel>ControlledByParent</sharingModel><nameField><label>No</label><type>AutoNumber</type></nameField><fields><fullName>Invoice__c</fullName><label>Invoice</label><type>MasterDetail</type><referenceTo>Invoice__c</referenceTo><relationshipName>Lines</relationshipName></fields>',
);

test('objects come by deployment and are there at once, for REST, SOQL and describe', async () => {
  const result = await deploy({ 'objects/Invoice__c.object': INVOICE, 'objects/Line__c.object': LINE });
  assert.equal(result.success, true, JSON.stringify(result.details));
  await deploy({
    'profiles/Admin.profile': file(
      'Profile',
      '<fieldPermissions><editable>true</editable><field>Invoice__c.Total__c</field><readable>true</readable></fieldPermissions><fieldPermissions><editable>true</editable><field>Invoice__c.Key__c</field><readable>true</readable></fieldPermissions><fieldPermissions><editable>true</editable><field>Invoice__c.Account__c</field><readable>true</readable></fieldPermissions>',
    ),
  });
  const account = await org.admin.create('Account', { Name: 'Acme' });
  const created = await org.admin.send('PATCH', 'sobjects/Invoice__c/Key__c/K-1', {
    Name: '1',
    Must__c: 'x',
    Total__c: 5,
    Account__c: account,
  });
  assert.equal(created.status, 201);
  const changed = await org.admin.send('PATCH', 'sobjects/Invoice__c/Key__c/K-1', { Total__c: '7' });
  assert.deepEqual([changed.status, changed.body.created], [200, false]);
  await org.admin.create('Line__c', { Invoice__c: created.body.id });
  const { body } = await org.admin.query(
    'SELECT Name, Account__r.Name, (SELECT Name FROM Lines__r) FROM Invoice__c WHERE Total__c = 7',
  );
  assert.equal(body.records[0].Account__r.Name, 'Acme');
  assert.equal(body.records[0].Lines__r.totalSize, 1);
  assert.equal(
    (await org.admin.query('SELECT (SELECT Name FROM Invoices__r) FROM Account')).body.records[0].Invoices__r.totalSize,
    1,
  );
  await org.admin.send('DELETE', `sobjects/Invoice__c/${created.body.id}`);
  assert.equal((await org.admin.query('SELECT COUNT() FROM Line__c')).body.totalSize, 0);
});

const SET =
  '<label>Billing</label><description>Reads invoices</description><hasActivationRequired>false</hasActivationRequired>';
const READ_INVOICE =
  '<objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Invoice__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>';
const READ_TOTAL =
  '<fieldPermissions><editable>false</editable><field>Invoice__c.Total__c</field><readable>true</readable></fieldPermissions>';

test('a permission set that is deployed shows in SOQL; one that is changed by SOQL shows in a retrieve; a deployment replaces', async () => {
  await deploy({
    'permissionsets/Billing.permissionset': file(
      'PermissionSet',
      `${READ_TOTAL}${SET}${READ_INVOICE}<userPermissions><enabled>true</enabled><name>ViewSetup</name></userPermissions>`,
    ),
  });
  const { body } = await org.admin.query(
    "SELECT Id, PermissionsViewSetup, (SELECT SobjectType, PermissionsRead FROM ObjectPerms), (SELECT Field FROM FieldPerms) FROM PermissionSet WHERE Name = 'Billing'",
  );
  const [set] = body.records;
  assert.equal(set.PermissionsViewSetup, true);
  assert.equal(set.ObjectPerms.records[0].SobjectType, 'Invoice__c');
  assert.equal(set.FieldPerms.records[0].Field, 'Invoice__c.Total__c');
  await org.admin.create('ObjectPermissions', { ParentId: set.Id, SobjectType: 'Account', PermissionsRead: true });
  const read = (await jsforce.metadata.read('PermissionSet', 'Billing')) as unknown as {
    objectPermissions: { object: string }[];
    label: string;
  };
  assert.deepEqual(
    read.objectPermissions.map(({ object }) => object),
    ['Account', 'Invoice__c'],
  );
  await deploy({ 'permissionsets/Billing.permissionset': file('PermissionSet', `${SET}${READ_INVOICE}`) });
  const after = (
    await org.admin.query(
      "SELECT PermissionsViewSetup, (SELECT SobjectType FROM ObjectPerms), (SELECT Field FROM FieldPerms) FROM PermissionSet WHERE Name = 'Billing'",
    )
  ).body.records[0];
  assert.equal(after.PermissionsViewSetup, false);
  assert.equal(after.ObjectPerms.totalSize, 1);
  assert.equal(after.FieldPerms, null);
});

test('a profile that is deployed is laid over what is there, and shows only what the request covers', async () => {
  const profile = (name: string, enabled: boolean) =>
    file(
      'Profile',
      `<custom>true</custom><userLicense>Salesforce</userLicense><userPermissions><enabled>${enabled}</enabled><name>${name}</name></userPermissions>`,
    );
  await deploy({ 'profiles/Robots.profile': profile('ApiEnabled', true) });
  await deploy({ 'profiles/Robots.profile': profile('ViewSetup', true) });
  const read = async () =>
    (await org.admin.query("SELECT PermissionsApiEnabled, PermissionsViewSetup FROM Profile WHERE Name = 'Robots'"))
      .body.records[0];
  assert.deepEqual([(await read()).PermissionsApiEnabled, (await read()).PermissionsViewSetup], [true, true]);
  await deploy({ 'profiles/Robots.profile': profile('ViewSetup', false) });
  assert.deepEqual([(await read()).PermissionsApiEnabled, (await read()).PermissionsViewSetup], [true, false]);
  await deploy({ 'profiles/Robots.profile': file('Profile', READ_INVOICE) });
  const retrieved = async (...types: readonly string[]) => {
    const unpackaged = { types: types.map((type) => ({ name: type, members: ['*'] })), version: '60.0' };
    const { zipFile } = await jsforce.metadata
      .retrieve({ apiVersion: '60.0', singlePackage: true, unpackaged } as never)
      .complete();
    return (
      openZip(Buffer.from(String(zipFile), 'base64'))
        .get('profiles/Robots.profile')
        ?.toString('utf8') ?? ''
    );
  };
  assert.ok(!(await retrieved('Profile')).includes('Invoice__c'));
  assert.ok((await retrieved('Profile', 'CustomObject')).includes('<object>Invoice__c</object>'));
});

test('what is retrieved deploys again to the same', async () => {
  const unpackaged = {
    types: [
      { name: 'PermissionSet', members: ['*'] },
      { name: 'CustomObject', members: ['Invoice__c', 'Line__c'] },
    ],
    version: '60.0',
  };
  const get = async () =>
    openZip(
      Buffer.from(
        String(
          (await jsforce.metadata.retrieve({ apiVersion: '60.0', singlePackage: true, unpackaged } as never).complete())
            .zipFile,
        ),
        'base64',
      ),
    );
  const first = await get();
  assert.ok(first.size >= 4);
  const result = await jsforce.metadata
    .deploy(packZip(new Map([...first].map(([path, bytes]) => [path, bytes.toString('utf8')]))), {
      singlePackage: true,
    })
    .complete(true);
  assert.equal(result.success, true, JSON.stringify(result.details));
  assert.deepEqual(
    [...(await get())].map(([path, bytes]) => [path, bytes.toString('utf8')]),
    [...first].map(([path, bytes]) => [path, bytes.toString('utf8')]),
  );
});

test('groups and muting sets', async () => {
  await deploy({
    'permissionsets/Billing.permissionset': file('PermissionSet', `${SET}${READ_INVOICE}`),
    'mutingpermissionsets/Quiet.mutingpermissionset': file(
      'MutingPermissionSet',
      `<label>Quiet</label>${READ_INVOICE}`,
    ),
    'permissionsetgroups/All.permissionsetgroup': file(
      'PermissionSetGroup',
      '<label>All</label><mutingPermissionSets>Quiet</mutingPermissionSets><permissionSets>Billing</permissionSets>',
    ),
  });
  const { client, userId } = await apiUser(org, 'Grouped');
  const group = (await org.admin.query("SELECT Id, Status FROM PermissionSetGroup WHERE DeveloperName = 'All'")).body
    .records[0];
  assert.equal(group.Status, 'Updated');
  await org.admin.create('PermissionSetAssignment', { AssigneeId: userId, PermissionSetGroupId: group.Id });
  assert.match(refusalOf(await client.query('SELECT Id FROM Invoice__c')), /^400 INVALID_TYPE/);
  await deploy({
    'permissionsetgroups/All.permissionsetgroup': file(
      'PermissionSetGroup',
      '<label>All</label><permissionSets>Billing</permissionSets>',
    ),
  });
  const open = await client.query('SELECT Id FROM Invoice__c');
  assert.equal(open.status, 200, refusalOf(open));
  org.org.faults.add({ kind: 'group-stays-outdated' });
  await deploy({
    'permissionsetgroups/All.permissionsetgroup': file(
      'PermissionSetGroup',
      '<label>All</label><permissionSets>Billing</permissionSets>',
    ),
  });
  assert.match(refusalOf(await client.query('SELECT Id FROM Invoice__c')), /^400 INVALID_TYPE/);
  org.org.faults.clear();
});

test('refusals in the words of Salesforce, and nothing of a failed deployment stays', async () => {
  const set = (inside: string) => ({
    'permissionsets/Bad.permissionset': file('PermissionSet', `<label>Bad</label>${inside}`),
  });
  const object = (flags: string) => `<objectPermissions>${flags}<object>Account</object></objectPermissions>`;
  const cases: readonly [Readonly<Record<string, string>>, string][] = [
    [
      set(
        '<fieldPermissions><editable>true</editable><field>Account.Name</field><readable>true</readable></fieldPermissions>',
      ),
      'You cannot deploy to a required field: Account.Name',
    ],
    [
      set(
        '<fieldPermissions><editable>true</editable><field>Invoice__c.Must__c</field><readable>true</readable></fieldPermissions>',
      ),
      'You cannot deploy to a required field: Invoice__c.Must__c',
    ],
    [
      set(
        '<fieldPermissions><editable>true</editable><field>Account.Foo__c</field><readable>true</readable></fieldPermissions>',
      ),
      'In field: field - no CustomField named Account.Foo__c found',
    ],
    [
      set('<objectPermissions><allowRead>true</allowRead><object>Foo__c</object></objectPermissions>'),
      'In field: object - no CustomObject named Foo__c found',
    ],
    [
      set('<classAccesses><apexClass>Foo</apexClass><enabled>true</enabled></classAccesses>'),
      'In field: apexClass - no ApexClass named Foo found',
    ],
    [set('<userPermissions><enabled>true</enabled><name>Foo</name></userPermissions>'), 'Unknown user permission: Foo'],
    [
      set('<userPermissions><enabled>true</enabled><name>EditActivatedOrders</name></userPermissions>'),
      'Permission EditActivatedOrders depends on permission(s): ActivateOrder',
    ],
    [
      set(object('<allowCreate>true</allowCreate>')),
      'Permission Create Account depends on permission(s): Read Account',
    ],
    [
      set('<objectPermissions><allowRead>true</allowRead><object>Line__c</object></objectPermissions>'),
      'Permission Read Line__c depends on permission(s): Read Invoice__c',
    ],
    [
      { 'profiles/System Administrator.profile': file('Profile', '') },
      "Entity of type 'Profile' named 'System Administrator' cannot be found",
    ],
    [
      {
        'permissionsetgroups/G.permissionsetgroup': file(
          'PermissionSetGroup',
          '<label>G</label><permissionSets>Nope</permissionSets>',
        ),
      },
      'no PermissionSet named Nope found',
    ],
  ];
  for (const [files, problem] of cases) assert.deepEqual(await problems(files), [problem]);
  assert.equal((await org.admin.query("SELECT COUNT() FROM PermissionSet WHERE Name = 'Bad'")).body.totalSize, 0);
  const mixed = {
    'objects/Gone__c.object': file('CustomObject', '<label>Gone</label>'),
    ...set('<userPermissions><enabled>true</enabled><name>Foo</name></userPermissions>'),
  };
  assert.equal((await deploy(mixed)).success, false);
  assert.match(refusalOf(await org.admin.query('SELECT Id FROM Gone__c')), /^400 INVALID_TYPE/);
  const check = await deploy(
    { 'permissionsets/Checked.permissionset': file('PermissionSet', '<label>Checked</label>') },
    { checkOnly: true },
  );
  assert.equal(check.success, true);
  assert.equal((await org.admin.query("SELECT COUNT() FROM PermissionSet WHERE Name = 'Checked'")).body.totalSize, 0);
  org.org.faults.add({ kind: 'deploy-fails-late' });
  assert.equal(
    (await deploy({ 'permissionsets/Late.permissionset': file('PermissionSet', '<label>Late</label>') })).success,
    false,
  );
  org.org.faults.clear();
  assert.equal((await org.admin.query("SELECT COUNT() FROM PermissionSet WHERE Name = 'Late'")).body.totalSize, 0);
});

test('external client apps are deployed file by file, and log in', async () => {
  await apiUser(org, 'Shipping');
  const app = '<externalClientApplication>Shipping</externalClientApplication>';
  const result = await deploy({
    'externalClientApps/Shipping.eca': file(
      'ExternalClientApplication',
      '<label>Shipping</label><distributionState>Local</distributionState><contactEmail>a@b.example</contactEmail>',
    ),
    'extlClntAppGlobalOauthSets/Shipping.ecaGlblOauth': file(
      'ExtlClntAppGlobalOauthSettings',
      `<consumerKey>shipping-key</consumerKey><consumerSecret>not to be seen</consumerSecret>${app}`,
    ),
    'extlClntAppOauthSettings/Shipping.ecaOauth': file(
      'ExtlClntAppOauthSettings',
      `<commaSeparatedOauthScopes>Api, RefreshToken</commaSeparatedOauthScopes>${app}`,
    ),
    'extlClntAppOauthPolicies/Shipping.ecaOauthPlcy': file(
      'ExtlClntAppOauthConfigurablePolicies',
      `<clientCredentialsFlowUser>shipping@integrations.example</clientCredentialsFlowUser><commaSeparatedPermissionSet>Shipping</commaSeparatedPermissionSet>${app}<ipRelaxationPolicyType>Enforce</ipRelaxationPolicyType><isClientCredentialsFlowEnabled>true</isClientCredentialsFlowEnabled><permittedUsersPolicyType>AdminApprovedPreAuthorized</permittedUsersPolicyType>`,
    ),
  });
  assert.equal(result.success, true, JSON.stringify(result.details));
  const response = await fetch(`${org.url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'shipping-key',
      client_secret: 'not to be seen',
    }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  assert.equal(
    (await clientOf(org.url, access_token).get('/services/oauth2/userinfo')).body.username,
    'shipping@integrations.example',
  );
  const dump = JSON.stringify(org.org.store.all('SELECT xml FROM "#metadata"'));
  assert.ok(!dump.includes('not to be seen'));
});

test('list, describe, upsert, update, delete as jsforce calls them', async () => {
  const described = await jsforce.metadata.describe('60.0');
  assert.ok(described.metadataObjects.some(({ xmlName }) => xmlName === 'PermissionSet'));
  const upserted = (await jsforce.metadata.upsert('PermissionSet', {
    fullName: 'Crud',
    label: 'Crud',
  } as never)) as unknown as { created: boolean };
  assert.equal(upserted.created, true);
  assert.ok(
    [await jsforce.metadata.list({ type: 'PermissionSet' }, '60.0')].flat().some(({ fullName }) => fullName === 'Crud'),
  );
  const updated = (await jsforce.metadata.update('PermissionSet', {
    fullName: 'Crud',
    label: 'Changed',
  } as never)) as unknown as { success: boolean };
  assert.equal(updated.success, true);
  assert.equal(
    (await org.admin.query("SELECT Label FROM PermissionSet WHERE Name = 'Crud'")).body.records[0].Label,
    'Changed',
  );
  const deleted = (await jsforce.metadata.delete('PermissionSet', 'Crud')) as unknown as { success: boolean };
  assert.equal(deleted.success, true);
  const missing = (await jsforce.metadata.read('PermissionSet', 'Crud')) as unknown as { fullName?: string };
  assert.equal(missing.fullName, undefined);
});

test('the Metadata API is for those who may change metadata', async () => {
  const { client, setId } = await apiUser(org, 'NoMetadata');
  const connection = new Connection({ instanceUrl: org.url, accessToken: client.token, version: '60.0' });
  await assert.rejects(connection.metadata.describe('60.0'), /INSUFFICIENT_ACCESS/);
  assert.equal((await client.send('POST', 'metadata/deployRequest', {})).status, 403);
  await grant(org, setId, 'Account', 'read');
  await org.admin.send('PATCH', `sobjects/PermissionSet/${setId}`, { PermissionsModifyMetadata: true });
  assert.ok((await connection.metadata.describe('60.0')).metadataObjects.length > 10);
  const expired = new Connection({ instanceUrl: org.url, accessToken: '00Dxx0000000001!no', version: '60.0' });
  await assert.rejects(expired.metadata.describe('60.0'), /INVALID_SESSION_ID/);
});

test('no zip, however made, crashes the org or leaves its folder', () => {
  const options = { checkOnly: true, rollbackOnError: true, lenient: false, userId: org.org.adminId };
  assert.throws(() => openZip(packZip(new Map([['../../evil', 'x']]))), /leads out of the package/);
  const attempt = (bytes: Buffer): void => {
    try {
      deployFiles(org.org, openZip(bytes), options);
    } catch (error) {
      assert.ok(error instanceof OrgError, String(error));
    }
  };
  const good = packZip(
    new Map([
      ['package.xml', manifest(members('PermissionSet', 'X'))],
      ['permissionsets/X.permissionset', file('PermissionSet', SET)],
    ]),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => attempt(Buffer.from(bytes))),
    { numRuns: 200 },
  );
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
      const bytes = Buffer.from(good);
      bytes[at] = byte;
      attempt(bytes);
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) =>
      attempt(
        packZip(
          new Map([
            ['package.xml', manifest()],
            ['permissionsets/X.permissionset', text],
            ['objects/Y__c.object', `<CustomObject>${text}</CustomObject>`],
          ]),
        ),
      ),
    ),
    { numRuns: 200 },
  );
});
