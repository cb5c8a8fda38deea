import type { OrgMatrix } from '../model/org-matrix.ts';
import { matrixTables } from './matrix-table.ts';
import { untrustedMarkdown } from './untrusted-text.ts';

const row = (cells: readonly string[]): string => `| ${cells.map(untrustedMarkdown).join(' | ')} |`;
const head = (cells: readonly string[]): readonly string[] => [row(cells), `|${cells.map(() => '---|').join('')}`];

/** A job summary, or a page of a wiki. */
export function markdownMatrix(matrix: OrgMatrix): string {
  const { orgs, rules } = matrixTables(matrix);
  const failed = orgs.rows.filter(({ failure }) => failure !== undefined);
  return `${[
    `### Leastwise: integrations of ${matrix.orgs.length} orgs, ${matrix.date}`,
    '',
    ...head(orgs.head),
    ...orgs.rows.map(({ label, cells }) => row([label, ...cells])),
    '',
    ...failed.map(
      ({ label, failure }) =>
        `- **${untrustedMarkdown(label)}** could not be read: ${untrustedMarkdown(failure ?? '')}`,
    ),
    ...(failed.length > 0 ? [''] : []),
    ...(rules.rows.length === 0
      ? []
      : [
          ...head(['severity', ...rules.head]),
          ...rules.rows.map(({ rule, severity, cells }) => row([severity, rule, ...cells])),
          '',
          '✓ passed, ? could not be judged, - nothing there to judge',
        ]),
  ].join('\n')}\n`;
}
