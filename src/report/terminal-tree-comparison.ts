import type { TreeComparison } from '../model/answer.ts';
import { counted, paint, type Style, sign, wrapped } from './style.ts';
import { changeLines } from './terminal-comparison.ts';
import { untrustedLine } from './untrusted-text.ts';

/** What integrations gained and lost between two trees, one after the other. */
export function terminalTreeComparison(comparison: TreeComparison, style: Style): string {
  const { before, after, integrations, compared, unresolved } = comparison;
  const between = `${untrustedLine(before)} ${sign('→', style)} ${untrustedLine(after)}`;
  const result =
    integrations.length === 0
      ? 'the same access'
      : `${counted(integrations.length, 'integration')} ${integrations.length === 1 ? 'differs' : 'differ'}`;
  return `${[
    ...wrapped(`${between}: ${result}, ${compared} compared`, 1, style),
    ...integrations.flatMap(({ name, state, gained, lost }) => [
      ...wrapped(
        `${paint('name', untrustedLine(name), style)}${state === 'changed' ? '' : paint('quiet', `  ${state}`, style)}`,
        1,
        style,
      ),
      ...changeLines('+', gained, style, 3),
      ...changeLines('-', lost, style, 3),
    ]),
    ...unresolved.flatMap((reason) => wrapped(paint('medium', `not read: ${untrustedLine(reason)}`, style), 1, style)),
  ].join('\n')}\n`;
}
