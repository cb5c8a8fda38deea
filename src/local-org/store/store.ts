import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import type { ObjectType } from '../schema/object-type.ts';
import type { Schema } from '../schema/schema.ts';
import { recordId } from './ids.ts';
import { createTables, quoted, type Tables } from './tables.ts';

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
  newId(object: ObjectType): string;
  insert(object: ObjectType, row: StoredRow): void;
  update(object: ObjectType, id: string, changes: StoredRow): void;
  remove(object: ObjectType, id: string): void;
  get(object: ObjectType, id: string): StoredRow | undefined;
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
  close(): void;
}

export interface StoreOptions {
  readonly schema: Schema;
  /** File to keep the records in; in memory when absent. */
  readonly file?: string | undefined;
}

/** Statements by their text, compiled once. */
function createStatements(database: DatabaseSync): { prepare(sql: string): StatementSync; forget(): void } {
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
    forget: () => known.clear(),
  };
}

interface Transactions {
  readonly transaction: Store['transaction'];
  readonly held: Store['held'];
}

/** Transactions that may be nested: an inner one that fails undoes only what it did. */
function createTransactions(database: DatabaseSync, failed: () => void): Transactions {
  let depth = 0;
  let queue: Promise<unknown> = Promise.resolve();
  const begin = (): void => {
    database.exec(depth === 0 ? 'BEGIN' : `SAVEPOINT s${depth}`);
    depth += 1;
  };
  const commit = (): void => {
    depth -= 1;
    database.exec(depth === 0 ? 'COMMIT' : `RELEASE s${depth}`);
  };
  const undo = (): void => {
    depth -= 1;
    database.exec(depth === 0 ? 'ROLLBACK' : `ROLLBACK TO s${depth}; RELEASE s${depth}`);
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
  };
}

const RESERVED = 200;
const RESERVE = `INSERT INTO "#sequence" (prefix, last) VALUES (?1, ?2 + ${RESERVED})
  ON CONFLICT (prefix) DO UPDATE SET last = max(last, ?2) + ${RESERVED} RETURNING last`;

interface Numbers {
  next(prefix: string): number;
  /** To be told when something was undone: a lot that was reserved in it is not reserved any more. */
  forget(): void;
}

/** Numbers for ids, reserved in lots so that not every new record writes one. None is given twice, whatever is undone. */
function createNumbers(prepare: (sql: string) => StatementSync): Numbers {
  const lots = new Map<string, { next: number; readonly last: number }>();
  const highest = new Map<string, number>();
  return {
    next: (prefix) => {
      const known = lots.get(prefix);
      if (known && known.next <= known.last) return known.next++;
      const { last } = prepare(RESERVE).get(prefix, highest.get(prefix) ?? 0) as { last: number };
      highest.set(prefix, last);
      lots.set(prefix, { next: last - RESERVED + 2, last });
      return last - RESERVED + 1;
    },
    forget: () => lots.clear(),
  };
}

/** SQLite compares texts in any case for ASCII alone; where other letters are asked for, this helps out. */
function fold(value: SQLOutputValue): SQLOutputValue {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

export function openStore({ schema, file }: StoreOptions): Store {
  const database = new DatabaseSync(file ?? ':memory:');
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA case_sensitive_like = OFF');
  database.function('fold', { deterministic: true }, fold);
  database.exec('CREATE TABLE IF NOT EXISTS "#sequence" (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL)');
  const { prepare, forget } = createStatements(database);
  const numbers = createNumbers(prepare);
  let setupVersion = 0;
  const written = (object: ObjectType): void => {
    if (object.kind === 'setup') setupVersion += 1;
  };
  const tables = createTables(database, schema, () => {
    forget();
    setupVersion += 1;
  });
  tables.applySchema();
  return {
    database,
    get setupVersion() {
      return setupVersion;
    },
    ...tables,
    newId: (object) => recordId(object.keyPrefix, numbers.next(object.keyPrefix)),
    insert: (object, row) => {
      const names = Object.keys(row);
      const columns = names.map(quoted).join(', ');
      const sql = `INSERT INTO ${quoted(object.name)} (${columns}) VALUES (${names.map(() => '?').join(', ')})`;
      prepare(sql).run(...names.map((name) => row[name] ?? null));
      written(object);
    },
    update: (object, id, changes) => {
      const names = Object.keys(changes);
      if (names.length === 0) return;
      const columns = names.map((name) => `${quoted(name)} = ?`).join(', ');
      const sql = `UPDATE ${quoted(object.name)} SET ${columns} WHERE "Id" = ?`;
      prepare(sql).run(...names.map((name) => changes[name] ?? null), id);
      written(object);
    },
    remove: (object, id) => {
      prepare(`DELETE FROM ${quoted(object.name)} WHERE "Id" = ?`).run(id);
      written(object);
    },
    get: (object, id) =>
      prepare(`SELECT * FROM ${quoted(object.name)} WHERE "Id" = ?`).get(id) as StoredRow | undefined,
    find: (object, match) => {
      const names = Object.keys(match);
      const where = names.length === 0 ? '' : ` WHERE ${names.map((name) => `${quoted(name)} IS ?`).join(' AND ')}`;
      const sql = `SELECT * FROM ${quoted(object.name)}${where} ORDER BY "Id"`;
      return prepare(sql).all(...names.map((name) => match[name] ?? null)) as StoredRow[];
    },
    all: (sql, parameters = []) => prepare(sql).all(...parameters) as StoredRow[],
    // Of its own: a kept statement could be asked again meanwhile.
    each: (sql, parameters = []) => database.prepare(sql).iterate(...parameters) as Iterable<StoredRow>,
    ...createTransactions(database, () => {
      setupVersion += 1;
      numbers.forget();
    }),
    close: () => database.close(),
  };
}
