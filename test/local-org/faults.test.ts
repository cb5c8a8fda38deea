import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { zipSync } from 'fflate';
import type { Fault } from '../../src/local-org/local-org.ts';
import { apiUser, grant, refusalOf, testOrg } from './client.ts';

const org = await testOrg();
after(() => org.close());

/** Adds a fault and sees what it does to the next requests. */
async function under<Result>(fault: Fault, work: () => Promise<Result>): Promise<Result> {
  org.addFault(fault);
  try {
    return await work();
  } finally {
    org.clearFaults();
  }
}

const soap = (token: string, body: string) =>
  org.admin.send(
    'POST',
    '/services/Soap/m/68.0',
    `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><SessionHeader xmlns="http://soap.sforce.com/2006/04/metadata"><sessionId>${token}</sessionId></SessionHeader></e:Header><e:Body>${body}</e:Body></e:Envelope>`,
    { 'content-type': 'text/xml' },
  );
const DESCRIBE =
  '<describeMetadata xmlns="http://soap.sforce.com/2006/04/metadata"><asOfVersion>68.0</asOfVersion></describeMetadata>';

test('refusals come in the words of Salesforce, in the form of the API that was asked', async () => {
  const answers: readonly (readonly [Fault, string])[] = [
    [{ kind: 'status', status: 500 }, '500 UNKNOWN_EXCEPTION An unexpected error occurred. (a fault was asked for)'],
    [{ kind: 'status', status: 503 }, '503 SERVER_UNAVAILABLE An unexpected error occurred. (a fault was asked for)'],
    [{ kind: 'daily-limit' }, '403 REQUEST_LIMIT_EXCEEDED TotalRequests Limit exceeded.'],
    [
      { kind: 'concurrent-limit' },
      '403 REQUEST_LIMIT_EXCEEDED ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
    ],
    [{ kind: 'error', errorCode: 'QUERY_TIMEOUT', message: 'Too slow.' }, '400 QUERY_TIMEOUT Too slow.'],
    [{ kind: 'expire-session' }, '401 INVALID_SESSION_ID Session expired or invalid'],
  ];
  for (const [fault, expected] of answers) {
    const client = org.client(org.adminUsername);
    assert.equal(refusalOf(await under(fault, () => client.get('limits'))), expected);
  }
  const limit = await under({ kind: 'daily-limit' }, () => soap(org.admin.token, DESCRIBE));
  assert.equal(limit.status, 500);
  assert.match(limit.body, /<faultcode>sf:REQUEST_LIMIT_EXCEEDED<\/faultcode>/);
});

test('a session that expires in the middle is gone for good, over REST and SOAP', async () => {
  const rest = org.client(org.adminUsername);
  await under({ kind: 'expire-session', after: 2 }, async () => {
    assert.equal((await rest.get('limits')).status, 200);
    assert.equal((await rest.get('limits')).status, 200);
    assert.equal((await rest.get('limits')).status, 401);
  });
  assert.equal((await rest.get('limits')).status, 401);

  const { token } = org.client(org.adminUsername);
  assert.equal((await soap(token, DESCRIBE)).status, 200);
  const expired = await under({ kind: 'expire-session' }, () => soap(token, DESCRIBE));
  assert.equal(expired.status, 500);
  assert.match(expired.body, /<faultcode>sf:INVALID_SESSION_ID<\/faultcode>/);
});

test('a fault strikes what it is aimed at, after as many and as often as it says', async () => {
  await under({ kind: 'status', status: 500, method: 'get', path: '/data/*/limits', after: 1, times: 2 }, async () => {
    const seen = [];
    for (let at = 0; at < 4; at++) seen.push((await org.admin.get('limits')).status);
    assert.deepEqual(seen, [200, 500, 500, 200]);
    assert.equal((await org.admin.get('sobjects')).status, 200);
  });
  org.addFault({ kind: 'daily-limit', path: '/services/data/v68.0/sobjects/Account', method: 'POST' });
  assert.equal((await org.admin.get('sobjects/Account')).status, 200);
  assert.equal(org.faults().length, 1);
  assert.equal((await org.admin.send('POST', 'sobjects/Account', { Name: 'A' })).status, 403);
  assert.equal(org.faults().length, 0);
});

test('a late answer is the right one, and keeps nobody else waiting', async () => {
  org.addFault({ kind: 'latency', milliseconds: 300, path: '/data/*/limits' });
  const order: string[] = [];
  const slow = org.admin.get('limits').then((answer) => {
    order.push('slow');
    return answer;
  });
  await org.admin.get('sobjects').then(() => order.push('quick'));
  assert.equal((await slow).status, 200);
  assert.deepEqual(order, ['quick', 'slow']);
});

test('a connection breaks before anything was done, or after', async () => {
  const count = async (name: string) =>
    (await org.admin.query(`SELECT COUNT() FROM Account WHERE Name = '${name}'`)).body.totalSize;
  const create = (Name: string) => org.admin.send('POST', 'sobjects/Account', { Name });
  await under({ kind: 'drop-connection' }, () => assert.rejects(create('Lost before')));
  assert.equal(await count('Lost before'), 0);
  await under({ kind: 'drop-connection', when: 'after' }, () => assert.rejects(create('Lost after')));
  assert.equal(await count('Lost after'), 1);
});

test('a locked row is refused in every API, for its object alone', async () => {
  const locked = 'unable to obtain exclusive access to this record or 1 records: ';
  const id = await org.admin.create('Account', { Name: 'Locked' });
  const update = () => org.admin.send('PATCH', `sobjects/Account/${id}`, { Site: 'Here' });
  const fault: Fault = { kind: 'row-lock', object: 'account' };
  assert.equal(refusalOf(await under(fault, update)), `400 UNABLE_TO_LOCK_ROW ${locked}${id}`);
  assert.equal((await update()).status, 204);
  await under(fault, async () => {
    assert.ok(await org.admin.create('Contact', { LastName: 'Free' }));
    const { body } = await org.admin.send('PATCH', 'composite/sobjects', {
      records: [{ attributes: { type: 'Account' }, id, Site: 'There' }],
    });
    assert.equal(body[0].errors[0].statusCode, 'UNABLE_TO_LOCK_ROW');
  });
  const removed = await under(fault, () => org.admin.send('DELETE', `sobjects/Account/${id}`));
  assert.equal(refusalOf(removed), `400 UNABLE_TO_LOCK_ROW ${locked}${id}`);
});

/** Deploys a set by the REST form of the Metadata API. */
async function deploySet(name: string) {
  const xml = `<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><label>${name}</label></PermissionSet>`;
  const manifest = `<Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>${name}</members><name>PermissionSet</name></types><version>68.0</version></Package>`;
  const text = (content: string) => new Uint8Array(Buffer.from(content));
  const zip = zipSync({ 'package.xml': text(manifest), [`permissionsets/${name}.permissionset`]: text(xml) });
  const form = new FormData();
  const options = { deployOptions: { singlePackage: true, rollbackOnError: true } };
  form.append('json', new Blob([JSON.stringify(options)], { type: 'application/json' }));
  form.append('file', new Blob([new Uint8Array(zip)], { type: 'application/zip' }));
  const headers = { authorization: `Bearer ${org.admin.token}` };
  const url = `${org.url}/services/data/v68.0/metadata/deployRequest`;
  const started = (await (await fetch(url, { method: 'POST', headers, body: form })).json()) as { id: string };
  const { body } = await org.admin.get(`metadata/deployRequest/${started.id}?includeDetails=true`);
  return body.deployResult;
}

test('a deployment fails when everything is deployed, and leaves nothing behind', async () => {
  const late = await under({ kind: 'deploy-fails-late', message: 'Out of luck' }, () => deploySet('Late'));
  assert.equal(late.status, 'Failed');
  assert.equal(late.details.componentSuccesses.length, 1);
  assert.deepEqual(
    late.details.componentFailures.map((one: { problem: string }) => one.problem),
    ['Out of luck'],
  );
  const found = () => org.admin.query("SELECT Name FROM PermissionSet WHERE Name = 'Late'");
  assert.equal((await found()).body.totalSize, 0);
  assert.equal((await deploySet('Late')).status, 'Succeeded');
  assert.equal((await found()).body.totalSize, 1);
});

test('a group that stays outdated gives nothing until the fault ends', async () => {
  const { client, userId } = await apiUser(org, 'Grouped');
  const setId = await org.admin.create('PermissionSet', { Name: 'Member', Label: 'Member' });
  await grant(org, setId, 'Lead', 'read');
  const groupId = await org.admin.create('PermissionSetGroup', { DeveloperName: 'Members', MasterLabel: 'Members' });
  await org.admin.create('PermissionSetAssignment', { AssigneeId: userId, PermissionSetGroupId: groupId });
  const status = async () =>
    (await org.admin.query(`SELECT Status FROM PermissionSetGroup WHERE Id = '${groupId}'`)).body.records[0].Status;
  org.addFault({ kind: 'group-stays-outdated' });
  await org.admin.create('PermissionSetGroupComponent', { PermissionSetGroupId: groupId, PermissionSetId: setId });
  assert.equal(await status(), 'Outdated');
  assert.match(refusalOf(await client.query('SELECT Id FROM Lead')), /^400 INVALID_TYPE/);
  org.clearFaults();
  assert.equal(await status(), 'Updated');
  assert.equal((await client.query('SELECT Id FROM Lead')).status, 200);
});
