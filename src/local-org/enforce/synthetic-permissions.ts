import { hasObjectPermissions } from '../../platform/objects-without-permissions.ts';
import type { Org } from '../org.ts';
import { recordId } from '../store/ids.ts';
import type { StoredRow, StoredValue } from '../store/store.ts';
import { quoted } from '../store/tables.ts';

/**
 * Modify All Data stores no object permissions: the API shows a row with every right for every object instead, with ids
 * that begin with `000`. They cannot be changed or deleted; rows that the container has for real come to light again when
 * it loses Modify All Data (facts 1.2).
 */
export const SYNTHETIC_PREFIX = '000';

const TABLE = 'temp."synthetic ObjectPermissions"';
const MADE = new WeakMap<Org, { readonly key: string; readonly count: number }>();

/** What stands for the table of ObjectPermissions in a query. */
export function objectPermissionsTable(org: Org): string {
  const { store } = org;
  const type = org.schema.object('ObjectPermissions');
  const sets = holders(org);
  if (!type || sets.length === 0) return quoted('ObjectPermissions');
  const columns = type.fields.map(({ name }) => quoted(name)).join(', ');
  const key = [org.schema.version, ...sets].join(' ');
  store.database.exec(`CREATE TEMP TABLE IF NOT EXISTS "synthetic ObjectPermissions" (${columns})`);
  const made = MADE.get(org);
  const there = Number(store.all(`SELECT count(*) AS n FROM ${TABLE}`)[0]?.['n']);
  // A transaction that was undone takes the rows with it.
  if (made?.key !== key || made.count !== there) {
    store.all(`DELETE FROM ${TABLE}`);
    const insert = store.database.prepare(`INSERT INTO ${TABLE} VALUES (${type.fields.map(() => '?').join(', ')})`);
    const rows = syntheticRows(org, sets);
    for (const row of rows) insert.run(...type.fields.map(({ name }) => row[name] ?? null));
    MADE.set(org, { key, count: rows.length });
  }
  const real = `SELECT ${columns} FROM "ObjectPermissions" WHERE "ParentId" NOT IN (SELECT "ParentId" FROM ${TABLE})`;
  return `(${real} UNION ALL SELECT ${columns} FROM ${TABLE})`;
}

/** The row with a synthetic id. */
export function syntheticRow(org: Org, id: string): StoredRow | undefined {
  return org.store.all(`SELECT * FROM ${objectPermissionsTable(org)} WHERE "Id" = ?`, [id])[0];
}

function holders({ store }: Org): readonly string[] {
  return store
    .all('SELECT "Id" FROM "PermissionSet" WHERE "PermissionsModifyAllData" = 1 ORDER BY "Id"')
    .map((row) => String(row['Id']));
}

function syntheticRows({ schema, now }: Org, sets: readonly string[]): readonly StoredRow[] {
  const moment = now().toISOString();
  const objects = schema.objects().filter(({ kind, name }) => kind === 'data' && hasObjectPermissions(name));
  return sets.flatMap((set, at) =>
    objects.map(({ name }, number): StoredRow => {
      const row: Record<string, StoredValue> = {
        Id: recordId(SYNTHETIC_PREFIX, at * objects.length + number + 1),
        ParentId: set,
        SobjectType: name,
        CreatedDate: moment,
        LastModifiedDate: moment,
        SystemModstamp: moment,
        // Modify All Data opens no field (facts 1.5).
        PermissionsViewAllFields: 0,
      };
      for (const verb of ['Read', 'Create', 'Edit', 'Delete', 'ViewAllRecords', 'ModifyAllRecords'])
        row[`Permissions${verb}`] = 1;
      return row;
    }),
  );
}
