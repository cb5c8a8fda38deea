import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type LocalOrg, startLocalOrg } from '../../src/local-org/local-org.ts';

let org: LocalOrg;
before(async () => {
  org = await startLocalOrg({
    seed: {
      users: [{ Username: 'jane@people.example', LastName: 'Doe', profileName: 'Standard User' }],
      records: [{ object: 'Account', count: 12, values: { Name: 'Customer {n}' } }],
    },
  });
});
after(() => org.close());

async function counts(sObjects: string, username = org.adminUsername): Promise<Response> {
  return fetch(`${org.url}/services/data/v68.0/limits/recordCount?sObjects=${sObjects}`, {
    headers: { authorization: `Bearer ${org.sessionFor(username)}` },
  });
}

test('objects are counted without what lies in the recycle bin; unknown ones are ignored', async () => {
  const [first] = org.org.store.all('SELECT "Id" FROM "Account" LIMIT 1');
  const base = `${org.url}/services/data/v68.0/sobjects/Account/${first?.['Id']}`;
  const authorization = `Bearer ${org.sessionFor(org.adminUsername)}`;
  const removed = await fetch(base, { method: 'DELETE', headers: { authorization } });
  assert.equal(removed.status, 204);
  const answer = await counts('Account,Contact,Nothing__c');
  assert.deepEqual(await answer.json(), {
    sObjects: [
      { count: 11, name: 'Account' },
      { count: 0, name: 'Contact' },
    ],
  });
});

test('without View Setup nobody is told', async () => {
  const answer = await counts('Account', 'jane@people.example');
  assert.equal(answer.status, 403);
});
