import type { Widening } from '../model/answer.ts';
import { counted, paint, type Style, sign, wrapped } from './style.ts';
import { changeLines } from './terminal-comparison.ts';
import { untrustedLine } from './untrusted-text.ts';

/** Which integrations a change widens, and by what. */
export function terminalWidening(widening: Widening, style: Style): string {
  const { integrations, base, head, compared, removed, unresolved } = widening;
  const between = `${untrustedLine(base)} ${sign('→', style)} ${untrustedLine(head)}`;
  const head1 =
    integrations.length === 0
      ? `${paint('good', `${sign('✓', style)} no new access`, style)} ${sign('·', style)} ${counted(compared, 'integration')} compared, ${between}`
      : `${paint('high', `${sign('✗', style)} ${counted(integrations.length, 'integration')} would gain access`, style)} ${sign('·', style)} ${between}`;
  return `${[
    ...wrapped(head1, 1, style),
    ...integrations.flatMap(({ name, isNew, gained, lost, escalation }) => [
      ...wrapped(
        `${paint('name', untrustedLine(name), style)}${isNew ? paint('quiet', '  new', style) : ''}`,
        1,
        style,
      ),
      ...escalation.flatMap((text) => wrapped(paint('critical', `now ${untrustedLine(text)}`, style), 3, style)),
      ...changeLines('+', gained, style, 3),
      ...(lost > 0 ? wrapped(paint('quiet', `and ${counted(lost, 'permission')} less`, style), 3, style) : []),
    ]),
    ...(removed.length > 0
      ? wrapped(paint('quiet', `no longer there: ${removed.map(untrustedLine).join(', ')}`, style), 1, style)
      : []),
    ...unresolved.flatMap((reason) => wrapped(paint('medium', `not read: ${untrustedLine(reason)}`, style), 1, style)),
  ].join('\n')}\n`;
}
