import { writeWhole } from '../files/write-whole.ts';
import type { MoveOptions } from './move-on.ts';
import { rollback } from './rollback.ts';
import type { Applied, RunOptions } from './run-changes.ts';
import type { StepBack } from './step-back.ts';

/** Takes it back: the org first, so that no plan finds the files behind it. */
export async function takeBack(
  { files, undo }: StepBack,
  options: MoveOptions & Omit<RunOptions, 'approved'>,
): Promise<Applied | undefined> {
  const names = new Set(undo?.plan.changes.map(({ id }) => id));
  const applied = undo
    ? await rollback(options.declared.root, undo.run, { ...options, approved: undo.plan }, (change) =>
        names.has(change.id),
      )
    : undefined;
  for (const { file, text } of files) await writeWhole(file, text);
  return applied;
}
