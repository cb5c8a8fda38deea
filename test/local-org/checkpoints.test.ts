import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiUser, refusalOf, type TestOrg, testOrg } from './client.ts';

const names = async (org: TestOrg): Promise<readonly string[]> =>
  (await org.admin.query('SELECT Name FROM Account ORDER BY Name')).body.records.map(
    ({ Name }: { readonly Name: string }) => Name,
  );

test('a checkpoint brings back records, set-up, schema, switches and requests, as often as needed', async () => {
  const org = await testOrg();
  try {
    await org.admin.create('Account', { Name: 'Kept' });
    const early = await apiUser(org, 'Early');
    const requests = org.traffic().length;
    await org.checkpoint('before');
    for (let round = 0; round < 2; round++) {
      await org.admin.create('Account', { Name: 'Later' });
      const late = await apiUser(org, `Late${round}`);
      await org.admin.send('DELETE', `sobjects/PermissionSet/${late.setId}`);
      org.org.switches.soapLogin = true;
      org.org.switches.dailyRequests = 5000;
      org.moveClock(86_400_000);
      org.addFault({ kind: 'daily-limit' });
      await org.restore('before');
      assert.deepEqual(await names(org), ['Kept']);
      assert.equal(org.org.switches.soapLogin, false);
      assert.deepEqual(org.faults(), []);
      assert.ok(Math.abs(org.org.now().getTime() - Date.now()) < 60_000);
      assert.equal(org.traffic().length, requests + 1);
      assert.equal((await early.client.query('SELECT Id FROM User LIMIT 1')).status, 200);
      assert.match(refusalOf(await late.client.get('recent')), /^401 INVALID_SESSION_ID/);
    }
    assert.deepEqual(org.checkpoints(), ['before']);
    await org.dropCheckpoint('before');
    await assert.rejects(org.restore('before'), /There is no checkpoint before/);
  } finally {
    await org.close();
  }
});

test('objects and fields that came after a checkpoint are gone, and those that went are back', async () => {
  const org = await testOrg({
    seed: {
      generate: { objects: { count: 1, fields: 2, name: 'Crate__c' } },
      records: [{ object: 'Crate__c', count: 3, values: { Name: 'Crate {n}' } }],
    },
  });
  try {
    const { schema, store } = org.org;
    const crate = schema.object('Crate__c');
    assert.ok(crate);
    await org.checkpoint();
    const grown = { ...crate, fields: [...crate.fields, { ...crate.fields[0]!, name: 'Extra__c' }] };
    schema.put(grown);
    store.applySchema(grown);
    assert.equal((await org.admin.query('SELECT Extra__c FROM Crate__c')).status, 200);
    await org.restore();
    assert.match(refusalOf(await org.admin.query('SELECT Extra__c FROM Crate__c')), /^400 INVALID_FIELD/);
    assert.equal((await org.admin.query('SELECT COUNT() FROM Crate__c')).body.totalSize, 3);
    const deleted = await org.admin.send(
      'POST',
      '/services/Soap/m/68.0',
      `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><SessionHeader><sessionId>${org.admin.token}</sessionId></SessionHeader></e:Header><e:Body><deleteMetadata><type>CustomObject</type><fullNames>Crate__c</fullNames></deleteMetadata></e:Body></e:Envelope>`,
      { 'content-type': 'text/xml' },
    );
    assert.equal(deleted.status, 200);
    await org.restore();
    assert.equal((await org.admin.query('SELECT Name FROM Crate__c')).body.totalSize, 3);
    assert.ok(await org.admin.create('Crate__c', { Name: 'Crate 4' }));
  } finally {
    await org.close();
  }
});

test('a reset loads again what the org was started with; whoever is there again stays logged in', async () => {
  const seed = {
    switches: { soapLogin: true },
    records: [{ object: 'Account', count: 3, values: { Name: 'Account {n}' } }],
  };
  const org = await testOrg({ seed });
  try {
    const gone = await apiUser(org, 'Gone');
    await org.admin.create('Account', { Name: 'Mine' });
    org.org.switches.soapLogin = false;
    const loaded = await org.reset();
    assert.equal(loaded.records, 3);
    assert.deepEqual(await names(org), ['Account 1', 'Account 2', 'Account 3']);
    assert.equal(org.org.switches.soapLogin, true);
    assert.match(refusalOf(await gone.client.get('recent')), /^401/);
    const again = await apiUser(org, 'Again');
    assert.equal((await again.client.get('recent')).status, 200);
  } finally {
    await org.close();
  }
});

test('there is room for eight checkpoints', async () => {
  const org = await testOrg();
  try {
    for (let number = 1; number <= 8; number++) await org.checkpoint(`number ${number}`);
    await org.checkpoint('number 1');
    await assert.rejects(org.checkpoint('one more'), /There can be 8 checkpoints/);
    await org.dropCheckpoint('number 2');
    await org.checkpoint('one more');
  } finally {
    await org.close();
  }
});

test('the clock moves, and what depends on it follows', async () => {
  const org = await testOrg();
  try {
    const { client, userId } = await apiUser(org, 'Timely');
    const setId = await org.admin.create('PermissionSet', { Name: 'For_a_Week', Label: 'For a week' });
    await org.admin.create('ObjectPermissions', { ParentId: setId, SobjectType: 'Case', PermissionsRead: true });
    const ExpirationDate = new Date(org.org.now().getTime() + 7 * 86_400_000).toISOString();
    await org.admin.create('PermissionSetAssignment', { AssigneeId: userId, PermissionSetId: setId, ExpirationDate });
    assert.equal((await client.query('SELECT Id FROM Case')).status, 200);
    org.moveClock(8 * 86_400_000);
    assert.equal((await client.query('SELECT Id FROM Case')).status, 401, 'sessions are over as well');
    assert.match(
      refusalOf(await org.client('timely@integrations.example').query('SELECT Id FROM Case')),
      /INVALID_TYPE/,
    );
    assert.equal(org.setClock(new Date('2030-01-01T00:00:00Z')).toISOString().slice(0, 13), '2030-01-01T00');
  } finally {
    await org.close();
  }
});

test('Bulk jobs are gone after a reset, running ones with their rows', async () => {
  const org = await testOrg();
  try {
    const job = await org.admin.send('POST', 'jobs/ingest', { object: 'Account', operation: 'insert' });
    const path = `jobs/ingest/${job.body.id}`;
    const rows = Array.from({ length: 5000 }, (_, at) => `Row ${at}`).join('\n');
    await org.admin.send('PUT', `${path}/batches`, `Name\n${rows}\n`, { 'content-type': 'text/csv' });
    await org.admin.send('PATCH', path, { state: 'UploadComplete' });
    await org.reset();
    assert.equal((await org.admin.get(path)).status, 404);
    assert.deepEqual((await org.admin.get('jobs/ingest')).body.records, []);
    const found = await org.admin.query('SELECT COUNT() FROM Account');
    assert.equal(found.body.totalSize, 0);
  } finally {
    await org.close();
  }
});
