import type { ActivityWindow } from './activity.ts';
import type { ChangeFinding, Divergence, Plan } from './plan.ts';

/** How what there is differs from what is declared. */
export interface DriftReport {
  readonly plan: Plan;
  readonly divergences: readonly Divergence[];
  /** Integrations that were not compared piece by piece, and why: not ours, protected, locked out on purpose. */
  readonly notCompared: readonly ChangeFinding[];
  /** How far the audit trail was read; `undefined` when it was not. */
  readonly trail: ActivityWindow | undefined;
  /** Why the trail says less than it could; empty when it was read whole. */
  readonly trailReason: string;
  /** Files that were made to say what is there. */
  readonly adopted: readonly Adopted[];
}

export interface Adopted {
  readonly integration: string;
  readonly file: string;
  /** Ids of changes that no file can say; a plan still shows them. */
  readonly left: readonly string[];
}
