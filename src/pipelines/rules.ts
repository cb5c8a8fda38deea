import type { RuleText } from '../model/finding.ts';
import { Problem } from '../model/problem.ts';
import { RULES } from '../rules/register.ts';
import type { Preset } from '../rules/rule.ts';

export interface ListedRule extends RuleText {
  readonly presets: readonly Preset[];
  readonly needs: readonly string[];
}

/**
 * Every rule, or the one with this id or code.
 *
 * @throws Problem `unknown-rule`
 */
export function rules(id?: string): readonly ListedRule[] {
  if (id === undefined) return RULES;
  const wanted = id.toLowerCase();
  const found = RULES.filter((rule) => rule.id === wanted || rule.code.toLowerCase() === wanted);
  if (found.length > 0) return found;
  const near = RULES.filter((rule) => rule.id.includes(wanted) || wanted.includes(rule.id)).map((rule) => rule.id);
  throw new Problem({
    kind: 'usage',
    code: 'unknown-rule',
    message: `There is no rule "${id}".`,
    actions: [...(near.length > 0 ? [`Did you mean ${near.join(', ')}?`] : []), 'List them all: leastwise rules'],
  });
}
