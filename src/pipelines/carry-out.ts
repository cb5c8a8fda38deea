import { writeWhole } from '../files/write-whole.ts';
import { apply, refuseWhatRulesRefuse } from './apply.ts';
import type { MoveOptions, PreparedMove } from './move-on.ts';
import type { Applied, RunOptions } from './run-changes.ts';

/**
 * Takes a step: the files first, then the org. Cut off between the two or in the midst of the second, the next call finds the
 * files ahead of the org, and finishes.
 */
export async function carryOut(
  move: PreparedMove,
  options: MoveOptions & Omit<RunOptions, 'approved'> & { readonly allow: readonly string[] },
): Promise<Applied | undefined> {
  const { plan, files, declared, targets } = move;
  refuseWhatRulesRefuse(plan, options.allow);
  for (const { file, text } of files) await writeWhole(file, text);
  if (plan.changes.length === 0) return undefined;
  return apply({ ...options, declared, targets, approved: plan });
}
