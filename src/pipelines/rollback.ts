import { listRuns } from '../connectors/file/journal.ts';
import { takeRunLock } from '../connectors/file/run-lock.ts';
import type { Change } from '../model/change.ts';
import type { Run } from '../model/run.ts';
import type { SourceOptions } from './load-source.ts';
import { openTarget } from './open-target.ts';
import { planRollback } from './plan-rollback.ts';
import { type Applied, type RunOptions, run, runsFolder } from './run-changes.ts';

/** Runs there were, newest first. */
export function runs(root: string): Promise<readonly Run[]> {
  return listRuns(runsFolder(root));
}

/**
 * Takes a run back: what was approved, and nothing else.
 *
 * @param only which of its changes, when not all of it is taken back
 */
export async function rollback(
  root: string,
  id: string,
  options: SourceOptions & RunOptions,
  only: (change: Change) => boolean = () => true,
): Promise<Applied> {
  const folder = runsFolder(root);
  const lock = await takeRunLock(folder, options.approved.orgId ?? options.approved.target.label);
  try {
    const target = await openTarget(options);
    try {
      const replan = async () => (await planRollback(root, id, options)).changes.filter(only);
      return await run(options, target, folder, options.approved.changes, 'rollback', replan);
    } finally {
      await target.close();
    }
  } finally {
    await lock.release();
  }
}
