import { stringify } from 'csv-stringify/sync';

/** Source: "Create a Job", `columnDelimiter` and `lineEnding`. */
export const DELIMITERS = {
  BACKQUOTE: '`',
  CARET: '^',
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  TAB: '\t',
} as const;
export const LINE_ENDINGS = { LF: '\n', CRLF: '\r\n' } as const;

export interface CsvFormat {
  readonly columnDelimiter: keyof typeof DELIMITERS;
  readonly lineEnding: keyof typeof LINE_ENDINGS;
}

type CsvValue = string | number | boolean | null;

/** Rows as Bulk API writes them: every value in quotes. */
export function csvText({ columnDelimiter, lineEnding }: CsvFormat, rows: readonly (readonly CsvValue[])[]): string {
  return stringify(rows as CsvValue[][], {
    delimiter: DELIMITERS[columnDelimiter],
    record_delimiter: LINE_ENDINGS[lineEnding],
    quoted: true,
    quoted_empty: true,
    cast: { boolean: String },
  });
}

/** Where a text goes on after so many rows; line ends within quotes end no row. */
export function afterRows(text: string, rows: number, { lineEnding }: CsvFormat): number {
  const end = LINE_ENDINGS[lineEnding];
  let at = 0;
  for (let left = rows; left > 0 && at < text.length; left--) at = endOfRow(text, at, end);
  return at;
}

function endOfRow(text: string, start: number, end: string): number {
  for (let at = start; ; ) {
    const next = text.indexOf(end, at);
    if (next < 0) return text.length;
    const quotes = countQuotes(text, start, next);
    at = next + end.length;
    if (quotes % 2 === 0) return at;
  }
}

function countQuotes(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('"', start); at >= 0 && at < end; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}
