import type { Change } from '../model/change.ts';

/** What a plan is applied to: an org, or a tree of source. Connectors have one each; they need not know this type. */
export interface Target {
  /** Changes that go together, all or nothing, in the order of the plan. */
  batches(changes: readonly Change[]): readonly (readonly Change[])[];
  /** Asks the target whether it would take the changes, without changing anything. */
  check(changes: readonly Change[]): Promise<readonly Refusal[]>;
  /**
   * Makes the changes of one batch.
   *
   * @throws Problem `outcome-unknown` when the connection broke or the target failed, so that only reading again tells
   * whether it happened; any other Problem when it certainly did not
   */
  perform(batch: readonly Change[]): Promise<void>;
}

/** Why a target would not take a change. */
export interface Refusal {
  /** Id of the change; empty when the refusal names none. */
  readonly change: string;
  /** In the words of the target. */
  readonly message: string;
}
