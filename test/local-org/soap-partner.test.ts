import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Connection } from '@jsforce/jsforce-node';
import fc from 'fast-check';
import { addExternalId, apiUser, grant, type TestOrg, testOrg } from './client.ts';
import { faultOf, type SoapOptions, type SoapReply, send, soap } from './soap.ts';

let org: TestOrg;
before(async () => {
  org = await testOrg();
  addExternalId(org, 'Account');
});
after(() => org.close());

const admin = (operation: string, inner: string, options: SoapOptions = {}) =>
  soap(org, operation, inner, { token: org.admin.token, ...options });
const query = (soql: string, options: SoapOptions = {}) =>
  admin('query', `<queryString>${soql.replaceAll('<', '&lt;')}</queryString>`, options);
const account = (inside: string) =>
  `<sObjects xmlns:o="urn:sobject.partner.soap.sforce.com"><o:type>Account</o:type>${inside}</sObjects>`;
const resultsOf = ({ response }: SoapReply) => [response.result].flat();

test('records are created, changed, upserted, retrieved and deleted', async () => {
  const [made, refused] = resultsOf(
    await admin(
      'create',
      account(
        '<o:Name>Acme</o:Name><o:AnnualRevenue>5</o:AnnualRevenue><o:Ext__c>A-1</o:Ext__c><o:Phone>1</o:Phone><o:Type>Customer</o:Type>',
      ) + account('<o:Phone>2</o:Phone>'),
    ),
  );
  assert.equal(made.success, 'true');
  assert.deepEqual(
    [refused.success, refused.errors.statusCode, refused.errors.fields],
    ['false', 'REQUIRED_FIELD_MISSING', 'Name'],
  );
  const [changed, missing] = resultsOf(
    await admin(
      'update',
      account(
        `<o:Id>${made.id}</o:Id><o:fieldsToNull>Phone</o:fieldsToNull><o:Name>Beta</o:Name><o:Industry xsi:nil="true"/>`,
      ) + account('<o:Id>001000000000000AAA</o:Id><o:Name>X</o:Name>'),
    ),
  );
  assert.deepEqual([changed.id, changed.success], [made.id, 'true']);
  assert.equal(missing.errors.statusCode, 'INVALID_CROSS_REFERENCE_KEY');
  const retrieved = await admin(
    'retrieve',
    `<fieldList>Id,Name,Phone,AnnualRevenue,CreatedDate,Type</fieldList><sObjectType>Account</sObjectType><ids>${made.id}</ids><ids>001000000000000AAA</ids>`,
  );
  const [record, nobody] = resultsOf(retrieved);
  assert.deepEqual(record.Id, [made.id, made.id]);
  assert.deepEqual(
    [record.type, record.Name, record.Phone['@nil'], record.AnnualRevenue, record.Type],
    ['Account', 'Beta', 'true', '5.0', 'Customer'],
  );
  assert.match(record.CreatedDate, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  assert.equal(nobody['@nil'], 'true');
  const [old, fresh] = resultsOf(
    await admin(
      'upsert',
      `<externalIDFieldName>Ext__c</externalIDFieldName>${account('<o:Ext__c>A-1</o:Ext__c><o:Name>Gamma</o:Name>')}${account('<o:Ext__c>A-2</o:Ext__c><o:Name>Child</o:Name><o:Parent><o:type>Account</o:type><o:Ext__c>A-1</o:Ext__c></o:Parent>')}`,
    ),
  );
  assert.deepEqual([old.created, old.id, fresh.created], ['false', made.id, 'true']);
  assert.equal((await org.admin.get(`sobjects/Account/${fresh.id}`)).body.ParentId, made.id);
  const [gone] = resultsOf(await admin('delete', `<ids>${fresh.id}</ids>`));
  assert.deepEqual([gone.id, gone.success], [fresh.id, 'true']);
});

test('queries page, show parents and children, counts and groups', async () => {
  const parent = await org.admin.create('Account', { Name: 'Parent', BillingCity: 'Oslo' });
  for (const LastName of ['Ann', 'Bob']) await org.admin.create('Contact', { LastName, AccountId: parent });
  const { response, text } = await query(
    `SELECT Name, BillingAddress, (SELECT LastName, Phone FROM Contacts ORDER BY LastName) FROM Account WHERE Id = '${parent}'`,
  );
  const { records, done, size, queryLocator } = response.result;
  assert.deepEqual([done, size, queryLocator['@nil']], ['true', '1', 'true']);
  assert.deepEqual(
    records.Contacts.records.map((one: { LastName: string }) => one.LastName),
    ['Ann', 'Bob'],
  );
  assert.equal(records.BillingAddress.city, 'Oslo');
  assert.match(
    text,
    /<records xsi:type="sf:sObject"><sf:type>Account<\/sf:type><sf:Id xsi:nil="true"\/><sf:Name>Parent<\/sf:Name>/,
  );
  const child = (await query("SELECT Id, Account.Name FROM Contact WHERE LastName = 'Ann'")).response.result.records;
  assert.equal(child.Account.Name, 'Parent');
  const none = (await query("SELECT (SELECT Id FROM Contacts) FROM Account WHERE Name = 'Child'")).response.result;
  assert.equal(none.size, '0');
  assert.equal((await query('SELECT COUNT() FROM Contact')).response.result.size, '2');
  const grouped = await query('SELECT LastName, COUNT(Id) n FROM Contact GROUP BY LastName ORDER BY LastName');
  assert.match(
    grouped.text,
    /<sf:type>AggregateResult<\/sf:type><sf:Id xsi:nil="true"\/><sf:LastName xsi:type="xsd:string">Ann<\/sf:LastName><sf:n xsi:type="xsd:int">1<\/sf:n>/,
  );

  for (let start = 0; start < 400; start += 200)
    await org.admin.send('POST', 'composite/sobjects', {
      records: Array.from({ length: 200 }, (_, i) => ({
        attributes: { type: 'Lead' },
        LastName: `L${start + i}`,
        Company: 'C',
      })),
    });
  const headers = '<QueryOptions><batchSize>250</batchSize></QueryOptions>';
  const first = (await query('SELECT LastName FROM Lead', { headers })).response.result;
  assert.deepEqual([first.done, first.size, first.records.length], ['false', '400', 250]);
  const next = (await admin('queryMore', `<queryLocator>${first.queryLocator}</queryLocator>`)).response.result;
  assert.deepEqual([next.done, next.records.length], ['true', 150]);
  assert.match(faultOf(await admin('queryMore', '<queryLocator>01gNo-1</queryLocator>')), /^500 INVALID_QUERY_LOCATOR/);
});

test('deleted records come back with their details, or go for good', async () => {
  const id = await org.admin.create('Account', { Name: 'Bin' });
  await admin('delete', `<ids>${id}</ids>`);
  const count = async (operation: string) =>
    (await admin(operation, `<queryString>SELECT Id FROM Account WHERE Id = '${id}'</queryString>`)).response.result
      .size;
  assert.deepEqual([await count('query'), await count('queryAll')], ['0', '1']);
  assert.equal(resultsOf(await admin('undelete', `<ids>${id}</ids>`))[0].success, 'true');
  assert.equal(await count('query'), '1');
  assert.equal(resultsOf(await admin('undelete', `<ids>${id}</ids>`))[0].errors.statusCode, 'INVALID_ID_FIELD');
  await admin('delete', `<ids>${id}</ids>`);
  assert.equal(resultsOf(await admin('emptyRecycleBin', `<ids>${id}</ids>`))[0].success, 'true');
  assert.equal(await count('queryAll'), '0');
});

test('all or none undoes a call; too many records and wrong names refuse it', async () => {
  const headers = '<AllOrNoneHeader><allOrNone>true</allOrNone></AllOrNoneHeader>';
  const undone = resultsOf(await admin('create', account('<o:Name>Undone</o:Name>') + account(''), { headers }));
  assert.deepEqual(
    undone.map((result) => result.errors.statusCode),
    ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'REQUIRED_FIELD_MISSING'],
  );
  assert.match(
    faultOf(await admin('create', account('<o:Name>Undone</o:Name>') + account('<o:Nope__c>1</o:Nope__c>'))),
    /^500 INVALID_FIELD: No such column 'Nope__c' on entity 'Account'/,
  );
  assert.match(
    faultOf(await admin('create', '<sObjects><type>Nope</type></sObjects>')),
    /^500 INVALID_TYPE: sObject type 'Nope'/,
  );
  assert.match(faultOf(await admin('create', account('<o:Name>N</o:Name>').repeat(201))), /^500 EXCEEDED_ID_LIMIT/);
  assert.equal((await query("SELECT Id FROM Account WHERE Name IN ('Undone', 'N')")).response.result.size, '0');
  const [given] = resultsOf(await admin('create', account('<o:Id>001000000000000AAA</o:Id><o:Name>N</o:Name>')));
  assert.equal(given.errors.statusCode, 'INVALID_FIELD_FOR_INSERT_UPDATE');
});

test('what an API user may over SOAP is what it may over REST', async () => {
  const { client, setId } = await apiUser(org, 'Soap');
  const { token } = client;
  const id = await org.admin.create('Account', { Name: 'Closed', Phone: '1' });
  const as = (operation: string, inner: string) => soap(org, operation, inner, { token });
  const asked = (soql: string) => as('query', `<queryString>${soql}</queryString>`);
  assert.match(faultOf(await asked('SELECT Id FROM Account')), /^500 INVALID_TYPE: /);
  assert.match(faultOf(await as('describeSObject', '<sObjectType>Account</sObjectType>')), /^500 INVALID_TYPE/);
  assert.match(faultOf(await as('create', account('<o:Name>X</o:Name>'))), /^500 INVALID_TYPE/);
  await grant(org, setId, 'Account', 'read', { Industry: 'read' });
  const phone = await asked('SELECT Id, Phone FROM Account');
  assert.equal(phone.fault.detail.InvalidFieldFault.column, '12');
  assert.match(
    faultOf(await as('retrieve', `<fieldList>Phone</fieldList><sObjectType>Account</sObjectType><ids>${id}</ids>`)),
    /^500 INVALID_FIELD/,
  );
  assert.match(faultOf(await as('create', account('<o:Phone>1</o:Phone>'))), /^500 INVALID_FIELD/);
  const code = async (operation: string, inner: string) => resultsOf(await as(operation, inner))[0].errors.statusCode;
  assert.equal(await code('create', account('<o:Name>X</o:Name>')), 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
  assert.equal(
    await code('create', account('<o:Name>X</o:Name><o:Industry>Energy</o:Industry>')),
    'INVALID_FIELD_FOR_INSERT_UPDATE',
  );
  const refusedAccess =
    /^(CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY|INVALID_CROSS_REFERENCE_KEY|INSUFFICIENT_ACCESS_OR_READONLY)$/;
  assert.match(await code('update', account(`<o:Id>${id}</o:Id><o:Name>X</o:Name>`)), refusedAccess);
  assert.match(await code('delete', `<ids>${id}</ids>`), refusedAccess);
  await org.admin.send('DELETE', `sobjects/Account/${id}`);
  assert.match(await code('undelete', `<ids>${id}</ids>`), /^(INVALID_ID_FIELD|INSUFFICIENT_ACCESS_OR_READONLY)$/);
  assert.match(
    await code('emptyRecycleBin', `<ids>${id}</ids>`),
    /^(INVALID_ID_FIELD|INSUFFICIENT_ACCESS_OR_READONLY)$/,
  );
  const described = (await as('describeSObjects', '<sObjectType>Account</sObjectType>')).response.result;
  const names = described.fields.map((field: { name: string }) => field.name);
  assert.ok(names.includes('Industry') && !names.includes('Phone'));
  assert.deepEqual([described.createable, described.queryable, described.keyPrefix], ['false', 'true', '001']);
  const global = (await as('describeGlobal', '')).response.result.sobjects.map((one: { name: string }) => one.name);
  assert.ok(global.includes('Account') && !global.includes('Contact'));
});

test('an expired session, no API Enabled, unknown operations and broken XML are faults', async () => {
  const expired = await soap(org, 'query', '<queryString>SELECT Id FROM Account</queryString>', { token: '00Dgone!x' });
  assert.equal(expired.status, 500);
  assert.match(expired.text, /<faultcode>sf:INVALID_SESSION_ID<\/faultcode>/);
  assert.equal(expired.fault.detail.UnexpectedErrorFault.exceptionCode, 'INVALID_SESSION_ID');
  org.org.faults.add({ kind: 'expire-session', path: '/Soap' });
  const { client, userId } = await apiUser(org, 'SoapOff');
  assert.match(faultOf(await soap(org, 'getUserInfo', '', { token: client.token })), /^500 INVALID_SESSION_ID/);
  org.org.faults.add({
    kind: 'error',
    path: '/Soap',
    errorCode: 'UNABLE_TO_LOCK_ROW',
    message: 'unable to obtain exclusive access to this record',
  });
  assert.match(faultOf(await query('SELECT Id FROM Account')), /^500 UNABLE_TO_LOCK_ROW/);
  const minimum = (await org.admin.query("SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'")).body
    .records[0].Id;
  await org.admin.send('PATCH', `sobjects/User/${userId}`, { ProfileId: minimum });
  const { token } = org.client('soapoff@integrations.example');
  assert.equal(
    faultOf(await soap(org, 'getUserInfo', '', { token })),
    '500 API_DISABLED_FOR_ORG: API is disabled for this User',
  );
  assert.match(
    faultOf(await admin('describeTabs', '')),
    /^500 INVALID_OPERATION: The local org does not answer describeTabs of the partner API/,
  );
  assert.match(faultOf(await admin('constructor', '')), /does not answer constructor/);
  assert.ok([...org.org.traffic.unanswered.keys()].some((key) => key.endsWith('describeTabs')));
  for (const body of ['', '<', '<a/>', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', '<Envelope><Body/></Envelope>'])
    assert.equal((await send(org, '/services/Soap/u/60.0', body)).status, 500, body);
  assert.match(faultOf(await query('SELECT')), /^500 MALFORMED_QUERY/);
});

test('searching, user information, the time, and sessions', async () => {
  await org.admin.create('Account', { Name: 'Quokka Ltd' });
  const found = await admin('search', '<searchString>FIND {quokka} RETURNING Account(Id, Name)</searchString>');
  assert.equal(found.response.result.searchRecords.record.Name, 'Quokka Ltd');
  assert.equal((await admin('getUserInfo', '')).response.result.userName, 'admin@local.example');
  assert.match((await admin('getServerTimestamp', '')).response.result.timestamp, /Z$/);
  const [own, other] = [org.sessionFor('admin@local.example'), 'nothing'];
  const ended = resultsOf(
    await admin('invalidateSessions', `<sessionIds>${own}</sessionIds><sessionIds>${other}</sessionIds>`),
  );
  assert.deepEqual(
    ended.map(({ success }) => success),
    ['true', 'false'],
  );
});

test('the enterprise API types its records', async () => {
  const made = await admin('create', '<sObjects xsi:type="urn:Account"><Name>Typed</Name></sObjects>', { api: 'c' });
  assert.equal(made.response.result.success, 'true');
  const { text } = await query("SELECT Id, Name FROM Account WHERE Name = 'Typed'", { api: 'c' });
  assert.match(text, /<records xsi:type="sf:Account"><sf:Id>001\w{15}<\/sf:Id><sf:Name>Typed<\/sf:Name><\/records>/);
  assert.match(text, /xmlns:sf="urn:sobject\.enterprise\.soap\.sforce\.com"/);
});

test('anonymous Apex is told not to run here, in the shape that its clients read', async () => {
  const { text, response } = await admin('executeAnonymous', "<String>System.debug('x');</String>", { api: 's' });
  assert.match(
    text,
    /<soapenv:Envelope [^>]*><soapenv:Header><DebuggingInfo><debugLog><\/debugLog><\/DebuggingInfo><\/soapenv:Header><soapenv:Body>/,
  );
  const { compiled, success, compileProblem } = response.result;
  assert.deepEqual([compiled, success], ['false', 'false']);
  assert.match(compileProblem, /does not run Apex/);
  const { client } = await apiUser(org, 'NoApex');
  const refused = await soap(org, 'executeAnonymous', '<String>x</String>', { token: client.token, api: 's' });
  assert.match(faultOf(refused), /^500 INSUFFICIENT_ACCESS/);
});

test('jsforce drives the partner API', async () => {
  const { soap: partner } = new Connection({ instanceUrl: org.url, accessToken: org.admin.token, version: '60.0' });
  const made = await partner.create([
    { type: 'Account', Name: 'Jsforce' },
    { type: 'Account', Phone: '1' },
  ]);
  assert.deepEqual(
    made.map(({ success }) => success),
    [true, false],
  );
  const id = made[0]?.id ?? '';
  assert.equal((await partner.update({ type: 'Account', Id: id, Name: 'Changed', Phone: null })).success, true);
  const upserted = await partner.upsert('Ext__c', { type: 'Account', Ext__c: 'J-1', Name: 'Up' });
  assert.equal(upserted.created, true);
  assert.equal([await partner.delete([id])].flat()[0]?.success, true);
  assert.equal([await partner.undelete([id])].flat()[0]?.success, true);
  assert.equal((await partner.getUserInfo()).userName, 'admin@local.example');
  assert.ok((await partner.getServerTimestamp()).timestamp);
  const dead = new Connection({ instanceUrl: org.url, accessToken: '00Dxxxxxxxxxxxx!gone', version: '60.0' });
  await assert.rejects(dead.soap.getUserInfo(), /INVALID_SESSION_ID/);
});

test('whatever text comes in, an envelope goes out, and values survive', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (inner) => {
      const { text, status } = await admin('create', inner);
      assert.ok(status === 500 || status === 200);
      assert.match(text, /^<\?xml[^>]*><soapenv:Envelope/);
    }),
    { numRuns: 60 },
  );
  const nasty = `a&b<c>"d'é😀]]>`;
  const escaped = nasty.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const [{ id }] = resultsOf(await admin('create', account(`<o:Name>${escaped}</o:Name>`)));
  assert.equal((await org.admin.get(`sobjects/Account/${id}`)).body.Name, nasty);
  const { records } = (await query(`SELECT Name FROM Account WHERE Id = '${id}'`)).response.result;
  assert.equal(records.Name, nasty);
});
