/** Takes a text in pieces and gives each row as soon as it is whole. The array is used again for the next row. */
export interface CsvReader {
  push(piece: string): void;
  /** The last row may lack its line break. */
  end(): void;
}

/**
 * Comma-separated values as Salesforce writes them: quotes around values, doubled quotes inside, line breaks inside
 * quotes. Written by hand because a million rows of permissions are on the way of every audit.
 */
export function createCsvReader(onRow: (cells: readonly string[]) => void): CsvReader {
  let rest = '';
  const consume = (text: string, isLast: boolean): string => {
    const cells: string[] = [];
    let start = 0;
    let at = 0;
    while (at < text.length) {
      const cell = cellAt(text, at, isLast);
      if (cell === undefined) break;
      cells.push(cell.value);
      at = cell.end + 1;
      if (cell.ends === ',') continue;
      if (cell.ends === '\r') at += 1;
      if (cells.length > 1 || cells[0] !== '') onRow(cells);
      cells.length = 0;
      start = at;
    }
    return text.slice(start);
  };
  return {
    push: (piece) => {
      rest = consume(rest + piece, false);
    },
    end: () => {
      consume(`${rest}\n`, true);
      rest = '';
    },
  };
}

const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

interface Cell {
  readonly value: string;
  /** Where the character stands that ended it. */
  readonly end: number;
  readonly ends: string;
}

/** The cell that begins at `at`; nothing while its end has not come yet. */
function cellAt(text: string, at: number, isLast: boolean): Cell | undefined {
  return text[at] === '"' ? quotedCell(text, at, isLast) : plainCell(text, at);
}

function quotedCell(text: string, at: number, isLast: boolean): Cell | undefined {
  let close = text.indexOf('"', at + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  // A quote at the very end may be the first half of a doubled one.
  if (close < 0 || close + 1 >= text.length) {
    if (!isLast) return undefined;
    return { value: text.slice(at + 1, -1), end: text.length - 1, ends: '\n' };
  }
  const ends = text[close + 1] ?? '';
  if (ends === '\r' && close + 2 >= text.length && !isLast) return undefined;
  const value = text.slice(at + 1, close);
  return {
    value: value.includes('"') ? value.replaceAll('""', '"') : value,
    end: close + 1,
    ends: ends === '\r' && text[close + 2] !== '\n' ? '\n' : ends,
  };
}

function plainCell(text: string, at: number): Cell | undefined {
  for (let end = at; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === COMMA) return { value: text.slice(at, end), end, ends: ',' };
    if (code !== LINE_FEED) continue;
    const isPair = end > at && text.charCodeAt(end - 1) === CARRIAGE_RETURN;
    return isPair
      ? { value: text.slice(at, end - 1), end: end - 1, ends: '\r' }
      : { value: text.slice(at, end), end, ends: '\n' };
  }
  return undefined;
}

/** Rows by the names of the first line: `column('USER_ID')` gives the place, -1 when the file lacks it. */
export function createTableReader(
  onRow: (cells: readonly string[], column: (name: string) => number) => void,
): CsvReader {
  let places: ReadonlyMap<string, number> | undefined;
  const column = (name: string): number => places?.get(name) ?? -1;
  return createCsvReader((cells) => {
    if (places) onRow(cells, column);
    else places = new Map(cells.map((name, at) => [name, at]));
  });
}
