import type { Change } from '../model/change.ts';

/** The step that undoes a step; nothing for tokens and sessions, which cannot be given back. */
export function reverseOf(change: Change): Change | undefined {
  if (change.subject === 'tokens' || change.subject === 'sessions') return undefined;
  const reason = `undo: ${change.reason}`;
  const preconditions = [{ code: 'unchanged' as const, text: 'it still stands as this run left it' }];
  const swapped = { ...change, reason, preconditions, before: change.after, after: change.before };
  if (change.subject !== 'user') return swapped as Change;
  return { ...swapped, after: change.before ?? retired(change.after) } as Change;
}

/** A user that did not exist before cannot be deleted: it is left inactive. */
function retired<State extends { readonly active: boolean }>(state: State | undefined): State | undefined {
  return state && { ...state, active: false };
}

/** A whole run undone, last step first. */
export function reverseAll(changes: readonly Change[]): readonly Change[] {
  return changes.toReversed().flatMap((change) => reverseOf(change) ?? []);
}
