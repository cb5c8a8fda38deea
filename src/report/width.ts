import stringWidth from 'string-width';

const PLAIN = /^[ -~]*$/;

/** How many columns a text takes on a terminal. Most texts are plain, and need no table of wide characters. */
export function widthOf(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}
