import type { Risk } from '../../model/plan.ts';
import type { ChangeRule } from '../change-rule.ts';
import { counted, listed } from '../wording.ts';

export const widensAnIntegration: ChangeRule = {
  id: 'widens-an-integration',
  title: 'An integration reaches more than before',
  why: 'Every object and field that is added is one more that a leaked token opens.',
  fix: 'Have the owner of the data agree to it in the review.',
  severity: 'medium',
  effect: 'warn',
  *check({ plan }) {
    for (const { name, before, after, action } of plan.integrations) {
      if (action !== 'update' || !before || !after) continue;
      const more = widened(before, after);
      if (more.length === 0) continue;
      const changes = plan.changes.filter(({ integration }) => integration === name).map(({ id }) => id);
      yield { changes, message: `${name} reaches more than before: ${more.join('; ')}.` };
    }
  },
};

function widened(before: Risk, after: Risk): readonly string[] {
  const grown = (count: number, noun: string): string => (count > 0 ? `${counted(count, noun)} more` : '');
  const sensitive = after.sensitiveFields.filter((field) => !before.sensitiveFields.includes(field));
  return [
    grown(after.objects - before.objects, 'object'),
    grown(after.readableFields - before.readableFields, 'readable field'),
    grown(after.editableFields - before.editableFields, 'editable field'),
    sensitive.length > 0 ? `sensitive ${listed(sensitive)}` : '',
  ].filter((text) => text !== '');
}
