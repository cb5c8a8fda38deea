import type { DatabaseSync } from 'node:sqlite';
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

const NOT_STORED: ReadonlySet<FieldTypeName> = new Set(['address', 'location']);
const AFFINITY: Partial<Record<FieldTypeName, string>> = {
  boolean: 'INTEGER',
  int: 'INTEGER',
  double: 'REAL',
  currency: 'REAL',
  percent: 'REAL',
  id: 'TEXT',
  reference: 'TEXT',
};

export function isStored(field: FieldType): boolean {
  return !NOT_STORED.has(field.type);
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

function indexName(object: ObjectType, field: FieldType): string {
  return quoted(`${object.name}.${field.name}`);
}

function createMissing(database: DatabaseSync, objects: readonly ObjectType[]): void {
  for (const object of objects) {
    if (object.keyPrefix === '') continue;
    const existing = database.prepare(`PRAGMA table_info(${quoted(object.name)})`).all() as { name: string }[];
    const stored = object.fields.filter(isStored);
    if (existing.length === 0) {
      database.exec(`CREATE TABLE ${quoted(object.name)} (${stored.map(columnSql).join(', ')}) WITHOUT ROWID`);
      for (const field of stored) {
        if (!isLookedUp(field)) continue;
        database.exec(`CREATE INDEX ${indexName(object, field)} ON ${quoted(object.name)} (${quoted(field.name)})`);
      }
      continue;
    }
    const known = new Set(existing.map(({ name }) => name.toLowerCase()));
    for (const field of stored) {
      if (known.has(field.name.toLowerCase())) continue;
      database.exec(`ALTER TABLE ${quoted(object.name)} ADD COLUMN ${columnSql(field)}`);
    }
  }
}

/** Written with every record and hardly ever asked for: an index on them costs more than it brings. */
const AUDIT_FIELDS: ReadonlySet<string> = new Set(['CreatedById', 'LastModifiedById']);

function isLookedUp({ name, type, unique, externalId }: FieldType): boolean {
  return (type === 'reference' && !AUDIT_FIELDS.has(name)) || unique || externalId;
}

/** @param changed told of every change: statements that were compiled before are stale */
export function createTables(database: DatabaseSync, schema: Schema, changed: () => void): Tables {
  return {
    applySchema: (object) => {
      changed();
      createMissing(database, object ? [object] : schema.objects());
    },
    dropTable: (object) => {
      changed();
      database.exec(`DROP TABLE IF EXISTS ${quoted(object.name)}`);
    },
    dropColumn: (object, field) => {
      changed();
      database.exec(`DROP INDEX IF EXISTS ${indexName(object, field)}`);
      database.exec(`ALTER TABLE ${quoted(object.name)} DROP COLUMN ${quoted(field.name)}`);
    },
  };
}
