import type { Change } from '../model/change.ts';
import type { Run } from '../model/run.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { currentState, sameProfile } from './current-state.ts';
import { reverseOf } from './reverse.ts';
import { simulate } from './simulate.ts';
import { sameState, stateNow } from './state-now.ts';

export interface Undo {
  /** In the order they run: last step first. */
  readonly changes: readonly Change[];
  /** Steps that somebody changed since: undoing them would undo more than ours. */
  readonly changedSince: readonly Change[];
  /** Steps that cannot be undone at all. */
  readonly irreversible: readonly Change[];
}

/** What takes a run back, judged by what stands there now: what never happened needs no undoing. */
export function undoOf(run: Run, snapshot: Snapshot): Undo {
  const changes: Change[] = [];
  const changedSince: Change[] = [];
  const irreversible: Change[] = [];
  let left = snapshot;
  for (const { change, state } of run.steps.toReversed()) {
    const current = currentState(left);
    const reverse = keepingWhatIsUsed(reverseOf(change), left);
    if (sameState(change, stateNow(current, change, change.before), change.before)) continue;
    if (!reverse) irreversible.push(change);
    else if (!sameState(change, stateNow(current, change, change.after), change.after)) {
      // What was begun and is not there did not happen: the run was cut off.
      if (state === 'done') changedSince.push(change);
    } else {
      changes.push(reverse);
      // The next step back is judged by what this one leaves.
      left = simulate(left, [reverse]);
    }
  }
  return { changes, changedSince, irreversible };
}

/** A profile that users are on, be they inactive, cannot be deleted: it is left with nothing on it. */
function keepingWhatIsUsed(reverse: Change | undefined, { users }: Snapshot): Change | undefined {
  if (reverse?.subject !== 'profile' || !reverse.before || reverse.after) return reverse;
  const { before } = reverse;
  const isUsed = users.some(({ profile }) => profile !== undefined && sameProfile(profile, before.name));
  const grants = { objects: {}, fields: {}, system: [], setup: {} };
  return isUsed ? { ...reverse, after: { ...before, grants } } : reverse;
}
