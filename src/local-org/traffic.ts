import type { SQLInputValue } from 'node:sqlite';
import type { Store, StoredRow } from './store/store.ts';

/** One request the org has seen. Event logs, limits and the coverage page are made from these. */
export interface RequestRecord {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly userId: string | undefined;
  readonly appId: string | undefined;
  readonly appName: string | undefined;
  /** `REST`, `SOAP`, `BULK_API_2`, `METADATA`, `TOOLING`, `OAUTH`. */
  readonly family: string;
  readonly method: string;
  /** Path without the query; tokens never get here. */
  readonly resource: string;
  readonly apiVersion: string;
  /** API names of the objects it touched, in order of first touch. */
  readonly entities: readonly string[];
  readonly status: number;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly countsAgainstLimit: boolean;
  /** Name that the client gives itself in `Sforce-Call-Options`. */
  readonly clientName?: string | undefined;
  readonly details?: RequestDetails;
  /** Absent for requests of the past, which a seed brings. */
  readonly size?: RequestSize;
}

/** What only the endpoint knows of a request. */
export interface RequestDetails {
  /** Operation of a SOAP body: `query`, `deploy`. */
  readonly operation?: string | undefined;
  /** The SOQL that was asked; only RestApi, a licensed event type, tells it. */
  readonly query?: string | undefined;
  /** Rows that were answered. */
  readonly rows?: number | undefined;
}

export interface RequestSize {
  readonly milliseconds: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
}

export interface Traffic {
  add(record: RequestRecord): void;
  /** Requests from before the org was started. */
  addHistory(records: Iterable<RequestRecord>): void;
  /** Requests from `start` until before `end`, oldest first, in milliseconds since 1970. */
  between(start: number, end: number): Iterable<RequestRecord>;
  /** Start of each period of a length in which requests came, in milliseconds since 1970. */
  periods(milliseconds: number): readonly number[];
  /** Requests since midnight UTC that count against the daily limit. */
  countedToday(now: Date): number;
  /** Grows with every history that is brought. */
  readonly historyVersion: number;
  /** Requests nothing answered, by method and path, with how often. */
  readonly unanswered: ReadonlyMap<string, number>;
  addUnanswered(request: string): void;
  /** Writes what is still in memory; a file that is closed then has it all. */
  flush(): void;
}

const TABLE = `CREATE TABLE IF NOT EXISTS "#request" (
  number INTEGER PRIMARY KEY, time INTEGER NOT NULL, counts INTEGER NOT NULL, user TEXT, appId TEXT, appName TEXT,
  family TEXT, method TEXT, resource TEXT, version TEXT, entities TEXT, status INTEGER, ip TEXT, agent TEXT, client TEXT,
  operation TEXT, query TEXT, rows INTEGER, milliseconds INTEGER, requestBytes INTEGER, responseBytes INTEGER
);
CREATE INDEX IF NOT EXISTS "#request.time" ON "#request" (time, counts)`;
const INSERT = `INSERT INTO "#request" (time, counts, user, appId, appName, family, method, resource, version, entities,
  status, ip, agent, client, operation, query, rows, milliseconds, requestBytes, responseBytes)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Requests are written in bundles: one at a time would cost more than answering them. */
const BUNDLE = 256;
const WRITTEN_AFTER_MS = 1000;
const DAY = 86_400_000;
/** More than any retention of event logs asks for under load; bounds what a load test leaves. */
const KEPT = 500_000;

/** The requests of the org, in its store: they outlive a restart when the store does. */
export function createTraffic(store: Store): Traffic {
  const { database } = store;
  database.exec(TABLE);
  const insert = database.prepare(INSERT);
  const drop = database.prepare('DELETE FROM "#request" WHERE number <= (SELECT max(number) FROM "#request") - ?');
  const unanswered = new Map<string, number>();
  let pending: RequestRecord[] = [];
  let timer: NodeJS.Timeout | undefined;
  let historyVersion = 0;
  let today = { start: -1, counted: 0 };

  const write = (records: Iterable<RequestRecord>): void => {
    store.transaction(() => {
      for (const record of records) insert.run(...valuesOf(record));
    });
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    // What is written within a transaction of a request would go with it when that is undone.
    if (pending.length === 0 || database.isTransaction) return;
    const bundle = pending;
    pending = [];
    write(bundle);
    drop.run(KEPT);
  };
  const startDay = (time: number): void => {
    const start = Math.floor(time / DAY) * DAY;
    if (start === today.start) return;
    flush();
    const sql = 'SELECT COUNT(*) AS n FROM "#request" WHERE time >= ? AND time < ? AND counts = 1';
    const written = Number(store.all(sql, [start, start + DAY])[0]?.['n'] ?? 0);
    const waiting = pending.filter((one) => one.countsAgainstLimit && one.time >= start && one.time < start + DAY);
    today = { start, counted: written + waiting.length };
  };
  return {
    add: (record) => {
      startDay(record.time);
      if (record.countsAgainstLimit) today.counted += 1;
      pending.push(record);
      if (pending.length >= BUNDLE) flush();
      else timer ??= setTimeout(flush, WRITTEN_AFTER_MS).unref();
    },
    addHistory: (records) => {
      flush();
      write(records);
      historyVersion += 1;
      today = { start: -1, counted: 0 };
    },
    between: function* (start, end) {
      flush();
      const sql = 'SELECT * FROM "#request" WHERE time >= ? AND time < ? ORDER BY time, number';
      for (const row of database.prepare(sql).iterate(start, end)) yield recordOf(row as StoredRow);
    },
    periods: (milliseconds) => {
      flush();
      const sql = 'SELECT DISTINCT time / ?1 * ?1 AS start FROM "#request" ORDER BY start';
      return store.all(sql, [milliseconds]).map((row) => Number(row['start']));
    },
    countedToday: (now) => {
      startDay(now.getTime());
      return today.counted;
    },
    get historyVersion() {
      return historyVersion;
    },
    unanswered,
    addUnanswered: (request) => void unanswered.set(request, (unanswered.get(request) ?? 0) + 1),
    flush,
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
