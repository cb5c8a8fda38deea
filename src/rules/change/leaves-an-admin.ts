import type { ChangeRule } from '../change-rule.ts';
import { listed } from '../wording.ts';

export const leavesAnAdmin: ChangeRule = {
  id: 'leaves-an-admin',
  title: 'An integration is an administrator afterwards',
  why: 'What it will hold opens everything, or lets it give itself everything: a stolen token is a System Administrator.',
  fix: 'Take those permissions out of its file. If it really needs them: --allow leaves-an-admin, and a waiver with an end date.',
  severity: 'critical',
  effect: 'refuse',
  *check({ plan }) {
    for (const { name, after } of plan.integrations) {
      const ways = [...(after?.everything ?? []), ...(after?.escalation ?? [])];
      if (ways.length === 0) continue;
      const changes = plan.changes.filter(({ integration }) => integration === name).map(({ id }) => id);
      yield {
        changes,
        message: `${name} is as good as an administrator afterwards: ${listed(ways, 2)}.`,
        ...(changes.length === 0 ? { effect: 'warn' as const } : {}),
      };
    }
  },
};
