import type { SQLInputValue } from 'node:sqlite';
import type { RequestRecord } from './request-record.ts';
import type { Store, StoredRow } from './store/store.ts';

const TABLE = `CREATE TABLE IF NOT EXISTS "#request" (
  number INTEGER PRIMARY KEY, time INTEGER NOT NULL, counts INTEGER NOT NULL, user TEXT, appId TEXT, appName TEXT,
  family TEXT, method TEXT, resource TEXT, version TEXT, entities TEXT, status INTEGER, ip TEXT, agent TEXT, client TEXT,
  operation TEXT, query TEXT, rows INTEGER, milliseconds INTEGER, requestBytes INTEGER, responseBytes INTEGER
);
CREATE INDEX IF NOT EXISTS "#request.time" ON "#request" (time, counts)`;
const INSERT = `INSERT INTO "#request" (time, counts, user, appId, appName, family, method, resource, version, entities,
  status, ip, agent, client, operation, query, rows, milliseconds, requestBytes, responseBytes)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** The requests that are written down. */
export interface RequestTable {
  /** Makes the table anew where the store was emptied. */
  create(): void;
  write(records: Iterable<RequestRecord>): void;
  between(start: number, end: number): Iterable<RequestRecord>;
  periods(milliseconds: number): readonly number[];
  countedBetween(start: number, end: number): number;
  /** Forgets the oldest, so that at most `kept` stay. */
  shorten(kept: number): void;
}

export function openRequestTable(store: Store): RequestTable {
  const { database } = store;
  database.exec(TABLE);
  const insert = database.prepare(INSERT);
  const drop = database.prepare('DELETE FROM "#request" WHERE number <= (SELECT max(number) FROM "#request") - ?');
  return {
    create: () => database.exec(TABLE),
    write: (records) => {
      store.transaction(() => {
        for (const record of records) insert.run(...valuesOf(record));
      });
    },
    between: function* (start, end) {
      const sql = 'SELECT * FROM "#request" WHERE time >= ? AND time < ? ORDER BY time, number';
      for (const row of database.prepare(sql).iterate(start, end)) yield recordOf(row as StoredRow);
    },
    periods: (milliseconds) => {
      const sql =
        'SELECT DISTINCT time / CAST(?1 AS INTEGER) * CAST(?1 AS INTEGER) AS start FROM "#request" ORDER BY start';
      return store.all(sql, [milliseconds]).map((row) => Number(row['start']));
    },
    countedBetween: (start, end) => {
      const sql = 'SELECT COUNT(*) AS n FROM "#request" WHERE time >= ? AND time < ? AND counts = 1';
      return Number(store.all(sql, [start, end])[0]?.['n'] ?? 0);
    },
    shorten: (kept) => void drop.run(kept),
  };
}

function valuesOf(record: RequestRecord): SQLInputValue[] {
  const { details, size } = record;
  return [
    Math.round(record.time),
    record.countsAgainstLimit ? 1 : 0,
    record.userId ?? null,
    record.appId ?? null,
    record.appName ?? null,
    record.family,
    record.method,
    record.resource,
    record.apiVersion,
    record.entities.join(';'),
    record.status,
    record.sourceIp,
    record.userAgent,
    record.clientName ?? null,
    details?.operation ?? null,
    details?.query ?? null,
    details?.rows ?? null,
    size ? Math.round(size.milliseconds) : null,
    size?.requestBytes ?? null,
    size?.responseBytes ?? null,
  ];
}

function recordOf(row: StoredRow): RequestRecord {
  const text = (name: string): string | undefined => (row[name] === null ? undefined : String(row[name]));
  const entities = text('entities') ?? '';
  const isMeasured = row['milliseconds'] !== null;
  return {
    number: Number(row['number']),
    time: Number(row['time']),
    userId: text('user'),
    appId: text('appId'),
    appName: text('appName'),
    family: text('family') ?? '',
    method: text('method') ?? '',
    resource: text('resource') ?? '',
    apiVersion: text('version') ?? '',
    entities: entities === '' ? [] : entities.split(';'),
    status: Number(row['status']),
    sourceIp: text('ip') ?? '',
    userAgent: text('agent') ?? '',
    countsAgainstLimit: row['counts'] === 1,
    clientName: text('client'),
    details: {
      operation: text('operation'),
      query: text('query'),
      rows: row['rows'] === null ? undefined : Number(row['rows']),
    },
    ...(isMeasured
      ? {
          size: {
            milliseconds: Number(row['milliseconds']),
            requestBytes: Number(row['requestBytes']),
            responseBytes: Number(row['responseBytes']),
          },
        }
      : {}),
  };
}
