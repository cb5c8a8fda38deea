import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Connection } from '@jsforce/jsforce-node';
import { apiUser, grant, type TestOrg, testOrg } from '../local-org/client.ts';

let org: TestOrg;
let jsforce: Connection;
before(async () => {
  org = await testOrg();
  jsforce = new Connection({ instanceUrl: org.url, accessToken: org.admin.token });
  jsforce.bulk2.pollInterval = 5;
});
after(() => org.close());

test('records are loaded, with the failures told apart', async () => {
  const input = [
    { LastName: 'First', Email: 'first@local.example' },
    { LastName: '', Email: 'nameless@local.example' },
    { LastName: 'Comma, "quotes"\nand a line', Email: 'third@local.example' },
  ];
  const results = await jsforce.bulk2.loadAndWaitForResults({ object: 'Contact', operation: 'insert', input });
  assert.deepEqual(
    results.successfulResults.map((row) => (row as { readonly LastName?: string }).LastName),
    ['First', 'Comma, "quotes"\nand a line'],
  );
  const [failure] = results.failedResults;
  assert.match(String(failure?.sf__Error), /^REQUIRED_FIELD_MISSING/);
  const rows = org.org.store.all('SELECT "LastName" FROM "Contact" ORDER BY "Email"');
  assert.deepEqual(
    rows.map(({ LastName }) => LastName),
    ['First', 'Comma, "quotes"\nand a line'],
  );
});

test('a query comes as a stream of records', async () => {
  const stream = await jsforce.bulk2.query("SELECT LastName, Email FROM Contact WHERE Email LIKE '%local.example'");
  const records = (await stream.toArray()) as readonly { LastName: string }[];
  assert.deepEqual(records.map(({ LastName }) => LastName).sort(), ['Comma, "quotes"\nand a line', 'First']);
});

test('a user without a right gets it row by row, or not at all', async () => {
  const { client, setId } = await apiUser(org, 'Loader');
  await grant(org, setId, 'Contact', 'read', { Email: 'read' });
  const loader = new Connection({ instanceUrl: org.url, accessToken: client.token });
  loader.bulk2.pollInterval = 5;
  const before = org.org.store.all('SELECT COUNT(*) AS n FROM "Contact"')[0]?.['n'];
  const attempt = loader.bulk2.loadAndWaitForResults({
    object: 'Contact',
    operation: 'insert',
    input: [{ LastName: 'Not allowed' }],
  });
  const outcome = await attempt.then(
    ({ failedResults }) => String(failedResults[0]?.sf__Error),
    (error: Error) => error.message,
  );
  assert.match(outcome, /CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY|entity type cannot be inserted/);
  assert.equal(org.org.store.all('SELECT COUNT(*) AS n FROM "Contact"')[0]?.['n'], before);
  const query = loader.bulk2.query('SELECT Phone FROM Contact').then((stream) => stream.toArray());
  await assert.rejects(query, /No such column 'Phone'/);
});
