import type { Change } from '../model/change.ts';
import { differenceOf } from '../model/grant-list.ts';
import { formatPermission } from '../model/permission-text.ts';
import type { Drift } from '../model/plan.ts';
import { hashOfGrants, markOf } from './ownership-mark.ts';

/**
 * What somebody changed behind the declarations' back. A set whose grants no longer match the hash in its mark was changed
 * by hand; one whose grants do match differs because the declaration did. Users and assignments carry no mark: whoever
 * holds more than is declared was given it by somebody.
 */
export function driftOf(changes: readonly Change[]): readonly Drift[] {
  return changes.flatMap((change) => {
    const texts = driftTexts(change);
    return texts.map((text) => ({
      integration: change.integration,
      subject: change.id,
      text,
      by: undefined,
      at: undefined,
      from: undefined,
    }));
  });
}

function driftTexts(change: Change): readonly string[] {
  if (change.subject === 'permission-set') {
    const { before, after } = change;
    if (!before || !after) return [];
    const mark = markOf(before.description);
    if (!mark || mark.grants === '' || mark.grants === hashOfGrants(before.grants)) return [];
    const { gained, lost } = differenceOf(after.grants, before.grants);
    return [
      ...gained.map((permission) => `+ ${formatPermission(permission)}`),
      ...lost.map((permission) => `- ${formatPermission(permission)}`),
    ];
  }
  if (change.subject === 'assignment' && change.before && !change.after) {
    const { target, username } = change.before;
    return [`+ ${target.kind === 'group' ? 'group' : 'permission set'} ${target.name} → ${username}`];
  }
  return [];
}
