import type { RetireStage } from './declaration.ts';
import type { OwnedThings } from './owned-things.ts';
import type { Plan } from './plan.ts';
import type { Silence } from './silence.ts';

/** One step by which something leaves: what it means for the org, and for the files that remember it. */
export interface Move {
  readonly username: string;
  readonly from: string;
  /** Where it stands after it; `undefined`: what was begun is finished first. */
  readonly to: RetireStage | undefined;
  readonly plan: Plan;
  readonly files: readonly { readonly file: string; readonly text: string }[];
  readonly silence: Silence;
  /** Counted when the step would break it. */
  readonly owned: OwnedThings | undefined;
  /** The stages after it. */
  readonly left: readonly RetireStage[];
}
