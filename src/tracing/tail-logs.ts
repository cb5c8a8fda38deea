import { join } from 'node:path';
import { listLogs, logText } from '../connectors/org/apex-logs.ts';
import type { Wire } from '../connectors/org/wire.ts';
import { summariseDebugLog } from '../debug-log/summarise.ts';
import { PRIVATE, writeWhole } from '../files/write-whole.ts';
import type { TracedLog } from '../model/trace.ts';

export interface TailOptions {
  readonly outputDir: string | undefined;
  readonly onLog: ((log: TracedLog) => void) | undefined;
}

export interface Tail {
  /** Reads what is new, and gives all that there was, oldest first. */
  poll(): Promise<readonly TracedLog[]>;
}

/** The clock of the org is not ours. */
const EARLIER_MS = 10 * 60_000;

/**
 * Reads the debug logs of a user as they come: each once, summed up, and kept for its owner alone where that is wanted. Logs that
 * were there before are none of them: the org tells whole seconds, so they are known by their ids.
 */
export async function openTail(
  wire: Wire,
  userId: string,
  now: Date,
  { outputDir, onLog }: TailOptions,
): Promise<Tail> {
  const since = new Date(now.getTime() - EARLIER_MS);
  const before = new Set((await listLogs(wire, userId, since)).map(({ id }) => id));
  const seen = new Map<string, TracedLog>();
  return {
    poll: async () => {
      for (const { id, started, operation, status, bytes } of await listLogs(wire, userId, since)) {
        if (before.has(id) || seen.has(id)) continue;
        const text = await logText(wire, id);
        if (text === undefined) continue;
        if (outputDir !== undefined)
          await writeWhole(join(outputDir, `${id.replaceAll(/\W/g, '')}.log`), text, PRIVATE);
        const log: TracedLog = { id, started, operation, status, bytes, summary: summariseDebugLog(text) };
        seen.set(id, log);
        onLog?.(log);
      }
      return [...seen.values()];
    },
  };
}
