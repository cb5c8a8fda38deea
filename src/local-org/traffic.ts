import type { RequestRecord } from './request-record.ts';
import { openRequestTable, type RequestTable } from './request-table.ts';
import type { Store } from './store/store.ts';

export type { RequestRecord } from './request-record.ts';

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
  /** The store was put back or emptied: what it holds now is what the org has seen. */
  restart(): void;
  /** Told of every request from now on. */
  watch(watcher: (record: RequestRecord) => void): void;
}

/** Requests are written in bundles: one at a time would cost more than answering them. */
const BUNDLE = 256;
const WRITTEN_AFTER_MS = 1000;
const DAY = 86_400_000;
/** More than any retention of event logs asks for; bounds what a load test leaves. */
const KEPT = 500_000;

function createUnanswered(): Pick<Traffic, 'unanswered' | 'addUnanswered'> {
  const unanswered = new Map<string, number>();
  return {
    unanswered,
    addUnanswered: (request) => void unanswered.set(request, (unanswered.get(request) ?? 0) + 1),
  };
}

/** Requests that wait for being written. */
interface Bundle {
  readonly waiting: () => readonly RequestRecord[];
  readonly push: (record: RequestRecord) => void;
  readonly flush: () => void;
  readonly drop: () => void;
}

function createBundle(store: Store, table: RequestTable): Bundle {
  let pending: RequestRecord[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    // What is written within a transaction of a request would go with it when that is undone.
    if (pending.length === 0 || store.database.isTransaction) return;
    const bundle = pending;
    pending = [];
    table.write(bundle);
    table.shorten(KEPT);
  };
  return {
    waiting: () => pending,
    push: (record) => {
      pending.push(record);
      if (pending.length >= BUNDLE) flush();
      else timer ??= setTimeout(flush, WRITTEN_AFTER_MS).unref();
    },
    flush,
    drop: () => {
      pending = [];
    },
  };
}

/** The requests of the org, in its store: they outlive a restart when the store does. */
export function createTraffic(store: Store): Traffic {
  const table = openRequestTable(store);
  const { waiting, push, flush, drop } = createBundle(store, table);
  const watchers: ((record: RequestRecord) => void)[] = [];
  let historyVersion = 0;
  let today = { start: -1, counted: 0 };

  const forgetDay = (): void => {
    historyVersion += 1;
    today = { start: -1, counted: 0 };
  };
  const startDay = (time: number): void => {
    const start = Math.floor(time / DAY) * DAY;
    if (start === today.start) return;
    flush();
    const isOfDay = (one: RequestRecord) => one.countsAgainstLimit && one.time >= start && one.time < start + DAY;
    today = { start, counted: table.countedBetween(start, start + DAY) + waiting().filter(isOfDay).length };
  };
  return {
    add: (record) => {
      startDay(record.time);
      if (record.countsAgainstLimit) today.counted += 1;
      push(record);
      for (const watcher of watchers) watcher(record);
    },
    addHistory: (records) => {
      flush();
      table.write(records);
      forgetDay();
    },
    between: (start, end) => {
      flush();
      return table.between(start, end);
    },
    periods: (milliseconds) => {
      flush();
      return table.periods(milliseconds);
    },
    countedToday: (now) => {
      startDay(now.getTime());
      return today.counted;
    },
    get historyVersion() {
      return historyVersion;
    },
    ...createUnanswered(),
    flush,
    restart: () => {
      drop();
      table.create();
      forgetDay();
    },
    watch: (watcher) => void watchers.push(watcher),
  };
}
