import { newestEvidence } from '../connectors/file/evidence.ts';
import type { PanicOptions } from './panic.ts';
import { evidenceFolder } from './panic.ts';
import { planRollback } from './plan-rollback.ts';
import { rollback } from './rollback.ts';

export interface Unpanicked {
  readonly runs: readonly string[];
  readonly given: readonly string[];
  /** Tokens and sessions: nothing gives them back. */
  readonly gone: readonly string[];
}

/** Gives back what a panic took, last step first: sets, then the log-in. Tokens cannot be given back. */
export async function unpanic(options: Omit<PanicOptions, 'username' | 'declared'>): Promise<Unpanicked> {
  const { root, subject } = options;
  const { runs } = await newestEvidence(evidenceFolder(root), subject);
  const given: string[] = [];
  const gone: string[] = [];
  const undone: string[] = [];
  for (const id of runs.toReversed()) {
    const approved = await planRollback(root, id, options);
    gone.push(...approved.notes.map(({ text }) => text));
    if (approved.changes.length === 0) continue;
    const applied = await rollback(root, id, { ...options, approved });
    undone.push(applied.run);
    given.push(...approved.changes.map((change) => change.id));
  }
  return { runs: undone, given, gone };
}
