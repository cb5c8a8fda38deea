import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Connection } from '@jsforce/jsforce-node';
import { parse } from 'csv-parse/sync';
import { addExternalId, apiUser, type Client, grant, refusalOf, type TestOrg, testOrg } from './client.ts';

let org: TestOrg;
before(async () => {
  org = await testOrg();
  addExternalId(org, 'Account');
});
after(() => org.close());

type Properties = Readonly<Record<string, string>>;

const INSERT: Properties = { object: 'Account', operation: 'insert' };

async function open(client: Client, properties: Properties): Promise<string> {
  const { status, body } = await client.send('POST', 'jobs/ingest', properties);
  assert.equal(status, 200, JSON.stringify(body));
  return body.id;
}

const put = (client: Client, id: string, csv: string) =>
  client.send('PUT', `jobs/ingest/${id}/batches`, csv, { 'content-type': 'text/csv' });
const setState = (client: Client, id: string, state: string) => client.send('PATCH', `jobs/ingest/${id}`, { state });

/** The state of a job once it is over. */
async function over(client: Client, id: string) {
  for (;;) {
    const { body } = await client.get(`jobs/ingest/${id}`);
    if (!['UploadComplete', 'InProgress'].includes(body.state)) return body;
    await sleep(5);
  }
}

type Rows = readonly Readonly<Record<string, string>>[];

async function rowsOf(client: Client, id: string, which: string, delimiter = ','): Promise<Rows> {
  const { status, body, headers } = await client.get(`jobs/ingest/${id}/${which}`);
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(headers.get('content-type'), 'text/csv; charset=UTF-8');
  return parse(body, { columns: true, delimiter });
}

/** Loads a file, to the end. */
async function load(client: Client, properties: Properties, csv: string) {
  const id = await open(client, properties);
  assert.equal((await put(client, id, csv)).status, 201);
  assert.equal((await setState(client, id, 'UploadComplete')).status, 200);
  const job = await over(client, id);
  const errors = async () => (await rowsOf(client, id, 'failedResults')).map((row) => row['sf__Error'] ?? '');
  return { id, job, errors };
}

const countOf = async (where: string): Promise<number> =>
  (await org.admin.query(`SELECT COUNT() FROM Account WHERE ${where}`)).body.totalSize;

test('a job goes from Open by UploadComplete to JobComplete, and says what became of each row', async () => {
  const made = await org.admin.send('POST', 'jobs/ingest', { ...INSERT, contentType: 'CSV', lineEnding: 'LF' });
  const { id, createdDate, systemModstamp, createdById, ...rest } = made.body;
  assert.match(id, /^750\w{15}$/);
  assert.match(createdDate, /\+0000$/);
  assert.equal(createdById, org.org.adminId);
  assert.ok(systemModstamp);
  assert.deepEqual(rest, {
    operation: 'insert',
    object: 'Account',
    state: 'Open',
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: 68,
    contentUrl: `services/data/v68.0/jobs/ingest/${id}/batches`,
    lineEnding: 'LF',
    columnDelimiter: 'COMMA',
  });
  await put(org.admin, id, 'Name,AnnualRevenue,Description\n"Acme, Ltd",5,"two\nlines"\n,6,\nBeta,much,x\n');
  const closed = await setState(org.admin, id, 'UploadComplete');
  assert.equal(closed.body.state, 'UploadComplete');
  assert.equal(closed.body.contentUrl, undefined);
  const job = await over(org.admin, id);
  assert.deepEqual(
    [job.state, job.jobType, job.numberRecordsProcessed, job.numberRecordsFailed, job.retries],
    ['JobComplete', 'V2Ingest', 3, 2, 0],
  );
  const [good, ...others] = await rowsOf(org.admin, id, 'successfulResults');
  assert.equal(others.length, 0);
  assert.equal(good?.['sf__Created'], 'true');
  assert.deepEqual([good['Name'], good['Description']], ['Acme, Ltd', 'two\nlines']);
  const account = (await org.admin.get(`sobjects/Account/${good['sf__Id']}`)).body;
  assert.deepEqual([account.Name, account.AnnualRevenue, account.Description], ['Acme, Ltd', 5, 'two\nlines']);
  assert.deepEqual(
    (await rowsOf(org.admin, id, 'failedResults')).map((row) => [
      row['sf__Id'],
      row['sf__Error'],
      row['AnnualRevenue'],
    ]),
    [
      ['', 'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --', '6'],
      ['', 'INVALID_TYPE_ON_FIELD_IN_RECORD:Annual Revenue: value not of required type: much:AnnualRevenue --', 'much'],
    ],
  );
  assert.deepEqual(await rowsOf(org.admin, id, 'unprocessedrecords'), []);
});

test('updates, upserts, parents by external id, emptied and untouched fields, other delimiters', async () => {
  const id = await org.admin.create('Account', { Name: 'Old', Phone: '1', Industry: 'Energy', Ext__c: 'P-1' });
  const update = await load(
    org.admin,
    { object: 'Account', operation: 'update', columnDelimiter: 'SEMICOLON', lineEnding: 'CRLF' },
    `Id;Name;Phone;Industry\r\n${id};New;#N/A;\r\n001000000000000AAA;X;;\r\n;X;;\r\n`,
  );
  assert.equal(update.job.numberRecordsFailed, 2);
  const [row] = await rowsOf(org.admin, update.id, 'successfulResults', ';');
  assert.deepEqual([row?.['sf__Id'], row?.['sf__Created']], [id, 'false']);
  const failed = await rowsOf(org.admin, update.id, 'failedResults', ';');
  assert.deepEqual(
    failed.map((one) => [one['sf__Id'], one['sf__Error']]),
    [
      ['001000000000000AAA', 'INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--'],
      ['', 'MISSING_ARGUMENT:Id not specified in an update call:Id --'],
    ],
  );
  const { Name, Phone, Industry } = (await org.admin.get(`sobjects/Account/${id}`)).body;
  assert.deepEqual([Name, Phone, Industry], ['New', null, 'Energy']);

  const upsert = await load(
    org.admin,
    { object: 'Account', operation: 'upsert', externalIdFieldName: 'Ext__c' },
    'Ext__c,Name,Account:Parent.Ext__c,Phone\nP-2,Child,P-1,1\nP-1,Renamed,,\n,None,,\nP-3,Orphan,P-9,\n',
  );
  const made = await rowsOf(org.admin, upsert.id, 'successfulResults');
  assert.deepEqual(
    made.map((one) => [one['Ext__c'], one['sf__Created']]),
    [
      ['P-2', 'true'],
      ['P-1', 'false'],
    ],
  );
  assert.equal((await org.admin.get(`sobjects/Account/${made[0]?.['sf__Id']}`)).body.ParentId, id);
  assert.deepEqual(await upsert.errors(), [
    'MISSING_ARGUMENT:Ext__c not specified in an upsert call:Ext__c --',
    'INVALID_FIELD:Foreign key external ID: P-9 not found for field Ext__c in entity Account:--',
  ]);
});

test('deletes go to the recycle bin, hard deletes past it, and only with the permission', async () => {
  const [first, second] = await Promise.all([
    org.admin.create('Account', { Name: 'Gone' }),
    org.admin.create('Account', { Name: 'Purged' }),
  ]);
  await load(org.admin, { object: 'Account', operation: 'delete' }, `Id\n${first}\n`);
  const all = async (id: string) =>
    (await org.admin.get(`queryAll?q=${encodeURIComponent(`SELECT Id FROM Account WHERE Id = '${id}'`)}`)).body
      .totalSize;
  assert.equal(await all(first), 1);
  const { client, setId } = await apiUser(org, 'Purger');
  await grant(org, setId, 'Account', 'read create edit delete viewAllRecords modifyAllRecords');
  assert.equal(
    refusalOf(await client.send('POST', 'jobs/ingest', { object: 'Account', operation: 'hardDelete' })),
    '400 FEATURENOTENABLED hardDelete operation requires special user profile permission, please contact your system administrator',
  );
  await org.admin.send('PATCH', `sobjects/PermissionSet/${setId}`, { PermissionsBulkApiHardDelete: true });
  const hard = await load(client, { object: 'Account', operation: 'hardDelete' }, `Id\n${second}\n`);
  assert.equal(hard.job.numberRecordsFailed, 0, (await hard.errors()).join());
  assert.equal(await all(second), 0);
  const wide = await load(org.admin, { object: 'Account', operation: 'delete' }, `Id,Name\n${first},x\n`);
  assert.deepEqual(
    [wide.job.state, wide.job.errorMessage],
    ['Failed', "InvalidBatch : The 'delete' batch must contain only ids"],
  );
});

test('every row is judged by the rights of the creator, as over REST', async () => {
  const { client, setId } = await apiUser(org, 'Loader');
  assert.equal(
    refusalOf(await client.send('POST', 'jobs/ingest', INSERT)),
    '400 INVALIDJOB InvalidJob : Unable to find object: Account',
  );
  await grant(org, setId, 'Account', 'read', { Industry: 'read' });
  const denied = await load(client, INSERT, 'Name\nX\n');
  assert.deepEqual(await denied.errors(), [
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY:entity type cannot be inserted: Account:--',
  ]);
  const locked = await load(client, INSERT, 'Name,Industry\nX,Energy\n');
  assert.match((await locked.errors())[0] ?? '', /^INVALID_FIELD_FOR_INSERT_UPDATE:.*:Industry --$/);
  const hidden = await load(client, INSERT, 'Name,Phone\nX,1\n');
  assert.deepEqual(
    [hidden.job.state, hidden.job.errorMessage],
    ['Failed', 'InvalidBatch : Field name not found : Phone'],
  );
  const foreign = await org.admin.create('Account', { Name: 'Foreign' });
  const update = await load(client, { object: 'Account', operation: 'update' }, `Id,Name\n${foreign},Mine\n`);
  assert.match(
    (await update.errors())[0] ?? '',
    /^(INVALID_CROSS_REFERENCE_KEY|CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY):/,
  );
  const remove = await load(client, { object: 'Account', operation: 'delete' }, `Id\n${foreign}\n`);
  assert.match((await remove.errors())[0] ?? '', /^(INVALID_CROSS_REFERENCE_KEY|INSUFFICIENT_ACCESS_OR_READONLY):/);
  assert.equal(await countOf("Name = 'X'"), 0);
  assert.equal(
    refusalOf(
      await client.send('POST', 'jobs/ingest', {
        object: 'Account',
        operation: 'upsert',
        externalIdFieldName: 'Ext__c',
      }),
    ),
    '400 INVALIDJOB InvalidJob : Field name provided, Ext__c does not match an External ID for Account',
  );
});

test('jobs belong to their creator; who manages data integrations sees and aborts them, results apart', async () => {
  const { client, setId } = await apiUser(org, 'Watcher');
  await grant(org, setId, 'Account', 'read');
  const { id } = await load(org.admin, INSERT, 'Name\nSecret\n');
  assert.match(refusalOf(await client.get(`jobs/ingest/${id}`)), /^403 INVALIDUSER/);
  assert.deepEqual((await client.get('jobs/ingest')).body.records, []);
  await org.admin.send('PATCH', `sobjects/PermissionSet/${setId}`, { PermissionsManageDataIntegrations: true });
  assert.equal((await client.get(`jobs/ingest/${id}`)).body.state, 'JobComplete');
  const listed = (await client.get('jobs/ingest')).body;
  assert.equal(listed.done, true);
  assert.ok(listed.records.some((job: { id: string; jobType: string }) => job.id === id && job.jobType === 'V2Ingest'));
  assert.match(refusalOf(await client.get(`jobs/ingest/${id}/successfulResults`)), /^403 INVALIDUSER/);
  const waiting = await open(org.admin, INSERT);
  assert.equal((await setState(client, waiting, 'Aborted')).body.state, 'Aborted');
  assert.match(refusalOf(await put(client, waiting, 'Name\nX\n')), /^403 INVALIDUSER/);
});

test('wrong properties are refused when a job is made', async () => {
  const refused = async (properties: object) => refusalOf(await org.admin.send('POST', 'jobs/ingest', properties));
  assert.equal(
    await refused({ object: 'Account', operation: '' }),
    "400 API_ERROR Invalid value: '' supplied for property: 'operation'",
  );
  assert.equal(
    await refused({ ...INSERT, contentType: 'JSON' }),
    "400 API_ERROR Invalid value: 'JSON' supplied for property: 'contentType'",
  );
  assert.match(await refused({ ...INSERT, lineEnding: 'CR' }), /property: 'lineEnding'$/);
  assert.match(await refused({ ...INSERT, columnDelimiter: ';' }), /property: 'columnDelimiter'$/);
  assert.match(await refused({ ...INSERT, colour: 'red' }), /^400 JSON_PARSER_ERROR/);
  assert.equal(
    await refused({ object: '', operation: 'insert' }),
    '400 INVALIDJOB InvalidJob : Unable to find object: ',
  );
  assert.match(
    await refused({ object: 'LoginHistory', operation: 'insert' }),
    /No create access for object:LoginHistory$/,
  );
  assert.match(await refused({ object: 'Account', operation: 'upsert' }), /does not match an External ID for Account$/);
  assert.match(refusalOf(await org.admin.send('POST', 'jobs/ingest', '{')), /^400 JSON_PARSER_ERROR/);
  assert.match(refusalOf(await org.admin.send('POST', '/services/data/v40.0/jobs/ingest', INSERT)), /^404 NOT_FOUND/);
  assert.match(refusalOf(await org.admin.get('jobs/ingest/750000000000000AAA')), /^404 INVALIDJOB/);
  const composite = await org.admin.send('POST', 'composite', {
    compositeRequest: [{ method: 'POST', url: '/services/data/v68.0/jobs/ingest', referenceId: 'job', body: INSERT }],
  });
  assert.match(refusalOf({ ...composite, body: composite.body.compositeResponse[0].body }), /INVALID_INPUT/);
});

test('a file that cannot be read ends the job, with nothing of its batch written', async () => {
  const failing = async (csv: string, properties: Properties = INSERT) => {
    const { id, job } = await load(org.admin, properties, csv);
    assert.equal(job.state, 'Failed', csv);
    assert.equal(job.numberRecordsProcessed, 0, csv);
    const left = (await org.admin.get(`jobs/ingest/${id}/unprocessedrecords`)).body;
    return [job.errorMessage, left] as const;
  };
  const [wrong] = await failing('Name\r\nBad\r\n');
  assert.equal(wrong, 'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF');
  for (const csv of ['"Name"\r\n"Bad"\r\n', 'Name,Phone\nBad,1\nBad,2\r\n'])
    assert.match((await failing(csv))[0], /LineEnding is invalid/, csv);
  for (const csv of ['Name,Phone\nBad,1\n', '"Name","Phone"\n"Bad","1"\n'])
    assert.match((await failing(csv, { ...INSERT, lineEnding: 'CRLF' }))[0], /setting is CRLF$/, csv);
  assert.match((await failing('Name\nBad\n"Bad" x\n'))[0], /^InvalidBatch : Failed to parse CSV/);
  const [ragged, left] = await failing('Name,Phone\nBad,1\nBad,2,3\n');
  assert.match(ragged, /line 3 has 3 fields, the header has 2/);
  assert.equal(left, '"Name","Phone"\nBad,1\nBad,2,3\n');
  assert.match((await failing('Name,name\nBad,1\n'))[0], /Duplicate field name/);
  assert.match((await failing('Nope\n1\n'))[0], /Field name not found : Nope/);
  assert.match((await failing('Name,Parent.Parent.Name\nBad,x\n'))[0], /Field name not found/);
  assert.match((await failing(''))[0], /empty/);
  assert.match((await failing('Name\nX\n', { object: 'Account', operation: 'update' }))[0], /not found : Id$/);
  assert.equal(await countOf("Name = 'Bad'"), 0);
  const insertedId = await load(org.admin, INSERT, 'Id,Name\n001000000000000AAA,Bad\n');
  assert.deepEqual(await insertedId.errors(), [
    'INVALID_FIELD_FOR_INSERT_UPDATE:cannot specify Id in an insert call:Id --',
  ]);
});

test('states are kept: one upload, while open; no results before the end; deleted jobs are gone', async () => {
  const id = await open(org.admin, INSERT);
  assert.match(refusalOf(await org.admin.get(`jobs/ingest/${id}/failedResults`)), /^400 INVALIDJOBSTATE/);
  assert.match(refusalOf(await org.admin.send('DELETE', `jobs/ingest/${id}`)), /^400 INVALIDJOBSTATE/);
  assert.match(refusalOf(await setState(org.admin, id, 'InProgress')), /^400 INVALIDJOBSTATE/);
  await put(org.admin, id, 'Name\nOnce\n');
  await put(org.admin, id, 'Name\nTwice\n');
  assert.match(
    refusalOf(await setState(org.admin, id, 'UploadComplete')),
    /^400 BULK_API_ERROR Found multipe contents/,
  );
  assert.equal((await setState(org.admin, id, 'Aborted')).body.state, 'Aborted');
  assert.match(refusalOf(await setState(org.admin, id, 'Aborted')), /^400 INVALIDJOBSTATE/);
  assert.match(refusalOf(await put(org.admin, id, 'Name\nThird\n')), /^400 INVALIDJOBSTATE/);
  assert.equal((await org.admin.send('DELETE', `jobs/ingest/${id}`)).status, 204);
  assert.equal((await org.admin.get(`jobs/ingest/${id}`)).status, 404);
  assert.equal(await countOf("Name IN ('Once', 'Twice', 'Third')"), 0);
});

test('an aborted job keeps what it did and gives back what it did not do', async () => {
  const id = await open(org.admin, INSERT);
  const rows = Array.from({ length: 5000 }, (_, i) => `Half ${i}`);
  await put(org.admin, id, `Name\n${rows.join('\n')}\n`);
  await setState(org.admin, id, 'UploadComplete');
  await setState(org.admin, id, 'Aborted');
  for (let same = 0, last = -1; same < 3; ) {
    await sleep(5);
    const { numberRecordsProcessed } = (await org.admin.get(`jobs/ingest/${id}`)).body;
    same = numberRecordsProcessed === last ? same + 1 : 0;
    last = numberRecordsProcessed;
  }
  const job = (await org.admin.get(`jobs/ingest/${id}`)).body;
  assert.equal(job.state, 'Aborted');
  const written = await countOf("Name LIKE 'Half %'");
  assert.equal(written, job.numberRecordsProcessed);
  assert.equal((await rowsOf(org.admin, id, 'unprocessedrecords')).length, 5000 - written);
});

test('a multipart request brings its data; an upload may be packed', async () => {
  const body = [
    '--BOUNDARY',
    'Content-Type: application/json',
    'Content-Disposition: form-data; name="job"',
    '',
    JSON.stringify({ ...INSERT, contentType: 'CSV' }),
    '--BOUNDARY',
    'Content-Type: text/csv',
    'Content-Disposition: form-data; name="content"; filename="content"',
    '',
    'Name',
    'Multi',
    '--BOUNDARY--',
  ].join('\n');
  const type = { 'content-type': 'multipart/form-data; boundary=BOUNDARY' };
  const made = await org.admin.send('POST', 'jobs/ingest', body, type);
  assert.equal(made.body.state, 'UploadComplete');
  assert.equal((await over(org.admin, made.body.id)).numberRecordsProcessed, 1);
  assert.match(refusalOf(await org.admin.send('POST', 'jobs/ingest', '--BOUNDARY--', type)), /^400 INVALIDJOB/);
  const id = await open(org.admin, INSERT);
  const response = await fetch(`${org.url}/services/data/v68.0/jobs/ingest/${id}/batches`, {
    method: 'PUT',
    body: gzipSync('Name\nPacked\n'),
    headers: { authorization: `Bearer ${org.admin.token}`, 'content-encoding': 'gzip' },
  });
  assert.equal(response.status, 201);
  await setState(org.admin, id, 'UploadComplete');
  await over(org.admin, id);
  assert.equal(await countOf("Name IN ('Multi', 'Packed')"), 2);
});

test('jsforce loads and waits', async () => {
  const jsforce = new Connection({ instanceUrl: org.url, accessToken: org.admin.token, version: '60.0' });
  jsforce.bulk2.pollInterval = 20;
  const input = Array.from({ length: 450 }, (_, i) => ({ Name: i === 7 ? '' : `Loaded ${i}`, Phone: '1' }));
  const results = await jsforce.bulk2.loadAndWaitForResults({ object: 'Account', operation: 'insert', input });
  assert.equal(results.successfulResults.length, 449);
  assert.match(String(results.failedResults[0]?.sf__Error), /^REQUIRED_FIELD_MISSING/);
  assert.equal(await countOf("Name LIKE 'Loaded %'"), 449);
});
