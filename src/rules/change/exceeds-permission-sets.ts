import { PERMISSION_SETS_PER_ORG } from '../../platform/org-limits.ts';
import type { ChangeRule } from '../change-rule.ts';

export const exceedsPermissionSets: ChangeRule = {
  id: 'exceeds-permission-sets',
  title: 'The org has no room for more permission sets',
  why: 'An org holds a limited number of permission sets of its own; beyond it creating one fails, and so does every later deployment.',
  fix: 'Delete sets that nobody holds (leastwise audit lists them), then plan again.',
  severity: 'high',
  effect: 'refuse',
  *check({ plan, before, after }) {
    const own = ({ containers }: typeof before): number =>
      containers.filter(
        ({ kind, namespace, custom }) => kind === 'permission-set' && namespace === '' && custom !== false,
      ).length;
    const then = own(after);
    if (then <= PERMISSION_SETS_PER_ORG || then <= own(before)) return;
    const changes = plan.changes.flatMap((change) =>
      change.subject === 'permission-set' && !change.before ? [change.id] : [],
    );
    yield {
      changes,
      message: `The org would hold ${then} permission sets of its own; ${PERMISSION_SETS_PER_ORG} are allowed.`,
    };
  },
};
