import { OrgError } from '../org-error.ts';

/** Source: SOSL reference, limits. */
const MAX_LENGTH = 20_000;

/** A search after parsing. */
export interface SearchTree {
  /** All of them must be found, each as a LIKE pattern without the wildcards at its ends. */
  readonly terms: readonly string[];
  readonly group: SearchGroup;
  readonly objects: readonly SearchedObject[];
  readonly limit: number | undefined;
}

export type SearchGroup = 'ALL' | 'NAME' | 'EMAIL' | 'PHONE';

export interface SearchedObject {
  readonly name: string;
  /** `Id, Name`, as written. */
  readonly fields: string;
  /** ` WHERE … ORDER BY … LIMIT …`, as written. */
  readonly rest: string;
}

export function malformedSearch(message: string): OrgError {
  return new OrgError(400, 'MALFORMED_SEARCH', message);
}

interface Cursor {
  readonly text: string;
  at: number;
}

/**
 * Parses `FIND {term} IN ALL FIELDS RETURNING Account(Id, Name WHERE … LIMIT 5), Contact LIMIT 20`, character by character:
 * one look at each.
 *
 * @throws OrgError `MALFORMED_SEARCH`
 */
export function parseSosl(text: string): SearchTree {
  if (text.length > MAX_LENGTH)
    throw malformedSearch(`SOSL statements cannot be longer than ${MAX_LENGTH} characters.`);
  const cursor: Cursor = { text, at: 0 };
  expect(cursor, 'FIND');
  const terms = termsOf(readTerm(cursor));
  const group = takeWord(cursor, 'IN') ? readGroup(cursor) : 'ALL';
  expect(cursor, 'RETURNING');
  const objects = [readObject(cursor)];
  while (take(cursor, ',')) objects.push(readObject(cursor));
  const limit = takeWord(cursor, 'LIMIT') ? Number(readWord(cursor)) : undefined;
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 0)) throw malformedSearch('LIMIT needs a number');
  skipSpace(cursor);
  if (cursor.at < text.length)
    throw malformedSearch(`The local org does not support in SOSL yet: ${text.slice(cursor.at, cursor.at + 40)}`);
  return { terms, group, objects, limit };
}

function skipSpace(cursor: Cursor): void {
  while (cursor.at < cursor.text.length && /\s/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
}

function readWord(cursor: Cursor): string {
  skipSpace(cursor);
  const start = cursor.at;
  while (/\w/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
  return cursor.text.slice(start, cursor.at);
}

function takeWord(cursor: Cursor, word: string): boolean {
  const before = cursor.at;
  if (readWord(cursor).toUpperCase() === word) return true;
  cursor.at = before;
  return false;
}

function expect(cursor: Cursor, word: string): void {
  if (!takeWord(cursor, word))
    throw malformedSearch(`expecting ${word}, found '${cursor.text.slice(cursor.at, cursor.at + 20).trim()}'`);
}

function take(cursor: Cursor, character: string): boolean {
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at += 1;
  return true;
}

/** What stands up to the closing character; a backslash takes the next one as it is. */
function readTerm(cursor: Cursor): string {
  const close = take(cursor, '{') ? '}' : take(cursor, "'") ? "'" : '';
  if (close === '') throw malformedSearch('expecting {, found no search term');
  const start = cursor.at;
  for (; cursor.at < cursor.text.length; cursor.at++) {
    const character = cursor.text[cursor.at];
    if (character === '\\') cursor.at += 1;
    else if (character === close) return cursor.text.slice(start, cursor.at++);
  }
  throw malformedSearch(`expecting ${close}, found the end of the search`);
}

/** Words and phrases, which must all be found; other ways to join them are refused rather than taken for words. */
function termsOf(search: string): readonly string[] {
  const parts = [...search.matchAll(/"((?:\\.|[^"\\])*)"|((?:\\.|[^\s"\\])+)/gs)];
  const terms = parts.flatMap(([, phrase, word]): readonly string[] => {
    if (word === 'AND') return [];
    if (word === 'OR' || word === 'NOT' || /^[()]|[()]$/.test(word ?? ''))
      throw malformedSearch(`The local org does not support in SOSL yet: ${word}`);
    return [patternOf(phrase ?? word ?? '')];
  });
  if (terms.length === 0 || terms.some((term) => term.replaceAll(/[%_]/g, '').length < 2))
    throw malformedSearch('search term must be longer than one character');
  return terms;
}

/** `*` and `?` are the wildcards of SOSL; those of LIKE are characters like others. */
function patternOf(term: string): string {
  return term.replaceAll(/\\(.)|([*?%_])/gs, (_, escaped: string | undefined, special: string | undefined) => {
    if (escaped !== undefined) return /[%_\\]/.test(escaped) ? `\\${escaped}` : escaped;
    return special === '*' ? '%' : special === '?' ? '_' : `\\${special}`;
  });
}

function readGroup(cursor: Cursor): SearchGroup {
  const group = readWord(cursor).toUpperCase();
  expect(cursor, 'FIELDS');
  if (group === 'ALL' || group === 'NAME' || group === 'EMAIL' || group === 'PHONE') return group;
  throw malformedSearch(`The local org does not support in SOSL yet: IN ${group} FIELDS`);
}

function readObject(cursor: Cursor): SearchedObject {
  const name = readWord(cursor);
  if (name === '') throw malformedSearch('expecting the name of an object behind RETURNING');
  if (!take(cursor, '(')) return { name, fields: 'Id', rest: '' };
  const inside = readInside(cursor);
  const split = clauseStart(inside);
  const fields = inside.slice(0, split).trim();
  return { name, fields: fields === '' ? 'Id' : fields, rest: ` ${inside.slice(split)}` };
}

/** What stands up to the parenthesis that closes the one before. */
function readInside(cursor: Cursor): string {
  const start = cursor.at;
  let depth = 1;
  for (; cursor.at < cursor.text.length; cursor.at++) {
    const character = cursor.text[cursor.at];
    if (character === "'") skipText(cursor);
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth === 0) return cursor.text.slice(start, cursor.at++);
  }
  throw malformedSearch('expecting ), found the end of the search');
}

function skipText(cursor: Cursor): void {
  for (cursor.at += 1; cursor.at < cursor.text.length; cursor.at++) {
    if (cursor.text[cursor.at] === '\\') cursor.at += 1;
    else if (cursor.text[cursor.at] === "'") return;
  }
}

/** Where the first clause behind the list of fields begins. */
function clauseStart(inside: string): number {
  const found = /\b(WHERE|ORDER|LIMIT|OFFSET|USING)\b/i.exec(inside);
  return found?.index ?? inside.length;
}
