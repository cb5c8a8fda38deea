import type { OrgMatrix } from '../model/org-matrix.ts';
import { Problem } from '../model/problem.ts';
import type { Style } from '../report/style.ts';
import type { AuditFormat } from './audit-formats.ts';

type Format = (matrix: OrgMatrix, style: Style) => string;

/** Each is loaded when it is asked for. Code scanning and build servers want one source at a time. */
const FORMATS: Readonly<Partial<Record<AuditFormat, () => Promise<Format>>>> = {
  terminal: async () => (await import('../report/terminal-matrix.ts')).terminalMatrix,
  json: async () => {
    const { jsonMatrix } = await import('../report/json-matrix.ts');
    return (matrix) => JSON.stringify(jsonMatrix(matrix), null, 2);
  },
  markdown: async () => (await import('../report/markdown-matrix.ts')).markdownMatrix,
  csv: async () => (await import('../report/csv-matrix.ts')).csvMatrix,
  html: async () => (await import('../report/html/matrix-page.ts')).htmlMatrix,
};

/** @throws Problem `one-org-format` */
export function matrixFormat(format: AuditFormat): () => Promise<Format> {
  const known = FORMATS[format];
  if (known) return known;
  throw new Problem({
    kind: 'usage',
    code: 'one-org-format',
    message: `The format ${format} tells of one org at a time.`,
    actions: [`Audit each org alone, or choose ${Object.keys(FORMATS).join(', ')}.`],
  });
}
