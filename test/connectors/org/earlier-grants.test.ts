import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type LocalOrg, startLocalOrg } from '../../../src/local-org/local-org.ts';
import { insertRow } from '../../../src/local-org/metadata/records.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { readLocal } from './local-session.ts';

let org: LocalOrg;
let hour = 0;
before(async () => {
  org = await startLocalOrg({ example: 'messy' });
});
after(() => org.close());

/** Reads an hour later than the last time, and tells which tables were asked for whole. */
async function read(earlier?: Snapshot): Promise<{ readonly snapshot: Snapshot; readonly rows: number }> {
  hour += 1;
  const now = new Date(org.org.now().getTime() + hour * 3_600_000);
  const { snapshot } = await readLocal(org, { now, earlier, marksTables: true, families: new Set() });
  return { snapshot, rows: snapshot.source.rowsRead ?? 0 };
}

const grantsOf = ({ names, containers }: Snapshot) =>
  containers.map(({ id, grants: { objects, fields } }) => [
    id,
    [...objects.ids].map((name, row) => `${names[name]} ${objects.bits[row]}`),
    [...fields.ids].map((name, row) => `${names[name]} ${fields.bits[row]}`),
  ]);

test('tables that have not moved are taken from the earlier snapshot, and it is the same', async () => {
  const first = await read();
  assert.deepEqual(Object.keys(first.snapshot.org?.tables ?? {}), ['ObjectPermissions', 'FieldPermissions']);
  const again = await read(first.snapshot);
  assert.deepEqual(grantsOf(again.snapshot), grantsOf(first.snapshot));
  assert.deepEqual(again.snapshot.names, first.snapshot.names);
  const fields = first.snapshot.org?.tables?.['FieldPermissions']?.rows ?? 0;
  assert.ok(first.rows - again.rows > fields, `${first.rows} rows, then ${again.rows}`);
});

test('what was added, changed or taken away since makes its table be read again', async () => {
  const { store, adminId, schema } = org.org;
  const table = schema.object('FieldPermissions');
  assert.ok(table);
  const [set] = store.all('SELECT "Id" FROM "PermissionSet" WHERE "Name" = ?', ['HR_Sync']);
  const fields = { ParentId: set?.['Id'] ?? null, SobjectType: 'Account', Field: 'Account.Phone' };
  let earlier = (await read()).snapshot;
  const moves = async (what: string): Promise<void> => {
    const [found, whole] = [await read(earlier), await read()];
    assert.deepEqual(grantsOf(found.snapshot), grantsOf(whole.snapshot), what);
    assert.notDeepEqual(grantsOf(found.snapshot), grantsOf(earlier), what);
    earlier = whole.snapshot;
  };
  const id = insertRow(org.org, 'FieldPermissions', adminId, { ...fields, PermissionsRead: 1, PermissionsEdit: 0 });
  await moves('a new row');
  const later = new Date(org.org.now().getTime() + 5_000).toISOString();
  store.update(table, id, { PermissionsEdit: 1, SystemModstamp: later });
  await moves('a changed row');
  store.remove(table, id);
  await moves('a row less');
});

test('a snapshot of another org, or one with pseudonyms, is refused', async () => {
  const { snapshot } = await read();
  const other = { ...snapshot, org: snapshot.org && { ...snapshot.org, id: '00D000000000000AAA' } };
  await assert.rejects(read(other), { code: 'other-org' });
  await assert.rejects(read({ ...snapshot, org: undefined }), { code: 'other-org' });
});
