import type { OrgMatrix } from '../model/org-matrix.ts';
import { matrixTables } from './matrix-table.ts';
import { counted, fit, paint, type Style, sign, table, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

const TOLD_RULES = 20;
const LONGEST_LABEL = 14;

/** One line an org, then what fails where. */
export function terminalMatrix(matrix: OrgMatrix, style: Style): string {
  const { orgs, rules } = matrixTables(matrix);
  const columns = orgs.head.map((title, at) => ({ title: title.toUpperCase(), share: at === 0 ? 0.3 : 0.1 }));
  const rows = orgs.rows.map(({ label, cells, worst, failure }) => [
    { text: untrustedLine(label), tone: failure === undefined ? (worst ?? ('good' as const)) : ('high' as const) },
    ...cells.map((text) => ({ text: text === '?' ? sign('?', style) : text })),
  ]);
  const failed = orgs.rows.filter(({ failure }) => failure !== undefined);
  const shown = style.verbose ? rules.rows : rules.rows.slice(0, TOLD_RULES);
  const left = rules.rows.length - shown.length;
  const ruleColumns = rules.head.map((title, at) => ({
    title: at === 0 ? 'RULE' : fit(untrustedLine(title), LONGEST_LABEL, style),
    share: at === 0 ? 0.4 : 0.12,
  }));
  const legend = `${sign('✓', style)} passed, ? could not be judged, - nothing there to judge`;
  return `${[
    ...table(columns, rows, style),
    ...failed.flatMap(({ label, failure }) =>
      wrapped(
        `${paint('high', sign('✗', style), style)} ${untrustedLine(label)}: ${untrustedLine(failure ?? '')}`,
        1,
        style,
      ),
    ),
    '',
    ...(shown.length === 0
      ? []
      : [
          ...table(
            ruleColumns,
            shown.map(({ rule, severity, cells }) => [
              { text: rule, tone: severity },
              ...cells.map((text) => ({ text: sign(text, style) })),
            ]),
            style,
          ),
          ...(left > 0
            ? [paint('quiet', ` ${sign('…', style)} and ${counted(left, 'more rule')} (--verbose)`, style)]
            : []),
          ...wrapped(paint('quiet', legend, style), 1, style),
          '',
        ]),
    ...wrapped(closing(matrix, failed.length, style), 1, style),
  ].join('\n')}\n`;
}

function closing({ orgs }: OrgMatrix, failed: number, style: Style): string {
  const audited = `${counted(orgs.length - failed, 'org')} audited`;
  return failed > 0 ? `${audited}, ${paint('high', `${failed} could not be read`, style)}` : audited;
}
