import { type Mistake, mistakeText } from '../model/mistake.ts';
import type { PlanNote } from '../model/plan.ts';
import { counted, paint, type Style, sign, type Tone, wrapped } from './style.ts';
import { placeText, withPlace } from './terminal-explanation.ts';
import { untrustedLine } from './untrusted-text.ts';

/** What compiling declarations did, or would do, to the files of a tree. */
export interface BuiltFiles {
  readonly root: string;
  readonly integrations: readonly string[];
  readonly files: readonly { readonly path: string; readonly state: 'created' | 'changed' | 'removed' | 'same' }[];
  readonly notes: readonly PlanNote[];
}

const SIGNS = { created: '+', changed: '~', removed: '-' } as const;
const TONES: Readonly<Record<keyof typeof SIGNS, Tone>> = { created: 'good', changed: 'medium', removed: 'high' };

export function terminalBuild(built: BuiltFiles, check: boolean, style: Style): string {
  const differing = built.files.flatMap(({ path, state }) => (state === 'same' ? [] : [{ path, state }]));
  const lines = differing.flatMap(({ path, state }) =>
    wrapped(`${paint(TONES[state], SIGNS[state], style)} ${untrustedLine(path)}`, 1, style),
  );
  const same = built.files.length - differing.length;
  const done = check ? 'would be written' : 'written';
  const summary = [
    `${counted(differing.length, 'file')} ${differing.length === 1 && check ? 'would be written' : done}`,
    `${counted(same, 'file')} right already`,
    counted(built.integrations.length, 'integration'),
  ].join(` ${sign('·', style)} `);
  return `${[...lines, ...noteLines(built.notes, style), ...wrapped(summary, 1, style)].join('\n')}\n`;
}

/** What checking declarations found. */
export interface CheckedFiles {
  readonly files: readonly string[];
  readonly mistakes: readonly Mistake[];
  readonly notes: readonly PlanNote[];
}

export function terminalValidation({ files, mistakes, notes }: CheckedFiles, style: Style): string {
  const lines = mistakes.flatMap((mistake) => [
    ...wrapped(`${paint('high', sign('✗', style), style)} ${untrustedLine(mistakeText(mistake))}`, 1, style),
    ...(mistake.instead === ''
      ? []
      : wrapped(paint('quiet', `${sign('→', style)} ${untrustedLine(mistake.instead)}`, style), 3, style)),
  ]);
  const summary =
    mistakes.length > 0
      ? `${counted(mistakes.length, 'mistake')} in ${counted(files.length, 'file')}`
      : `${paint('good', sign('✓', style), style)} ${counted(files.length, 'file')}, no mistakes`;
  return `${[...lines, ...noteLines(notes, style), ...wrapped(summary, 1, style)].join('\n')}\n`;
}

/** What was added or left out on the way, an integration a paragraph. */
function noteLines(notes: readonly PlanNote[], style: Style): readonly string[] {
  return [...Map.groupBy(notes, ({ integration }) => integration)].flatMap(([integration, own]) => [
    ...wrapped(paint('name', untrustedLine(integration), style), 1, style),
    ...own.flatMap(({ text, origin }) =>
      withPlace(`${sign('·', style)} ${untrustedLine(text)}`, placeText(origin), 3, style),
    ),
  ]);
}
