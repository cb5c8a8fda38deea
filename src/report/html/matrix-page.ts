import { createHash } from 'node:crypto';
import type { OrgMatrix } from '../../model/org-matrix.ts';
import { type MatrixTables, matrixTables } from '../matrix-table.ts';
import { counted } from '../style.ts';
import { text } from './escape.ts';
import { STYLE } from './style.ts';

const HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
const POLICY = `default-src 'none'; style-src ${HASH}; base-uri 'none'; form-action 'none'`;

/** Many orgs on one page, which needs nothing else and runs nothing. */
export function htmlMatrix(matrix: OrgMatrix): string {
  const tables = matrixTables(matrix);
  const failed = tables.orgs.rows.filter(({ failure }) => failure !== undefined);
  const title = `Integrations of ${counted(matrix.orgs.length, 'org')}`;
  const alarms = failed.map(
    ({ label, failure }) => `<p class="alarm"><b>${text(label)}</b> could not be read: ${text(failure ?? '')}</p>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header class="top"><h1>${text(title)}</h1><p class="lead">${text(matrix.date)} · leastwise ${text(matrix.version)}</p></header>
<main>
${alarms.join('\n')}
<section aria-labelledby="orgs"><h2 id="orgs">Orgs</h2>${orgTable(tables)}</section>
<section aria-labelledby="rules"><h2 id="rules">What fails where</h2>
<p class="note">A number counts failures; ✓ passed, ? could not be judged, - nothing there to judge.</p>${ruleTable(tables)}</section>
</main>
</body>
</html>
`;
}

function orgTable({ orgs }: MatrixTables): string {
  const rows = orgs.rows.map(({ label, cells, worst, failure }) => {
    const chip = failure === undefined ? (worst ?? 'good') : 'critical';
    return `<tr><th scope="row"><span class="chip ${chip}">${text(label)}</span></th>${cellsOf(cells)}</tr>`;
  });
  return tableOf(orgs.head, rows);
}

function ruleTable({ rules }: MatrixTables): string {
  if (rules.rows.length === 0) return '<p>No rule fails in any org that could be read.</p>';
  const rows = rules.rows.map(
    ({ rule, severity, cells }) =>
      `<tr><th scope="row"><span class="chip ${severity}">${severity}</span> ${text(rule)}</th>${cellsOf(cells)}</tr>`,
  );
  return tableOf(rules.head, rows);
}

function cellsOf(cells: readonly string[]): string {
  return cells.map((cell) => `<td>${text(cell)}</td>`).join('');
}

function tableOf(head: readonly string[], rows: readonly string[]): string {
  const titles = head.map((title) => `<th scope="col">${text(title)}</th>`).join('');
  return `<div class="matrix"><table><thead><tr>${titles}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
