import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { apiUser, grant } from '../local-org/client.ts';
import { cliWithOrg } from './sf.ts';

const { org, sf, end } = await cliWithOrg();
after(end);

const query = (soql: string, ...more: readonly string[]) => sf.ok('data query', ['--query', soql, ...more]);

test('a record is created, changed, read and deleted', async () => {
  const where = ['--sobject', 'Account', '--where', "Name='Acme Corp'"];
  const values = "Name='Acme Corp' AnnualRevenue=5";
  const created = await sf.ok('data create record', ['--sobject', 'Account', '--values', values]);
  const row = () => org.org.store.all('SELECT * FROM "Account" WHERE "Id" = ?', [created.id])[0];
  assert.deepEqual([row()?.['Name'], row()?.['AnnualRevenue']], ['Acme Corp', 5]);

  await sf.ok('data update record', [...where, '--values', "Industry=Energy Description='a, b'"]);
  assert.deepEqual([row()?.['Industry'], row()?.['Description']], ['Energy', 'a, b']);

  const read = await sf.ok('data get record', where);
  assert.deepEqual([read.Id, read.Industry, read.AnnualRevenue], [created.id, 'Energy', 5]);

  await sf.ok('data delete record', where);
  assert.equal(row()?.['IsDeleted'], 1);
  const gone = await sf.run('data get record', where);
  assert.deepEqual([gone.code, gone.name], [1, 'DataRecordGetNoRecord']);
});

test('queries go along relationships, aggregate, and come page by page', async () => {
  const account = await org.admin.create('Account', { Name: 'Parent' });
  for (let batch = 0; batch < 11; batch++) {
    const records = Array.from({ length: 200 }, (_, at) => ({
      attributes: { type: 'Contact' },
      LastName: `Contact ${batch * 200 + at}`,
      AccountId: account,
    }));
    await org.admin.send('POST', 'composite/sobjects', { allOrNone: true, records });
  }
  const all = await query('select lastname, account.name from contact order by createddate');
  assert.equal(all.totalSize, 2200);
  assert.equal(all.records.length, 2200);
  assert.equal(new Set(all.records.map(({ LastName }: { LastName: string }) => LastName)).size, 2200);
  assert.equal(all.records[2199].Account.Name, 'Parent');

  const soql = 'SELECT Account.Name, COUNT(Id) FROM Contact GROUP BY Account.Name';
  const csv = await sf.text('data query', ['--query', soql, '--result-format', 'csv']);
  assert.match(csv, /^Name,COUNT\(Id\)\nParent,2200$/m);
  const children = await query('SELECT Name, (SELECT LastName FROM Contacts LIMIT 2) FROM Account');
  assert.equal(children.records[0].Contacts.records.length, 2);
});

test('what the user may not read is no column, and the CLI says so', async () => {
  const { client, setId } = await apiUser(org, 'Reader');
  await grant(org, setId, 'Account', 'read viewAllRecords', {});
  await sf.logIn(org.url, client.token, 'reader');
  const as = ['--target-org', 'reader'];
  assert.equal((await query('SELECT Name FROM Account', ...as)).totalSize, 1);
  const refused = await sf.run('data query', ['--query', 'SELECT Industry FROM Account', ...as]);
  assert.deepEqual([refused.code, refused.name], [1, 'INVALID_FIELD']);
  assert.match(String(refused.message), /No such column 'Industry' on entity 'Account'/);
  const created = await sf.run('data create record', ['--sobject', 'Account', '--values', 'Name=X', ...as]);
  assert.equal(created.name, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
});

test('bulk: a file is imported, upserted, updated and exported', async () => {
  await sf.logIn(org.url, org.admin.token);
  const file = join(sf.folder, 'accounts.csv');
  writeFileSync(
    file,
    `Name,NumberOfEmployees\n${Array.from({ length: 30 }, (_, at) => `"Bulk, ${at}",${at}`).join('\n')}\n`,
  );
  const imported = await sf.ok('data import bulk', ['--sobject', 'Account', '--file', file, '--wait', '1']);
  assert.deepEqual([imported.processedRecords, imported.successfulRecords, imported.failedRecords], [30, 30, 0]);
  const rows = () =>
    org.org.store.all(
      `SELECT "Id", "NumberOfEmployees" AS n FROM "Account" WHERE "Name" LIKE 'Bulk, %' AND "IsDeleted" = 0 ORDER BY "NumberOfEmployees"`,
    );
  assert.equal(rows()[29]?.['n'], 29);

  const changes = rows().map(({ Id, n }) => `${Id},${Number(n) + 100}`);
  writeFileSync(file, `Id,NumberOfEmployees\n${changes.join('\n')}\n001000000000000AAA,5\n`);
  const upserted = await sf.run('data upsert bulk', [
    '--sobject',
    'Account',
    '--file',
    file,
    '--external-id',
    'Id',
    '--wait',
    '1',
  ]);
  assert.equal(upserted.code, 1, 'one row of the file names a record that is not there');
  assert.deepEqual([rows()[0]?.['n'], rows()[29]?.['n']], [100, 129]);

  const out = join(sf.folder, 'out.csv');
  const soql = "SELECT Name, NumberOfEmployees FROM Account WHERE Name LIKE 'Bulk, %' ORDER BY NumberOfEmployees";
  const exported = await sf.ok('data export bulk', ['--query', soql, '--output-file', out, '--wait', '1']);
  assert.equal(exported.totalSize, 30);
  assert.equal(readFileSync(out, 'utf8').split(/\r?\n/)[1], '"Bulk, 0","100"');
});
