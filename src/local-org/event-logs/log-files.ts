import type { Org } from '../org.ts';
import type { ObjectType } from '../schema/object-type.ts';
import type { StoredRow } from '../store/store.ts';
import { BULK_API_2 } from './bulk-jobs.ts';
import { COMPOSITE_API } from './composite-requests.ts';
import { csvLine, type EventType } from './event-type.ts';
import { LOGIN } from './log-ins.ts';
import { LOGOUT } from './log-outs.ts';
import { API_TOTAL_USAGE, METADATA_API_OPERATION, REST_API, SOAP_API } from './requests.ts';

/** Types that the local org writes; other types have no files here. */
export const EVENT_TYPES: readonly EventType[] = [
  API_TOTAL_USAGE,
  LOGIN,
  LOGOUT,
  REST_API,
  COMPOSITE_API,
  SOAP_API,
  BULK_API_2,
  METADATA_API_OPERATION,
];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LENGTHS: Readonly<Record<string, number>> = { Daily: DAY, Hourly: HOUR };
/**
 * When files come, and how long they stay (facts 4.1). "Off-peak" on the day after is three in the morning here, and
 * hourly files come as early as they can.
 */
const ARRIVES_AFTER = 3 * HOUR;
const KEPT_FREE = DAY;
const KEPT_LICENSED = 30 * DAY;

interface Period {
  readonly type: EventType;
  readonly interval: string;
  readonly start: number;
}

/** Writes the EventLogFile records that are due now, and drops those that are too old. */
export type LogFiles = (org: Org) => void;

export function createLogFiles(): LogFiles {
  let seen = '';
  let history = 0;
  return (org) => {
    const { traffic, switches } = org;
    const state = `${Math.floor(org.now().getTime() / HOUR)} ${traffic.historyVersion} ${switches.eventMonitoring}`;
    if (state === seen) return;
    // Within a transaction that is undone the records would be lost, and never be written again.
    const stays = !org.store.database.isTransaction;
    const isRewritten = history !== traffic.historyVersion;
    refresh(org, isRewritten);
    if (!stays) return;
    history = traffic.historyVersion;
    seen = state;
  };
}

/** @param isRewritten whether events of the past were brought, so that files are to be made anew */
function refresh(org: Org, isRewritten: boolean): void {
  const object = org.schema.object('EventLogFile');
  if (!object) return;
  const due = new Map(periodsDue(org).map((period) => [keyOf(period), period]));
  org.store.transaction(() => {
    const known = new Set<string>();
    for (const row of org.store.find(object, {})) {
      const key = `${row['EventType']} ${row['Interval']} ${row['LogDate']}`;
      const period = due.get(key);
      known.add(key);
      if (!period) org.store.remove(object, String(row['Id']));
      else if (isRewritten) org.store.update(object, String(row['Id']), contentOf(org, period));
    }
    for (const [key, period] of due) if (!known.has(key)) insertFile(org, object, period);
  });
}

function keyOf({ type, interval, start }: Period): string {
  return `${type.name} ${interval} ${new Date(start).toISOString()}`;
}

function periodsDue(org: Org): readonly Period[] {
  const now = org.now().getTime();
  const { eventMonitoring } = org.switches;
  const kept = eventMonitoring ? KEPT_LICENSED : KEPT_FREE;
  const types = EVENT_TYPES.filter(({ licensed }) => eventMonitoring || !licensed);
  const intervals = eventMonitoring ? ['Daily', 'Hourly'] : ['Daily'];
  return types.flatMap((type) =>
    intervals.flatMap((interval) => {
      const length = LENGTHS[interval] ?? DAY;
      return type
        .periods(org, length)
        .filter((start) => {
          const arrived = start + length + ARRIVES_AFTER;
          return arrived <= now && now < arrived + kept;
        })
        .map((start) => ({ type, interval, start }));
    }),
  );
}

function insertFile(org: Org, object: ObjectType, period: Period): void {
  const content = contentOf(org, period);
  // A period may hold requests, and none of this type.
  if (content['LogFileLength'] === 0) return;
  const { type, interval, start } = period;
  const arrived = new Date(start + (LENGTHS[interval] ?? DAY) + ARRIVES_AFTER).toISOString();
  org.store.insert(object, {
    Id: org.store.newId(object),
    CreatedDate: arrived,
    LastModifiedDate: arrived,
    SystemModstamp: arrived,
    EventType: type.name,
    Interval: interval,
    LogDate: new Date(start).toISOString(),
    Sequence: interval === 'Daily' ? 0 : 1,
    LogFileContentType: 'text/csv',
    LogFileFieldNames: type.columns.map(([name]) => name).join(','),
    LogFileFieldTypes: type.columns.map(([, columnType]) => columnType).join(','),
    ApiVersion: 68,
    IsDeleted: 0,
    ...content,
  });
}

/** LogFile itself is written when it is downloaded; that it is not null makes queries answer its address. */
function contentOf(org: Org, period: Period): StoredRow {
  const text = fileText(org, period);
  return { LogFileLength: text === undefined ? 0 : Buffer.byteLength(text), LogFile: '' };
}

function fileText(org: Org, { type, interval, start }: Period): string | undefined {
  const names = type.columns.map(([name]) => name);
  const lines = [csvLine(names)];
  for (const values of type.events(org, start, start + (LENGTHS[interval] ?? DAY))) {
    lines.push(csvLine(names.map((name) => values[name])));
  }
  return lines.length === 1 ? undefined : lines.join('');
}

/** The CSV text of an EventLogFile record: what happened in its period. */
export function logFileText(org: Org, row: StoredRow): string {
  const type = EVENT_TYPES.find(({ name }) => name === row['EventType']);
  if (!type) return '';
  const period = { type, interval: String(row['Interval']), start: Date.parse(String(row['LogDate'])) };
  return fileText(org, period) ?? '';
}
