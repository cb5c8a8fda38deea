import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Connection } from '@jsforce/jsforce-node';
import { openZip, packZip } from '../../src/local-org/metadata/zip.ts';
import { apiUser, type TestOrg, testOrg } from '../local-org/client.ts';
import { fileXml, manifestXml } from './metadata-xml.ts';

let org: TestOrg;
let jsforce: Connection;
before(async () => {
  org = await testOrg();
  jsforce = new Connection({ instanceUrl: org.url, accessToken: org.admin.token, version: '62.0' });
  jsforce.metadata.pollInterval = 5;
});
after(() => org.close());

const count = async (from: string) => (await org.admin.query(`SELECT COUNT() FROM ${from}`)).body.totalSize;
const zipOf = (files: Readonly<Record<string, string>>) => packZip(new Map(Object.entries(files)));

test('the types of the org are described and listed', async () => {
  const { metadataObjects, partialSaveAllowed } = await jsforce.metadata.describe();
  const object = metadataObjects.find(({ xmlName }) => xmlName === 'CustomObject');
  assert.deepEqual([object?.directoryName, object?.suffix, partialSaveAllowed], ['objects', 'object', true]);
  assert.ok(object?.childXmlNames?.includes('CustomField'));
  const profiles = await jsforce.metadata.list([{ type: 'Profile' }, { type: 'PermissionSet' }]);
  assert.ok(profiles.some(({ fullName, type }) => fullName === 'Admin' && type === 'Profile'));
});

test('components are written, read, changed and deleted one by one', async () => {
  const set = { fullName: 'Reader', label: 'Reader', userPermissions: [{ enabled: true, name: 'ApiEnabled' }] };
  const created = await jsforce.metadata.create('PermissionSet', set);
  assert.ok(created.success);
  const again = await jsforce.metadata.create('PermissionSet', set);
  assert.equal(again.success, false);

  const upserted = await jsforce.metadata.upsert('PermissionSet', [
    { ...set, label: 'Reads' },
    { fullName: 'Writer', label: 'Writer' },
  ]);
  assert.deepEqual(
    upserted.map((one) => one.created),
    [false, true],
  );
  const read = await jsforce.metadata.read('PermissionSet', ['Writer', 'Missing', 'Reader']);
  assert.deepEqual(
    read.map(({ fullName, label }) => [fullName, label || undefined]),
    [
      ['Writer', 'Writer'],
      [undefined, undefined],
      ['Reader', 'Reads'],
    ],
  );
  assert.equal(read[2]?.userPermissions[0]?.name, 'ApiEnabled');

  const updated = await jsforce.metadata.update('PermissionSet', { fullName: 'Missing', label: 'x' });
  assert.equal(updated.success, false);
  const deleted = await jsforce.metadata.delete('PermissionSet', ['Reader', 'Writer']);
  assert.ok(deleted.every(({ success }) => success));
  assert.equal(await count("PermissionSet WHERE Name IN ('Reader', 'Writer')"), 0);
});

test('a field comes and goes alone, with its values and grants', async () => {
  const field = { fullName: 'Account.Tier__c', label: 'Tier', type: 'Text', length: 10 };
  assert.ok((await jsforce.metadata.create('CustomField', field)).success);
  const [{ label, length } = { label: '', length: 0 }] = [
    await jsforce.metadata.read('CustomField', 'Account.Tier__c'),
  ];
  assert.deepEqual([label, Number(length)], ['Tier', 10]);
  await jsforce.metadata.update('Profile', {
    fullName: 'Admin',
    fieldPermissions: [{ field: 'Account.Tier__c', readable: true, editable: true }],
  });
  await org.admin.create('Account', { Name: 'Tiered', Tier__c: 'gold' });
  const listed = await jsforce.metadata.list({ type: 'CustomField' });
  assert.deepEqual(
    listed.map(({ fullName, fileName }) => [fullName, fileName]),
    [['Account.Tier__c', 'objects/Account.object']],
  );

  assert.ok((await jsforce.metadata.delete('CustomField', 'Account.Tier__c')).success);
  assert.equal((await org.admin.query('SELECT Tier__c FROM Account')).body[0].errorCode, 'INVALID_FIELD');
  assert.equal(await count("FieldPermissions WHERE Field = 'Account.Tier__c'"), 0);
  assert.ok((await jsforce.metadata.create('CustomField', field)).success);
  assert.deepEqual(
    { ...org.org.store.all('SELECT "Tier__c" FROM "Account"')[0] },
    { Tier__c: null },
    'values of a deleted field do not come back',
  );
});

test('an object is deleted with its records; a check only leaves everything as it is', async () => {
  const object = {
    fullName: 'Crate__c',
    label: 'Crate',
    pluralLabel: 'Crates',
    nameField: { label: 'Name', type: 'Text' },
    deploymentStatus: 'Deployed',
    sharingModel: 'ReadWrite',
  };
  assert.ok((await jsforce.metadata.create('CustomObject', object)).success);
  await org.admin.create('Crate__c', { Name: 'One' });
  const destructive = {
    'package.xml': fileXml('Package', '<version>62.0</version>'),
    'destructiveChanges.xml': fileXml('Package', '<types><members>Crate__c</members><name>CustomObject</name></types>'),
  };
  const check = await jsforce.metadata.deploy(zipOf(destructive), { singlePackage: true, checkOnly: true }).complete();
  assert.deepEqual([check.success, await count('Crate__c')], [true, 1]);
  await jsforce.metadata.deploy(zipOf(destructive), { singlePackage: true }).complete();
  assert.equal((await org.admin.query('SELECT COUNT() FROM Crate__c')).body[0].errorCode, 'INVALID_TYPE');
  assert.ok((await jsforce.metadata.create('CustomObject', object)).success);
  assert.equal(await count('Crate__c'), 0);
});

test('packages are deployed and retrieved as zips, over SOAP and REST', async () => {
  const files = (label: string) => ({
    'package.xml': manifestXml('PermissionSet'),
    'permissionsets/Zipped.permissionset': fileXml('PermissionSet', `<label>${label}</label>`),
  });
  const soap = await jsforce.metadata
    .deploy(zipOf(files('By SOAP')), { singlePackage: true, rollbackOnError: true })
    .complete(true);
  const [done] = [soap.details?.componentSuccesses ?? []].flat();
  assert.deepEqual([soap.status, done?.fullName, String(done?.created)], ['Succeeded', 'Zipped', 'true']);
  const rest = await jsforce.metadata
    .deployRest(zipOf(files('By REST')), { singlePackage: true, rollbackOnError: true })
    .complete(true);
  assert.equal(rest.success, true);

  const retrieved = await jsforce.metadata
    .retrieve({
      apiVersion: '62.0',
      singlePackage: true,
      unpackaged: { types: [{ name: 'PermissionSet', members: ['Zipped', 'Nowhere'] }], version: '62.0' },
    } as unknown as Parameters<typeof jsforce.metadata.retrieve>[0])
    .complete();
  const back = openZip(Buffer.from(String(retrieved.zipFile), 'base64'));
  assert.match(String(back.get('permissionsets/Zipped.permissionset')), /<label>By REST<\/label>/);
  assert.match(JSON.stringify(retrieved.messages), /'Nowhere' cannot be found/);
});

test('who may not change metadata may not look at it this way', async () => {
  const { client } = await apiUser(org, 'Reading');
  const reading = new Connection({ instanceUrl: org.url, accessToken: client.token });
  await assert.rejects(reading.metadata.describe(), /ModifyAllData or ModifyMetadata/);
  org.org.sessions.end({ token: client.token });
  await assert.rejects(reading.metadata.describe(), /INVALID_SESSION_ID/);
});
