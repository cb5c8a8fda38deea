import type { DatabaseSync } from 'node:sqlite';
import { quoted } from './tables.ts';

/** A table as it was when a copy was taken. */
interface CopiedTable {
  readonly name: string;
  readonly sql: string;
  readonly indexes: readonly string[];
  /** Empty tables are not copied. */
  readonly filled: boolean;
}

/** All records of the org at one moment, in a temporary database of SQLite's that nobody else can open. */
export interface Copy {
  readonly schema: string;
  readonly tables: readonly CopiedTable[];
}

const TABLES = `SELECT name, sql FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`;
const INDEXES = `SELECT sql FROM main.sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?`;

function inOneGo(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function tablesOf(database: DatabaseSync): readonly { readonly name: string; readonly sql: string }[] {
  return database.prepare(TABLES).all() as { name: string; sql: string }[];
}

/** @param schema name under which the copy is attached; free */
export function takeCopy(database: DatabaseSync, schema: string): Copy {
  database.exec(`ATTACH '' AS ${quoted(schema)}`);
  const tables = tablesOf(database).map(({ name, sql }): CopiedTable => {
    const indexes = database.prepare(INDEXES).all(name) as { sql: string }[];
    const filled = database.prepare(`SELECT 1 FROM main.${quoted(name)} LIMIT 1`).get() !== undefined;
    return { name, sql, indexes: indexes.map((index) => index.sql), filled };
  });
  inOneGo(database, () => {
    for (const { name, filled } of tables) {
      if (filled) database.exec(`CREATE TABLE ${quoted(schema)}.${quoted(name)} AS SELECT * FROM main.${quoted(name)}`);
    }
  });
  return { schema, tables };
}

/** Puts every table back as it was; those that came later are gone. */
export function putBack(database: DatabaseSync, { schema, tables }: Copy): void {
  const current = new Map(tablesOf(database).map(({ name, sql }) => [name, sql]));
  const copied = new Set(tables.map(({ name }) => name));
  inOneGo(database, () => {
    for (const name of current.keys()) if (!copied.has(name)) database.exec(`DROP TABLE main.${quoted(name)}`);
    for (const { name, sql, indexes, filled } of tables) {
      const isSame = current.get(name) === sql;
      if (isSame) database.exec(`DELETE FROM main.${quoted(name)}`);
      else database.exec(`DROP TABLE IF EXISTS main.${quoted(name)}; ${sql}`);
      if (filled) database.exec(`INSERT INTO main.${quoted(name)} SELECT * FROM ${quoted(schema)}.${quoted(name)}`);
      if (!isSame) for (const index of indexes) database.exec(index);
    }
  });
}

export function dropCopy(database: DatabaseSync, { schema }: Copy): void {
  database.exec(`DETACH ${quoted(schema)}`);
}

/** Removes every table. */
export function emptyDatabase(database: DatabaseSync): void {
  inOneGo(database, () => {
    for (const { name } of tablesOf(database)) database.exec(`DROP TABLE main.${quoted(name)}`);
  });
}
