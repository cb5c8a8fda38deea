import type { DriftReport } from '../model/drift.ts';
import type { Divergence, Moved } from '../model/plan.ts';
import { divergenceLines } from './divergence-lines.ts';
import { counted, paint, type Style, sign, type Tone, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

const SECTIONS: readonly (readonly [Moved, string, Tone])[] = [
  ['source', 'Changed outside of the declarations:', 'high'],
  ['unknown', 'Not as declared; nothing tells which side moved:', 'medium'],
  ['declaration', 'Declared, and not applied yet:', 'low'],
];

/** What differs, who did it, and both ways out. */
export function terminalDrift(report: DriftReport, options: { readonly target: string }, style: Style): string {
  const { divergences, plan, adopted, notCompared } = report;
  const where = untrustedLine(plan.target.label);
  if (divergences.length + notCompared.length === 0)
    return `${wrapped(`${paint('good', sign('✓', style), style)} No drift: ${where} is as it is declared.`, 1, style).join('\n')}\n`;
  return `${[
    ...wrapped(`${headSign(divergences, style)} ${where} ${headline(divergences)}.`, 1, style),
    ...SECTIONS.flatMap(([moved, title, tone]) => section(divergences, moved, paint(tone, title, style), style)),
    ...notComparedLines(report, style),
    ...trailLines(report, style),
    ...(adopted.length > 0 ? adoptedLines(report, style) : waysOut(divergences, options.target, style)),
  ].join('\n')}\n`;
}

function headSign(divergences: readonly Divergence[], style: Style): string {
  return divergences.length > 0 ? paint('high', sign('✗', style), style) : paint('medium', sign('?', style), style);
}

function headline(divergences: readonly Divergence[]): string {
  return divergences.length > 0
    ? `differs from what is declared in ${summary(divergences)}`
    : 'is as it is declared, as far as it was compared';
}

function summary(divergences: readonly Divergence[]): string {
  const names = new Set(divergences.map(({ integration }) => integration));
  names.delete('');
  const shared = divergences.some(({ integration }) => integration === '') ? 'what all share' : undefined;
  const own = names.size > 0 ? counted(names.size, 'integration') : undefined;
  return [own, shared].filter((text) => text !== undefined).join(' and ');
}

function section(divergences: readonly Divergence[], moved: Moved, title: string, style: Style): readonly string[] {
  const found = divergences.filter((divergence) => divergence.moved === moved);
  return found.length === 0
    ? []
    : ['', ...wrapped(title, 1, style), ...found.flatMap((one) => divergenceLines(one, style))];
}

function notComparedLines({ notCompared }: DriftReport, style: Style): readonly string[] {
  return notCompared.flatMap(({ message, fix }) => [
    '',
    ...wrapped(`${paint('medium', sign('?', style), style)} ${untrustedLine(message)}`, 1, style),
    ...wrapped(paint('quiet', `fix: ${untrustedLine(fix)}`, style), 3, style),
  ]);
}

function trailLines({ divergences, trail, trailReason }: DriftReport, style: Style): readonly string[] {
  if (divergences.every(({ moved }) => moved === 'declaration')) return [];
  const window = trail ? `The audit trail was read from ${trail.from} to ${trail.to}.` : '';
  const text = [window, trailReason === '' ? '' : `Who did it: ${untrustedLine(trailReason)}.`]
    .filter(Boolean)
    .join(' ');
  return text === '' ? [] : ['', ...wrapped(paint('quiet', text, style), 1, style)];
}

function waysOut(divergences: readonly Divergence[], target: string, style: Style): readonly string[] {
  if (divergences.length === 0) return [];
  const [first] = divergences.map(({ integration }) => integration).filter((name) => name !== '');
  const one = first === undefined ? '' : untrustedLine(first);
  const lines = [
    `Take it back: leastwise apply ${target}${one === '' ? '' : ` --target ${one}`}`,
    ...(one === '' ? [] : [`Keep it, in the file: leastwise drift ${target} --adopt ${one}`]),
  ];
  return ['', ...lines.flatMap((line) => wrapped(paint('quiet', line, style), 1, style))];
}

function adoptedLines({ adopted }: DriftReport, style: Style): readonly string[] {
  return [
    '',
    ...adopted.flatMap(({ integration, file, left }) => {
      const done = `${paint('good', sign('✓', style), style)} ${untrustedLine(file)} says now what is there.`;
      const rest = `${untrustedLine(file)}: ${counted(left.length, 'difference')} cannot be kept in a file (${left.map(untrustedLine).join(', ')}); leastwise plan --target ${untrustedLine(integration)} shows what would put it right.`;
      return wrapped(left.length === 0 ? done : paint('medium', rest, style), 1, style);
    }),
  ];
}
