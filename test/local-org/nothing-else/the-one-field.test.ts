import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { attempt, leaks, soapCall } from './attempts.ts';
import { buildWorld, type World } from './world.ts';

let world: World;
before(async () => {
  world = await buildWorld();
});
after(() => world.org.close());

const DATA = '/services/data/v68.0';
const storedTicket = (id: string) => world.org.org.store.all('SELECT * FROM "Ticket__c" WHERE "Id" = ?', [id])[0];

/** Every way of reading a ticket, with what tells its status. */
const READING: readonly (readonly [what: string, ask: () => Promise<string>])[] = [
  [
    'a record',
    async () => (await world.narrow.get(`sobjects/Ticket__c/${world.open}?fields=Status__c`)).body.Status__c,
  ],
  ['a query', async () => (await world.narrow.query('SELECT Status__c FROM Ticket__c')).body.records[0].Status__c],
  [
    'a search',
    async () =>
      (await world.narrow.get(`search?q=${encodeURIComponent('FIND {now} RETURNING Ticket__c(Status__c)')}`)).body
        .searchRecords[0].Status__c,
  ],
  [
    'a collection',
    async () =>
      (await world.narrow.get(`composite/sobjects/Ticket__c?ids=${world.open}&fields=Status__c`)).body[0].Status__c,
  ],
  [
    'a composite request',
    async () => {
      const compositeRequest = [{ method: 'GET', url: `${DATA}/sobjects/Ticket__c/${world.open}`, referenceId: 'one' }];
      const { body } = await world.narrow.send('POST', 'composite', { compositeRequest });
      return body.compositeResponse[0].body.Status__c;
    },
  ],
  [
    'SOAP',
    async () => {
      const call = soapCall(world, 'u/60.0', 'query', '<queryString>SELECT Status__c FROM Ticket__c</queryString>', '');
      return /<sf:Status__c>(\w+)</.exec((await attempt(world, call)).body)?.[1] ?? '';
    },
  ],
  ['Bulk', async () => (await bulkQuery('SELECT Status__c FROM Ticket__c')).split('\n')[1]?.replaceAll('"', '') ?? ''],
];

/** Every way of writing it. */
const WRITING: readonly (readonly [what: string, write: (value: string) => Promise<unknown>])[] = [
  ['a record', (Status__c) => world.narrow.send('PATCH', `sobjects/Ticket__c/${world.open}`, { Status__c })],
  ['an upsert by id', (Status__c) => world.narrow.send('PATCH', `sobjects/Ticket__c/Id/${world.open}`, { Status__c })],
  [
    'a collection',
    (Status__c) =>
      world.narrow.send('PATCH', 'composite/sobjects', {
        records: [{ attributes: { type: 'Ticket__c' }, id: world.open, Status__c }],
      }),
  ],
  [
    'a composite request',
    (Status__c) =>
      world.narrow.send('POST', 'composite', {
        allOrNone: true,
        compositeRequest: [
          { method: 'PATCH', url: `${DATA}/sobjects/Ticket__c/${world.open}`, referenceId: 'one', body: { Status__c } },
        ],
      }),
  ],
  [
    'SOAP',
    (value) => {
      const inner = `<sObjects><type>Ticket__c</type><Id>${world.open}</Id><Status__c>${value}</Status__c></sObjects>`;
      return attempt(world, soapCall(world, 'u/60.0', 'update', inner, ''));
    },
  ],
  ['Bulk', (value) => bulkIngest('update', `Id,Status__c\n${world.open},${value}\n`)],
];

async function over(path: string): Promise<void> {
  for (let asked = 0; asked < 1000; asked++) {
    const { body } = await world.narrow.get(path);
    if (['JobComplete', 'Failed', 'Aborted'].includes(body.state)) return;
    await setTimeout(5);
  }
  throw new Error(`${path} does not end`);
}

async function bulkQuery(query: string): Promise<string> {
  const { id } = (await world.narrow.send('POST', 'jobs/query', { operation: 'query', query })).body;
  await over(`jobs/query/${id}`);
  return (await world.narrow.get(`jobs/query/${id}/results`)).body;
}

/** Uploads rows; the results of those that were refused. */
async function bulkIngest(operation: string, csv: string): Promise<string> {
  const { narrow } = world;
  const { body: job } = await narrow.send('POST', 'jobs/ingest', { object: 'Ticket__c', operation, lineEnding: 'LF' });
  const path = `jobs/ingest/${job.id}`;
  await narrow.send('PUT', `${path}/batches`, csv, { 'content-type': 'text/csv' });
  await narrow.send('PATCH', path, { state: 'UploadComplete' });
  await over(path);
  return `${JSON.stringify((await narrow.get(path)).body)}${(await narrow.get(`${path}/failedResults`)).body}`;
}

test('the one field is read and written by every way there is', async () => {
  for (const [what, write] of WRITING) {
    await write('before');
    await write('now');
    assert.equal(storedTicket(world.open)?.['Status__c'], 'now', what);
  }
  for (const [what, read] of READING) assert.equal(await read(), 'now', what);
});

test('rows of Bulk jobs that do anything else are refused, each with its reason', async () => {
  const before = world.fingerprint();
  const { open, hidden, deleted, narrowId } = world;
  const account = world.records.get('Account');
  const cases: readonly (readonly [operation: string, csv: string, outcome: RegExp])[] = [
    ['insert', 'Status__c\nx\n', /CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY/],
    ['insert', 'Secret__c\nx\n', /InvalidBatch|INVALID_FIELD/],
    ['update', `Id,Secret__c\n${open},x\n`, /InvalidBatch|INVALID_FIELD/],
    ['update', `Id,Account__r.Name\n${open},x\n`, /InvalidBatch|INVALID_FIELD/],
    ['update', `Id,OwnerId\n${open},${narrowId}\n`, /INSUFFICIENT_ACCESS_OR_READONLY/],
    ['update', `Id,Status__c\n${hidden},x\n`, /NOT_FOUND|INVALID_CROSS_REFERENCE_KEY/],
    ['update', `Id,Status__c\n${deleted},x\n`, /ENTITY_IS_DELETED/],
    ['update', `Id,Status__c\n${account},x\n`, /NOT_FOUND|INVALID_CROSS_REFERENCE_KEY/],
    ['delete', `Id\n${open}\n`, /INSUFFICIENT_ACCESS_OR_READONLY/],
    ['delete', `Id\n${account}\n`, /NOT_FOUND|INVALID_CROSS_REFERENCE_KEY|INSUFFICIENT_ACCESS/],
  ];
  for (const [operation, csv, outcome] of cases) {
    const told = await bulkIngest(operation, csv);
    assert.match(told, outcome, `${operation} ${csv}`);
    assert.ok(!leaks(told.replaceAll(csv.trim(), '')), told);
  }
  assert.equal(world.fingerprint(), before, 'something was changed');
});

test('what was open is gone with the grant, for pages that were begun before too', async () => {
  const { org, admin, narrow } = world;
  const rows = await admin.query(`SELECT Id FROM FieldPermissions WHERE Field = 'Ticket__c.Status__c'`);
  const { token } = narrow;
  const jobs = (
    await narrow.send('POST', 'jobs/query', { operation: 'query', query: 'SELECT Status__c FROM Ticket__c' })
  ).body;
  await over(`jobs/query/${jobs.id}`);
  for (const { Id } of rows.body.records) await admin.send('DELETE', `sobjects/FieldPermissions/${Id}`);
  const asked = await narrow.query('SELECT Status__c FROM Ticket__c');
  assert.equal(asked.body[0].errorCode, 'INVALID_FIELD');
  org.expireSessions({ username: 'narrow@integrations.example' });
  const made = { method: 'GET', path: `sobjects/Ticket__c/${world.open}`, token, outcome: '' };
  assert.equal((await attempt(world, made)).text, '401 INVALID_SESSION_ID');
});
