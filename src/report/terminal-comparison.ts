import type { ChangedPermission, Comparison } from '../model/answer.ts';
import { groupedChanges } from './grouped-changes.ts';
import { counted, digits, paint, type Style, sign, type Tone, wrapped } from './style.ts';
import { placeText, withPlace } from './terminal-explanation.ts';
import { untrustedLine } from './untrusted-text.ts';

const TOLD_CHANGES = 40;

/** One line a thing: `+ Account  read, edit   file:line`. */
export function changeLines(
  mark: '+' | '-',
  changes: readonly ChangedPermission[],
  style: Style,
  indent: number,
): readonly string[] {
  const tone: Tone = mark === '+' ? 'high' : 'good';
  const groups = groupedChanges(changes);
  const shown = style.verbose ? groups : groups.slice(0, TOLD_CHANGES);
  const left = groups.length - shown.length;
  const lines = shown.flatMap(({ name, verbs, origin }) => {
    const what = `${paint(tone, mark, style)} ${untrustedLine(name)}${verbs.length > 0 ? `  ${verbs.join(', ')}` : ''}`;
    return withPlace(what, placeText(origin), indent, style);
  });
  return left > 0
    ? [
        ...lines,
        `${' '.repeat(indent)}${sign('…', style)} and ${counted(left, 'more')}`.replace(/more$|mores$/, 'more'),
      ]
    : lines;
}

/** What the second has and the first has not, and the reverse. */
export function terminalComparison(comparison: Comparison, style: Style): string {
  const { before, after, gained, lost, kept } = comparison;
  const names = `${paint('name', untrustedLine(before.label), style)} ${sign('→', style)} ${paint('name', untrustedLine(after.label), style)}`;
  const same = gained.length === 0 && lost.length === 0;
  const doubts = [...new Set([...before.boundReasons, ...after.boundReasons])];
  return `${[
    ...wrapped(same ? `${names}: the same access` : names, 1, style),
    ...changeLines('+', gained, style, 3),
    ...changeLines('-', lost, style, 3),
    ...wrapped(
      paint(
        'quiet',
        `${counted(gained.length, 'permission')} more, ${digits(lost.length)} less, ${digits(kept)} the same`,
        style,
      ),
      1,
      style,
    ),
    ...doubts.flatMap((reason) =>
      wrapped(paint('quiet', `${sign('?', style)} not known: ${untrustedLine(reason)}`, style), 1, style),
    ),
  ].join('\n')}\n`;
}
