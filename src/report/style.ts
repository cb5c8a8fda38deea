import { widthOf } from './width.ts';
import { wrapText } from './wrap.ts';

/** How text for a terminal looks. Passed in, so that the same audit always prints the same. */
export interface Style {
  /** Columns. */
  readonly width: number;
  readonly colour: boolean;
  readonly unicode: boolean;
  /** Nothing folded. */
  readonly verbose: boolean;
}

export type Tone = 'critical' | 'high' | 'medium' | 'low' | 'info' | 'good' | 'quiet' | 'strong' | 'name';

const CODES: Readonly<Record<Tone, string>> = {
  critical: '1;91',
  high: '91',
  medium: '33',
  low: '36',
  info: '90',
  good: '32',
  quiet: '90',
  strong: '1',
  name: '1;96',
};

const PLAIN_SIGNS: Readonly<Record<string, string>> = {
  '·': '-',
  '■': '#',
  '▲': '!',
  '●': '*',
  '✓': 'ok',
  '✗': 'x',
  '…': '...',
  '→': '->',
  '○': 'o',
  '─': '-',
  '?': '?',
};

/** A sign, or its stand-in where only ASCII can be shown. */
export function sign(character: string, style: Style): string {
  return style.unicode ? character : (PLAIN_SIGNS[character] ?? character);
}

export function paint(tone: Tone, text: string, style: Style): string {
  return style.colour && text !== '' ? `\u001b[${CODES[tone]}m${text}\u001b[0m` : text;
}

/** Cuts plain text to a number of columns, with an ellipsis. */
export function fit(text: string, columns: number, style: Style): string {
  if (widthOf(text) <= columns) return text;
  const end = sign('…', style);
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) + end.length > columns) break;
    kept += character;
  }
  return kept + end;
}

export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

/** Wraps to the width with an indent on every line. Long words (paths) are broken rather than overflow. */
export function wrapped(text: string, indent: number, style: Style): readonly string[] {
  const margin = ' '.repeat(indent);
  return wrapText(text, Math.max(20, style.width - indent)).map((line) => `${margin}${line}`);
}

export interface Column {
  readonly title: string;
  /** Widest it may become while others need room too, as a share of the line. */
  readonly share: number;
}

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

/** A table without borders: a quiet head, cells cut to their column. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], style: Style): readonly string[] {
  const gap = 2;
  const room = style.width - 1 - gap * (columns.length - 1);
  const natural = columns.map(({ title }, at) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[at]?.text ?? ''))),
  );
  const shares = columns.map(({ share }) => Math.max(8, Math.floor(room * share)));
  const widths = shareOut(natural, shares, room);
  const line = (cells: readonly Cell[]): string =>
    ` ${cells
      .map(({ text, tone }, at) => {
        const cut = fit(text, widths[at] ?? 0, style);
        const padded = at === cells.length - 1 ? cut : pad(cut, widths[at] ?? 0);
        return tone ? paint(tone, padded, style) : padded;
      })
      .join(' '.repeat(gap))}`.trimEnd();
  return [line(columns.map(({ title }) => ({ text: title, tone: 'quiet' }))), ...rows.map(line)];
}

/** Each column its share at most; what others leave goes to those that need more, evenly. */
function shareOut(natural: readonly number[], shares: readonly number[], room: number): readonly number[] {
  const widths = natural.map((width, at) => Math.min(width, shares[at] ?? 0));
  let left = room - widths.reduce((sum, width) => sum + width, 0);
  while (left > 0) {
    const short = natural.map((width, at) => (width > (widths[at] ?? 0) ? at : -1)).filter((at) => at >= 0);
    if (short.length === 0) break;
    for (const at of short.slice(0, left)) widths[at] = (widths[at] ?? 0) + 1;
    left -= Math.min(left, short.length);
  }
  return widths;
}

/** `1,204`. Not by the locale of the machine: that loads its tables, and the same audit prints the same everywhere. */
export function digits(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 finding`, `3 findings`, `1,204 fields`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${digits(count)} ${count === 1 ? one : many}`;
}
