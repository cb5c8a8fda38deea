import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { insertLog } from '../../src/local-org/login/login-history.ts';
import { type ApiUser, apiUser, refusalOf, type TestOrg, testOrg } from './client.ts';

let org: TestOrg;
let erp: ApiUser;
const TOKENS = 2600;

before(async () => {
  org = await testOrg();
  erp = await apiUser(org, 'Erp');
  org.org.store.transaction(() => {
    for (let at = 0; at < TOKENS; at++) {
      insertLog(org.org, 'OauthToken', {
        AppName: `App ${at}`,
        UserId: at < 3 ? erp.userId : org.org.adminId,
        UseCount: at,
        CreatedDate: '2026-11-24T10:00:00.000Z',
      });
    }
    insertLog(org.org, 'LoginHistory', {
      UserId: erp.userId,
      LoginTime: '2026-11-24T10:00:00.000Z',
      LoginType: 'Remote Access 2.0',
      Status: 'Success',
      Application: 'ERP',
      SourceIp: '198.51.100.7',
    });
  });
});
after(() => org.close());

test('OauthToken gives 500 rows a page and 2,500 in all, counts them all, and never shows an id', async () => {
  let page = (await org.admin.query('SELECT Id, AppName FROM OauthToken')).body;
  assert.deepEqual([page.records.length, page.totalSize], [500, 2500]);
  assert.equal(page.records[0].Id, null);
  assert.deepEqual(page.records[0].attributes, { type: 'OauthToken' });
  let rows = 0;
  for (;;) {
    rows += page.records.length;
    if (page.done) break;
    page = (await org.admin.get(page.nextRecordsUrl)).body;
  }
  assert.equal(rows, 2500);
  assert.equal((await org.admin.query('SELECT COUNT() FROM OauthToken')).body.totalSize, TOKENS);
  const last = await org.admin.query('SELECT AppName FROM OauthToken ORDER BY UseCount LIMIT 400 OFFSET 2000');
  assert.equal(last.body.records.at(-1).AppName, 'App 2399');
});

test('who does not customise the application sees their own tokens', async () => {
  const own = await erp.client.query('SELECT AppName, User.Name FROM OauthToken ORDER BY AppName');
  assert.deepEqual(
    own.body.records.map((row: { AppName: string; User: { Name: string } }) => [row.AppName, row.User.Name]),
    [0, 1, 2].map((at) => [`App ${at}`, 'Erp']),
  );
  assert.equal((await erp.client.query('SELECT COUNT() FROM OauthToken')).body.totalSize, 3);
});

test('LoginHistory is grouped by what it cannot be filtered by', async () => {
  const { body } = await org.admin.query(
    `SELECT UserId, Application, Status, SourceIp, COUNT(Id) n, MAX(LoginTime) last FROM LoginHistory WHERE UserId = '${erp.userId}' GROUP BY UserId, Application, Status, SourceIp`,
  );
  assert.deepEqual([body.records[0].n, body.records[0].Application], [1, 'ERP']);
  assert.match(refusalOf(await erp.client.query('SELECT Id FROM LoginHistory')), /^400 INVALID_TYPE/);
});

const long = `SELECT Id FROM Account WHERE Name IN ('${'x'.repeat(100_000)}')`;
const REFUSED: readonly (readonly [soql: string, refusal: RegExp])[] = [
  [
    "SELECT Id FROM LoginHistory WHERE Status = 'Success'",
    /^400 INVALID_FIELD field 'Status' can not be filtered in a query call$/,
  ],
  [
    "SELECT Id FROM LoginHistory WHERE Application = 'ERP'",
    /^400 INVALID_FIELD field 'Application' can not be filtered in a query call$/,
  ],
  [
    "SELECT Id FROM SetupAuditTrail WHERE Section = 'Manage Users'",
    /^400 INVALID_FIELD field 'Section' can not be filtered in a query call$/,
  ],
  ['SELECT COUNT(Id) FROM SetupAuditTrail', /^400 MALFORMED_QUERY field Id does not support aggregate operator COUNT$/],
  [
    'SELECT COUNT_DISTINCT(UserId) FROM OauthToken',
    /^400 MALFORMED_QUERY field UserId does not support aggregate operator COUNT_DISTINCT$/,
  ],
  [
    'SELECT AppName FROM OauthToken LIMIT 10 OFFSET 2001',
    /^400 NUMBER_OUTSIDE_VALID_RANGE Maximum SOQL offset allowed is 2000$/,
  ],
  [
    "SELECT Id FROM EventLogFile WHERE LogFileFieldTypes = 'x'",
    /^400 INVALID_FIELD field 'LogFileFieldTypes' can not be filtered in a query call$/,
  ],
  [long, /^400 MALFORMED_QUERY SOQL statements cannot be longer than 100000 characters\.$/],
  [
    'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Opportunity) AND Id IN (SELECT AccountId FROM Case)',
    /^400 MALFORMED_QUERY Maximum 2 semi join sub-selects are allowed$/,
  ],
  [
    "SELECT Id FROM Account WHERE Name = 'x' OR Id IN (SELECT AccountId FROM Contact)",
    /^400 MALFORMED_QUERY Semi join sub-selects are not allowed with the 'OR' operator$/,
  ],
  [
    'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE AccountId IN (SELECT AccountId FROM Case))',
    /^400 MALFORMED_QUERY Nesting of semi join sub-selects is not supported$/,
  ],
];

for (const [soql, refusal] of REFUSED) {
  test(`refused: ${soql.slice(0, 90)}`, async () => {
    const isLong = soql.length > 10_000;
    const answer = isLong
      ? (
          await org.admin.send('POST', 'composite/batch', {
            batchRequests: [{ method: 'GET', url: `v68.0/query?q=${encodeURIComponent(soql)}` }],
          })
        ).body.results[0]
      : undefined;
    const text = answer
      ? `${answer.statusCode} ${answer.result[0].errorCode} ${answer.result[0].message}`
      : refusalOf(await org.admin.query(soql));
    assert.match(text, refusal);
  });
}

test('what may be counted and filtered in the audit trail', async () => {
  assert.equal((await org.admin.query('SELECT COUNT() FROM SetupAuditTrail')).status, 200);
  const found = await org.admin.query(
    "SELECT Action, CreatedBy.Name FROM SetupAuditTrail WHERE Action = 'createduser' AND CreatedDate = LAST_N_DAYS:30",
  );
  assert.equal(found.status, 200);
  assert.match(refusalOf(await erp.client.query('SELECT Id FROM SetupAuditTrail')), /^400 INVALID_TYPE/);
});
