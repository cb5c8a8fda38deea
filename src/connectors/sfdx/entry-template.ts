import { LESS, NEWLINE, PLAIN, RETURN, SPACE, TAB } from './byte-classes.ts';
import { GRANT_ELEMENTS, type GrantElement } from './grant-elements.ts';
import type { XmlElement } from './parse-xml.ts';
import { CONTAINER_FACTS } from './read-permissions.ts';
import type { Scan } from './scan-xml.ts';

/**
 * Entries of permission files repeat the same bytes thousands of times and differ in a name and a few booleans. A
 * template is one such entry with holes: fixed pieces, each followed by a hole but the last one.
 */
export interface EntryTemplate {
  /** What a matching entry grants; `undefined` for entries of no interest. */
  readonly grant: GrantElement | undefined;
  /**
   * The bytes of all pieces, one piece after the other, eight at a time; the last eight of a piece may overlap those
   * before. Compared as floating-point numbers, which is what JavaScript compares eight bytes at a time in. That is
   * exact: eight ASCII bytes are never a NaN nor a zero, so only the same bytes are the same number.
   */
  readonly words: Float64Array;
  /** Length of each piece in bytes. */
  readonly lengths: Int32Array;
  /** Per hole, which follows the piece of the same number: what it holds, and the bit of a flag. */
  readonly holes: Uint8Array;
  readonly bits: Uint8Array;
  /** Line ends before the name, and in the whole entry with the white space after it. */
  readonly newlinesToName: number;
  readonly newlines: number;
  /** The templates of the entries that came after such an entry last time, and another time before. */
  follower: EntryTemplate | undefined;
  otherFollower: EntryTemplate | undefined;
}

/** Plain text of no interest. */
export const HOLE_TEXT = 0;
/** The name of what is granted. */
export const HOLE_NAME = 1;
/** `true` or `false`. */
export const HOLE_FLAG = 2;
/** A word, like the visibility of a tab. */
export const HOLE_WORD = 3;

/** Bytes compared at a time. */
export const WORD = 8;

/** No place: the entry does not fit. */
export const MISS = -1;

interface Hole {
  readonly start: number;
  readonly end: number;
  readonly kind: number;
  readonly bit: number;
}

/**
 * Makes a template of the entry that stands from `start` to `scan.at` and was read as `element`. `undefined` when it is
 * not of a shape that repeats: two levels, each child once, only plain text between tags.
 */
export function makeTemplate(scan: Scan, start: number, element: XmlElement): EntryTemplate | undefined {
  if (CONTAINER_FACTS.has(element.name) || element.children.length === 0) return undefined;
  const grant = Object.hasOwn(GRANT_ELEMENTS, element.name) ? GRANT_ELEMENTS[element.name] : undefined;
  const holes = grant?.anyFlag ? undefined : findHoles(scan.bytes, start, element, grant);
  const named = holes?.find(({ kind }) => kind === HOLE_NAME);
  if (holes === undefined || (grant !== undefined && named === undefined)) return undefined;
  const end = spaceEnd(scan.bytes, scan.at);
  const starts = [start, ...holes.map((hole) => hole.end)];
  const ends = [...holes.map((hole) => hole.start), end];
  const words = toWords(scan, starts, ends);
  if (words === undefined) return undefined;
  return {
    ...words,
    grant,
    holes: Uint8Array.from(holes, ({ kind }) => kind),
    bits: Uint8Array.from(holes, ({ bit }) => bit),
    newlinesToName: countNewlines(scan.bytes, start, named?.start ?? start),
    newlines: countNewlines(scan.bytes, start, end),
    follower: undefined,
    otherFollower: undefined,
  };
}

/** End of the plain text that begins at `at`: not empty, without a line end, up to a `<`. */
export function plainEnd(bytes: Buffer, at: number, end: number): number {
  let stop = at;
  while (stop < end && PLAIN[bytes[stop] as number] === 1) stop++;
  return stop > at && stop < end && bytes[stop] === LESS ? stop : MISS;
}

/** Finds the text of each child in the bytes of an entry. */
function findHoles(
  bytes: Buffer,
  start: number,
  element: XmlElement,
  grant: GrantElement | undefined,
): Hole[] | undefined {
  const holes: Hole[] = [];
  const seen = new Set<string>();
  let at = start + element.name.length + 2;
  for (const child of element.children) {
    if (child.children.length > 0 || seen.has(child.name)) return undefined;
    seen.add(child.name);
    at = spaceEnd(bytes, at);
    const from = at + child.name.length + 2;
    const to = plainEnd(bytes, from, bytes.length);
    if (to === MISS || bytes.toString('latin1', at, from) !== `<${child.name}>`) return undefined;
    const hole = holeFor(child, grant, from, to);
    if (hole === undefined || bytes.toString('utf8', from, to) !== child.text) return undefined;
    holes.push(hole);
    at = to + child.name.length + 3;
  }
  at = spaceEnd(bytes, at);
  return bytes.toString('latin1', at, at + element.name.length + 3) === `</${element.name}>` ? holes : undefined;
}

function holeFor(child: XmlElement, grant: GrantElement | undefined, start: number, end: number): Hole | undefined {
  const bit = grant !== undefined && Object.hasOwn(grant.flags, child.name) ? (grant.flags[child.name] ?? 0) : 0;
  if (bit !== 0) {
    return child.text === 'true' || child.text === 'false' ? { start, end, kind: HOLE_FLAG, bit } : undefined;
  }
  if (child.name === grant?.named) return { start, end, kind: HOLE_NAME, bit };
  return { start, end, kind: child.name === grant?.word ? HOLE_WORD : HOLE_TEXT, bit };
}

/** Cuts pieces into words; `undefined` when one is too short for a word. */
function toWords(scan: Scan, starts: readonly number[], ends: readonly number[]) {
  const words: number[] = [];
  const lengths = starts.map((start, piece) => (ends[piece] as number) - start);
  if (lengths.some((length) => length < WORD)) return undefined;
  lengths.forEach((length, piece) => {
    for (let offset = 0; offset < length; offset += WORD) {
      words.push(scan.view.getFloat64((starts[piece] as number) + Math.min(offset, length - WORD), true));
    }
  });
  return { words: Float64Array.from(words), lengths: Int32Array.from(lengths) };
}

/** End of the white space at `at`, as far as it is of the kind that the scanner knows. */
function spaceEnd(bytes: Buffer, at: number): number {
  let end = at;
  for (;;) {
    const byte = bytes[end];
    const isSpace = byte === SPACE || byte === NEWLINE || byte === TAB;
    if (!isSpace && (byte !== RETURN || bytes[end + 1] !== NEWLINE)) return end;
    end++;
  }
}

function countNewlines(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (bytes[at] === NEWLINE) count++;
  return count;
}
