import type { CountedCalls, DayOfCalls, UserCalls } from '../../model/user-calls.ts';
import { resourceOf } from './call-tally.ts';

/** Columns of the log that are looked at. Which of them a log has, its first line says. */
export const USER_CALL_COLUMNS = [
  'USER_ID',
  'CONNECTED_APP_NAME',
  'CONNECTED_APP_ID',
  'CLIENT_NAME',
  'HTTP_METHOD',
  'API_FAMILY',
  'API_RESOURCE',
  'API_VERSION',
  'CLIENT_IP',
  'STATUS_CODE',
] as const;

type Column = (typeof USER_CALL_COLUMNS)[number];

export interface UserCallTally {
  add(day: string, cells: readonly string[], places: readonly number[]): void;
  /** Counts so far, as one value that can be put back when a file breaks off. */
  counted(daysWithLog: ReadonlySet<string>): Counts;
  /** The last day on which an application went by each of its ids or keys. */
  lastDays(): ReadonlyMap<string, string>;
}

export type Counts = Pick<
  UserCalls,
  'days' | 'applications' | 'addresses' | 'versions' | 'clients' | 'requests' | 'errors'
>;

interface Tallied {
  calls: number;
  errors: number;
  lastDay: string;
}

/** Rows of a list: what comes after them is rare, and counted together. */
const MOST = 20;

/** Counts the calls of one user, by everything that tells applications apart. */
export function createUserCallTally(userId15: string): UserCallTally {
  const lists = new Map<string, Map<string, Tallied>>();
  const count = (list: string, name: string, day: string, isError: boolean): void => {
    const names = lists.get(list) ?? new Map<string, Tallied>();
    lists.set(list, names);
    const known = names.get(name) ?? { calls: 0, errors: 0, lastDay: day };
    names.set(name, known);
    known.calls += 1;
    if (isError) known.errors += 1;
    if (day > known.lastDay) known.lastDay = day;
  };
  return {
    add: (day, cells, places) => {
      const value = (column: Column): string => cells[places[USER_CALL_COLUMNS.indexOf(column)] ?? -1] ?? '';
      if (value('USER_ID').slice(0, 15) !== userId15) return;
      const status = value('STATUS_CODE');
      const isError = /^[45]\d\d$/.test(status);
      const request = requestOf(value('HTTP_METHOD'), value('API_FAMILY'), value('API_RESOURCE'));
      count('days', day, day, isError);
      count('applications', value('CONNECTED_APP_NAME'), day, isError);
      count('ids', value('CONNECTED_APP_ID'), day, isError);
      count('addresses', value('CLIENT_IP'), day, isError);
      count('versions', value('API_VERSION'), day, isError);
      count('clients', value('CLIENT_NAME'), day, isError);
      count('requests', request, day, isError);
      if (isError) count('errors', `${status} ${request}`, day, true);
    },
    counted: (daysWithLog) => ({
      days: daysOf(lists.get('days') ?? new Map(), daysWithLog),
      applications: listed(lists.get('applications')),
      addresses: listed(lists.get('addresses')),
      versions: listed(lists.get('versions')),
      clients: listed(lists.get('clients')),
      requests: listed(lists.get('requests')),
      errors: listed(lists.get('errors')),
    }),
    lastDays: () => new Map([...(lists.get('ids') ?? [])].map(([id, { lastDay }]) => [id, lastDay])),
  };
}

/** `GET REST /sobjects/Account/{id}`: without version, and without ids of records. */
function requestOf(method: string, family: string, resource: string): string {
  return [method, family, resourceOf(resource)].filter((text) => text !== '').join(' ');
}

function listed(names: ReadonlyMap<string, Tallied> | undefined): readonly CountedCalls[] {
  const all = [...(names ?? [])]
    .map(([name, counts]) => ({ name, ...counts }))
    .sort((a, b) => b.calls - a.calls || (a.name < b.name ? -1 : 1));
  const [shown, rest] = [all.slice(0, MOST), all.slice(MOST)];
  if (rest.length === 0) return shown;
  const sum = (key: 'calls' | 'errors') => rest.reduce((total, one) => total + one[key], 0);
  const lastDay =
    rest
      .map((one) => one.lastDay)
      .sort()
      .at(-1) ?? '';
  return [...shown, { name: `${rest.length} others`, calls: sum('calls'), errors: sum('errors'), lastDay }];
}

const DAY_MS = 86_400_000;

function daysOf(counts: ReadonlyMap<string, Tallied>, withLog: ReadonlySet<string>): readonly DayOfCalls[] {
  const known = [...withLog].sort();
  const [from, to] = [known[0], known.at(-1)];
  if (from === undefined || to === undefined) return [];
  const days: DayOfCalls[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    const { calls = 0, errors = 0 } = counts.get(day) ?? {};
    days.push({ day, calls, errors, hasLog: withLog.has(day) });
  }
  return days;
}
