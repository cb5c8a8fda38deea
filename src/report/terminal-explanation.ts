import type { CutEntry, Explanation, GrantPath, Reason } from '../model/answer.ts';
import type { Origin } from '../model/origin.ts';
import { formatPermission } from '../model/permission-text.ts';
import { counted, paint, type Style, sign, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';
import { widthOf } from './width.ts';

const KINDS = { user: 'user', profile: 'profile', 'permission-set': 'set', group: 'group' } as const;
const TOLD_PATHS = 20;

export function placeText(origin: Origin | undefined): string {
  if (origin === undefined || origin.path === '') return '';
  return origin.line > 0 ? `${untrustedLine(origin.path)}:${origin.line}` : untrustedLine(origin.path);
}

/** `user a@b → group Sales → set ERP ─ field Account.Phone edit`. */
export function pathText(path: GrantPath, style: Style): string {
  const steps = path.steps.map(({ kind, name }) => `${KINDS[kind]} ${untrustedLine(name)}`);
  const arrow = ` ${sign('→', style)} `;
  const entry = untrustedLine(formatPermission(path.permission));
  return `${steps.join(arrow)} ${sign('─', style)} ${entry}${path.kind === 'implied' ? ' (implies it)' : ''}`;
}

/** A text and its place: on one line when both fit, else the place on the next, further in. */
export function withPlace(text: string, place: string, indent: number, style: Style): readonly string[] {
  if (place === '') return wrapped(text, indent, style);
  const together = `${text}  ${paint('quiet', place, style)}`;
  if (indent + widthOf(together) <= style.width) return [`${' '.repeat(indent)}${together}`];
  return [...wrapped(text, indent, style), ...wrapped(paint('quiet', place, style), indent + 3, style)];
}

function cutLine(cut: CutEntry): string {
  const verbs = { 'remove-entry': 'remove from', 'drop-member': 'drop', unassign: 'unassign' } as const;
  const lost =
    cut.alsoLost > 0
      ? ` (${counted(cut.alsoLost, 'other grant')} goes with it)`.replace('grants goes', 'grants go')
      : '';
  return `${verbs[cut.action]} ${untrustedLine(cut.text)}${lost}`;
}

function reasonLines(reasons: readonly Reason[], style: Style): readonly string[] {
  return reasons.flatMap(({ text, origin }) =>
    withPlace(`${sign('·', style)} ${untrustedLine(text)}`, placeText(origin), 3, style),
  );
}

/** The paths, numbered; where it takes two things, those that open the one and those that open the other. */
function pathLines(paths: readonly GrantPath[], style: Style): readonly string[] {
  const shown = style.verbose ? paths : paths.slice(0, TOLD_PATHS);
  const left = paths.length - shown.length;
  const isPair = new Set(paths.map(({ opens }) => opens)).size > 1;
  return [
    ...shown.flatMap((path, at) => {
      const begins = isPair && path.opens !== shown[at - 1]?.opens;
      return [
        ...(begins ? wrapped(paint('quiet', `${path.opens} opens by`, style), 3, style) : []),
        ...withPlace(`${at + 1}  ${pathText(path, style)}`, placeText(path.origin), isPair ? 5 : 3, style),
      ];
    }),
    ...(left > 0 ? [`   ${sign('…', style)} and ${counted(left, 'more path')}`] : []),
  ];
}

function yesLines({ paths, cut, entryCut }: Explanation, style: Style): readonly string[] {
  const lines = (entries: readonly CutEntry[]): readonly string[] =>
    entries.flatMap((entry) => withPlace(`${sign('·', style)} ${cutLine(entry)}`, placeText(entry.origin), 3, style));
  return [
    ...pathLines(paths, style),
    ...wrapped(paint('strong', 'To take it away:', style), 1, style),
    ...lines(cut),
    ...(entryCut.length > 0
      ? [...wrapped(paint('strong', 'Or, entry by entry:', style), 1, style), ...lines(entryCut)]
      : []),
  ];
}

const ANSWERS = {
  yes: ['yes', 'high', 'may'],
  no: ['no', 'good', 'may not'],
  unknown: ['unknown', 'medium', 'is not known to be able to'],
} as const;

/** Yes or no first, then every path, then the smallest change; or why not. */
export function terminalExplanation(explanation: Explanation, style: Style): string {
  const { holder, permission, answer, boundReasons, notes, whyNot } = explanation;
  const [word, tone, phrase] = ANSWERS[answer];
  const head = `${paint(tone, word, style)} ${sign('·', style)} ${paint('name', untrustedLine(holder.name), style)} ${phrase}: ${untrustedLine(formatPermission(permission))}`;
  const uncertain = boundReasons.map((reason): Reason => ({ code: 'bound', text: reason, origin: undefined }));
  return `${[
    ...wrapped(head, 1, style),
    ...(answer === 'yes' ? yesLines(explanation, style) : reasonLines(whyNot, style)),
    ...(notes.length > 0 ? [...wrapped(paint('strong', 'Note:', style), 1, style), ...reasonLines(notes, style)] : []),
    ...(uncertain.length > 0
      ? [
          ...wrapped(paint('quiet', 'There may be more than this source shows:', style), 1, style),
          ...reasonLines(uncertain, style),
        ]
      : []),
  ].join('\n')}\n`;
}
