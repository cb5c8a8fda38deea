import type { Change } from '../model/change.ts';
import { Problem } from '../model/problem.ts';
import type { Refusal, Target } from './target.ts';

/** What the run tells the disk before and after each batch. */
export interface RunJournal {
  readonly id: string;
  begun(changes: readonly Change[], at: string): Promise<void>;
  done(changes: readonly Change[], at: string): Promise<void>;
  failed(changes: readonly Change[], at: string, message: string): Promise<void>;
}

export interface RunOptions {
  readonly target: Target;
  readonly journal: RunJournal;
  /** What was approved, in order. */
  readonly changes: readonly Change[];
  /** Reads the target again, and says what is left to do of what was approved and beyond. */
  readonly replan: () => Promise<readonly Change[]>;
  readonly now: () => Date;
  /** Waits before a second try. */
  readonly wait: (attempt: number) => Promise<void>;
  readonly onBatch?: ((batch: readonly Change[], state: 'begun' | 'done') => void) | undefined;
}

const ATTEMPTS = 4;

/**
 * Applies what was approved: checked by the target first, then batch by batch, each in the journal before and after. Stops
 * at the first refusal. When it cannot be told whether a batch happened, the target is read again and the rest is planned
 * anew; what was not approved is never done. At the end nothing may be left to do.
 *
 * @returns how many changes were made
 * @throws Problem `refused-by-target`, `stopped`, `not-approved`, `not-conformed`
 */
export async function runPlan(options: RunOptions): Promise<number> {
  const { target, changes, replan } = options;
  const refusals = await target.check(changes);
  if (refusals.length > 0) throw refusedByTarget(refusals);
  const made = new Set<string>();
  let left = changes;
  for (let attempt = 1; left.length > 0; attempt++) {
    const broke = await runBatches(options, left, made);
    if (broke && attempt >= ATTEMPTS) throw stopped(options, made.size, broke);
    if (broke) await options.wait(attempt);
    left = approvedOnly(await replan(), changes);
    // Everything went well and yet something is left: it would be left for ever.
    if (!broke && left.length > 0) throw notConformed(options, left);
  }
  return changes.length;
}

/** Runs the batches; the failure after which nobody knows what happened, or nothing. */
async function runBatches(
  options: RunOptions,
  changes: readonly Change[],
  made: Set<string>,
): Promise<Problem | undefined> {
  const { target, journal, now, onBatch } = options;
  for (const batch of target.batches(changes)) {
    await journal.begun(batch, now().toISOString());
    onBatch?.(batch, 'begun');
    try {
      await target.perform(batch);
    } catch (error) {
      if (error instanceof Problem && error.code === 'outcome-unknown') return error;
      const message = error instanceof Error ? error.message : String(error);
      await journal.failed(batch, now().toISOString(), message);
      throw stopped(options, made.size, error);
    }
    await journal.done(batch, now().toISOString());
    for (const { id } of batch) made.add(id);
    onBatch?.(batch, 'done');
  }
  return undefined;
}

/** What is left to do, as long as it is part of what was approved. */
function approvedOnly(left: readonly Change[], approved: readonly Change[]): readonly Change[] {
  const known = new Map(approved.map(({ id, after }) => [id, JSON.stringify(after ?? null)]));
  const foreign = left.find(({ id, after }) => known.get(id) !== JSON.stringify(after ?? null));
  if (!foreign) return left;
  throw new Problem({
    kind: 'org',
    code: 'not-approved',
    message: `Somebody else changed the org meanwhile: ${foreign.id} would have to change too, and nobody approved that.`,
    actions: ['Plan again, look at what differs, and apply that.'],
  });
}

function refusedByTarget(refusals: readonly Refusal[]): Problem {
  const [first] = refusals;
  const more = refusals.length > 1 ? ` (and ${refusals.length - 1} more)` : '';
  return new Problem({
    kind: 'org',
    code: 'refused-by-target',
    message: `Nothing was changed: the org would refuse ${first?.change || 'the deployment'}: ${first?.message}${more}`,
    actions: refusals.slice(1, 6).map(({ change, message }) => `${change}: ${message}`),
  });
}

function stopped({ changes, journal }: RunOptions, made: number, cause: unknown): Problem {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new Problem({
    kind: 'org',
    code: 'stopped',
    message: `Stopped after ${made} of ${changes.length}: ${message}`,
    actions: [
      'Mend the cause and apply again: it goes on where it stopped.',
      `Or take back what was done: leastwise rollback ${journal.id}`,
    ],
    cause,
  });
}

function notConformed({ journal }: RunOptions, left: readonly Change[]): Problem {
  const named = left.slice(0, 3).map(({ id }) => id);
  return new Problem({
    kind: 'org',
    code: 'not-conformed',
    message: `Everything was done, and yet reading the org again shows ${left.length} left to do: ${named.join(', ')}.`,
    actions: [
      'An automation of the org may change it back (user access policies, flows): leastwise audit names them.',
      `Take it back: leastwise rollback ${journal.id}`,
    ],
  });
}
