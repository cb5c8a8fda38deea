import type { DatabaseSync } from 'node:sqlite';
import { isCompound } from '../schema/compound.ts';
import type { FieldType, FieldTypeName, ObjectType } from '../schema/object-type.ts';
import type { Schema } from '../schema/schema.ts';

/** The tables behind the objects. */
export interface Tables {
  /** Creates missing tables and columns after the schema has changed: of one object, or of all. */
  applySchema(object?: ObjectType): void;
  /** Drops a table with its records, or a column with its values. */
  dropTable(object: ObjectType): void;
  dropColumn(object: ObjectType, field: FieldType): void;
}

const AFFINITY: Partial<Record<FieldTypeName, string>> = {
  boolean: 'INTEGER DEFAULT 0',
  int: 'INTEGER',
  double: 'REAL',
  currency: 'REAL',
  percent: 'REAL',
  id: 'TEXT',
  reference: 'TEXT',
};

export function isStored(field: FieldType): boolean {
  return !isCompound(field);
}

/** A name as SQL: names come from files and requests, so they are always quoted. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function columnSql(field: FieldType): string {
  if (field.name === 'Id') return '"Id" TEXT PRIMARY KEY';
  // Salesforce compares text in any case.
  return `${quoted(field.name)} ${AFFINITY[field.type] ?? 'TEXT COLLATE NOCASE'}`;
}

/** Grants are asked for by their place in a container. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  FieldPermissions: ['ParentId', 'SobjectType', 'Field'],
  ObjectPermissions: ['ParentId', 'SobjectType'],
  SetupEntityAccess: ['ParentId', 'SetupEntityId'],
};
/** Who made or changed a record is asked for too seldom to pay for it at every write. */
const NOT_INDEXED: ReadonlySet<string> = new Set(['CreatedById', 'LastModifiedById']);

function indexesOf({ name }: ObjectType, stored: readonly FieldType[]): readonly (readonly string[])[] {
  const place = PLACES[name];
  const single = stored.filter(
    (field) =>
      (field.type === 'reference' || field.unique || field.externalId) &&
      !NOT_INDEXED.has(field.name) &&
      field.name !== place?.[0],
  );
  return [...(place && stored.length > 0 ? [place] : []), ...single.map((field) => [field.name])];
}

/** @param changed told of every change: statements that were compiled before, of a table or of all, are stale */
export function createTables(database: DatabaseSync, schema: Schema, changed: (table?: string) => void): Tables {
  return {
    applySchema: (object) => {
      changed(object && quoted(object.name));
      createMissing(database, object ? [object] : schema.objects());
    },
    dropTable: (object) => {
      changed(quoted(object.name));
      database.exec(`DROP TABLE IF EXISTS ${quoted(object.name)}`);
    },
    dropColumn: (object, field) => {
      changed(quoted(object.name));
      database.exec(`DROP INDEX IF EXISTS ${quoted(`${object.name}.${field.name}`)}`);
      database.exec(`ALTER TABLE ${quoted(object.name)} DROP COLUMN ${quoted(field.name)}`);
    },
  };
}

/** Creates what is missing: tables, columns, indexes. */
function createMissing(database: DatabaseSync, objects: readonly ObjectType[]): void {
  for (const object of objects) {
    if (object.keyPrefix === '') continue;
    const existing = database.prepare(`PRAGMA table_info(${quoted(object.name)})`).all() as { name: string }[];
    const stored = object.fields.filter(isStored);
    const known = new Set(existing.map(({ name }) => name.toLowerCase()));
    const added = stored.filter(({ name }) => !known.has(name.toLowerCase()));
    if (added.length === 0) continue;
    if (existing.length === 0 || isEmpty(database, object)) createTable(database, object, stored);
    else addColumns(database, object, added);
  }
}

function isEmpty(database: DatabaseSync, { name }: ObjectType): boolean {
  return database.prepare(`SELECT 1 FROM ${quoted(name)} LIMIT 1`).get() === undefined;
}

/** A table without rows is made anew: SQLite reads the whole schema again for every column that is added to one. */
function createTable(database: DatabaseSync, object: ObjectType, stored: readonly FieldType[]): void {
  const table = quoted(object.name);
  const columns = stored.map(columnSql).join(', ');
  database.exec(`DROP TABLE IF EXISTS ${table}; CREATE TABLE ${table} (${columns}) WITHOUT ROWID`);
  createIndexes(database, object, stored);
}

function addColumns(database: DatabaseSync, object: ObjectType, added: readonly FieldType[]): void {
  for (const field of added) database.exec(`ALTER TABLE ${quoted(object.name)} ADD COLUMN ${columnSql(field)}`);
  createIndexes(database, object, added);
}

function createIndexes(database: DatabaseSync, object: ObjectType, fields: readonly FieldType[]): void {
  for (const columns of indexesOf(object, fields)) {
    const index = quoted(`${object.name}.${columns.join('.')}`);
    const indexed = columns.map(quoted).join(', ');
    database.exec(`CREATE INDEX IF NOT EXISTS ${index} ON ${quoted(object.name)} (${indexed})`);
  }
}
