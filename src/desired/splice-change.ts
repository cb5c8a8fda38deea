import { isDeepStrictEqual } from 'node:util';
import { Document, isCollection, isMap, isNode, isScalar, type Pair, parseDocument, YAMLMap } from 'yaml';
import { commentsIn, flowStyleOf, tidyFlow } from './tidy-flow.ts';

/** A pair of a document and what stands there from now on. */
export interface ChangedPair {
  readonly path: readonly string[];
  /** `undefined`: the pair goes. */
  readonly value: unknown;
}

/**
 * Puts one changed pair into the text of a file and leaves every other byte of it alone: whoever reviews the change sees
 * the change. Where that cannot be done (a comment would be lost, an unusual form) the whole file is written anew, with
 * its comments.
 *
 * @param order keys of the top level in their usual order, for pairs that are new
 */
export function spliceChange(text: string, { path, value }: ChangedPair, order: readonly string[]): string {
  const wanted = parseDocument(text);
  const goes = value === undefined;
  if (goes && !wanted.hasIn(path)) return text;
  const at = goes ? deleteWhole(wanted, path) : path;
  if (!goes) wanted.setIn(path, value);
  const style = { text, indent: indentOf(text) };
  const spliced = splice(style, wanted, at, order);
  const isRight =
    spliced !== undefined && sameContent(spliced, wanted) && (goes || commentsIn(spliced) >= commentsIn(text));
  return isRight ? spliced : written(wanted, style);
}

interface Style {
  readonly text: string;
  readonly indent: number;
}

function written(document: Document, { text, indent }: Style): string {
  return tidyFlow(document.toString({ lineWidth: 0, indent }), flowStyleOf(text));
}

/** How far the first thing inside another stands in. */
function indentOf(text: string): number {
  return /^[\w-]+:[^\S\n]*(?:#.*)?\n( +)\S/m.exec(text)?.[1]?.length ?? 2;
}

function sameContent(text: string, wanted: Document): boolean {
  const document = parseDocument(text);
  return document.errors.length === 0 && isDeepStrictEqual(document.toJS(), wanted.toJS());
}

/** Takes away a pair, and what only held it; the path of what went in the end. */
function deleteWhole(document: Document, path: readonly string[]): readonly string[] {
  let gone = path;
  for (let holder = document.getIn(gone.slice(0, -1)); gone.length > 1 && isMap(holder); ) {
    if (holder.items.length > 1) break;
    gone = gone.slice(0, -1);
    holder = document.getIn(gone.slice(0, -1));
  }
  document.deleteIn(gone);
  return gone;
}

type AnyPair = Pair<unknown, unknown>;

function pairIn(map: YAMLMap, key: string): AnyPair | undefined {
  return map.items.find((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key) === key);
}

/** The pair to replace: the deepest one in block style on the way; or where a new one belongs. */
function splice(style: Style, wanted: Document, path: readonly string[], order: readonly string[]): string | undefined {
  let map: unknown = parseDocument(style.text).contents;
  for (const [depth, key] of path.entries()) {
    if (!isMap(map) || map.flow) return undefined;
    const here = path.slice(0, depth + 1);
    const pair = pairIn(map, key);
    if (pair === undefined) return inserted(style, wanted, here, map, depth === 0 ? order : undefined);
    const isLast = depth === path.length - 1;
    if (isLast && !wanted.hasIn(path)) return removed(style.text, pair);
    if (isLast || !isMap(pair.value) || pair.value.flow) return replaced(style, wanted, here, pair);
    map = pair.value;
  }
  return undefined;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly column: number;
}

/** From the key to the end of the value, without what is white behind it. */
function placeOf(text: string, { key, value }: AnyPair): Place | undefined {
  const start = isNode(key) ? key.range?.[0] : undefined;
  const stop = isNode(value) ? value.range?.[1] : undefined;
  if (start === undefined || start === null || stop === undefined || stop === null) return undefined;
  const end = start + text.slice(start, stop).trimEnd().length;
  return { start, end, column: start - (text.lastIndexOf('\n', start - 1) + 1) };
}

/** The pair alone, as it stands in the wanted document, indented to its column. */
function pairText(style: Style, wanted: Document, path: readonly string[], column: number): string | undefined {
  const parent = path.length === 1 ? wanted.contents : wanted.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? pairIn(parent, path.at(-1) ?? '') : undefined;
  if (pair === undefined) return undefined;
  const alone = new Document(new YAMLMap());
  const copy = pair.clone() as AnyPair;
  // What stands before the pair and behind its line is in the file already.
  if (isNode(copy.key)) Object.assign(copy.key, { commentBefore: null, spaceBefore: false });
  if (isNode(copy.value) && !(isCollection(copy.value) && !copy.value.flow)) copy.value.comment = null;
  (alone.contents as YAMLMap).items.push(copy as never);
  return written(alone, style)
    .trimEnd()
    .replaceAll(/\n(?=[^\n])/g, `\n${' '.repeat(column)}`);
}

function replaced(style: Style, wanted: Document, path: readonly string[], pair: AnyPair): string | undefined {
  const { text } = style;
  const place = placeOf(text, pair);
  const put = place && pairText(style, wanted, path, place.column);
  return place && put !== undefined ? text.slice(0, place.start) + put + text.slice(place.end) : undefined;
}

function removed(text: string, pair: AnyPair): string | undefined {
  const place = placeOf(text, pair);
  if (place === undefined) return undefined;
  const lineEnd = text.indexOf('\n', place.end);
  const before = text.slice(0, place.start - place.column);
  const after = lineEnd === -1 ? '' : text.slice(lineEnd + 1);
  // Of two empty lines that come together one is enough.
  return before + (before.endsWith('\n\n') ? after.replace(/^\n/, '') : after);
}

/** Behind the pair that usually stands before it; within maps of names, where the order of names has it. */
function inserted(
  style: Style,
  wanted: Document,
  path: readonly string[],
  map: YAMLMap,
  order: readonly string[] | undefined,
): string | undefined {
  const { text } = style;
  const before = pairBefore(map, path.at(-1) ?? '', order);
  const place = before && placeOf(text, before);
  const put = place && pairText(style, wanted, path, place.column);
  if (place === undefined || put === undefined) return undefined;
  const lineEnd = text.indexOf('\n', place.end);
  const end = lineEnd === -1 ? text.length : lineEnd;
  return `${text.slice(0, end)}\n${' '.repeat(place.column)}${put}${text.slice(end) || '\n'}`;
}

function pairBefore(map: YAMLMap, key: string, order: readonly string[] | undefined): AnyPair | undefined {
  const names = map.items.map((pair) => String(pair.key));
  if (order !== undefined) {
    const rank = order.indexOf(key);
    return map.items.findLast((_, at) => order.indexOf(names[at] ?? '') < rank);
  }
  const isSorted = names.every((name, at) => at === 0 || (names[at - 1] ?? '') <= name);
  return (isSorted ? map.items.findLast((_, at) => (names[at] ?? '') < key) : undefined) ?? map.items.at(-1);
}
