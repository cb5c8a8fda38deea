import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { abandonedMarks, dropMark, keepMark } from '../connectors/file/trace-marks.ts';
import { findUser, noSuchUser } from '../connectors/org/find-user.ts';
import type { OrgSession } from '../connectors/org/session.ts';
import {
  type ActiveFlag,
  activeFlag,
  clearFlags,
  levelsCalled,
  OWN_LEVEL,
  setFlag,
} from '../connectors/org/trace-flags.ts';
import { openWire, type Wire } from '../connectors/org/wire.ts';
import { openWriteWire, type WriteWire } from '../connectors/org/write-wire.ts';
import { totalOf } from '../debug-log/summarise.ts';
import type { Trace, TracedLog, TraceMark } from '../model/trace.ts';
import { openTail } from './tail-logs.ts';

/** Who is traced. */
export interface Traced {
  readonly name: string;
  readonly username: string;
  /** Where marks of traces are kept. */
  readonly folder: string;
}

export interface TraceOptions {
  readonly minutes: number;
  /** Debug level of the org whose levels are used, by name. */
  readonly level: string | undefined;
  /** Where the logs are kept; nowhere when absent. */
  readonly outputDir: string | undefined;
  readonly onLog: ((log: TracedLog) => void) | undefined;
  /** Ends it early, as Ctrl-C does. */
  readonly signal: AbortSignal;
  readonly pollMs?: number | undefined;
  readonly now: () => Date;
}

const POLL_MS = 3_000;

/** Traces the user of an integration for a time, reads its debug logs as they come, and takes its own flag away again. */
export async function traceUser(
  session: OrgSession,
  { name, username, folder }: Traced,
  options: TraceOptions,
): Promise<Trace> {
  const [wire, writer] = [openWire(session), openWriteWire(session)];
  try {
    const cleaned = await cleanUp(writer, folder, session.orgId);
    const userId = await findUser(wire, username);
    if (userId === undefined) throw noSuchUser(username, session);
    const from = options.now();
    const foreign = await activeFlag(wire, userId, from);
    const tail = await openTail(wire, userId, from, options);
    const mark = foreign ? undefined : await begin({ wire, writer, session, folder, userId, name, from, options });
    try {
      await watch(tail.poll, endOf(foreign, from, options), options);
    } finally {
      if (mark) await end(writer, folder, mark);
    }
    const logs = await tail.poll();
    const to = options.now();
    return {
      integration: name,
      username,
      from: from.toISOString(),
      to: to.toISOString(),
      logs,
      total: totalOf(logs.map(({ summary }) => summary)),
      isForeignFlag: foreign !== undefined,
      cleaned,
      blindSpots: blindSpots(logs, foreign),
    };
  } finally {
    await Promise.all([wire.close(), writer.close()]);
  }
}

/** Flags of runs that were killed, by the marks they left. */
async function cleanUp(writer: WriteWire, folder: string, orgId: string): Promise<number> {
  let cleaned = 0;
  for (const mark of await abandonedMarks(folder, orgId)) {
    cleaned += await clearFlags(writer, mark.debugLevel);
    await dropMark(folder, mark);
  }
  return cleaned;
}

interface Beginning {
  readonly wire: Wire;
  readonly writer: WriteWire;
  readonly session: OrgSession;
  readonly folder: string;
  readonly userId: string;
  readonly name: string;
  readonly from: Date;
  readonly options: TraceOptions;
}

/** First the mark, then the flag: whatever is in the org can be found again. */
async function begin({ wire, writer, session, folder, userId, name, from, options }: Beginning): Promise<TraceMark> {
  const levels = await levelsCalled(wire, options.level);
  const to = new Date(from.getTime() + options.minutes * 60_000);
  const mark: TraceMark = {
    orgId: session.orgId,
    integration: name,
    debugLevel: `${OWN_LEVEL}${randomBytes(6).toString('hex')}`,
    process: process.pid,
    started: from.toISOString(),
    ends: to.toISOString(),
  };
  await keepMark(folder, mark);
  try {
    await setFlag(writer, { userId, debugLevel: mark.debugLevel, levels, from, to });
  } catch (error) {
    await end(writer, folder, mark);
    throw error;
  }
  return mark;
}

async function end(writer: WriteWire, folder: string, mark: TraceMark): Promise<void> {
  await clearFlags(writer, mark.debugLevel);
  await dropMark(folder, mark);
}

/** The flag of somebody else may end sooner. */
function endOf(foreign: ActiveFlag | undefined, from: Date, { minutes }: TraceOptions): number {
  const own = from.getTime() + minutes * 60_000;
  return foreign ? Math.min(own, Date.parse(foreign.ends)) : own;
}

async function watch(
  poll: () => Promise<unknown>,
  until: number,
  { signal, pollMs = POLL_MS, now }: TraceOptions,
): Promise<void> {
  while (!signal.aborted && now().getTime() < until) {
    await poll();
    await sleep(Math.min(pollMs, Math.max(1, until - now().getTime())), undefined, { signal }).catch(() => undefined);
  }
}

function blindSpots(logs: readonly TracedLog[], foreign: ActiveFlag | undefined): readonly string[] {
  return [
    'a log is written only when a request sets off code, flows or rules: plain reads and writes leave none',
    ...(foreign
      ? [
          `the user was traced already (level ${foreign.level || 'unknown'}, until ${foreign.ends.slice(0, 16).replace('T', ' ')}): that flag was left as it is`,
        ]
      : []),
    ...(logs.some(({ summary }) => summary.isTruncated)
      ? ['Salesforce cut parts out of logs that were too large']
      : []),
  ];
}
