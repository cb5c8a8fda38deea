import type { Org } from '../org.ts';

/** Types that `EventLogFile.LogFileFieldTypes` names. */
export type ColumnType = 'String' | 'DateTime' | 'Id' | 'Number' | 'Boolean' | 'IP' | 'Set';

/** A kind of event that the org writes log files of. */
export interface EventType {
  /** `EventLogFile.EventType`. */
  readonly name: string;
  /** Needs Event Monitoring; without it there are no files of this type (facts 4.1). */
  readonly licensed: boolean;
  /** In the order of the file. */
  readonly columns: readonly (readonly [name: string, type: ColumnType])[];
  /** Starts of the periods of a length in which such events happened, in milliseconds since 1970. */
  periods(org: Org, milliseconds: number): readonly number[];
  /** Events from `start` until before `end`, as values by column; a column without a value is empty. */
  events(org: Org, start: number, end: number): Iterable<EventValues>;
}

export type EventValues = Readonly<Record<string, string | number | undefined>>;

/** `20261124100502.123`, in UTC. */
export function eventTimestamp(time: number): string {
  return new Date(time).toISOString().replaceAll(/[-:TZ]/g, '');
}

/** Event logs write the 15 characters of an id that are compared with their case. */
export function shortId(id: string | undefined): string | undefined {
  return id?.slice(0, 15);
}

/** Columns that every event starts with. */
export const COMMON_COLUMNS: EventType['columns'] = [
  ['EVENT_TYPE', 'String'],
  ['TIMESTAMP', 'DateTime'],
  ['REQUEST_ID', 'String'],
  ['ORGANIZATION_ID', 'Id'],
  ['USER_ID', 'Id'],
];

export function commonValues(
  org: Org,
  eventType: string,
  {
    time,
    requestId,
    userId,
  }: { readonly time: number; readonly requestId: string; readonly userId: string | undefined },
): EventValues {
  return {
    EVENT_TYPE: eventType,
    TIMESTAMP: eventTimestamp(time),
    REQUEST_ID: requestId,
    ORGANIZATION_ID: shortId(org.id),
    USER_ID: shortId(userId),
    TIMESTAMP_DERIVED: new Date(time).toISOString(),
    USER_ID_DERIVED: userId,
  };
}

/** Every value stands in quotes, quotes within are doubled (facts 4.1). */
export function csvLine(values: readonly (string | number | undefined)[]): string {
  return `${values.map((value) => `"${String(value ?? '').replaceAll('"', '""')}"`).join(',')}\n`;
}
