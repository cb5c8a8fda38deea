import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { apiUser, grant, refusalOf, testOrg } from './client.ts';

const folder = mkdtempSync(join(tmpdir(), 'leastwise-org-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('an org in a file is the same org when it is started again', async () => {
  const file = join(folder, 'org.db');
  const first = await testOrg({ file, example: 'clean', name: 'Kept' });
  const { setId } = await apiUser(first, 'Remembered');
  await grant(first, setId, 'Account', 'read', { Industry: 'read' });
  await first.admin.create('Account', { Name: 'Of the first day', Industry: 'Shipping' });
  first.org.switches.soapLogin = true;
  await first.admin.get('sobjects/Account/describe');
  const before = {
    id: first.org.id,
    summary: first.summary(),
    objects: first.org.schema.objects().length,
    apps: (await first.admin.query('SELECT COUNT() FROM ExternalClientApplication')).body.totalSize,
  };
  const requests = first.traffic().length;
  const { token } = first.admin;
  assert.ok(first.loaded.components > 0);
  await first.close();
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.ok(!existsSync(`${file}-wal`), 'nothing is left beside the file');

  const second = await testOrg({ file, example: 'clean' });
  try {
    assert.equal(second.loaded.components, 0, 'the example is not loaded twice');
    assert.deepEqual(
      {
        id: second.org.id,
        summary: second.summary(),
        objects: second.org.schema.objects().length,
        apps: (await second.admin.query('SELECT COUNT() FROM ExternalClientApplication')).body.totalSize,
      },
      before,
    );
    assert.equal(second.org.switches.soapLogin, true);
    assert.ok(second.traffic().length >= requests, 'requests are remembered');
    const client = second.client('remembered@integrations.example');
    assert.equal(
      (await client.query("SELECT Industry FROM Account WHERE Name = 'Of the first day'")).body.records[0].Industry,
      'Shipping',
    );
    assert.match(refusalOf(await client.query('SELECT Phone FROM Account')), /^400 INVALID_FIELD/);
    assert.equal(
      (await second.admin.query('SELECT COUNT() FROM AuthSession')).body.totalSize,
      2,
      'nobody stays logged in',
    );
    assert.equal(second.org.sessions.find(token), undefined);
    const invoices = await second.admin.query('SELECT Amount__c FROM Invoice__c LIMIT 1');
    assert.equal(invoices.status, 200, 'deployed objects are known again');
    await second.reset();
    assert.equal(
      (await second.admin.query("SELECT COUNT() FROM Account WHERE Name = 'Of the first day'")).body.totalSize,
      0,
    );
  } finally {
    await second.close();
  }
});

test('an object that was deleted stays away', async () => {
  const file = join(folder, 'deleted.db');
  const seed = { generate: { objects: { count: 1, fields: 1, name: 'Gone__c' } } };
  const first = await testOrg({ file, seed });
  const envelope = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><SessionHeader><sessionId>${first.admin.token}</sessionId></SessionHeader></e:Header><e:Body>BODY</e:Body></e:Envelope>`;
  const metadata = (body: string) =>
    first.admin.send('POST', '/services/Soap/m/68.0', envelope.replace('BODY', body), { 'content-type': 'text/xml' });
  await metadata(
    '<createMetadata><metadata xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CustomObject"><fullName>Box__c</fullName><label>Box</label><pluralLabel>Boxes</pluralLabel><nameField><type>Text</type><label>Name</label></nameField><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel></metadata></createMetadata>',
  );
  await first.admin.create('Box__c', { Name: 'One' });
  await metadata('<deleteMetadata><type>CustomObject</type><fullNames>Box__c</fullNames></deleteMetadata>');
  await first.close();
  const second = await testOrg({ file, seed });
  try {
    assert.match(refusalOf(await second.admin.query('SELECT Id FROM Box__c')), /^400 INVALID_TYPE/);
    assert.equal((await second.admin.query('SELECT Id FROM Gone__c')).status, 200);
  } finally {
    await second.close();
  }
});

test('a file that keeps no org is left alone, and so is one that is in use', async () => {
  const text = join(folder, 'notes.txt');
  writeFileSync(text, 'these are notes, and no database at all, however long they may be'.repeat(20));
  await assert.rejects(testOrg({ file: text }), { code: 'ORG_FILE_FOREIGN' });
  const foreign = join(folder, 'foreign.db');
  const database = new DatabaseSync(foreign);
  database.exec('CREATE TABLE songs (title TEXT)');
  database.close();
  await assert.rejects(testOrg({ file: foreign }), { code: 'ORG_FILE_FOREIGN' });
  await assert.rejects(testOrg({ file: join(folder, 'no', 'such', 'folder.db') }), { code: 'ORG_FILE_UNREADABLE' });
  const file = join(folder, 'used.db');
  const org = await testOrg({ file });
  await assert.rejects(testOrg({ file }), { code: 'ORG_FILE_IN_USE' });
  await org.close();
  const again = await testOrg({ file });
  await again.close();
});

test('an org whose loading failed is loaded anew', async () => {
  const file = join(folder, 'half.db');
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, '{"records": [{"object": "Account", "count": -1, "values": {}}]}');
  await assert.rejects(testOrg({ file, seedFile: broken }), /broken\.json: records\.0\.count/);
  const org = await testOrg({ file, seed: { records: [{ object: 'Account', count: 2, values: { Name: 'A' } }] } });
  assert.equal(org.loaded.records, 2);
  await org.close();
});
