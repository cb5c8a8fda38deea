import type { ChangeRule } from '../change-rule.ts';

export const unfreezesAUser: ChangeRule = {
  id: 'unfreezes-a-user',
  title: 'The plan lets somebody in again who was frozen',
  why: 'Users are frozen on purpose: because a token leaked, because they leave, or by Salesforce itself when calls came from a hostile address. A plan for something else must not undo that by the way.',
  fix: 'Find out who froze it (Setup Audit Trail). After a panic: leastwise unpanic. To let it in with this plan: --allow unfreezes-a-user.',
  severity: 'high',
  effect: 'refuse',
  *check({ plan }) {
    for (const change of plan.changes) {
      if (change.subject !== 'user' || !change.before?.frozen || change.after?.frozen !== false) continue;
      yield { changes: [change.id], message: `${change.before.username} is frozen, and would be let in again.` };
    }
  },
};
