import type { ChangeContext, ChangeRule } from '../change-rule.ts';
import { isLive, lastSeen } from '../recent-activity.ts';

export const locksOutLiveIntegration: ChangeRule = {
  id: 'locks-out-live-integration',
  title: 'A live integration is locked out',
  why: 'Its user is deactivated, frozen, or loses the right to call the API while something still logs in with it: an outage the moment the plan is applied.',
  fix: 'Find out what still uses it, move it first, and plan again when it has been silent. To go on all the same: --allow locks-out-live-integration.',
  severity: 'critical',
  effect: 'refuse',
  *check(context) {
    for (const change of context.plan.changes) {
      if (change.subject !== 'user' || !change.before?.active) continue;
      const { before, after } = change;
      const lockedOut = !after?.active || (after.frozen && !before.frozen);
      if (lockedOut) yield* judged(context, before.username, change.id);
    }
  },
};

function* judged({ before, today, silentDays }: ChangeContext, username: string, change: string) {
  const seen = lastSeen(before, username);
  if (seen === 'unknown') {
    const message = `Whether ${username} is still in use could not be told: neither log-ins nor API calls were read.`;
    yield { changes: [change], message, effect: 'warn' as const };
  } else if (seen !== undefined && isLive(seen, today, silentDays)) {
    yield { changes: [change], message: `${username} is locked out, and was last used on ${seen.slice(0, 10)}.` };
  }
}
