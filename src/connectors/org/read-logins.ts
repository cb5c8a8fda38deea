import type { LoginActivity } from '../../model/activity.ts';
import type { Failure } from './answer.ts';
import { chunks } from './chunks.ts';
import { queryTogether } from './query.ts';
import type { Reading } from './reading.ts';
import { instantIn, longId, numberIn, originOf, type Row, textIn } from './row.ts';

const OBJECT = 'LoginHistory';
/** Groups in one answer: the org does not page through more. */
const CEILING = 2_000;
const USERS_A_QUERY = 150;
const GROUPED = ['UserId', 'Application', 'LoginType', 'LoginSubType', 'ApiType', 'ApiVersion', 'SourceIp', 'Status'];
/** A log-in through the browser: people do that all day, from everywhere. */
const BY_BROWSER = 'Application';

/** What is told apart of those. */
const OF_BROWSERS = new Set(['UserId', 'LoginType', 'Status']);

/** Some users in some stretch of time, in days before now. */
interface Part {
  readonly users: readonly string[];
  readonly from: number;
  readonly to: number;
  /** People's log-ins by browser are counted by user and outcome; all others are told apart by all that matters. */
  readonly browser: boolean;
}

/**
 * Who logged in how often, from where, and by which way: counted by the org, so that a year of log-ins costs few rows.
 * An answer has 2,000 groups at most and no second page, so parts that reach it are asked for again in halves.
 */
export async function readLogins(
  reading: Reading,
  usernames: ReadonlyMap<string, string>,
  active: readonly string[],
  days: number,
): Promise<readonly LoginActivity[]> {
  if (!reading.columns.has(OBJECT)) {
    reading.notes.refused('logins');
    return [];
  }
  const grouped = reading.columns.of(OBJECT, GROUPED);
  const logins: LoginActivity[] = [];
  let open: readonly Part[] = firstParts(active, days);
  while (open.length > 0) {
    const found = await queryTogether(
      reading.wire,
      open.map((part) => ({ soql: soqlOf(part, grouped, reading.now) })),
    );
    open = open.flatMap((part, at) => {
      const one = found[at];
      if (one?.ok && one.rows.length < CEILING) {
        for (const row of one.rows) logins.push(toLogin(row, usernames));
        return [];
      }
      if (one?.ok || isTooMuch(one?.failure)) {
        const halves = halved(part);
        if (halves.length > 0) return halves;
        reading.notes.partial('logins', `the log-ins of one user in one day are more than the org counts at once`);
        return [];
      }
      reading.notes.refused('logins', one?.failure);
      return [];
    });
  }
  reading.notes.read('logins');
  return logins.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** About how many calls counting the log-ins of so many users takes. */
export function callsForLogins(users: number): number {
  return Math.ceil((2 * Math.ceil(users / USERS_A_QUERY)) / 5);
}

function firstParts(users: readonly string[], days: number): readonly Part[] {
  return chunks(users, USERS_A_QUERY).flatMap((some) =>
    [true, false].map((browser) => ({ users: some, from: days, to: 0, browser })),
  );
}

/** Of the columns of LoginHistory only some can be filtered: LoginTime, LoginType and UserId are among them. */
function soqlOf({ users, from, to, browser }: Part, grouped: readonly string[], now: Date): string {
  const columns = browser ? grouped.filter((name) => OF_BROWSERS.has(name)) : grouped;
  const time = (daysAgo: number): string =>
    new Date(now.getTime() - daysAgo * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const conditions = [
    `UserId IN (${users.map((id) => `'${id}'`).join(', ')})`,
    `LoginType ${browser ? '=' : '!='} '${BY_BROWSER}'`,
    `LoginTime >= ${time(from)}`,
    ...(to > 0 ? [`LoginTime < ${time(to)}`] : []),
  ];
  const select = [...columns, 'COUNT(Id) logins', 'MIN(LoginTime) earliest', 'MAX(LoginTime) latest'];
  return `SELECT ${select.join(', ')} FROM ${OBJECT} WHERE ${conditions.join(' AND ')} GROUP BY ${columns.join(', ')}`;
}

function isTooMuch(failure: Failure | undefined): boolean {
  return ['EXCEEDED_ID_LIMIT', 'QUERY_TIMEOUT', 'QUERY_TOO_COMPLICATED', 'OPERATION_TOO_LARGE'].includes(
    failure?.code ?? '',
  );
}

/** By users as long as there are several, then by time, down to a day. */
function halved(part: Part): readonly Part[] {
  const { users, from, to } = part;
  if (users.length > 1) {
    const half = Math.ceil(users.length / 2);
    return [
      { ...part, users: users.slice(0, half) },
      { ...part, users: users.slice(half) },
    ];
  }
  if (from - to <= 1) return [];
  const middle = to + (from - to) / 2;
  return [
    { ...part, from, to: middle },
    { ...part, from: middle, to },
  ];
}

function toLogin(row: Row, usernames: ReadonlyMap<string, string>): LoginActivity {
  const userId = textIn(row, 'UserId');
  return {
    username: usernames.get(longId(userId)) ?? userId,
    application: textIn(row, 'Application'),
    loginType: textIn(row, 'LoginType'),
    loginSubType: textIn(row, 'LoginSubType'),
    apiType: textIn(row, 'ApiType'),
    apiVersion: textIn(row, 'ApiVersion'),
    sourceIp: textIn(row, 'SourceIp'),
    status: textIn(row, 'Status'),
    count: numberIn(row, 'logins') ?? 0,
    first: instantIn(row, 'earliest') ?? '',
    last: instantIn(row, 'latest') ?? '',
    origin: originOf(OBJECT, userId),
  };
}

function keyOf({
  username,
  application,
  loginType,
  loginSubType,
  apiType,
  apiVersion,
  sourceIp,
  status,
  first,
}: LoginActivity): string {
  return [username, application, loginType, loginSubType, apiType, apiVersion, sourceIp, status, first].join('\n');
}
