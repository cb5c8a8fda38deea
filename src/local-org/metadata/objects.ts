import type { Org } from '../org.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import type { Schema } from '../schema/schema.ts';
import { shareObjectOf } from '../schema/share-objects.ts';
import type { Store } from '../store/store.ts';
import { isStored } from '../store/tables.ts';
import { removeRows } from './records.ts';

/** Definitions of objects that came by deployment, kept with the records so that an org in a file knows them again. */
const TABLE = 'CREATE TABLE IF NOT EXISTS "#object" (name TEXT PRIMARY KEY, definition TEXT NOT NULL)';

/** Adds or changes an object: in the schema, in the store, and for the next time. */
export function putObject({ schema, store }: Org, object: ObjectType): void {
  schema.put(object);
  store.applySchema(object);
  store.database.exec(TABLE);
  store.all('INSERT OR REPLACE INTO "#object" (name, definition) VALUES (?, ?)', [object.name, JSON.stringify(object)]);
}

/** Removes an object with its records, its shares and whatever was granted on it. */
export function removeObject(org: Org, object: ObjectType): void {
  const { schema, store } = org;
  const share = schema.object(shareObjectOf(object)?.name ?? '');
  store.database.exec(TABLE);
  for (const gone of share ? [object, share] : [object]) {
    for (const grants of ['ObjectPermissions', 'FieldPermissions']) removeRows(org, grants, { SobjectType: gone.name });
    schema.remove(gone.name);
    store.dropTable(gone);
    store.all('DELETE FROM "#object" WHERE name = ?', [gone.name]);
  }
}

/** Removes a field with its values and whatever was granted on it. */
export function removeField(org: Org, object: ObjectType, field: FieldType): void {
  removeRows(org, 'FieldPermissions', { Field: `${object.name}.${field.name}` });
  // A place goes with its latitude and longitude.
  const gone = object.fields.filter((one) => one.name === field.name || one.compound === field.name);
  for (const one of gone) if (isStored(one)) org.store.dropColumn(object, one);
  putObject(org, { ...object, fields: object.fields.filter((one) => !gone.includes(one)) });
}

/** The objects that a file keeps, put back into the schema of an org that is opened again. */
export function restoreObjects(schema: Schema, store: Store): void {
  store.database.exec(TABLE);
  for (const row of store.all('SELECT definition FROM "#object"')) {
    schema.put(JSON.parse(String(row['definition'])) as ObjectType);
  }
  store.applySchema();
}

const PREFIXES: Readonly<Record<string, string>> = { c: 'a', mdt: 'm', e: 'e', b: 'b', x: 'x', kav: 'k' };

/** The next free key prefix: `a00`, `a01` … for custom objects, `z00` … for standard ones whose own is not known. */
export function newPrefix({ schema }: Org, name: string): string {
  const suffix = /__(\w+)$/.exec(name)?.[1];
  const letter = suffix === undefined ? 'z' : (PREFIXES[suffix] ?? 'a');
  for (let number = 0; ; number++) {
    const prefix = `${letter}${number.toString(36).padStart(2, '0')}`;
    if (!schema.byKeyPrefix(prefix)) return prefix;
  }
}
