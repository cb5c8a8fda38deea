import { Lexer } from 'yaml';

/** How a file writes what stands on one line. */
export interface FlowStyle {
  /** `[ a ]` rather than `[a]`. */
  readonly spacedBrackets: boolean;
  /** `{ a: b }` rather than `{a: b}`. */
  readonly spacedBraces: boolean;
}

const OUR_STYLE: FlowStyle = { spacedBrackets: false, spacedBraces: true };

/**
 * The YAML writer puts spaces inside brackets and braces alike; people write `{ fields: [Name] }`. Looks at tokens, so that
 * brackets within a text stay as they are.
 */
export function tidyFlow(text: string, style: FlowStyle = OUR_STYLE): string {
  const tokens = tokensOf(text);
  const isTight = (bracket: string | undefined): boolean =>
    bracket === '[' || bracket === ']' ? !style.spacedBrackets : !style.spacedBraces;
  const kept = tokens.filter((token, at) => {
    if (!/^ +$/.test(token)) return true;
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    const opened = (before === '[' || before === '{') && isTight(before);
    const closed = (after === ']' || after === '}') && isTight(after);
    return !opened && !closed;
  });
  return kept.join('');
}

/** What the lexer puts between tokens to tell where documents, scalars and mistakes begin. */
const SIGNS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);

function tokensOf(text: string): readonly string[] {
  return [...new Lexer().lex(text)].filter((token) => !SIGNS.has(token));
}

/** The style of a file, by what most of its brackets and braces do. */
export function flowStyleOf(text: string): FlowStyle {
  const tokens = tokensOf(text);
  const mostly = (open: string, usual: boolean): boolean => {
    const after = tokens.flatMap((token, at) => (token === open ? [tokens[at + 1] ?? ''] : []));
    const spaced = after.filter((token) => /^ /.test(token)).length;
    return after.length === 0 ? usual : spaced * 2 > after.length || (spaced * 2 === after.length && usual);
  };
  return { spacedBrackets: mostly('[', OUR_STYLE.spacedBrackets), spacedBraces: mostly('{', OUR_STYLE.spacedBraces) };
}

/** How many comments a text holds. */
export function commentsIn(text: string): number {
  return tokensOf(text).filter((token) => token.startsWith('#')).length;
}
