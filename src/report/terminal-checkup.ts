import type { BlindRule, Checkup, HealthCheck, OrgCheckup } from '../model/checkup.ts';
import { counted, paint, type Style, sign, type Tone, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

const SIGNS: Readonly<Record<HealthCheck['state'], readonly [sign: string, tone: Tone]>> = {
  good: ['✓', 'good'],
  doubtful: ['▲', 'medium'],
  bad: ['✗', 'high'],
};

function checkLines(checks: readonly HealthCheck[], style: Style): readonly string[] {
  return checks.flatMap(({ name, state, text, action }) => {
    const [mark, tone] = SIGNS[state];
    const told = `${paint(tone, sign(mark, style), style)} ${name}  ${untrustedLine(text)}`;
    return [
      ...wrapped(told, 1, style),
      ...(action === ''
        ? []
        : wrapped(paint('quiet', `${sign('→', style)} ${untrustedLine(action)}`, style), 3, style)),
    ];
  });
}

/** Blind rules by what would open their eyes, so that the right to give stands once. */
function blindLines(blind: readonly BlindRule[], style: Style): readonly string[] {
  const groups = [...Map.groupBy(blind, ({ reason }) => reason)].toSorted((a, b) => b[1].length - a[1].length);
  return groups.flatMap(([reason, rules]) => [
    ...wrapped(
      `${paint('medium', sign('▲', style), style)} ${counted(rules.length, 'rule')} blind: ${untrustedLine(reason)}`,
      1,
      style,
    ),
    ...wrapped(paint('quiet', rules.map(({ rule }) => rule).join(', '), style), 3, style),
  ]);
}

function orgLines({ label, identity, checks, blind, rules, calls }: OrgCheckup, style: Style): readonly string[] {
  const { name, edition, sandbox, readAs } = identity;
  const dot = ` ${sign('·', style)} `;
  const what = [
    `org ${untrustedLine(label)}`,
    ...[name, edition].filter((text) => text !== '').map(untrustedLine),
    ...(sandbox ? ['sandbox'] : []),
    `as ${untrustedLine(readAs)}`,
    counted(calls, 'API call'),
  ];
  const sees = `${rules - blind.length} of ${rules} rules can judge`;
  return [
    '',
    ...wrapped(paint('quiet', what.join(dot), style), 1, style),
    ...checkLines(checks, style),
    ...blindLines(blind, style),
    ...wrapped(blind.length === 0 ? paint('good', `${sign('✓', style)} ${sees}`, style) : sees, 1, style),
  ];
}

/** Whether an audit would see what it must, and what to do where it would not. */
export function terminalCheckup({ project, org }: Checkup, style: Style): string {
  const next = org
    ? `leastwise audit --target-org ${untrustedLine(org.label)}`
    : 'leastwise doctor --target-org <alias> (what its user may see)';
  return `${[
    ...checkLines(project, style),
    ...(org ? orgLines(org, style) : []),
    ...wrapped(paint('quiet', `Next: ${next}`, style), 1, style),
  ].join('\n')}\n`;
}
