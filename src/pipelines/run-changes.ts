import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runPlan } from '../apply/run-plan.ts';
import { startJournal } from '../connectors/file/journal.ts';
import type { Change } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import type { Run } from '../model/run.ts';
import type { OpenTarget } from './open-target.ts';

export interface RunOptions {
  /** What was approved. */
  readonly approved: Plan;
  readonly now: () => Date;
  readonly onBatch?: ((batch: readonly Change[], state: 'begun' | 'done') => void) | undefined;
}

/** What came of a run. */
export interface Applied {
  readonly run: string;
  readonly journal: string;
  readonly made: number;
  /** Requests that it took. */
  readonly calls: number;
}

const WAIT_MS = 1_000;

/** Where runs are kept: beside `leastwise.yml`. */
export function runsFolder(root: string): string {
  return join(root, '.leastwise', 'runs');
}

/** Runs changes against an open target, with a journal of their own. */
export async function run(
  { approved, now, onBatch }: RunOptions,
  target: OpenTarget,
  folder: string,
  changes: readonly Change[],
  kind: Run['kind'],
  replan: () => Promise<readonly Change[]>,
): Promise<Applied> {
  const { orgId, fingerprint, target: source } = approved;
  const about = { started: now().toISOString(), orgId, target: source.label, fingerprint, kind };
  const journal = await startJournal(folder, about);
  const wait = (attempt: number) => sleep(WAIT_MS * 2 ** (attempt - 1));
  try {
    const made = await runPlan({ target, journal, changes, replan, now, wait, onBatch });
    await journal.end('completed', now().toISOString());
    return { run: journal.id, journal: journal.path, made, calls: target.calls() };
  } catch (error) {
    await journal.end('stopped', now().toISOString());
    throw error;
  }
}
