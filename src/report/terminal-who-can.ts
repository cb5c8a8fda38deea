import type { WhoCanAnswer, WhoCanHolder } from '../model/answer.ts';
import { formatPermission } from '../model/permission-text.ts';
import { counted, paint, type Style, sign, wrapped } from './style.ts';
import { pathText, placeText, withPlace } from './terminal-explanation.ts';
import { untrustedLine } from './untrusted-text.ts';

const SECTIONS = [
  { title: 'Integrations', of: ({ holder }: WhoCanHolder) => holder.kind === 'integration' },
  { title: 'Users', of: ({ holder }: WhoCanHolder) => holder.kind === 'user' },
  { title: 'Groups', of: ({ holder }: WhoCanHolder) => holder.kind === 'group' },
  { title: 'Permission sets and profiles', of: ({ holder }: WhoCanHolder) => holder.kind === 'container' },
] as const;

function holderLines({ holder, paths, integrations, bound }: WhoCanHolder, style: Style): readonly string[] {
  const [first] = paths;
  const kind = holder.kind === 'container' ? ` ${paint('quiet', holder.id.split(':')[0] ?? '', style)}` : '';
  const holds =
    holder.kind === 'integration' || integrations.length === 0
      ? ''
      : paint('quiet', `  held by ${integrations.map(untrustedLine).join(', ')}`, style);
  const more = paths.length > 1 ? paint('quiet', ` (and ${counted(paths.length - 1, 'more path')})`, style) : '';
  const least = bound === 'at-least' ? paint('quiet', '  (there may be more)', style) : '';
  return [
    ...wrapped(`${paint('name', untrustedLine(holder.name), style)}${kind}${holds}${least}`, 3, style),
    ...(first ? withPlace(`${pathText(first, style)}${more}`, placeText(first.origin), 5, style) : []),
  ];
}

/** Everyone who may, by kind, each with the shortest path. */
export function terminalWhoCan(answer: WhoCanAnswer, style: Style): string {
  const what = untrustedLine(formatPermission(answer.permission));
  const integrations = answer.holders.filter(({ holder }) => holder.kind === 'integration').length;
  const sections = SECTIONS.flatMap(({ title, of }) => {
    const holders = answer.holders.filter(of);
    return holders.length === 0
      ? []
      : [` ${paint('strong', title, style)}`, ...holders.flatMap((holder) => holderLines(holder, style))];
  });
  const summary =
    answer.holders.length === 0
      ? `Nobody in this source may: ${what}`
      : `${counted(integrations, 'integration')} may: ${what}`;
  return `${[
    ...wrapped(summary, 1, style),
    ...sections,
    ...answer.unresolved.flatMap((reason) =>
      wrapped(paint('quiet', `${sign('?', style)} not known: ${untrustedLine(reason)}`, style), 1, style),
    ),
  ].join('\n')}\n`;
}
