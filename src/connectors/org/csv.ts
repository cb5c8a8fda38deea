/** Takes a text in pieces and gives each row as soon as it is whole. The array is used again for the next row. */
export interface CsvReader {
  push(piece: string): void;
  /** The last row may lack its line break. */
  end(): void;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Comma-separated values as Salesforce writes them: quotes around values, doubled quotes inside, line breaks inside
 * quotes. Written by hand, without an object for each cell, because a million rows of permissions are on the way of every audit.
 */
export function createCsvReader(onRow: (cells: readonly string[]) => void): CsvReader {
  let rest = '';
  const consume = (text: string): string => {
    const cells: string[] = [];
    let start = 0;
    let at = 0;
    while (at < text.length) {
      const isQuoted = text.charCodeAt(at) === QUOTE;
      const end = isQuoted ? endOfQuoted(text, at) : endOfPlain(text, at);
      if (end < 0) break;
      cells.push(isQuoted ? unquoted(text, at, end) : text.slice(at, end));
      at = end + 1;
      const ends = text.charCodeAt(end);
      if (ends === COMMA) continue;
      if (ends === CARRIAGE_RETURN) at += 1;
      if (cells.length > 1 || cells[0] !== '') onRow(cells);
      cells.length = 0;
      start = at;
    }
    return text.slice(start);
  };
  return {
    push: (piece) => {
      rest = consume(rest + piece);
    },
    end: () => {
      consume(`${rest}\n`);
      rest = '';
    },
  };
}

/** Where the character stands that ends a quoted cell: after its last quote. Negative while that has not come. */
function endOfQuoted(text: string, at: number): number {
  let close = text.indexOf('"', at + 1);
  while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2);
  // A quote at the very end may be the first half of a doubled one, a return the first half of a line break.
  if (close < 0 || close + 1 >= text.length) return -1;
  return text.charCodeAt(close + 1) === CARRIAGE_RETURN && close + 2 >= text.length ? -1 : close + 1;
}

function endOfPlain(text: string, at: number): number {
  for (let end = at; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === COMMA || code === LINE_FEED) return end;
    if (code === CARRIAGE_RETURN) {
      if (end + 1 >= text.length) return -1;
      if (text.charCodeAt(end + 1) === LINE_FEED) return end;
    }
  }
  return -1;
}

function unquoted(text: string, at: number, end: number): string {
  const value = text.slice(at + 1, end - 1);
  return value.includes('"') ? value.replaceAll('""', '"') : value;
}

/** Rows by the names of the first line: `places` of the columns wanted, -1 for one that the text lacks. */
export function createTableReader(
  wanted: readonly string[],
  onRow: (cells: readonly string[], places: readonly number[]) => void,
): CsvReader {
  let places: readonly number[] | undefined;
  return createCsvReader((cells) => {
    if (places) onRow(cells, places);
    else places = wanted.map((name) => cells.indexOf(name));
  });
}
