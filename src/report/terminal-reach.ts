import type { Holder } from '../model/answer.ts';
import type { Reach, ReachedObject } from '../model/audit.ts';
import { OBJECT_VERBS, type ObjectVerb } from '../model/permission.ts';
import { counted, paint, type Style, sign, table, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';
import { accessWords, setupWord } from './wording.ts';

const LETTERS: Readonly<Record<ObjectVerb, string>> = {
  read: 'R',
  create: 'C',
  edit: 'E',
  delete: 'D',
  viewAll: 'V',
  modifyAll: 'M',
  viewAllFields: 'F',
};
const TOLD_FIELDS = 6;

function fieldText({ readFields, editFields }: ReachedObject, style: Style): string {
  const edits = new Set(editFields);
  const all = [...new Set([...editFields, ...readFields])].map(
    (field) => `${untrustedLine(field)}${edits.has(field) ? '*' : ''}`,
  );
  const shown = style.verbose ? all : all.slice(0, TOLD_FIELDS);
  const left = all.length - shown.length;
  return left > 0 ? `${shown.join(', ')} ${sign('…', style)} and ${left} more` : shown.join(', ');
}

function objectTable(reach: Reach, style: Style): readonly string[] {
  if (reach.objects.length === 0) return [];
  const rows = reach.objects.map((object) => [
    { text: untrustedLine(object.object), tone: 'name' as const },
    { text: OBJECT_VERBS.map((verb) => (object.verbs.includes(verb) ? LETTERS[verb] : sign('·', style))).join('') },
    { text: fieldText(object, style) },
  ]);
  const columns = [
    { title: 'OBJECT', share: 0.3 },
    { title: 'MAY', share: 0.1 },
    { title: 'FIELDS (* editable)', share: 0.6 },
  ];
  const legend = 'R read, C create, E edit, D delete, V view all, M modify all, F view all fields';
  return [...table(columns, rows, style), ...wrapped(paint('quiet', legend, style), 1, style), ''];
}

/** Everything a holder may do, as a matrix of objects and verbs. */
export function terminalReach(
  { holder, reach }: { readonly holder: Holder; readonly reach: Reach },
  style: Style,
): string {
  const line = (word: string, names: readonly string[]): readonly string[] =>
    names.length === 0
      ? []
      : wrapped(`${paint('strong', word, style)}  ${names.map(untrustedLine).join(', ')}`, 1, style);
  const words = accessWords(reach);
  return `${[
    ...wrapped(
      `${paint('name', untrustedLine(holder.name), style)} reaches ${style.unicode ? words : words.replaceAll('·', '-').replaceAll('≥', '>=')}`,
      1,
      style,
    ),
    '',
    ...objectTable(reach, style),
    ...line('system permissions', reach.systemPermissions),
    ...Object.entries(reach.setup).flatMap(([type, names]) => line(counted(names.length, setupWord(type)), names)),
    ...reach.escalation.flatMap((path) =>
      wrapped(`${paint('critical', 'can become an administrator', style)}  ${untrustedLine(path)}`, 1, style),
    ),
    ...reach.boundReasons.flatMap((reason) =>
      wrapped(paint('quiet', `there may be more: ${untrustedLine(reason)}`, style), 1, style),
    ),
    ...wrapped(paint('quiet', `Next: leastwise explain ${untrustedLine(holder.name)} <permission>`, style), 1, style),
  ].join('\n')}\n`;
}
