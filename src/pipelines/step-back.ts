import type { ReplaceStage } from '../model/declaration.ts';
import type { Plan } from '../model/plan.ts';
import { stageBefore } from '../succession/next-stage.ts';
import { replacedBy, retiring } from '../succession/standing.ts';
import { nothingToTakeBack } from '../succession/step-problems.ts';
import { isTaken } from '../succession/taken.ts';
import { desiredFor } from './desired-for.ts';
import { loadSource } from './load-source.ts';
import type { MoveOptions } from './move-on.ts';
import { planRollback } from './plan-rollback.ts';
import { runs } from './rollback.ts';
import { stagedFiles } from './staged-files.ts';

/** The last step taken back: the stage that the files go back to, and what the org gets again. */
export interface StepBack {
  readonly from: ReplaceStage;
  readonly to: ReplaceStage | 'in use';
  readonly files: readonly { readonly file: string; readonly text: string }[];
  /** `undefined`: the step took nothing that can be given back. */
  readonly undo: { readonly run: string; readonly plan: Plan } | undefined;
}

/** What taking back the last step of something that leaves comes to. */
export async function stepBack(options: MoveOptions): Promise<StepBack> {
  const { name, declared, today, kind } = options;
  const { snapshot } = await loadSource({ ...options, families: new Set() });
  const leaver = (kind === 'contract' ? replacedBy : retiring)(
    declared.declarations,
    desiredFor(snapshot, options),
    name,
  );
  const { stage } = leaver.standing;
  if (stage === undefined || stage === 'expand') throw nothingToTakeBack(name);
  const before = stageBefore(leaver.standing) ?? (kind === 'contract' ? 'expand' : undefined);
  const staged = await stagedFiles(leaver, before, today);
  const names = leaver.declarations.map((one) => one.name);
  const files = [...staged.values()].map(({ file, text }) => ({ file, text }));
  const isIts = isTaken(stage, names);
  for (const { id, kind: what, steps, orgId } of await runs(declared.root)) {
    if (what !== 'apply' || orgId !== snapshot.org?.id || !steps.some(({ change }) => isIts(change))) continue;
    const plan = await planRollback(declared.root, id, options);
    const changes = plan.changes.filter(isIts);
    if (changes.length > 0)
      return { from: stage, to: before ?? 'in use', files, undo: { run: id, plan: { ...plan, changes } } };
  }
  return { from: stage, to: before ?? 'in use', files, undo: undefined };
}
