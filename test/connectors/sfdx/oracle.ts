import { readdirSync, readFileSync } from 'node:fs';
import { corpusPath } from '../../corpus.ts';

/** One permission file as an independent parser counted it; empty strings where it found no such element. */
export type OracleRow = Readonly<Record<string, string>>;

export function oracleTrees(): string[] {
  return readdirSync(corpusPath('oracle'))
    .filter((name) => name.endsWith('.csv'))
    .map((name) => name.slice(0, -'.csv'.length));
}

export function oracleOf(tree: string): OracleRow[] {
  const [header = [], ...rows] = parseCsv(readFileSync(corpusPath(`oracle/${tree}.csv`), 'utf8'));
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));
}

function parseCsv(text: string): string[][] {
  const cells = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/g;
  const rows: string[][] = [[]];
  for (const [whole, cell = '', end] of text.matchAll(cells)) {
    if (whole === '') break;
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}
