import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { apiUser, refusalOf, type TestOrg, testOrg } from './client.ts';

let org: TestOrg;
before(async () => {
  org = await testOrg();
});
after(() => org.close());

const count = async (where: string): Promise<number> =>
  (await org.admin.query(`SELECT COUNT() FROM Account WHERE ${where}`)).body.totalSize;
const url = (path: string) => `/services/data/v68.0/${path}`;

test('later requests use what earlier ones answered', async () => {
  const { body } = await org.admin.send('POST', 'composite', {
    allOrNone: true,
    compositeRequest: [
      { method: 'POST', url: url('sobjects/Account'), referenceId: 'account', body: { Name: 'Composite' } },
      {
        method: 'POST',
        url: url('sobjects/Contact'),
        referenceId: 'contact',
        body: { LastName: 'C', AccountId: '@{account.id}' },
      },
      { method: 'GET', url: url('sobjects/Account/@{account.id}?fields=Name'), referenceId: 'read' },
    ],
  });
  assert.deepEqual(
    body.compositeResponse.map((one: { httpStatusCode: number }) => one.httpStatusCode),
    [201, 201, 200],
  );
  assert.equal(body.compositeResponse[2].body.Name, 'Composite');
});

test('all or none: a failure halts the rest and undoes what was done', async () => {
  const requests = [
    { method: 'POST', url: url('sobjects/Account'), referenceId: 'a', body: { Name: 'Halted' } },
    { method: 'POST', url: url('sobjects/Account'), referenceId: 'b', body: {} },
    { method: 'GET', url: url('limits'), referenceId: 'c' },
  ];
  const { body } = await org.admin.send('POST', 'composite', { allOrNone: true, compositeRequest: requests });
  assert.deepEqual(
    body.compositeResponse.map((one: { body: { errorCode: string }[] }) => one.body[0]?.errorCode),
    ['PROCESSING_HALTED', 'REQUIRED_FIELD_MISSING', 'PROCESSING_HALTED'],
  );
  assert.equal(await count("Name = 'Halted'"), 0);
  await org.admin.send('POST', 'composite', { allOrNone: false, compositeRequest: requests });
  assert.equal(await count("Name = 'Halted'"), 1);
});

test('set-up and business records do not meet in one transaction', async () => {
  const mixed = [
    { method: 'POST', url: url('sobjects/Account'), referenceId: 'a', body: { Name: 'Mixed' } },
    { method: 'POST', url: url('sobjects/PermissionSet'), referenceId: 'b', body: { Name: 'Mixed', Label: 'Mixed' } },
  ];
  const { body } = await org.admin.send('POST', 'composite', { allOrNone: true, compositeRequest: mixed });
  assert.equal(body.compositeResponse[1].body[0].errorCode, 'MIXED_DML_OPERATION');
  const collection = await org.admin.send('POST', 'composite/sobjects', {
    allOrNone: true,
    records: [
      { attributes: { type: 'Account' }, Name: 'Mixed' },
      { attributes: { type: 'PermissionSet' }, Name: 'Mixed', Label: 'Mixed' },
    ],
  });
  assert.equal(collection.body[1].errors[0].statusCode, 'MIXED_DML_OPERATION');
  assert.equal(await count("Name = 'Mixed'"), 0);
});

test('collections: some, or all or none', async () => {
  const records = [{ attributes: { type: 'Account' }, Name: 'Some' }, { attributes: { type: 'Account' } }];
  const some = await org.admin.send('POST', 'composite/sobjects', { allOrNone: false, records });
  assert.deepEqual(
    some.body.map((one: { success: boolean }) => one.success),
    [true, false],
  );
  const none = await org.admin.send('POST', 'composite/sobjects', { allOrNone: true, records });
  assert.equal(none.body[0].errors[0].statusCode, 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
  assert.equal(await count("Name = 'Some'"), 1);
  const id = some.body[0].id;
  const read = await org.admin.send('POST', 'composite/sobjects/Account', {
    ids: [id, '001000000000000AAA'],
    fields: ['Name'],
  });
  assert.equal(read.body[0].Name, 'Some');
  assert.equal(read.body[1], null);
  const update = await org.admin.send('PATCH', 'composite/sobjects', {
    records: [{ attributes: { type: 'Account' }, id, Name: 'Other' }],
  });
  assert.equal(update.body[0].success, true);
  assert.equal((await org.admin.send('DELETE', `composite/sobjects?ids=${id}`)).body[0].success, true);
  const many = Array.from({ length: 201 }, () => records[0]);
  assert.match(
    refusalOf(await org.admin.send('POST', 'composite/sobjects', { records: many })),
    /^400 EXCEEDED_MAX_SIZE_REQUEST/,
  );
});

test('a tree is planted whole or not at all', async () => {
  const tree = (lastName: string | undefined) => ({
    records: [
      {
        attributes: { type: 'Account', referenceId: 'top' },
        Name: 'Tree',
        Contacts: {
          records: [
            { attributes: { type: 'Contact', referenceId: 'leaf' }, ...(lastName ? { LastName: lastName } : {}) },
          ],
        },
      },
    ],
  });
  const good = await org.admin.send('POST', 'composite/tree/Account', tree('Leaf'));
  assert.deepEqual(
    good.body.results.map((one: { referenceId: string }) => one.referenceId),
    ['top', 'leaf'],
  );
  const bad = await org.admin.send('POST', 'composite/tree/Account', tree(undefined));
  assert.equal(bad.status, 400);
  assert.equal(bad.body.results[0].referenceId, 'leaf');
  assert.equal(await count("Name = 'Tree'"), 1);
});

test('graphs stand for themselves, batches too', async () => {
  const node = (name: object) => ({ method: 'POST', url: url('sobjects/Account'), referenceId: 'x', body: name });
  const { body } = await org.admin.send('POST', 'composite/graph', {
    graphs: [
      { graphId: 'good', compositeRequest: [node({ Name: 'Graph' })] },
      { graphId: 'bad', compositeRequest: [node({})] },
    ],
  });
  assert.deepEqual(
    body.graphs.map((one: { isSuccessful: boolean }) => one.isSuccessful),
    [true, false],
  );
  const batch = await org.admin.send('POST', 'composite/batch', {
    batchRequests: [
      { method: 'GET', url: 'v68.0/limits' },
      { method: 'GET', url: 'v68.0/sobjects/Nope/describe' },
    ],
  });
  assert.deepEqual(
    batch.body.results.map((one: { statusCode: number }) => one.statusCode),
    [200, 404],
  );
});

test('no composite resource is a way around permissions', async () => {
  const { client } = await apiUser(org, 'Around');
  const id = await org.admin.create('Account', { Name: 'Hidden' });
  const read = { method: 'GET', url: url(`sobjects/Account/${id}`), referenceId: 'x' };
  const inside = await client.send('POST', 'composite', { compositeRequest: [read] });
  assert.equal(inside.body.compositeResponse[0].httpStatusCode, 404);
  const batch = await client.send('POST', 'composite/batch', {
    batchRequests: [{ method: 'GET', url: `v68.0/sobjects/Account/${id}` }],
  });
  assert.equal(batch.body.results[0].statusCode, 404);
  assert.equal((await client.send('POST', 'composite/sobjects/Account', { ids: [id], fields: ['Name'] })).status, 404);
  const nested = await client.send('POST', 'composite', {
    compositeRequest: [{ method: 'POST', url: url('composite'), referenceId: 'n', body: {} }],
  });
  assert.match(nested.body.compositeResponse[0].body[0].message, /not nested/);
});
