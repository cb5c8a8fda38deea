import type { CountedLogins, UserCalls } from '../../model/user-calls.ts';
import { createTableReader } from './csv.ts';
import { queryTogether, rowsOf } from './query.ts';
import { pour } from './read-api-calls.ts';
import { instantIn, numberIn, type Row, textIn } from './row.ts';
import { createUserCallTally, USER_CALL_COLUMNS, type UserCallTally } from './user-call-tally.ts';
import type { Wire } from './wire.ts';

export interface UserCallsOptions {
  readonly userId: string;
  readonly username: string;
  readonly days: number;
  readonly now: Date;
}

/** Calls of a user, and by which ids or keys its applications went until when. */
export interface ReadUserCalls {
  readonly calls: UserCalls;
  readonly lastDays: ReadonlyMap<string, string>;
}

const DAY_MS = 86_400_000;
const TRIES = 3;
/** Files beyond this are left alone, the oldest first. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * What one user called through the API, by day, from the logs that every org writes (`ApiTotalUsage`), and how it logged in
 * (`LoginHistory`). Without Event Monitoring a daily file stays for a day (facts 4.1), so the window may be short.
 */
export async function readUserCalls(
  wire: Wire,
  { userId, username, days, now }: UserCallsOptions,
): Promise<ReadUserCalls> {
  const since = new Date(now.getTime() - days * DAY_MS).toISOString().replace(/\.\d+Z$/, 'Z');
  const [files, logins] = await queryTogether(wire, [
    {
      soql: `SELECT Id, LogDate, Interval, LogFileLength FROM EventLogFile WHERE EventType = 'ApiTotalUsage' AND LogDate >= ${since} ORDER BY LogDate DESC`,
    },
    {
      soql: `SELECT Application, LoginSubType, SourceIp, Status, COUNT(Id) times, MAX(LoginTime) last FROM LoginHistory WHERE UserId = '${userId}' AND LoginTime >= ${since} GROUP BY Application, LoginSubType, SourceIp, Status`,
    },
  ]);
  const tally = createTally(userId);
  const { chosen, leftOut } = choose(files ? rowsOf(files) : []);
  const [read, unread] = [new Set<string>(), new Set<string>()];
  for (const file of chosen) (await readFile(wire, file, tally)) ? read.add(dayOf(file)) : unread.add(dayOf(file));
  const counts = tally.all().counted(read);
  const [from, to] = [counts.days[0]?.day, counts.days.at(-1)?.day];
  return {
    calls: {
      username,
      window: from === undefined || to === undefined ? undefined : { from, to },
      asked: { from: since.slice(0, 10), to: now.toISOString().slice(0, 10) },
      blindSpots: blindSpots({
        files,
        logins,
        leftOut,
        unread,
        read,
        now,
        days: counts.days.filter(({ hasLog }) => !hasLog).map(({ day }) => day),
      }),
      ...counts,
      logins: loginsOf(logins ? rowsOf(logins) : []),
    },
    lastDays: tally.all().lastDays(),
  };
}

/** A file that breaks off is counted anew: its rows are kept apart until it is whole. */
function createTally(userId: string) {
  const whole = createUserCallTally(userId.slice(0, 15));
  return {
    all: (): UserCallTally => whole,
    part: (day: string) => {
      const rows: (readonly [readonly string[], readonly number[]])[] = [];
      return {
        add: (cells: readonly string[], places: readonly number[]): void => {
          const at = places[0] ?? -1;
          if ((cells[at] ?? '').slice(0, 15) === userId.slice(0, 15)) rows.push([[...cells], places]);
        },
        keep: (): void => {
          for (const [cells, places] of rows) whole.add(day, cells, places);
        },
      };
    },
  };
}

async function readFile(wire: Wire, file: Row, tally: ReturnType<typeof createTally>): Promise<boolean> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const answer = await wire.open(`${wire.base}/sobjects/EventLogFile/${textIn(file, 'Id')}/LogFile`);
    if (!answer.ok) return false;
    const part = tally.part(dayOf(file));
    const reader = createTableReader(USER_CALL_COLUMNS, part.add);
    try {
      await pour(answer.body, reader.push);
      reader.end();
    } catch {
      continue;
    }
    part.keep();
    return true;
  }
  return false;
}

const dayOf = (file: Row): string => textIn(file, 'LogDate').slice(0, 10);

/** One day may lie there whole and by the hour: then the whole one counts. */
function choose(files: readonly Row[]): { readonly chosen: readonly Row[]; readonly leftOut: number } {
  const isDaily = (file: Row): boolean => textIn(file, 'Interval') !== 'Hourly';
  const whole = new Set(files.filter(isDaily).map(dayOf));
  const wanted = files.filter((file) => isDaily(file) || !whole.has(dayOf(file)));
  let bytes = 0;
  const chosen = wanted.filter((file) => {
    bytes += numberIn(file, 'LogFileLength') ?? 0;
    return bytes <= MOST_BYTES;
  });
  return { chosen, leftOut: wanted.length - chosen.length };
}

function loginsOf(rows: readonly Row[]): readonly CountedLogins[] {
  return rows
    .map((row) => ({
      application: textIn(row, 'Application'),
      way: textIn(row, 'LoginSubType'),
      sourceIp: textIn(row, 'SourceIp'),
      status: textIn(row, 'Status'),
      count: numberIn(row, 'times') ?? 0,
      last: instantIn(row, 'last') ?? '',
    }))
    .sort((a, b) => (a.last < b.last ? 1 : -1));
}

interface Seen {
  readonly files: Awaited<ReturnType<typeof queryTogether>>[number] | undefined;
  readonly logins: Awaited<ReturnType<typeof queryTogether>>[number] | undefined;
  readonly leftOut: number;
  readonly unread: ReadonlySet<string>;
  readonly read: ReadonlySet<string>;
  readonly now: Date;
  readonly days: readonly string[];
}

function blindSpots({ files, logins, leftOut, unread, read, now, days }: Seen): readonly string[] {
  const today = now.toISOString().slice(0, 10);
  return [
    ...(files?.ok === false
      ? [`the logs of API calls cannot be read (${files.failure.code}): View Event Log Files opens them`]
      : []),
    ...(files?.ok && read.size + unread.size === 0
      ? [
          'the org holds no log of API calls: the first daily file comes the day after, and without Event Monitoring it stays for a day',
        ]
      : []),
    ...(read.has(today) ? [] : [`today (${today}) has no log yet`]),
    ...(days.length > 0 ? [`no log of ${days.join(', ')}`] : []),
    ...(unread.size > 0 ? [`the logs of ${[...unread].sort().join(', ')} could not be read`] : []),
    ...(leftOut > 0 ? [`${leftOut} older log files were left out: they are too large`] : []),
    ...(logins?.ok === false
      ? [`log-ins cannot be read (${logins.failure.code}): Monitor Login History opens them`]
      : []),
    'a log-in that only renewed a token may leave no line',
    'the logs name no fields, no records and no queries',
  ];
}
