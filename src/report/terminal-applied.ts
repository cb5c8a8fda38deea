import type { Change } from '../model/change.ts';
import type { Run } from '../model/run.ts';
import { nameOfChange, signOf, subjectWord } from './change-text.ts';
import { counted, paint, type Style, sign, type Tone, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

const SHOWN = 4;

/** A line for each batch when it is done. */
export function batchLine(batch: readonly Change[], state: 'begun' | 'done', style: Style): string {
  if (state === 'begun') return '';
  const names = batch
    .slice(0, SHOWN)
    .map((change) => `${signOf(change)} ${subjectWord(change)} ${nameOfChange(change)}`);
  const more = batch.length > SHOWN ? ` and ${batch.length - SHOWN} more` : '';
  return `${wrapped(`${paint('good', sign('✓', style), style)} ${names.join(', ')}${more}`, 1, style).join('\n')}\n`;
}

/** What was done, how to take it back, what to do next. */
export function terminalApplied(
  { run, made, calls }: { readonly run: string; readonly made: number; readonly calls: number },
  style: Style,
): string {
  const tick = paint('good', sign('✓', style), style);
  const cost = calls > 0 ? `, ${counted(calls, 'API call')}` : '';
  return `${[
    ...wrapped(`${tick} ${counted(made, 'change')} made${cost}  ${tick} read again: nothing left to do`, 1, style),
    ...wrapped(
      paint(
        'quiet',
        `Undo: leastwise rollback ${untrustedLine(run)}   ${sign('·', style)}   Prove it: leastwise verify`,
        style,
      ),
      1,
      style,
    ),
  ].join('\n')}\n`;
}

const OUTCOMES: Readonly<Record<Run['outcome'], Tone>> = { completed: 'good', stopped: 'high', open: 'medium' };

/** Runs there were, newest first. */
export function terminalRuns(runs: readonly Run[], style: Style): string {
  if (runs.length === 0) return ' There was no run here yet.\n';
  return `${runs
    .map(({ id, kind, target, outcome, steps }) => {
      const done = steps.filter(({ state }) => state === 'done').length;
      const told = `${kind} on ${untrustedLine(target)} ${sign('·', style)} ${done} of ${counted(steps.length, 'step')} done`;
      return ` ${paint('name', untrustedLine(id), style)}  ${paint(OUTCOMES[outcome], outcome, style)}  ${told}`;
    })
    .join('\n')}\n`;
}
