import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { apiUser, clientOf, grant, refusalOf, type TestOrg, testOrg } from './client.ts';

let org: TestOrg;
before(async () => {
  org = await testOrg();
});
after(() => org.close());

test('versions are listed for anybody, everything else needs a session', async () => {
  const anonymous = clientOf(org.url, 'nobody');
  const { body } = await anonymous.get('/services/data');
  assert.deepEqual(body.at(-1), { label: "Winter '27", url: '/services/data/v68.0', version: '68.0' });
  assert.equal(body.find((one: { version: string }) => one.version === '66.0').label, "Spring '26");
  assert.equal(refusalOf(await anonymous.get('limits')), '401 INVALID_SESSION_ID Session expired or invalid');
  assert.equal((await org.admin.get('//services/data/v50.0')).status, 200);
  assert.match(refusalOf(await org.admin.get('/services/data/v20.0/limits')), /^410 GONE/);
  assert.match(refusalOf(await org.admin.get('/services/data/v99.0/limits')), /^404 NOT_FOUND/);
});

test('a record is created, read, changed and deleted', async () => {
  const id = await org.admin.create('Account', { Name: 'Acme', AnnualRevenue: '5', BillingCity: 'Oslo' });
  const { body } = await org.admin.get(`sobjects/Account/${id}`);
  assert.equal(body.AnnualRevenue, 5);
  assert.equal(body.BillingAddress.city, 'Oslo');
  assert.match(body.CreatedDate, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
  assert.equal((await org.admin.send('PATCH', `sobjects/Account/${id}`, { Name: 'Beta' })).status, 204);
  assert.equal((await org.admin.get(`sobjects/Account/${id}?fields=Name`)).body.Name, 'Beta');
  assert.equal((await org.admin.get(`sobjects/Account/${id}/Owner`)).body.Username, 'admin@local.example');
  assert.equal((await org.admin.send('DELETE', `sobjects/Account/${id}`)).status, 204);
  assert.equal(refusalOf(await org.admin.get(`sobjects/Account/${id}`)), '404 ENTITY_IS_DELETED entity is deleted');
  assert.match(refusalOf(await org.admin.get('sobjects/Account/nonsense')), /^400 MALFORMED_ID/);
});

test('bad bodies and values are refused with the field', async () => {
  assert.match(refusalOf(await org.admin.send('POST', 'sobjects/Account', '{')), /^400 JSON_PARSER_ERROR/);
  assert.equal(
    refusalOf(await org.admin.send('POST', 'sobjects/Account', {})),
    '400 REQUIRED_FIELD_MISSING Required fields are missing: [Name]',
  );
  const { body } = await org.admin.send('POST', 'sobjects/Account', { Name: 'A', AnnualRevenue: 'much' });
  assert.deepEqual(body[0].fields, ['AnnualRevenue']);
});

test('what an API user may, it may everywhere; what it may not, nowhere', async () => {
  const { client, setId } = await apiUser(org, 'OneField');
  const id = await org.admin.create('Account', { Name: 'Acme', Industry: 'Energy', Phone: '1' });
  const nothing = '404 NOT_FOUND The requested resource does not exist';
  assert.equal(refusalOf(await client.get('sobjects/Account/describe')), nothing);
  assert.equal(refusalOf(await client.get(`sobjects/Account/${id}`)), nothing);
  assert.match(
    refusalOf(await client.query('SELECT Id FROM Account')),
    /^400 INVALID_TYPE sObject type 'Account' is not supported\./,
  );
  await grant(org, setId, 'Account', 'read', { Industry: 'read' });
  const { body } = await client.get('sobjects/Account/describe');
  const names = body.fields.map((field: { name: string }) => field.name);
  assert.ok(names.includes('Industry') && names.includes('Name') && !names.includes('Phone'));
  assert.equal(body.createable, false);
  assert.equal((await client.query('SELECT Industry FROM Account')).body.records[0].Industry, 'Energy');
  for (const soql of [
    'SELECT Phone FROM Account',
    "SELECT Id FROM Account WHERE Phone = '1'",
    'SELECT Id FROM Account ORDER BY Phone',
    'SELECT COUNT(Phone) FROM Account',
    'SELECT Phone FROM Account GROUP BY Phone',
    "SELECT COUNT(Id) FROM Account GROUP BY Id HAVING MAX(Phone) = '1'",
  ]) {
    assert.match(
      refusalOf(await client.query(soql)),
      /^400 INVALID_FIELD No such column 'Phone' on entity 'Account'\./,
      soql,
    );
  }
  assert.match(refusalOf(await client.get(`sobjects/Account/${id}?fields=Phone`)), /^400 INVALID_FIELD/);
  assert.equal(
    refusalOf(await client.send('POST', 'sobjects/Account', { Name: 'B' })),
    '400 CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY entity type cannot be inserted: Account',
  );
  assert.equal(
    refusalOf(await client.send('DELETE', `sobjects/Account/${id}`)),
    '403 INSUFFICIENT_ACCESS_OR_READONLY insufficient access rights on object id',
  );
  assert.match(
    refusalOf(await client.send('POST', 'sobjects/PermissionSet', { Name: 'X', Label: 'X' })),
    /^404 NOT_FOUND/,
  );
  const objects = (await client.get('sobjects')).body.sobjects.map((object: { name: string }) => object.name);
  assert.ok(objects.includes('Account') && !objects.includes('Contact') && !objects.includes('PermissionSet'));
});

test('without API Enabled nothing is answered', async () => {
  const { client, userId } = await apiUser(org, 'NoApi');
  const profile = (await org.admin.query("SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'")).body
    .records[0].Id;
  assert.equal((await org.admin.send('PATCH', `sobjects/User/${userId}`, { ProfileId: profile })).status, 204);
  assert.equal(
    refusalOf(await client.get('limits')),
    '403 API_DISABLED_FOR_ORG The REST API is not enabled for this Organization.',
  );
});

test('faults strike as asked, and the usage header counts', async () => {
  const first = await org.admin.get('limits');
  const second = await org.admin.get('limits');
  const used = (answer: typeof first) =>
    Number(/api-usage=(\d+)\//.exec(answer.headers.get('sforce-limit-info') ?? '')?.[1]);
  assert.equal(used(second), used(first) + 1);
  org.org.faults.add({
    kind: 'error',
    path: '/data',
    errorCode: 'UNABLE_TO_LOCK_ROW',
    message: 'unable to obtain exclusive access to this record',
  });
  assert.match(refusalOf(await org.admin.get('limits')), /^400 UNABLE_TO_LOCK_ROW/);
  assert.equal((await org.admin.get('limits')).status, 200);
  org.org.faults.add({ kind: 'drop-connection', method: 'GET' });
  await assert.rejects(org.admin.get('limits'));
  assert.equal((await org.admin.get('limits')).status, 200);
});

test('what is not served is said, and counted', async () => {
  const answer = await org.admin.get('chatter/feeds');
  assert.equal(answer.status, 501);
  assert.match(answer.body[0].message, /does not serve GET \/services\/data\/v68\.0\/chatter\/feeds/);
  assert.equal(org.org.traffic.unanswered.get('GET /services/data/v68.0/chatter/feeds'), 1);
});

test('a search finds words only in fields that may be read', async () => {
  const { client, setId } = await apiUser(org, 'Searcher');
  await org.admin.create('Account', { Name: 'Quokka Ltd', Phone: '555-9090' });
  await grant(org, setId, 'Account', 'read');
  const found = async (term: string) =>
    (await client.get(`search?q=${encodeURIComponent(`FIND {${term}} RETURNING Account(Id, Name)`)}`)).body
      .searchRecords.length;
  assert.equal(await found('quokka'), 1);
  assert.equal(await found('9090'), 0);
});
