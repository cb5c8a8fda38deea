import { widthOf } from './width.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
const COLOUR_OR_CHARACTER = /\u001b\[[\d;]*m|./gsu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
const COLOUR = /\u001b\[([\d;]*)m/g;
const RESET = '\u001b[0m';

/** A line while it is filled. */
interface Line {
  text: string;
  width: number;
}

/**
 * Breaks a text between words into lines of so many columns. A word that is longer than a line is cut, a path after a
 * slash if there is one. Each line ends its colours, and the next takes them up again.
 */
export function wrapText(text: string, columns: number): readonly string[] {
  return coloured(text.split('\n').flatMap((paragraph) => fill(paragraph.split(' '), columns)));
}

function fill(words: readonly string[], columns: number): readonly string[] {
  const lines: string[] = [];
  let line: Line = { text: '', width: 0 };
  for (const word of words) {
    const gap = line.width > 0 ? 1 : 0;
    const width = widthOf(word);
    if (line.width + gap + width <= columns) {
      line = { text: `${line.text}${' '.repeat(gap)}${word}`, width: line.width + gap + width };
      continue;
    }
    lines.push(line.text.trimEnd());
    const pieces = width <= columns ? [word] : cut(word, columns);
    lines.push(...pieces.slice(0, -1));
    const last = pieces.at(-1) ?? '';
    line = { text: last, width: widthOf(last) };
  }
  return [...lines.filter((filled) => filled !== ''), line.text.trimEnd()];
}

/** Cuts a word into pieces that fit. */
function cut(word: string, columns: number): readonly string[] {
  const pieces: string[] = [];
  let piece: string[] = [];
  for (const character of word.match(COLOUR_OR_CHARACTER) ?? []) {
    if (widthOf(piece.join('') + character) > columns) {
      const slash = piece.lastIndexOf('/') + 1;
      const end = slash > piece.length / 3 ? slash : piece.length;
      pieces.push(piece.slice(0, end).join(''));
      piece = piece.slice(end);
    }
    piece.push(character);
  }
  return [...pieces, piece.join('')];
}

function coloured(lines: readonly string[]): readonly string[] {
  let open = '';
  return lines.map((line) => {
    const begun = open;
    for (const [code, number] of line.matchAll(COLOUR)) open = number === '0' ? '' : code;
    return `${begun}${line}${open === '' ? '' : RESET}`;
  });
}
