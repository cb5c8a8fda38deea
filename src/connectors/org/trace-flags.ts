import { Problem } from '../../model/problem.ts';
import { queryTogether, rowsOf } from './query.ts';
import { instantIn, isRow, type Row, textIn } from './row.ts';
import type { Wire } from './wire.ts';
import type { WriteWire } from './write-wire.ts';

/** Debug levels that we make begin so: by it a flag is known as ours, because a trace flag carries no text of its own. */
export const OWN_LEVEL = 'Leastwise_';

/** Levels that show queries, writes, exceptions and limits, and no values of variables. */
const LEVELS = {
  ApexCode: 'DEBUG',
  ApexProfiling: 'INFO',
  Callout: 'INFO',
  Database: 'INFO',
  System: 'INFO',
  Validation: 'INFO',
  Visualforce: 'NONE',
  Workflow: 'INFO',
} as const;
type Levels = Readonly<Record<keyof typeof LEVELS, string>>;

/** A flag that traces a user now. */
export interface ActiveFlag {
  readonly id: string;
  readonly level: string;
  /** ISO instant. */
  readonly ends: string;
}

export async function activeFlag(wire: Wire, userId: string, now: Date): Promise<ActiveFlag | undefined> {
  const soql = `SELECT Id, ExpirationDate, DebugLevel.DeveloperName FROM TraceFlag WHERE TracedEntityId = '${userId}' AND LogType = 'USER_DEBUG'`;
  const [found] = await queryTogether(wire, [{ soql, api: 'tooling' }]);
  const rows = found ? rowsOf(found) : [];
  return rows
    .map((row) => ({
      id: textIn(row, 'Id'),
      level: textIn(row, 'DebugLevel.DeveloperName'),
      ends: instantIn(row, 'ExpirationDate') ?? '',
    }))
    .find(({ ends }) => Date.parse(ends) > now.getTime());
}

/**
 * The levels of a debug level of the org, by its name; ours when none is named.
 *
 * @throws Problem `no-such-debug-level`
 */
export async function levelsCalled(wire: Wire, name: string | undefined): Promise<Levels> {
  if (name === undefined) return LEVELS;
  const columns = Object.keys(LEVELS) as (keyof typeof LEVELS)[];
  const [found] = await queryTogether(wire, [
    { soql: `SELECT DeveloperName, ${columns.join(', ')} FROM DebugLevel`, api: 'tooling' },
  ]);
  const rows = found ? rowsOf(found) : [];
  const row = rows.find((one) => textIn(one, 'DeveloperName').toLowerCase() === name.toLowerCase());
  if (row) return Object.fromEntries(columns.map((column) => [column, textIn(row, column) || 'NONE'])) as Levels;
  const known = rows.map((one) => textIn(one, 'DeveloperName')).filter((one) => !one.startsWith(OWN_LEVEL));
  throw new Problem({
    kind: 'usage',
    code: 'no-such-debug-level',
    message: `${wire.session.label} has no debug level ${name}.`,
    actions: [known.length > 0 ? `There are: ${known.join(', ')}.` : 'Leave --level out: it has levels of its own.'],
  });
}

export interface FlagOptions {
  readonly userId: string;
  /** DeveloperName of the level that is made for this flag alone. */
  readonly debugLevel: string;
  readonly levels: Levels;
  readonly from: Date;
  readonly to: Date;
}

/** Makes a debug level and a flag on it; what was made is taken back when the second fails. */
export async function setFlag(wire: WriteWire, { userId, debugLevel, levels, from, to }: FlagOptions): Promise<void> {
  const level = await create(wire, 'DebugLevel', { DeveloperName: debugLevel, MasterLabel: debugLevel, ...levels });
  try {
    await create(wire, 'TraceFlag', {
      TracedEntityId: userId,
      LogType: 'USER_DEBUG',
      DebugLevelId: level,
      StartDate: from.toISOString(),
      ExpirationDate: to.toISOString(),
    });
  } catch (error) {
    await remove(wire, 'DebugLevel', level);
    throw tellLimits(error);
  }
}

/** More than 1,000 MB of logs stop new flags; two for one user are not allowed (facts 5). */
function tellLimits(error: unknown): unknown {
  if (!(error instanceof Problem)) return error;
  return new Problem({
    kind: 'org',
    code: 'cannot-trace',
    message: `The user cannot be traced: ${error.message}`,
    actions: [
      'An org that holds 1,000 MB of debug logs takes no new trace flags: delete old ones in Setup, Debug Logs.',
      'Tracing needs View Setup, and Author Apex or Manage Users.',
    ],
    cause: error,
  });
}

async function create(wire: WriteWire, object: string, values: Readonly<Record<string, unknown>>): Promise<string> {
  const answer = await wire.send({
    method: 'POST',
    path: `${wire.base}/tooling/sobjects/${object}`,
    body: JSON.stringify(values),
  });
  return isRow(answer) ? textIn(answer, 'id') : '';
}

async function remove(wire: WriteWire, object: string, id: string): Promise<void> {
  await wire.send({ method: 'DELETE', path: `${wire.base}/tooling/sobjects/${object}/${id}` });
}

/** Takes away the flags on one of our levels, and the level. Nothing of others is touched: the name is ours alone. */
export async function clearFlags(wire: WriteWire, debugLevel: string): Promise<number> {
  if (!debugLevel.startsWith(OWN_LEVEL)) throw new Error(`Not a debug level of ours: ${debugLevel}`);
  const levels = await rows(wire, `SELECT Id FROM DebugLevel WHERE DeveloperName = '${debugLevel}'`);
  let removed = 0;
  for (const level of levels) {
    const id = textIn(level, 'Id');
    for (const flag of await rows(wire, `SELECT Id FROM TraceFlag WHERE DebugLevelId = '${id}'`)) {
      await remove(wire, 'TraceFlag', textIn(flag, 'Id'));
      removed += 1;
    }
    await remove(wire, 'DebugLevel', id);
  }
  return removed;
}

async function rows(wire: WriteWire, soql: string): Promise<readonly Row[]> {
  const answer = await wire.send({ method: 'GET', path: `${wire.base}/tooling/query?q=${encodeURIComponent(soql)}` });
  const list = isRow(answer) ? answer['records'] : undefined;
  return Array.isArray(list) ? list.filter(isRow) : [];
}
