import type { RetireStage } from '../model/declaration.ts';
import type { Move } from '../model/move.ts';
import { checkStep, stagesLeft, standingSilence } from '../succession/next-stage.ts';
import { replacedBy, retiring } from '../succession/standing.ts';
import { notApplied, nothingLeft } from '../succession/step-problems.ts';
import { desiredFor } from './desired-for.ts';
import type { Declared } from './load-declared.ts';
import { loadSource } from './load-source.ts';
import { ownedThings } from './owned-things.ts';
import { type PlanOptions, planFor } from './plan.ts';
import { stagedFiles } from './staged-files.ts';

export interface MoveOptions extends PlanOptions {
  readonly name: string;
  readonly kind: 'contract' | 'offboard';
  /** As far as this stage; the next one when absent. */
  readonly to?: RetireStage | undefined;
}

/** A step, with what the declarations say after it. */
export interface PreparedMove extends Move {
  readonly declared: Declared;
  readonly targets: readonly string[];
}

const FOR_LEAVING = new Set([
  'licences',
  'logins',
  'usage',
  'tokens',
  'sessions',
  'objects',
  'fields',
  'recordCounts',
] as const);

/**
 * The next step of something that leaves, when it may be taken: planned like anything else. What was begun and cut off comes
 * first.
 */
export async function moveOn(options: MoveOptions): Promise<PreparedMove> {
  const { name, declared, today } = options;
  const { snapshot, graph } = await loadSource({ ...options, families: FOR_LEAVING });
  const desired = desiredFor(snapshot, options);
  const leaver = (options.kind === 'contract' ? replacedBy : retiring)(declared.declarations, desired, name);
  const { standing } = leaver;
  const targets = leaver.declarations.map((one) => one.name);
  const { lifeCycle } = declared.design;
  const silence = standingSilence(snapshot, standing, today, lifeCycle.silentDays);
  const common = { username: standing.username, from: standing.stage ?? 'in use', silence, targets };
  const now = planFor(snapshot, { ...options, targets });
  const isBegun = standing.stage !== undefined && standing.stage !== 'expand';
  if (isBegun && now.changes.length > 0)
    return { ...common, to: undefined, plan: now, files: [], owned: undefined, left: stagesLeft(standing), declared };
  if (standing.stage === 'expand' && now.changes.length > 0) throw notApplied(targets);
  const [next] = stagesLeft(standing);
  const to = options.to ?? next;
  if (to === undefined || !stagesLeft(standing).includes(to)) throw nothingLeft(leaver, options.to);
  checkStep(snapshot, standing, to, today, lifeCycle);
  const staged = await stagedFiles(leaver, to, today);
  const after: Declared = {
    ...declared,
    declarations: declared.declarations.map((one) => staged.get(one.name)?.declaration ?? one),
  };
  const isEnding = to === 'deactivated' || to === 'removed';
  return {
    ...common,
    to,
    plan: planFor(snapshot, { ...options, declared: after, targets }),
    files: [...staged.values()].map(({ file, text }) => ({ file, text })),
    owned:
      isEnding && options.targetOrg
        ? await ownedThings({ snapshot, graph }, standing.username, options.targetOrg)
        : undefined,
    left: stagesLeft({ ...standing, stage: to }),
    declared: after,
  };
}
