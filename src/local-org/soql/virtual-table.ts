import { objectPermissionsTable } from '../enforce/synthetic-permissions.ts';
import type { UserAccess } from '../enforce/user-access.ts';
import type { Org } from '../org.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { quoted } from '../store/tables.ts';

interface Asking {
  readonly org: Org;
  readonly access: UserAccess;
  readonly equals: ReadonlyMap<string, readonly string[]>;
}

/**
 * What stands behind FROM or JOIN for an object: its table; or, for an object without one, a temporary table with the
 * rows that this question needs.
 *
 * @param relationship the way there from the driving object, whose filters then start with it
 */
export function tableOf({ org, access, equals }: Asking, object: ObjectType, relationship?: string): string {
  org.bringUpToDate(object);
  if (object.name === 'ObjectPermissions') return objectPermissionsTable(org);
  if (object.kind !== 'virtual') return quoted(object.name);
  const asked = relationship === undefined ? equals : filtersBehind(equals, relationship);
  const rows = org.virtualRows(access, object, asked);
  const name = `temp."virtual ${object.name}"`;
  const columns = object.fields.map(columnSql);
  const { database } = org.store;
  database.exec(`DROP TABLE IF EXISTS ${name}; CREATE TEMP TABLE "virtual ${object.name}" (${columns.join(', ')})`);
  const insert = database.prepare(`INSERT OR IGNORE INTO ${name} VALUES (${columns.map(() => '?').join(', ')})`);
  for (const row of rows) insert.run(...object.fields.map((field) => row[field.name] ?? null));
  return name;
}

/** As in the tables of records: text compares in any case, ids do not. */
function columnSql({ name, type }: FieldType): string {
  if (name === 'Id') return '"Id" TEXT PRIMARY KEY';
  if (type === 'boolean' || type === 'int') return `${quoted(name)} INTEGER`;
  return `${quoted(name)} TEXT${type === 'reference' ? '' : ' COLLATE NOCASE'}`;
}

function filtersBehind(
  equals: ReadonlyMap<string, readonly string[]>,
  relationship: string,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [path, values] of equals) {
    if (path.startsWith(`${relationship}.`)) found.set(path.slice(relationship.length + 1), values);
    // The id of the parent stands in the lookup itself.
    if (path === `${relationship}Id`) found.set('Id', values);
  }
  return found;
}
