import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Connection } from '@jsforce/jsforce-node';
import { apiUser, grant, type TestOrg, testOrg } from '../local-org/client.ts';

let org: TestOrg;
let jsforce: Connection;
before(async () => {
  org = await testOrg();
  jsforce = new Connection({ instanceUrl: org.url, accessToken: org.admin.token });
});
after(() => org.close());

const rows = (sql: string) => org.org.store.all(sql);
const failed = async (work: PromiseLike<unknown>): Promise<string> => {
  const error = await work.then(
    () => new Error('no error'),
    (reason: Error & { errorCode?: string }) => reason,
  );
  return 'errorCode' in error ? String(error.errorCode) : error.message;
};

test('single records: create, retrieve, update, destroy', async () => {
  const accounts = jsforce.sobject('Account');
  const created = await accounts.create({ Name: 'One', NumberOfEmployees: 3 });
  assert.ok(created.success);
  assert.deepEqual((await accounts.retrieve(created.id))['NumberOfEmployees'], 3);
  await accounts.update({ Id: created.id, Industry: 'Energy' });
  assert.equal(rows('SELECT "Industry" FROM "Account"')[0]?.['Industry'], 'Energy');
  await accounts.destroy(created.id);
  assert.equal(await failed(accounts.retrieve(created.id)), 'ENTITY_IS_DELETED');
});

test('many records: 450 in three calls, in order, with the failures in their places', async () => {
  const accounts = jsforce.sobject('Account');
  const names = Array.from({ length: 450 }, (_, at) => ({ Name: `Many ${at}` }));
  const before = org.org.traffic.countedToday(new Date());
  const created = await accounts.create(names, { allowRecursive: true });
  assert.equal(org.org.traffic.countedToday(new Date()) - before, 3);
  const ids = created.map((one) => String(one.id));
  assert.deepEqual(
    ids.map((id) => rows(`SELECT "Name" FROM "Account" WHERE "Id" = '${id}'`)[0]?.['Name']),
    names.map(({ Name }) => Name),
  );
  const [first = '', second = ''] = ids;
  const updated = await accounts.update([
    { Id: first, Industry: 'Energy' },
    { Id: second, NumberOfEmployees: 'many' as unknown as number },
  ]);
  assert.deepEqual(
    updated.map(({ success }) => success),
    [true, false],
  );
  const read = await accounts.retrieve([first, second]);
  assert.deepEqual(
    read.map((one) => one['Name']),
    ['Many 0', 'Many 1'],
  );
  const gone = await accounts.destroy(ids, { allowRecursive: true });
  assert.ok(gone.every(({ success }) => success));
});

test('all or none: nothing stays when one of many fails', async () => {
  const results = await jsforce
    .sobject('Contact')
    .create([{ LastName: 'Good' }, { FirstName: 'No last name' }], { allOrNone: true });
  assert.deepEqual(
    results.map(({ success, errors }) => [success, (errors[0] as { statusCode?: string } | undefined)?.statusCode]),
    [
      [false, 'ALL_OR_NONE_OPERATION_ROLLED_BACK'],
      [false, 'REQUIRED_FIELD_MISSING'],
    ],
  );
  assert.equal(rows('SELECT COUNT(*) AS n FROM "Contact"')[0]?.['n'], 0);
});

test('upsert by an external id, one and many', async () => {
  const accounts = jsforce.sobject('Account');
  const field = await jsforce.metadata.upsert('CustomField', {
    fullName: 'Account.Key__c',
    label: 'Key',
    type: 'Text',
    length: 20,
    externalId: true,
    unique: true,
  });
  assert.ok(field.success, JSON.stringify(field.errors));
  const closed = accounts.upsert({ Key__c: 'K 1', Name: 'Keyed' }, 'Key__c');
  assert.equal(await failed(closed), 'NOT_FOUND', 'a deployed field is open to nobody');
  const opened = await jsforce.metadata.update('Profile', {
    fullName: 'Admin',
    fieldPermissions: [{ field: 'Account.Key__c', readable: true, editable: true }],
  });
  assert.ok(opened.success);
  const first = await accounts.upsert({ Key__c: 'K 1', Name: 'Keyed' }, 'Key__c');
  assert.deepEqual([first.success, 'created' in first && first.created], [true, true]);
  await accounts.upsert({ Key__c: 'K 1', Industry: 'Energy' }, 'Key__c');
  const many = await accounts.upsert(
    [
      { Key__c: 'K 1', Name: 'Renamed' },
      { Key__c: 'K/2', Name: 'New' },
    ],
    'Key__c',
  );
  assert.deepEqual(
    many.map((one) => 'created' in one && one.created),
    [false, true],
  );
  assert.deepEqual(
    rows('SELECT "Name", "Industry" FROM "Account" WHERE "Key__c" IS NOT NULL ORDER BY "Key__c"').map((row) => ({
      ...row,
    })),
    [
      { Name: 'Renamed', Industry: 'Energy' },
      { Name: 'New', Industry: null },
    ],
  );
});

test('queries: page by page by hand, all by themselves, by find, with deleted ones', async () => {
  for (let batch = 0; batch < 11; batch++) {
    const leads = Array.from({ length: 200 }, (_, at) => ({ LastName: `Lead ${batch * 200 + at}`, Company: 'Co' }));
    await jsforce.sobject('Lead').create(leads);
  }
  const page = await jsforce.query('SELECT Id, LastName FROM Lead ORDER BY CreatedDate');
  assert.deepEqual([page.totalSize, page.records.length, page.done], [2200, 2000, false]);
  const rest = await jsforce.queryMore(String(page.nextRecordsUrl));
  assert.deepEqual([rest.records.length, rest.done], [200, true]);
  const all = await jsforce.query('SELECT Id FROM Lead', { autoFetch: true, maxFetch: 5000 });
  assert.equal(new Set(all.records.map(({ Id }) => Id)).size, 2200);

  const some = await jsforce
    .sobject('Lead')
    .find({ LastName: { $like: 'Lead 1%' }, Company: 'Co' }, ['LastName', 'Owner.Name'])
    .sort('-LastName')
    .limit(3);
  assert.deepEqual(
    some.map((lead) => [lead['LastName'], (lead['Owner'] as { Name: string }).Name]),
    [
      ['Lead 1999', 'Ada Administrator'],
      ['Lead 1998', 'Ada Administrator'],
      ['Lead 1997', 'Ada Administrator'],
    ],
  );
  await jsforce.sobject('Lead').destroy(String(page.records[0]?.Id));
  assert.equal((await jsforce.query('SELECT COUNT() FROM Lead')).totalSize, 2199);
  assert.equal((await jsforce.query('SELECT COUNT() FROM Lead', { scanAll: true })).totalSize, 2200);
});

test('describe, describe global, identity, limits, recent, search', async () => {
  const account = await jsforce.sobject('Account').describe();
  assert.ok(account.fields.some(({ name, type }) => name === 'OwnerId' && type === 'reference'));
  const { sobjects } = await jsforce.describeGlobal();
  assert.ok(sobjects.some(({ name, keyPrefix }) => name === 'Contact' && keyPrefix === '003'));
  const identity = await jsforce.identity();
  assert.deepEqual([identity.user_id, identity.organization_id], [org.org.adminId, org.org.id]);
  assert.ok((await jsforce.limits())['DailyApiRequests']);
  assert.ok(jsforce.limitInfo.apiUsage && jsforce.limitInfo.apiUsage.used > 10);
  assert.deepEqual(await jsforce.recent(), []);
  await jsforce.sobject('Account').create({ Name: 'Findable Ltd' });
  const found = await jsforce.search('FIND {Findable} IN NAME FIELDS RETURNING Account(Id, Name)');
  assert.equal(found.searchRecords[0]?.['Name'], 'Findable Ltd');
});

test('composite: one request uses what another answered', async () => {
  const base = `/services/data/v${jsforce.version}`;
  const answer = await jsforce.requestPost<{ compositeResponse: { body: { id: string }; httpStatusCode: number }[] }>(
    `${base}/composite`,
    {
      allOrNone: true,
      compositeRequest: [
        { method: 'POST', url: `${base}/sobjects/Account`, referenceId: 'firm', body: { Name: 'Composed' } },
        {
          method: 'POST',
          url: `${base}/sobjects/Contact`,
          referenceId: 'person',
          body: { LastName: 'Composed', AccountId: '@{firm.id}' },
        },
      ],
    },
  );
  assert.deepEqual(
    answer.compositeResponse.map(({ httpStatusCode }) => httpStatusCode),
    [201, 201],
  );
  const contact = await jsforce.sobject('Contact').findOne({ LastName: 'Composed' }, ['Account.Name']);
  assert.equal((contact?.['Account'] as { Name: string } | undefined)?.Name, 'Composed');
});

test('a user meets the same walls through the client', async () => {
  const { client, setId } = await apiUser(org, 'Shipping');
  await grant(org, setId, 'Account', 'read edit', { Industry: 'read', Phone: 'edit' });
  const shipping = new Connection({ instanceUrl: org.url, accessToken: client.token });
  const id = await org.admin.create('Account', { Name: 'Shared', Phone: '1' });
  await shipping.sobject('Account').update({ Id: id, Phone: '2' });
  assert.equal(rows('SELECT "Phone" FROM "Account" WHERE "Name" = \'Shared\'')[0]?.['Phone'], '2');
  assert.equal(
    await failed(shipping.sobject('Account').update({ Id: id, Industry: 'Energy' })),
    'INVALID_FIELD_FOR_INSERT_UPDATE',
  );
  assert.equal(await failed(shipping.query('SELECT Website FROM Account')), 'INVALID_FIELD');
  assert.equal(await failed(shipping.query('SELECT Id FROM Contact')), 'INVALID_TYPE');
  const { fields } = await shipping.sobject('Account').describe();
  const own = fields.filter(({ name }) => ['Industry', 'Phone', 'Website'].includes(name));
  assert.deepEqual(
    own.map(({ name, updateable }) => [name, updateable]),
    [
      ['Phone', true],
      ['Industry', false],
    ],
  );
});
