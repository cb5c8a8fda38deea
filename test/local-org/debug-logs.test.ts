import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ApiUser, apiUser, grant, refusalOf, type TestOrg, testOrg } from './client.ts';
import { deployTo, metadataFile } from './deployment.ts';

const HOUR = 3_600_000;
let clock = Date.UTC(2026, 10, 24, 10);
let org: TestOrg;
let erp: ApiUser;

const admin = () => org.client('admin@local.example');
const logs = async () =>
  (
    await admin().get(
      `tooling/query?q=${encodeURIComponent('SELECT Id, Application, DurationMilliseconds, Location, LogLength, LogUser.Name, Operation, Request, StartTime, Status FROM ApexLog ORDER BY StartTime DESC')}`,
    )
  ).body.records;

/** Traces a user for an hour from now. */
async function trace(userId: string, logType: string, levels: Readonly<Record<string, string>>): Promise<void> {
  const level = await admin().send('POST', 'tooling/sobjects/DebugLevel', {
    DeveloperName: `L${clock}`,
    MasterLabel: 'L',
    ...levels,
  });
  const flag = await admin().send('POST', 'tooling/sobjects/TraceFlag', {
    TracedEntityId: userId,
    LogType: logType,
    DebugLevelId: level.body.id,
    ExpirationDate: new Date(clock + HOUR).toISOString(),
  });
  assert.equal(flag.status, 201, JSON.stringify(flag.body));
}

before(async () => {
  org = await testOrg({ now: () => new Date(clock) });
  erp = await apiUser(org, 'Erp');
  await grant(org, erp.setId, 'Account', 'read create edit');
  await grant(org, erp.setId, 'Contact', 'read create edit');
  deployTo(org, {
    'objects/Account.object': metadataFile(
      'CustomObject',
      '<validationRules><fullName>Must_Have_Phone</fullName><active>true</active><errorConditionFormula>false</errorConditionFormula><errorMessage>A phone is needed</errorMessage></validationRules>',
    ),
    'triggers/AccountSync.trigger':
      'trigger AccountSync on Account (before insert, after update) { Sync.run(Trigger.new); }',
    'triggers/AccountSync.trigger-meta.xml': metadataFile(
      'ApexTrigger',
      '<apiVersion>66.0</apiVersion><status>Active</status>',
    ),
    'flows/Welcome.flow': metadataFile(
      'Flow',
      '<label>Welcome them</label><processType>AutoLaunchedFlow</processType><start><object>Account</object><recordTriggerType>Create</recordTriggerType><triggerType>RecordAfterSave</triggerType></start><status>Active</status>',
    ),
  });
});
after(() => org.close());

test('a traced user who sets off automation leaves a log in the format of Salesforce', async () => {
  await trace(erp.userId, 'USER_DEBUG', {
    ApexCode: 'DEBUG',
    ApexProfiling: 'INFO',
    Validation: 'INFO',
    Workflow: 'INFO',
    Database: 'FINEST',
  });
  await erp.client.create('Account', { Name: 'Acme' });
  const [log, ...others] = await logs();
  assert.deepEqual(others, []);
  assert.deepEqual(
    [log.LogUser.Name, log.Location, log.Status, log.StartTime],
    ['Erp', 'Monitoring', 'Success', '2026-11-24T10:00:00.000+0000'],
  );
  const { body, headers } = await admin().get(`tooling/sobjects/ApexLog/${log.Id}/Body`);
  assert.match(headers.get('content-type') ?? '', /^text\/plain/);
  assert.equal(Buffer.byteLength(body), log.LogLength);
  const [head, ...lines] = body.trimEnd().split('\n');
  assert.equal(
    head,
    '68.0 APEX_CODE,DEBUG;APEX_PROFILING,INFO;CALLOUT,NONE;DB,FINEST;NBA,NONE;SYSTEM,NONE;VALIDATION,INFO;VISUALFORCE,NONE;WAVE,NONE;WORKFLOW,INFO',
  );
  const events = lines.map((line: string) => {
    assert.match(line, /^\d\d:\d\d:\d\d\.\d+ \(\d+\)\|[A-Z_]+/);
    return line
      .replace(/^[^|]*\|/, '')
      .replace(/01q\w{12}/, '01q…')
      .replace(/300\w{12}/, '300…')
      .replace(/005\w{12}/, '005…');
  });
  assert.deepEqual(events, [
    'USER_INFO|[EXTERNAL]|005…|erp@integrations.example|GMT|GMT+00:00',
    'EXECUTION_STARTED',
    'CODE_UNIT_STARTED|[EXTERNAL]|01q…|AccountSync on Account trigger event BeforeInsert|__sfdc_trigger/AccountSync',
    'CODE_UNIT_FINISHED|AccountSync on Account trigger event BeforeInsert|__sfdc_trigger/AccountSync',
    'CODE_UNIT_STARTED|[EXTERNAL]|Validation:Account:new',
    'VALIDATION_RULE||Must_Have_Phone',
    'CODE_UNIT_FINISHED|Validation:Account:new',
    'CODE_UNIT_STARTED|[EXTERNAL]|Flow:Account',
    'FLOW_START_INTERVIEWS_BEGIN|1',
    'FLOW_START_INTERVIEW_BEGIN|300…|Welcome them',
    'FLOW_START_INTERVIEW_END|300…|Welcome them',
    'FLOW_START_INTERVIEWS_END|1',
    'CODE_UNIT_FINISHED|Flow:Account',
    'CUMULATIVE_LIMIT_USAGE',
    'CUMULATIVE_LIMIT_USAGE_END',
    'EXECUTION_FINISHED',
  ]);
});

test('reads, writes without automation, and other users leave no log; many records leave one', async () => {
  const before = (await logs()).length;
  await erp.client.query('SELECT Id FROM Account');
  await erp.client.create('Contact', { LastName: 'Smith' });
  await admin().create('Account', { Name: 'By the administrator' });
  assert.equal((await logs()).length, before);
  const records = ['A', 'B', 'C'].map((Name) => ({ attributes: { type: 'Account' }, Name }));
  assert.equal((await erp.client.send('POST', 'composite/sobjects', { allOrNone: true, records })).status, 200);
  assert.equal((await logs()).length, before + 1);
});

test('levels choose the lines, and an ended trace flag leaves no log', async () => {
  clock += 2 * HOUR;
  const client = org.client('erp@integrations.example');
  const before = (await logs()).length;
  await client.create('Account', { Name: 'Untraced' });
  assert.equal((await logs()).length, before);
  await trace(erp.userId, 'DEVELOPER_LOG', { Workflow: 'INFO' });
  await client.create('Account', { Name: 'Traced' });
  const [log] = await logs();
  assert.equal(log.Location, 'SystemLog');
  const { body } = await admin().get(`tooling/sobjects/ApexLog/${log.Id}/Body`);
  assert.doesNotMatch(body, /EXECUTION_STARTED|VALIDATION_RULE|trigger event/);
  assert.match(body, /FLOW_START_INTERVIEW_BEGIN/);
});

test('system logs go after a day, those of monitored users after a week', async () => {
  const all = (await logs()).length;
  clock += 25 * HOUR;
  assert.equal((await logs()).length, all - 1);
  clock += 6 * 24 * HOUR;
  assert.equal((await logs()).length, 0);
});

test('logs are for those who see set-up', async () => {
  const client = org.client('erp@integrations.example');
  assert.match(refusalOf(await client.get('tooling/query?q=SELECT+Id+FROM+ApexLog')), /^400 INVALID_TYPE/);
  assert.match(refusalOf(await client.get('tooling/sobjects/ApexLog/07LLw0000000001AAA/Body')), /^404 NOT_FOUND/);
});

test('a new log is told to who listens, by long polling', async () => {
  const cometd = async (...messages: readonly object[]) =>
    (await client.send('POST', '/cometd/36.0', messages, { authorization: `OAuth ${client.token}` })).body;
  const client = admin();
  await trace(erp.userId, 'DEVELOPER_LOG', { ApexCode: 'DEBUG' });
  const [{ clientId, successful }] = await cometd({
    channel: '/meta/handshake',
    id: '1',
    version: '1.0',
    supportedConnectionTypes: ['long-polling'],
  });
  assert.equal(successful, true);
  const [connected, subscribed] = await cometd(
    { channel: '/meta/connect', clientId, id: '2', connectionType: 'long-polling' },
    { channel: '/meta/subscribe', clientId, id: '3', subscription: '/systemTopic/Logging' },
  );
  assert.deepEqual(
    [connected.successful, subscribed.successful, subscribed.subscription],
    [true, true, '/systemTopic/Logging'],
  );
  const waiting = cometd({ channel: '/meta/connect', clientId, id: '4', connectionType: 'long-polling' });
  await org.client('erp@integrations.example').create('Account', { Name: 'Heard' });
  const [event, answer] = await waiting;
  assert.equal(event.channel, '/systemTopic/Logging');
  assert.equal(event.data.event.type, 'created');
  assert.equal((await client.get(`tooling/sobjects/ApexLog/${event.data.sobject.Id}/Body`)).status, 200);
  assert.deepEqual([answer.channel, answer.id, answer.successful], ['/meta/connect', '4', true]);
  const [unknown] = await cometd({ channel: '/meta/subscribe', clientId, subscription: '/topic/Anything' });
  assert.equal(unknown.successful, false);
  const [stranger] = await cometd({ channel: '/meta/connect', clientId: 'nobody' });
  assert.deepEqual([stranger.successful, stranger.advice.reconnect], [false, 'handshake']);
  const [left] = await cometd({ channel: '/meta/disconnect', clientId });
  assert.equal(left.successful, true);
});
