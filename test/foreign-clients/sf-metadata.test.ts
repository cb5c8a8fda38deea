import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileXml, manifestXml, writeFiles } from './metadata-xml.ts';
import { cliWithOrg } from './sf.ts';

const EXAMPLE = join(import.meta.dirname, '..', '..', 'examples', 'clean-org');
const SOURCE = join('force-app', 'main', 'default');

const { org, sf, end } = await cliWithOrg();
after(end);
cpSync(EXAMPLE, sf.folder, { recursive: true });

const source = (...path: readonly string[]) => join(sf.folder, SOURCE, ...path);
const dirs = (...names: readonly string[]) => names.flatMap((name) => ['--source-dir', join(SOURCE, name)]);
const count = async (from: string) => (await org.admin.query(`SELECT COUNT() FROM ${from}`)).body.totalSize;
const setFiles = () => readdirSync(source('permissionsets')).sort();

test('a project is deployed; what it says is then so', async () => {
  const result = await sf.ok(
    'project deploy start',
    dirs('objects', 'customPermissions', 'permissionsets', 'profiles'),
  );
  assert.deepEqual([result.success, result.numberComponentErrors], [true, 0]);
  assert.ok(result.files.every(({ state }: { state: string }) => state === 'Created' || state === 'Changed'));
  assert.equal(await count("PermissionSet WHERE Name LIKE 'Int_%'"), setFiles().length);
  assert.equal(
    await count(
      "FieldPermissions WHERE Field = 'Shipment__c.Status__c' AND PermissionsEdit = true AND Parent.Name = 'Int_Warehouse'",
    ),
    1,
  );
  assert.equal((await org.admin.get('sobjects/Shipment__c/describe')).status, 200);
});

test('a deployment that fails names every component and changes nothing', async () => {
  const failed = await sf.run('project deploy start', dirs('externalClientApps', 'extlClntAppOauthPolicies'));
  assert.equal(failed.code, 1);
  const failures: readonly { fullName: string; problem: string }[] = failed.result.details.componentFailures;
  const warehouse = failures.find(({ fullName }) => fullName === 'Warehouse_OauthPolicies');
  assert.match(String(warehouse?.problem), /clientCredentialsFlowUser - no User named .*warehouse.* found/);
  assert.equal(await count('ExternalClientApplication'), 0);
});

test('a validated deployment changes nothing until it is deployed quickly', async () => {
  const path = source('permissionsets', 'Int_Warehouse.permissionset-meta.xml');
  writeFileSync(path, readFileSync(path, 'utf8').replace(/<label>[^<]*</, '<label>Renamed<'));
  const validated = await sf.ok('project deploy validate', dirs('permissionsets'));
  assert.deepEqual([validated.checkOnly, validated.status], [true, 'Succeeded']);
  assert.equal(await count("PermissionSet WHERE Label = 'Renamed'"), 0);
  await sf.ok('project deploy quick', ['--job-id', validated.id]);
  assert.equal(await count("PermissionSet WHERE Label = 'Renamed'"), 1);
});

test('metadata format: deployed as a folder and by REST, retrieved as a folder', async () => {
  const folder = writeFiles(join(sf.folder, 'metadata'), {
    'package.xml': manifestXml('PermissionSet'),
    'permissionsets/By_Folder.permissionset': fileXml('PermissionSet', '<label>By folder</label>'),
  });
  await sf.ok('project deploy start', ['--metadata-dir', folder]);
  assert.equal(await count("PermissionSet WHERE Name = 'By_Folder'"), 1);
  const rest = { SF_ORG_METADATA_REST_DEPLOY: 'true' };
  writeFiles(folder, { 'permissionsets/By_Folder.permissionset': fileXml('PermissionSet', '<label>By REST</label>') });
  const deployed = await sf.ok('project deploy start', ['--metadata-dir', folder], rest);
  assert.equal(deployed.success, true);
  assert.equal(await count("PermissionSet WHERE Label = 'By REST'"), 1);

  const into = ['--target-metadata-dir', join(sf.folder, 'back'), '--unzip'];
  await sf.ok('project retrieve start', ['--metadata', 'PermissionSet:By_Folder', ...into]);
  const back = join(sf.folder, 'back', 'unpackaged', 'unpackaged', 'permissionsets', 'By_Folder.permissionset');
  assert.match(readFileSync(back, 'utf8'), /<label>By REST<\/label>/);
});

test('what the org says comes back into the project', async () => {
  const [set] = (await org.admin.query("SELECT Id FROM PermissionSet WHERE Name = 'Int_Billing'")).body.records;
  await org.admin.send('PATCH', `sobjects/PermissionSet/${set.Id}`, { Label: 'Changed in Setup' });
  const retrieved = await sf.ok('project retrieve start', ['--metadata', 'PermissionSet:Int_Billing']);
  assert.deepEqual([retrieved.success, retrieved.files.length], [true, 1]);
  const back = readFileSync(source('permissionsets', 'Int_Billing.permissionset-meta.xml'), 'utf8');
  assert.match(back, /<label>Changed in Setup<\/label>/);
});

test('components are listed and deleted', async () => {
  const types = await sf.ok('org list metadata-types');
  assert.ok(types.metadataObjects.some(({ xmlName }: { xmlName: string }) => xmlName === 'PermissionSet'));
  await sf.ok('project delete source', ['--metadata', 'PermissionSet:Int_Shipping', '--no-prompt']);
  assert.equal(existsSync(source('permissionsets', 'Int_Shipping.permissionset-meta.xml')), false);
  const listed = await sf.ok('org list metadata', ['--metadata-type', 'PermissionSet']);
  const names = listed.map(({ fullName }: { fullName: string }) => fullName).sort();
  assert.deepEqual(names, ['By_Folder', 'Int_Billing', 'Int_ERP_Orders', 'Int_Leastwise_Audit', 'Int_Warehouse']);
});
