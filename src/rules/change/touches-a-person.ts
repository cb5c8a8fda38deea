import type { ChangeRule } from '../change-rule.ts';
import { touchedUsers } from '../touched-users.ts';
import { counted } from '../wording.ts';

export const touchesAPerson: ChangeRule = {
  id: 'touches-a-person',
  title: 'The plan changes what somebody else may do',
  why: 'Plans are about integrations. A person, or an integration that is not declared, whose access changes with one is somebody who will call tomorrow.',
  fix: 'Give those users what they need by a set of their own first, or declare them; then plan again. To go on all the same: --allow touches-a-person.',
  severity: 'high',
  effect: 'refuse',
  *check(context) {
    const others = touchedUsers(context).filter(({ user }) => !context.declaredUsers.has(user.username.toLowerCase()));
    for (const { user, changes, lost, gained } of others) {
      const isRetired = changes.every(({ integration }) => integration !== '' && isDestroyed(context, integration));
      if (isRetired) continue;
      const what = [
        lost > 0 ? `loses ${counted(lost, 'grant')}` : '',
        gained > 0 ? `gains ${counted(gained, 'grant')}` : '',
      ];
      yield {
        changes: changes.map(({ id }) => id),
        message: `${user.username} is not the user of a declared integration and ${what.filter((text) => text !== '').join(' and ')}.`,
      };
    }
  },
};

/** Its end is the purpose of the plan: `locks-out-live-integration` looks at it. */
function isDestroyed({ plan }: Parameters<ChangeRule['check']>[0], name: string): boolean {
  return plan.integrations.some((integration) => integration.name === name && integration.action === 'destroy');
}
