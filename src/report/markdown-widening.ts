import type { Widening } from '../model/answer.ts';
import { groupedChanges } from './grouped-changes.ts';
import { counted } from './style.ts';
import { untrustedMarkdown } from './untrusted-text.ts';

const TOLD = 100;

/** The comment on a pull request: which integrations it widens, and by what. */
export function markdownWidening(widening: Widening): string {
  const { integrations, base, head, compared, unresolved } = widening;
  const between = `${untrustedMarkdown(base)} → ${untrustedMarkdown(head)}`;
  if (integrations.length === 0) {
    return [
      `### ✅ No new access for integrations`,
      '',
      `${counted(compared, 'integration')} compared, ${between}.`,
      ...unresolvedLines(unresolved),
      '',
    ].join('\n');
  }
  const sections = integrations.flatMap(({ name, isNew, gained, escalation }) => {
    const groups = groupedChanges(gained);
    const rows = groups.slice(0, TOLD).map(({ name: what, verbs, origin }) => {
      const place = origin === undefined ? '' : `${untrustedMarkdown(origin.path)}:${origin.line}`;
      return `| ${untrustedMarkdown(what)} | ${verbs.join(', ')} | ${place} |`;
    });
    const left = groups.length - rows.length;
    return [
      `#### ${untrustedMarkdown(name)}${isNew ? ' (new)' : ''}`,
      ...escalation.map((text) => `**Now ${untrustedMarkdown(text)}.**`),
      '',
      '| gains | verbs | by |',
      '|---|---|---|',
      ...rows,
      ...(left > 0 ? ['', `… and ${left} more.`] : []),
      '',
    ];
  });
  return [
    `### ❌ ${counted(integrations.length, 'integration')} would gain access`,
    '',
    between,
    '',
    ...sections,
    ...unresolvedLines(unresolved),
    '',
  ].join('\n');
}

function unresolvedLines(unresolved: readonly string[]): readonly string[] {
  return unresolved.length === 0
    ? []
    : ['', 'Not read, so not promised:', ...unresolved.map((reason) => `- ${untrustedMarkdown(reason)}`)];
}
