import type { Readable } from 'node:stream';
import type { ActivityWindow, ApiActivity } from '../../model/activity.ts';
import { type CallTally, createCallTally, LOG_COLUMNS } from './call-tally.ts';
import { createTableReader } from './csv.ts';
import { rowsOf } from './query.ts';
import { askAll, type Reading, selecting } from './reading.ts';
import { numberIn, type Row, textIn } from './row.ts';

const OBJECT = 'EventLogFile';
const COLUMNS = ['LogDate', 'Interval', 'Sequence', 'LogFileLength'];
/** Files beyond this are left alone, the oldest first: a busy org writes a gigabyte a day. */
const MOST_BYTES = 1024 * 1024 * 1024;
const TRIES = 3;

export interface ApiCalls {
  readonly calls: readonly ApiActivity[];
  readonly window: ActivityWindow | undefined;
}

/**
 * What was called through the API, from the `ApiTotalUsage` event logs that every org writes: counted while the files come
 * in, so that a gigabyte of calls becomes some thousand lines.
 */
export async function readApiCalls(
  reading: Reading,
  usernames: ReadonlyMap<string, string>,
  days: number,
): Promise<ApiCalls> {
  const since = new Date(reading.now.getTime() - days * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const rest = `WHERE EventType = 'ApiTotalUsage' AND LogDate >= ${since} ORDER BY LogDate DESC`;
  const { files } = await askAll(reading, { files: selecting(reading, OBJECT, COLUMNS, rest) });
  if (!files.ok) {
    reading.notes.refused('usage', files.failure);
    return { calls: [], window: undefined };
  }
  const { chosen, leftOut } = choose(rowsOf(files));
  const tally = createCallTally(usernames);
  const unread: string[] = [];
  for (const file of chosen) if (!(await readFile(reading, file, tally))) unread.push(dayOf(file));
  const blindSpots = [
    ...tally.blindSpots(),
    ...(leftOut.length > 0 ? [`${leftOut.length} older log files were left out: they are too large`] : []),
    ...(unread.length > 0 ? [`the log files of ${[...new Set(unread)].join(', ')} could not be read`] : []),
  ];
  noteUsage(reading, chosen, unread, leftOut);
  const read = chosen.map(dayOf).sort();
  const [from] = read;
  const to = read.at(-1);
  if (from === undefined || to === undefined) return { calls: [], window: undefined };
  return {
    calls: tally.calls(),
    window: { kind: 'api-calls', from, to, blindSpots: [...blindSpots, ...missingDays(read)] },
  };
}

function noteUsage(
  { notes }: Reading,
  chosen: readonly Row[],
  unread: readonly string[],
  leftOut: readonly Row[],
): void {
  if (chosen.length === 0)
    notes.absent(
      'usage',
      'the org holds no log of API calls: the first daily file comes the day after, and without Event Monitoring it stays for a day',
    );
  else if (unread.length + leftOut.length > 0)
    notes.partial('usage', `${unread.length + leftOut.length} log files of API calls were not read`);
  else notes.read('usage');
}

/** One day may lie there whole and by the hour: then the whole one counts. */
function choose(files: readonly Row[]): { readonly chosen: readonly Row[]; readonly leftOut: readonly Row[] } {
  const whole = new Set(files.filter((file) => textIn(file, 'Interval') === 'Daily').map(dayOf));
  const wanted = files.filter((file) => textIn(file, 'Interval') === 'Daily' || !whole.has(dayOf(file)));
  let bytes = 0;
  const fits = (file: Row): boolean => {
    bytes += numberIn(file, 'LogFileLength') ?? 0;
    return bytes <= MOST_BYTES;
  };
  const chosen = wanted.filter(fits);
  return { chosen, leftOut: wanted.filter((file) => !chosen.includes(file)) };
}

function dayOf(file: Row): string {
  return textIn(file, 'LogDate').slice(0, 10);
}

/** A file that breaks off is read anew: what it brought so far is forgotten. */
async function readFile({ wire }: Reading, file: Row, tally: CallTally): Promise<boolean> {
  const day = dayOf(file);
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const answer = await wire.open(`${wire.base}/sobjects/${OBJECT}/${textIn(file, 'Id')}/LogFile`);
    if (!answer.ok) return false;
    const part = tally.part(day);
    const reader = createTableReader(LOG_COLUMNS, (cells, places) => part.add(cells, places));
    try {
      await pour(answer.body, reader.push);
      reader.end();
    } catch {
      continue;
    }
    wire.budget.readRows(part.rows());
    part.keep();
    return true;
  }
  return false;
}

/** The text of an answer, piece by piece. */
export async function pour(body: Readable, push: (piece: string) => void): Promise<void> {
  body.setEncoding('utf8');
  for await (const piece of body as AsyncIterable<string>) push(piece);
}

function missingDays(read: readonly string[]): readonly string[] {
  const known = new Set(read);
  const missing: string[] = [];
  for (let day = Date.parse(read[0] ?? ''); day < Date.parse(read.at(-1) ?? ''); day += 86_400_000) {
    const text = new Date(day).toISOString().slice(0, 10);
    if (!known.has(text)) missing.push(text);
  }
  return missing.length === 0 ? [] : [`no log of ${missing.join(', ')}`];
}
