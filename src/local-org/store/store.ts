import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { ObjectType } from '../schema/object-type.ts';
import type { Schema } from '../schema/schema.ts';
import { recordId } from './ids.ts';
import { createNumbers, type Numbers, SEQUENCE } from './numbers.ts';
import { openDatabase } from './org-file.ts';
import { createTables, quoted, type Tables } from './tables.ts';
import { createVersions, type Versions } from './versions.ts';

/** A value as it lies in the store: booleans are 0 and 1, dates are ISO text in UTC, compound fields are not stored. */
export type StoredValue = string | number | null;
export type StoredRow = Readonly<Record<string, StoredValue>>;

/**
 * The records of the org: one SQLite table per object, one column per field. It knows no permissions and no rules; who
 * writes here has been allowed to.
 */
export interface Store extends Tables {
  readonly database: DatabaseSync;
  /** Grows with every write to a table of kind `setup`, not of kind `log`: access that was computed before is then stale. */
  readonly setupVersion: number;
  /** The same for some tables of set-up objects. */
  versionOf(tables: readonly string[]): number;
  /** How often something was undone: temporary tables may have lost rows then, or be gone. */
  readonly undoings: number;
  /** Tables were changed behind the store's back (checkpoints): what it remembers of them is forgotten. */
  replaced(): void;
  newId(object: ObjectType): string;
  /** Takes many ids at once; `at(0)` is the first. */
  newIds(object: ObjectType, count: number): (at: number) => string;
  insert(object: ObjectType, row: StoredRow): void;
  /** Inserts rows of the same columns: one statement, no object a row. */
  insertMany(object: ObjectType, columns: readonly string[], rows: Iterable<readonly StoredValue[]>): void;
  update(object: ObjectType, id: string, changes: StoredRow): void;
  remove(object: ObjectType, id: string): void;
  /** @param columns the only ones that are needed; all when absent */
  get(object: ObjectType, id: string, columns?: readonly string[]): StoredRow | undefined;
  /** Rows where every named column equals the value. */
  find(object: ObjectType, match: StoredRow): readonly StoredRow[];
  all(sql: string, parameters?: readonly SQLInputValue[]): readonly StoredRow[];
  /** Rows one by one, for results that do not fit in memory. Nothing may be written before the last one is read. */
  each(sql: string, parameters?: readonly SQLInputValue[]): Iterable<StoredRow>;
  /** Nested calls join the outer transaction; an error undoes what the inner one did. */
  transaction<T>(work: () => T): T;
  /**
   * A transaction around work that awaits: kept when it answers `true`, undone when it answers `false` or fails. Callers
   * must not let other writers in between; the local org answers one composite request at a time.
   */
  held(work: () => Promise<boolean>): Promise<boolean>;
  /** Work that must not fall into a held transaction: it waits for its end. */
  alone<T>(work: () => T): Promise<T>;
  close(): void;
}

export interface StoreOptions {
  readonly schema: Schema;
  /** File to keep the records in; in memory when absent. */
  readonly file?: string | undefined;
}

/** Statements by their text, compiled once. */
function createStatements(database: DatabaseSync): {
  prepare(sql: string): StatementSync;
  forget(table?: string): void;
} {
  const known = new Map<string, StatementSync>();
  return {
    prepare: (sql) => {
      const before = known.get(sql);
      if (before) return before;
      const statement = database.prepare(sql);
      // Bounded: texts of queries are as many as clients can think of.
      if (known.size > 2000) known.clear();
      known.set(sql, statement);
      return statement;
    },
    forget: (table) => {
      for (const sql of known.keys()) if (table === undefined || sql.includes(table)) known.delete(sql);
    },
  };
}

interface Transactions {
  readonly transaction: Store['transaction'];
  readonly held: Store['held'];
  readonly alone: Store['alone'];
}

/** Transactions that may be nested: an inner one that fails undoes only what it did. */
function createTransactions(
  database: DatabaseSync,
  prepare: Prepare,
  versions: Versions,
  failed: () => void,
): Transactions {
  let depth = 0;
  let queue: Promise<unknown> = Promise.resolve();
  const begun: number[] = [];
  const begin = (): void => {
    prepare(depth === 0 ? 'BEGIN' : `SAVEPOINT s${depth}`).run();
    begun.push(versions.setup);
    depth += 1;
  };
  const commit = (): void => {
    depth -= 1;
    begun.pop();
    prepare(depth === 0 ? 'COMMIT' : `RELEASE s${depth}`).run();
  };
  const undo = (): void => {
    depth -= 1;
    database.exec(depth === 0 ? 'ROLLBACK' : `ROLLBACK TO s${depth}; RELEASE s${depth}`);
    versions.undone(begun.pop() ?? 0);
    failed();
  };
  const hold = async (work: () => Promise<boolean>): Promise<boolean> => {
    begin();
    let keep = false;
    try {
      keep = await work();
    } finally {
      if (keep) commit();
      else undo();
    }
    return keep;
  };
  return {
    transaction: (work) => {
      begin();
      try {
        const result = work();
        commit();
        return result;
      } catch (error) {
        undo();
        throw error;
      }
    },
    held: (work) => {
      const turn = queue.then(() => hold(work));
      queue = turn.catch(() => false);
      return turn;
    },
    alone: (work) => {
      const turn = queue.then(work);
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}

function insertSql(object: ObjectType, columns: readonly string[]): string {
  const names = columns.map(quoted).join(', ');
  return `INSERT INTO ${quoted(object.name)} (${names}) VALUES (${columns.map(() => '?').join(', ')})`;
}

/** Texts by object and columns: quoting every name anew costs as much as the write. */
const UPDATES = new Map<string, string>();
const MAX_UPDATES = 2000;

function updateSql(object: ObjectType, columns: readonly string[]): string {
  const key = `${object.name} ${columns.join()}`;
  const known = UPDATES.get(key);
  if (known !== undefined) return known;
  const set = columns.map((name) => `${quoted(name)} = ?`).join(', ');
  const sql = `UPDATE ${quoted(object.name)} SET ${set} WHERE "Id" = ?`;
  if (UPDATES.size >= MAX_UPDATES) UPDATES.clear();
  UPDATES.set(key, sql);
  return sql;
}

type Prepare = (sql: string) => StatementSync;

/** Texts by the list of columns: the same list is asked for again and again. */
const SELECTS = new WeakMap<readonly string[], string>();

function selectSql(object: ObjectType, columns: readonly string[] | undefined): string {
  const known = columns && SELECTS.get(columns);
  if (known !== undefined) return known;
  const sql = `SELECT ${columns?.map(quoted).join(', ') ?? '*'} FROM ${quoted(object.name)} WHERE "Id" = ?`;
  if (columns) SELECTS.set(columns, sql);
  return sql;
}

function createIds(numbers: Numbers): Pick<Store, 'newId' | 'newIds'> {
  return {
    newId: ({ keyPrefix }) => recordId(keyPrefix, numbers.next(keyPrefix)),
    newIds: ({ keyPrefix }, count) => {
      const first = numbers.many(keyPrefix, count);
      return (at) => recordId(keyPrefix, first + at);
    },
  };
}

function createReading(database: DatabaseSync, prepare: Prepare): Pick<Store, 'get' | 'find' | 'all' | 'each'> {
  return {
    get: (object, id, columns) => prepare(selectSql(object, columns)).get(id) as StoredRow | undefined,
    find: (object, match) => {
      const names = Object.keys(match);
      const where = names.length === 0 ? '' : ` WHERE ${names.map((name) => `${quoted(name)} IS ?`).join(' AND ')}`;
      const sql = `SELECT * FROM ${quoted(object.name)}${where} ORDER BY "Id"`;
      return prepare(sql).all(...names.map((name) => match[name] ?? null)) as StoredRow[];
    },
    all: (sql, parameters = []) => prepare(sql).all(...parameters) as StoredRow[],
    // Of its own: a kept statement could be asked again meanwhile.
    each: (sql, parameters = []) => database.prepare(sql).iterate(...parameters) as Iterable<StoredRow>,
  };
}

type Writing = Pick<Store, 'insert' | 'insertMany' | 'update' | 'remove'>;

/** @param written told of every object that is written */
function createWriting(prepare: Prepare, written: (object: ObjectType) => void): Writing {
  return {
    insert: (object, row) => {
      const names = Object.keys(row);
      prepare(insertSql(object, names)).run(...names.map((name) => row[name] ?? null));
      written(object);
    },
    insertMany: (object, columns, rows) => {
      const statement = prepare(insertSql(object, columns));
      for (const row of rows) statement.run(...row);
      written(object);
    },
    update: (object, id, changes) => {
      const names = Object.keys(changes);
      if (names.length === 0) return;
      prepare(updateSql(object, names)).run(...names.map((name) => changes[name] ?? null), id);
      written(object);
    },
    remove: (object, id) => {
      prepare(`DELETE FROM ${quoted(object.name)} WHERE "Id" = ?`).run(id);
      written(object);
    },
  };
}

/** SQLite compares texts in any case for ASCII alone; where other letters are asked for, this helps out. */
function fold(value: SQLOutputValue): SQLOutputValue {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

export function openStore({ schema, file }: StoreOptions): Store {
  const database = openDatabase(file);
  database.exec('PRAGMA case_sensitive_like = OFF');
  database.function('fold', { deterministic: true }, fold);
  const { prepare, forget } = createStatements(database);
  const numbers = createNumbers(prepare);
  const versions = createVersions();
  const tables = createTables(database, schema, (table) => {
    forget(table);
    versions.all();
  });
  const applySchema: Tables['applySchema'] = (object) => {
    database.exec(SEQUENCE);
    tables.applySchema(object);
  };
  database.exec('BEGIN');
  applySchema();
  database.exec('COMMIT');
  return {
    database,
    get setupVersion() {
      return versions.setup;
    },
    get undoings() {
      return versions.undoings;
    },
    versionOf: versions.of,
    ...tables,
    applySchema,
    replaced: () => {
      forget();
      numbers.restart();
      versions.all();
    },
    ...createIds(numbers),
    ...createReading(database, prepare),
    ...createWriting(prepare, versions.written),
    ...createTransactions(database, prepare, versions, numbers.forget),
    close: () => database.close(),
  };
}
