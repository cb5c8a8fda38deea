import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RequestRecord } from '../../src/local-org/traffic.ts';
import { type ApiUser, apiUser, grant, refusalOf, type TestOrg, testOrg } from './client.ts';
import { soap } from './soap.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Ten in the morning of 24 November 2026. */
const START = Date.UTC(2026, 10, 24, 10);

let clock = START;
let org: TestOrg;
let erp: ApiUser;

/** A client of a user who has just logged in: sessions end while the clock is moved. */
const admin = () => org.client('admin@local.example');
const files = async (where = '') =>
  (
    await admin().query(
      `SELECT Id, EventType, Interval, LogDate, Sequence, CreatedDate, LogFileLength, LogFileFieldNames, LogFile FROM EventLogFile ${where} ORDER BY EventType, Interval`,
    )
  ).body.records;

/** Lines of a file as values by column. */
async function eventsOf(file: { readonly LogFile: string }): Promise<readonly Record<string, string>[]> {
  const { status, body, headers } = await admin().get(file.LogFile);
  assert.equal(status, 200);
  assert.equal(headers.get('content-type'), 'text/csv');
  const [head = [], ...lines] = body
    .trim()
    .split('\n')
    .map((line: string) => line.slice(1, -1).split('","'));
  return lines.map((line: readonly string[]) =>
    Object.fromEntries(head.map((name: string, at: number) => [name, line[at]])),
  );
}

before(async () => {
  org = await testOrg({ now: () => new Date(clock) });
  erp = await apiUser(org, 'Erp');
  await grant(org, erp.setId, 'Account', 'read', { Industry: 'read' });
  await erp.client.query('SELECT Id, Industry FROM Account WHERE Industry = \'Oil, "Gas"\'');
  await erp.client.send('GET', 'sobjects/Account', undefined, { 'sforce-call-options': 'client=erp-sync/2' });
  await erp.client.query('SELECT Id FROM Contact');
});
after(() => org.close());

test('a daily file comes on the next day, and goes after one more', async () => {
  assert.deepEqual(await files(), []);
  clock = Date.UTC(2026, 10, 25, 2);
  assert.deepEqual(await files(), []);
  clock = Date.UTC(2026, 10, 25, 4);
  const [usage, ...others] = await files("WHERE EventType = 'ApiTotalUsage'");
  assert.deepEqual(others, []);
  assert.deepEqual(
    [usage.Interval, usage.Sequence, usage.LogDate, usage.CreatedDate],
    ['Daily', 0, '2026-11-24T00:00:00.000+0000', '2026-11-25T03:00:00.000+0000'],
  );
  assert.equal(usage.LogFile, `/services/data/v68.0/sobjects/EventLogFile/${usage.Id}/LogFile`);
  const { body } = await admin().get(usage.LogFile);
  assert.equal(Buffer.byteLength(body), usage.LogFileLength);
  assert.equal(
    body.split('\n')[0],
    usage.LogFileFieldNames.split(',')
      .map((name: string) => `"${name}"`)
      .join(','),
  );
  clock = Date.UTC(2026, 10, 26, 2, 59);
  assert.equal((await files(`WHERE Id = '${usage.Id}'`)).length, 1);
  clock = Date.UTC(2026, 10, 26, 4);
  assert.equal((await files(`WHERE Id = '${usage.Id}'`)).length, 0);
  assert.match(refusalOf(await admin().get(usage.LogFile)), /^404 NOT_FOUND/);
});

test('ApiTotalUsage names user, objects, resource and status, but never the query', async () => {
  clock = Date.UTC(2026, 10, 25, 5);
  const [usage] = await files("WHERE EventType = 'ApiTotalUsage'");
  const events = (await eventsOf(usage)).filter(({ USER_ID }) => USER_ID === erp.userId.slice(0, 15));
  assert.deepEqual(
    events.map((event) => [
      event['HTTP_METHOD'],
      event['API_FAMILY'],
      event['API_RESOURCE'],
      event['ENTITY_NAME'],
      event['STATUS_CODE'],
      event['CLIENT_NAME'],
    ]),
    [
      ['GET', 'REST', '/v68.0/query', 'Account', '200', ''],
      ['GET', 'REST', '/v68.0/sobjects/Account', 'Account', '200', 'erp-sync/2'],
      ['GET', 'REST', '/v68.0/query', 'Contact', '400', ''],
    ],
  );
  const [first] = events;
  assert.equal(first?.['USER_NAME'], 'erp@integrations.example');
  assert.equal(first?.['TIMESTAMP'], '20261124100000.000');
  assert.equal(first?.['TIMESTAMP_DERIVED'], '2026-11-24T10:00:00.000Z');
  assert.equal(first?.['ORGANIZATION_ID']?.length, 15);
  assert.equal(first?.['COUNTS_AGAINST_API_LIMIT'], '1');
  const { body } = await admin().get(usage.LogFile);
  assert.doesNotMatch(body, /SELECT/);
});

test('with Event Monitoring there are hourly files, and RestApi tells the query', async () => {
  clock = Date.UTC(2026, 10, 25, 6);
  assert.deepEqual(await files("WHERE EventType = 'RestApi'"), []);
  org.org.switches.eventMonitoring = true;
  const [daily, hourly] = await files(
    "WHERE EventType = 'RestApi' AND LogDate >= 2026-11-24T00:00:00Z AND LogDate < 2026-11-25T00:00:00Z",
  );
  assert.deepEqual([daily.Interval, hourly.Interval, hourly.Sequence], ['Daily', 'Hourly', 1]);
  assert.equal(hourly.LogDate, '2026-11-24T10:00:00.000+0000');
  const { body } = await admin().get(hourly.LogFile);
  assert.match(body, /"SELECT Id, Industry FROM Account WHERE Industry = 'Oil, ""Gas""'"/);
  clock = START + 28 * DAY;
  assert.ok((await files("WHERE EventType = 'RestApi'")).length > 0);
  org.org.switches.eventMonitoring = false;
  assert.deepEqual(await files(), []);
});

test('Login comes from the login history, and history that a seed brings is in the files', async () => {
  clock = Date.UTC(2026, 10, 25, 7);
  const history = org.org.schema.object('LoginHistory');
  assert.ok(history);
  for (const [subType, status] of [
    ['OauthClientCredentials', 'Success'],
    ['OauthJwtBearer', 'Failed: ip restricted'],
  ] as const) {
    org.org.store.insert(history, {
      Id: org.org.store.newId(history),
      UserId: erp.userId,
      LoginTime: '2026-11-24T09:00:00.000Z',
      LoginType: 'Remote Access 2.0',
      LoginSubType: subType,
      Status: status,
      SourceIp: '198.51.100.7',
    });
  }
  const past: RequestRecord = {
    time: Date.UTC(2026, 10, 24, 3),
    userId: erp.userId,
    appId: '0H4Lw0000000001KAA',
    appName: 'ERP',
    family: 'SOAP',
    method: 'POST',
    resource: '/services/Soap/u/60.0',
    apiVersion: '60.0',
    entities: ['Account', 'Contact'],
    status: 200,
    sourceIp: '198.51.100.7',
    userAgent: '',
    countsAgainstLimit: true,
    details: { operation: 'query' },
  };
  org.org.traffic.addHistory([past]);
  const [usage, login] = await files();
  const [soap] = (await eventsOf(usage)).filter((event) => event['API_FAMILY'] === 'SOAP');
  assert.deepEqual(
    [
      soap?.['API_RESOURCE'],
      soap?.['ENTITY_NAME'],
      soap?.['CONNECTED_APP_ID'],
      soap?.['CONNECTED_APP_NAME'],
      soap?.['API_CLIENT_CATEGORY'],
    ],
    ['query', 'Account;Contact', '0H4Lw0000000001', 'ERP', 'EXTERNAL_APPLICATION'],
  );
  assert.deepEqual(
    (await eventsOf(login)).map((event) => [
      event['LOGIN_SUB_TYPE'],
      event['LOGIN_STATUS'],
      event['LOGIN_TYPE'],
      event['REQUEST_STATUS'],
    ]),
    [
      ['oauthclientcredentials', 'LOGIN_NO_ERROR', 'i', 'S'],
      ['oauthjwtbearer', 'LOGIN_ERROR_RESTRICTED_DOMAIN', 'i', 'F'],
    ],
  );
});

test('log-outs, composite requests and Bulk jobs have files of their own', async () => {
  clock = Date.UTC(2026, 10, 25, 9);
  const two = [org.client('erp@integrations.example'), org.client('erp@integrations.example')] as const;
  const compositeRequest = [{ method: 'GET', url: '/services/data/v68.0/sobjects/Account', referenceId: 'one' }];
  await two[0].send('POST', 'composite', { compositeRequest });
  const job = await two[0].send('POST', 'jobs/query', { operation: 'query', query: 'SELECT Id FROM Account' });
  while ((await two[0].get(`jobs/query/${job.body.id}`)).body.state !== 'JobComplete') await nextTurn();
  await soap(org, 'logout', '', { token: two[0].token });
  const revoked = await fetch(`${org.url}/services/oauth2/revoke?token=${two[1].token}`);
  assert.equal(revoked.status, 200);
  org.org.switches.eventMonitoring = true;
  clock = Date.UTC(2026, 10, 25, 14);
  const found = await files("WHERE Interval = 'Hourly' AND LogDate = 2026-11-25T09:00:00Z");
  const eventsOfType = async (type: string) => {
    const file = found.find(({ EventType }: { EventType: string }) => EventType === type);
    assert.ok(file, `there is no file of ${type}`);
    return eventsOf(file);
  };
  const own = erp.userId.slice(0, 15);
  assert.deepEqual(
    (await eventsOfType('Logout')).map((event) => [
      event['USER_ID'],
      event['SESSION_TYPE'],
      event['USER_INITIATED_LOGOUT'],
    ]),
    [
      [own, 'API', '1'],
      [own, 'Oauth2', '1'],
    ],
  );
  assert.deepEqual(
    (await eventsOfType('CompositeApi')).map(({ USER_ID, URI }) => [USER_ID, URI]),
    [[own, '/services/data/v68.0/composite']],
  );
  const [bulk] = await eventsOfType('BulkApi2');
  assert.deepEqual(
    [
      bulk?.['USER_ID'],
      bulk?.['JOB_ID'],
      bulk?.['JOB_STATUS'],
      bulk?.['OPERATION_TYPE'],
      bulk?.['ENTITY_TYPE'],
      bulk?.['RECORDS_PROCESSED'],
    ],
    [own, job.body.id.slice(0, 15), 'JobComplete', 'query', 'Account', '0'],
  );
  org.org.switches.eventMonitoring = false;
});

test('ApiTotalUsage has every column of the Object Reference', async () => {
  const columns = `API_CLIENT_CATEGORY API_FAMILY API_RESOURCE API_VERSION CLIENT_IP CLIENT_NAME CONNECTED_APP_ID
    CONNECTED_APP_NAME COUNTS_AGAINST_API_LIMIT ENTITY_NAME EVENT_TYPE HTTP_METHOD ORGANIZATION_ID REQUEST_ID STATUS_CODE
    TIMESTAMP TIMESTAMP_DERIVED USER_ID USER_NAME`.split(/\s+/);
  clock = Date.UTC(2026, 10, 26, 5);
  const [usage] = await files("WHERE EventType = 'ApiTotalUsage'");
  assert.deepEqual(usage.LogFileFieldNames.split(',').sort(), columns);
  const families = new Set((await eventsOf(usage)).map((event) => event['API_FAMILY']));
  assert.deepEqual([...families].sort(), ['Bulk', 'REST', 'SOAP']);
});

test('who may not view event log files does not know that they exist', async () => {
  clock = Date.UTC(2026, 10, 26, 8);
  const [file] = await files();
  const client = org.client('erp@integrations.example');
  assert.match(refusalOf(await client.query('SELECT Id FROM EventLogFile')), /^400 INVALID_TYPE/);
  assert.match(refusalOf(await client.get(file.LogFile)), /^404 NOT_FOUND/);
  assert.match(
    refusalOf(await admin().query("SELECT Id FROM EventLogFile WHERE LogFileFieldNames = 'x'")),
    /^400 INVALID_FIELD field 'LogFileFieldNames' can not be filtered in a query call/,
  );
  assert.match(
    refusalOf(await admin().send('DELETE', `sobjects/EventLogFile/${file.Id}`)),
    /^403 INSUFFICIENT_ACCESS_OR_READONLY/,
  );
});
