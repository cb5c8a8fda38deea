import type { Org } from '../org.ts';
import type { ObjectType } from '../schema/object-type.ts';
import type { Schema } from '../schema/schema.ts';
import type { Store } from '../store/store.ts';

/** Definitions of objects that came by deployment, kept with the records so that an org in a file knows them again. */
const TABLE = 'CREATE TABLE IF NOT EXISTS "#object" (name TEXT PRIMARY KEY, definition TEXT NOT NULL)';

/** Adds or changes an object: in the schema, in the store, and for the next time. */
export function putObject({ schema, store }: Org, object: ObjectType): void {
  schema.put(object);
  store.applySchema(object);
  store.database.exec(TABLE);
  store.all('INSERT OR REPLACE INTO "#object" (name, definition) VALUES (?, ?)', [object.name, JSON.stringify(object)]);
}

/** The objects that a file keeps, put back into the schema of an org that is opened again. */
export function restoreObjects(schema: Schema, store: Store): void {
  store.database.exec(TABLE);
  for (const row of store.all('SELECT definition FROM "#object"')) {
    schema.put(JSON.parse(String(row['definition'])) as ObjectType);
  }
  store.applySchema();
}
