import type { RuleText } from '../model/finding.ts';
import { counted, paint, type Style, sign, table, wrapped } from './style.ts';

type ListedRule = RuleText & { readonly presets: readonly string[]; readonly needs: readonly string[] };

function oneRule(rule: ListedRule, style: Style): readonly string[] {
  const dot = ` ${sign('·', style)} `;
  const tags = [rule.code, ...rule.principles, ...rule.threats].join(dot);
  const references = rule.references.map(({ standard, id }) => `${standard} ${id}`).join(', ');
  return [
    ...wrapped(
      `${paint('name', rule.id, style)}  ${paint(rule.severity, rule.severity, style)}  ${paint('quiet', tags, style)}`,
      1,
      style,
    ),
    ...wrapped(paint('strong', rule.title, style), 1, style),
    '',
    ...wrapped(rule.why, 1, style),
    '',
    ...wrapped(`${paint('good', 'fix', style)} ${rule.fix}`, 1, style),
    '',
    ...wrapped(
      paint(
        'quiet',
        `presets ${rule.presets.join(', ')}${rule.needs.length > 0 ? `${dot}needs ${rule.needs.join(', ')}` : ''}${references === '' ? '' : `${dot}${references}`}`,
        style,
      ),
      1,
      style,
    ),
  ];
}

/** The list of rules, or one of them with its reasons. */
export function terminalRules(rules: readonly ListedRule[], style: Style): string {
  const [only, ...others] = rules;
  if (only !== undefined && others.length === 0) return `${oneRule(only, style).join('\n')}\n`;
  const rows = rules.map(({ id, severity, title }) => [
    { text: id, tone: 'name' as const },
    { text: severity, tone: severity },
    { text: title },
  ]);
  const columns = [
    { title: 'RULE', share: 0.35 },
    { title: 'SEVERITY', share: 0.1 },
    { title: 'WHAT IT FINDS', share: 0.55 },
  ];
  return `${[...table(columns, rows, style), '', ...wrapped(`${counted(rules.length, 'rule')}. Why, and how to mend it: leastwise rules <rule>`, 1, style)].join('\n')}\n`;
}
