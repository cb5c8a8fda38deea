import type { Change } from './change.ts';

/** One application of a plan, as its journal tells it: what undoing and going on are made from. */
export interface Run {
  /** Its start, fit for a file name: `2026-11-23T10-15-02Z`. */
  readonly id: string;
  readonly started: string;
  readonly orgId: string | undefined;
  /** As the user named it. */
  readonly target: string;
  readonly fingerprint: string;
  readonly kind: 'apply' | 'rollback';
  /** In the order they were begun. */
  readonly steps: readonly RunStep[];
  /** `open`: it was cut off, or still runs. */
  readonly outcome: 'completed' | 'stopped' | 'open';
}

export interface RunStep {
  readonly change: Change;
  /** `begun`: it may or may not have happened; only reading the org again tells. */
  readonly state: 'begun' | 'done' | 'failed';
  /** ISO instant of the last word about it. */
  readonly at: string;
  /** Why it failed. */
  readonly message: string | undefined;
}
