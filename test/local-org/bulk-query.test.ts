import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@jsforce/jsforce-node';
import { apiUser, type Client, clientOf, grant, refusalOf, type TestOrg, testOrg } from './client.ts';

let org: TestOrg;
before(async () => {
  org = await testOrg();
  const parent = await org.admin.create('Account', { Name: 'Acme "1"', NumberOfEmployees: 3 });
  for (const LastName of ['Ann', 'Bob', 'Cid', 'Dan', 'Eve'])
    await org.admin.create('Contact', { LastName, AccountId: parent, Description: `of\n"${LastName}"` });
});
after(() => org.close());

async function run(client: Client, query: string, more: object = {}): Promise<string> {
  const { status, body } = await client.send('POST', 'jobs/query', { operation: 'query', query, ...more });
  assert.equal(status, 200, JSON.stringify(body));
  for (;;) {
    const { state } = (await client.get(`jobs/query/${body.id}`)).body;
    if (state === 'JobComplete') return body.id;
    assert.ok(state === 'UploadComplete' || state === 'InProgress', state);
    await sleep(5);
  }
}

test('a query becomes a job, and its rows a table', async () => {
  const made = await org.admin.send('POST', 'jobs/query', {
    operation: 'query',
    query: 'SELECT Id, Name, NumberOfEmployees, CreatedDate, IsDeleted, Phone FROM account',
    lineEnding: 'LF',
  });
  const { id, state, object, operation, contentType, apiVersion } = made.body;
  assert.deepEqual(
    [state, object, operation, contentType, apiVersion],
    ['UploadComplete', 'Account', 'query', 'CSV', 68],
  );
  let info = (await org.admin.get(`jobs/query/${id}`)).body;
  while (info.state !== 'JobComplete') info = (await org.admin.get(`jobs/query/${id}`)).body;
  assert.deepEqual([info.jobType, info.numberRecordsProcessed, info.retries], ['V2Query', 1, 0]);
  const { body, headers } = await org.admin.get(`jobs/query/${id}/results`);
  assert.match(
    body,
    /^"Id","Name","NumberOfEmployees","CreatedDate","IsDeleted","Phone"\n"001\w{15}","Acme ""1""","3","[-\dT:.]+Z","false",""\n$/,
  );
  assert.equal(headers.get('sforce-locator'), 'null');
  assert.equal(headers.get('sforce-numberofrecords'), '1');
  assert.equal((await org.admin.get(`/services/data/v60.0/jobs/query/${id}/results`)).status, 409);
});

test('results are handed out page by page, whatever stands in the values', async () => {
  const query = 'SELECT LastName, Account.Name, Description FROM Contact ORDER BY LastName';
  const id = await run(org.admin, query, { columnDelimiter: 'PIPE', lineEnding: 'CRLF' });
  const pages: string[] = [];
  for (let locator = ''; locator !== 'null'; ) {
    const next = locator === '' ? '' : `&locator=${locator}`;
    const { body, headers } = await org.admin.get(`jobs/query/${id}/results?maxRecords=2${next}`);
    pages.push(body);
    locator = headers.get('sforce-locator') ?? 'null';
  }
  const head = '"LastName"|"Account.Name"|"Description"\r\n';
  const row = (name: string) => `"${name}"|"Acme ""1"""|"of\n""${name}"""\r\n`;
  assert.deepEqual(pages, [head + row('Ann') + row('Bob'), head + row('Cid') + row('Dan'), head + row('Eve')]);
  const results = (parameters: string) => org.admin.get(`jobs/query/${id}/results?${parameters}`);
  assert.equal((await results('locator=MTA')).status, 400);
  assert.equal((await results('locator=%00')).status, 400);
  assert.match(refusalOf(await results('maxRecords=0')), /property: 'maxRecords'$/);
  const old = await org.admin.send('POST', '/services/data/v49.0/jobs/query', {
    operation: 'query',
    query: 'SELECT LastName, Id FROM Contact',
  });
  await sleep(20);
  assert.match(
    (await org.admin.get(`/services/data/v49.0/jobs/query/${old.body.id}/results`)).body,
    /^"Id","LastName"/,
  );
});

test('queryAll finds deleted records', async () => {
  const id = await org.admin.create('Lead', { LastName: 'Gone', Company: 'Acme' });
  await org.admin.send('DELETE', `sobjects/Lead/${id}`);
  const rows = async (operation: string) =>
    (await org.admin.get(`jobs/query/${await run(org.admin, 'SELECT Id FROM Lead', { operation })}/results`)).body;
  assert.equal(await rows('query'), '"Id"\n');
  assert.equal(await rows('queryAll'), `"Id"\n"${id}"\n`);
});

test('what Bulk API does not answer is refused, and SOQL errors are those of SOQL', async () => {
  const refused = async (query: string, more: object = {}) =>
    refusalOf(await org.admin.send('POST', 'jobs/query', { operation: 'query', query, ...more }));
  const cases: readonly [string, RegExp][] = [
    ['SELECT COUNT() FROM Account', /^400 API_ERROR Aggregate functions not supported in Bulk Query$/],
    ['SELECT MAX(Name) FROM Account', /^400 API_ERROR Aggregate functions/],
    ['SELECT Name FROM Account GROUP BY Name', /^400 API_ERROR GROUP BY/],
    ['SELECT Id FROM Account LIMIT 5 OFFSET 2', /^400 API_ERROR OFFSET/],
    ['SELECT TYPEOF Who WHEN Contact THEN Id END FROM Task', /^400 API_ERROR TYPEOF/],
    ['SELECT Id, (SELECT Id FROM Contacts) FROM Account', /^400 API_ERROR Aggregate Relationships not supported/],
    ['SELECT BillingAddress FROM Account', /^400 API_ERROR Selecting compound data not supported in Bulk Query$/],
    ['SELECT Nope FROM Account', /^400 INVALID_FIELD No such column 'Nope'/],
    ['SELECT Id FROM Nope', /^400 INVALID_TYPE sObject type 'Nope' is not supported/],
    ['SELECT', /^400 MALFORMED_QUERY/],
    ['', /^400 MALFORMED_QUERY/],
    [
      "SELECT Id FROM EntityDefinition WHERE QualifiedApiName = 'Account'",
      /^400 INVALIDENTITY Entity 'EntityDefinition'/,
    ],
  ];
  for (const [query, expected] of cases) assert.match(await refused(query), expected, query);
  assert.match(await refused('SELECT Id FROM Account', { operation: 'insert' }), /property: 'operation'$/);
  assert.match(await refused('SELECT Id FROM Account', { object: 'Account' }), /^400 JSON_PARSER_ERROR/);
});

test('rows and fields are those of the creator, who alone reads them', async () => {
  const { client, setId } = await apiUser(org, 'Extractor');
  assert.match(
    refusalOf(await client.send('POST', 'jobs/query', { operation: 'query', query: 'SELECT Id FROM Account' })),
    /^400 INVALID_TYPE/,
  );
  await grant(org, setId, 'Account', 'read', { Industry: 'read' });
  assert.match(
    refusalOf(await client.send('POST', 'jobs/query', { operation: 'query', query: 'SELECT Phone FROM Account' })),
    /^400 INVALID_FIELD No such column 'Phone'/,
  );
  const own = await run(client, 'SELECT Id, Industry FROM Account');
  assert.match((await client.get(`jobs/query/${own}/results`)).body, /^"Id","Industry"\n/);
  const foreign = await run(org.admin, 'SELECT Phone FROM Account');
  assert.match(refusalOf(await client.get(`jobs/query/${foreign}/results`)), /^403 INVALIDUSER/);
  assert.match(refusalOf(await client.send('DELETE', `jobs/query/${foreign}`)), /^403 INVALIDUSER/);
  assert.match(refusalOf(await clientOf(org.url, 'gone').get(`jobs/query/${own}/results`)), /^401 INVALID_SESSION_ID/);
});

test('a query job is aborted, listed and deleted', async () => {
  const made = await org.admin.send('POST', 'jobs/query', { operation: 'query', query: 'SELECT Id FROM Contact' });
  const { id } = made.body;
  const done = await run(org.admin, 'SELECT Id FROM Contact');
  assert.match(
    refusalOf(await org.admin.send('PATCH', `jobs/query/${done}`, { state: 'Aborted' })),
    /^400 INVALIDJOBSTATE/,
  );
  assert.match(
    refusalOf(await org.admin.send('PATCH', `jobs/query/${done}`, { state: 'UploadComplete' })),
    /^400 INVALIDJOBSTATE/,
  );
  const { records, nextRecordsUrl } = (await org.admin.get('jobs/query')).body;
  assert.equal(nextRecordsUrl, null);
  assert.ok(records.some((job: { id: string }) => job.id === id));
  assert.equal((await org.admin.send('DELETE', `jobs/query/${done}`)).status, 204);
  assert.equal((await org.admin.get(`jobs/query/${done}`)).status, 404);
  assert.equal((await org.admin.get(`jobs/ingest/${id}`)).status, 404);
});

test('jsforce queries in bulk', async () => {
  const jsforce = new Connection({ instanceUrl: org.url, accessToken: org.admin.token, version: '60.0' });
  jsforce.bulk2.pollInterval = 20;
  const stream = await jsforce.bulk2.query('SELECT LastName, Account.Name FROM Contact ORDER BY LastName');
  const records = (await stream.toArray()) as { LastName: string }[];
  assert.deepEqual(
    records.map(({ LastName }) => LastName),
    ['Ann', 'Bob', 'Cid', 'Dan', 'Eve'],
  );
});
