import type { Deadline } from '../model/deadline.ts';
import type { UnderWay } from '../model/under-way.ts';
import { type Cell, counted, paint, type Style, sign, table, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

/** What ends, soonest first; what is over stands out. */
export function terminalDeadlines(found: readonly Deadline[], nothing: string, style: Style): string {
  if (found.length === 0) return ` ${paint('good', `${sign('✓', style)} ${nothing}`, style)}\n`;
  const columns = [
    { title: 'ENDS', share: 0.15 },
    { title: '', share: 0.15 },
    { title: 'WHAT', share: 0.15 },
    { title: 'NAME', share: 0.3 },
    { title: 'WHY', share: 0.5 },
  ];
  const rows = found.map(({ kind, name, owner, ends, inDays, text }): readonly Cell[] => [
    { text: ends ?? 'not set', tone: inDays < 0 || !ends ? 'high' : 'medium' },
    {
      text: !ends
        ? 'due'
        : inDays < 0
          ? `${counted(-inDays, 'day')} ago`
          : inDays === 0
            ? 'today'
            : `in ${counted(inDays, 'day')}`,
    },
    { text: kind },
    { text: untrustedLine(name), tone: 'name' },
    { text: untrustedLine(owner === '' ? text : `${text} ${sign('·', style)} ${owner}`) },
  ]);
  return `${table(columns, rows, style).join('\n')}\n`;
}

/** Where every split, migration and retirement stands. */
export function terminalStatus(found: readonly UnderWay[], style: Style): string {
  if (found.length === 0) return ` ${paint('good', `${sign('✓', style)} Nothing is under way.`, style)}\n`;
  return `${found
    .flatMap(({ name, what, leaving, stage, since, next, earliest }) => {
      const verb = what === 'replaces' ? ` replaces ${leaving}:` : what === 'retires' ? ' retires:' : ' is';
      const then =
        what === 'suspended'
          ? `leastwise unpanic ${name}`
          : next === undefined
            ? 'over'
            : `next: ${next}${earliest ? ` from ${earliest} on` : ''} ${sign('·', style)} leastwise ${what === 'replaces' ? 'contract' : 'offboard'} ${name}`;
      return [
        ...wrapped(
          `${paint('name', untrustedLine(name), style)}${untrustedLine(`${verb} ${stage} since ${since}`)}`,
          1,
          style,
        ),
        ...wrapped(paint('quiet', untrustedLine(then), style), 3, style),
      ];
    })
    .join('\n')}\n`;
}
