import { eastAsianWidth } from 'get-east-asian-width';

const PLAIN = /^[ -~]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
const COLOURS = /\u001b\[[\d;]*m/g;
/** Drawn upon the character before, or not at all. */
const UNSEEN = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}\p{Cs}]/u;
/** After a narrow character these two make a wide picture of it. */
const WIDENING = new Set([0xfe0f, 0x20e3]);

/**
 * How many columns a text takes on a terminal, colours aside. Counted by characters, not by what they join to: what joins
 * pictures (U+200D) never gets this far from an org, and never less than the true width is enough to keep lines in.
 */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  const seen = text.replaceAll(COLOURS, '');
  if (PLAIN.test(seen)) return seen.length;
  let width = 0;
  for (const character of seen) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x7f) width += code < 0x20 ? 0 : 1;
    else if (WIDENING.has(code)) width += 1;
    else if (!UNSEEN.test(character)) width += eastAsianWidth(code);
  }
  return width;
}
