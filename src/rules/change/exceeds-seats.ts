import type { Licence } from '../../model/org.ts';
import type { ChangeContext, ChangeRule } from '../change-rule.ts';
import { counted } from '../wording.ts';

export const exceedsSeats: ChangeRule = {
  id: 'exceeds-seats',
  title: 'The org has too few seats for the plan',
  why: 'The plan would stop half-way with LICENSE_LIMIT_EXCEEDED.',
  fix: 'Free seats (deactivate users that are not used), buy more, or put the shared profile on another licence in leastwise.yml.',
  severity: 'high',
  effect: 'refuse',
  *check(context) {
    for (const licence of context.before.licences) {
      const wanted = takers(context, licence);
      const free = licence.total - licence.used;
      if (wanted.length <= free || wanted.length === 0) continue;
      yield {
        changes: wanted,
        message: `${counted(wanted.length, 'seat')} of ${licence.label} ${wanted.length === 1 ? 'is' : 'are'} needed, ${free} of ${licence.total} ${free === 1 ? 'is' : 'are'} free.`,
      };
    }
  },
};

/** Ids of the changes that take a seat of the licence, less those that give one back. */
function takers({ plan, before }: ChangeContext, { kind, name, label }: Licence): readonly string[] {
  const licenceOf = (profile: string | undefined): string | undefined =>
    before.containers.find((one) => one.kind === 'profile' && one.name === profile)?.license ||
    plan.changes.flatMap((one) =>
      one.subject === 'profile' && one.after && one.after.name === profile ? one.after.licence : [],
    )[0];
  return plan.changes.flatMap((change) => {
    if (change.subject === 'licence' && kind === 'permission-set')
      return change.after && [name, label].includes(change.after.licence) ? [change.id] : [];
    if (change.subject !== 'user' || kind !== 'user') return [];
    const had = change.before?.active ? licenceOf(change.before.profile) : undefined;
    const has = change.after?.active ? licenceOf(change.after.profile) : undefined;
    return has === name && had !== name ? [change.id] : [];
  });
}
