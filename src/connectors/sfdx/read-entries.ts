import { ENABLED } from '../../model/permission.ts';
import { LESS, SPACE } from './byte-classes.ts';
import {
  type EntryTemplate,
  HOLE_FLAG,
  HOLE_NAME,
  HOLE_WORD,
  MISS,
  makeTemplate,
  plainEnd,
  WORD,
} from './entry-template.ts';
import { addRow } from './grant-rows.ts';
import { internBytes, type NameTable } from './name-table.ts';
import type { PermissionDraft } from './read-permissions.ts';
import type { EntryReader, Scan } from './scan-xml.ts';

/** As many as there are kinds of entries, with room for two or three shapes of each. */
const MAX_TEMPLATES = 64;

/** Words as they stand in the bytes, little-endian. */
const TRUE = 0x65757274;
const FALS = 0x736c6166;
const LETTER_E = 0x65;
const HIDD = 0x64646948;
const DDEN = 0x6e656464;
const NONE = 0x656e6f4e;

/** What is kept between entries, and from file to file: a tree is written by one hand. */
interface Matching {
  readonly names: NameTable;
  readonly templates: EntryTemplate[];
  /** Template of the entry before. */
  last: EntryTemplate | undefined;
  /** Which template gives way when there are too many. */
  oldest: number;
  /** Number of the name before + 1; 0 at the start of a run of entries. */
  before: number;
  /** How many expected names are tried for the next one. */
  patience: number;
  /** What the entry that has just matched holds. */
  name: number;
  bits: number;
  after: number;
}

/** Reads entries of permission files into `draft` by templates, so that they cost little more than comparing bytes. */
export function newEntryReader(draft: PermissionDraft, names: NameTable): EntryReader {
  const matching: Matching = {
    names,
    templates: [],
    last: undefined,
    oldest: 0,
    before: 0,
    patience: MAX_SKIPPED,
    name: 0,
    bits: 0,
    after: 0,
  };
  return {
    read: (scan) => readEntries(matching, scan, draft),
    learn: (scan, start, element) => {
      const template = makeTemplate(scan, start, element);
      if (template !== undefined) keep(matching, template);
    },
  };
}

function keep(matching: Matching, template: EntryTemplate): void {
  if (matching.templates.length < MAX_TEMPLATES) matching.templates.push(template);
  else {
    matching.templates[matching.oldest] = template;
    matching.oldest = (matching.oldest + 1) % MAX_TEMPLATES;
  }
  if (matching.last !== undefined) {
    matching.last.otherFollower = matching.last.follower;
    matching.last.follower = template;
  }
  matching.last = template;
}

function readEntries(matching: Matching, scan: Scan, draft: PermissionDraft): void {
  matching.before = 0;
  for (;;) {
    const template = matchNext(matching, scan);
    if (template === undefined) return;
    const rows = template.grant && draft.columns[template.grant.column];
    if (rows !== undefined) {
      addRow(rows, matching.name, matching.bits, scan.line + template.newlinesToName);
      matching.before = matching.name + 1;
    }
    scan.at = matching.after;
    scan.line += template.newlines;
    matching.last = template;
  }
}

/** The template that the next entry fits: the one that came next last time, or any. */
function matchNext(matching: Matching, scan: Scan): EntryTemplate | undefined {
  const { last } = matching;
  const expected = last?.follower ?? last;
  if (expected !== undefined && match(matching, expected, scan) !== MISS) return expected;
  const other = last?.otherFollower;
  let found = other !== undefined && match(matching, other, scan) !== MISS ? other : undefined;
  for (let i = 0; found === undefined && i < matching.templates.length; i++) {
    const template = matching.templates[i] as EntryTemplate;
    if (match(matching, template, scan) !== MISS) found = template;
  }
  if (found !== undefined && last !== undefined) {
    last.otherFollower = last.follower;
    last.follower = found;
  }
  return found;
}

/** Where the entry that begins at `scan.at` ends, if it fits; leaves that, its name and its bits in `matching`. */
function match(matching: Matching, template: EntryTemplate, scan: Scan): number {
  const { view, end } = scan;
  const { words, lengths, holes } = template;
  const last = holes.length;
  let at = scan.at;
  let word = 0;
  matching.bits = 0;
  for (let piece = 0; ; piece++) {
    const length = lengths[piece] as number;
    if (at + length > end) return MISS;
    const lastWord = at + length - WORD;
    for (; at < lastWord; at += WORD) if (view.getFloat64(at, true) !== words[word++]) return MISS;
    if (view.getFloat64(lastWord, true) !== words[word++]) return MISS;
    at = lastWord + WORD;
    if (piece === last) {
      matching.after = at;
      return at;
    }
    const hole = holes[piece];
    if (hole === HOLE_FLAG) {
      if (at + 5 > end) return MISS;
      // Without a branch on what the flag says: as often as not it is the other one, and the processor would guess wrong.
      const flag = view.getInt32(at, true);
      const differs = flag ^ TRUE;
      const isFalse = (differs | -differs) >> 31;
      if (flag !== (TRUE ^ ((TRUE ^ FALS) & isFalse))) return MISS;
      if (scan.bytes[at + 4] !== (LESS ^ ((LESS ^ LETTER_E) & isFalse))) return MISS;
      matching.bits |= (template.bits[piece] as number) & ~isFalse;
      at += 4 - isFalse;
    } else {
      if (hole === HOLE_NAME) at = matchName(matching, scan, at);
      else at = hole === HOLE_WORD ? matchWord(matching, scan, at) : plainEnd(scan.bytes, at, end);
      if (at === MISS) return MISS;
    }
  }
}

/** How many names that this file may leave out are tried before a name is looked up; fewer after that was in vain. */
const MAX_SKIPPED = 4;

/** End of the name at `at`; leaves its number in `matching`. */
function matchName(matching: Matching, scan: Scan, at: number): number {
  const { names, before } = matching;
  const { followers } = names;
  let expected = before === 0 ? 0 : (followers[before - 1] as number);
  for (let left = matching.patience; expected !== 0 && left > 0; left--) {
    const known = matchKnownName(names, expected - 1, scan, at);
    if (known !== MISS) {
      matching.name = expected - 1;
      matching.patience = MAX_SKIPPED;
      return known;
    }
    expected = followers[expected - 1] as number;
  }
  matching.patience = (matching.patience >> 1) | 1;
  const { bytes } = scan;
  const stop = plainEnd(bytes, at, scan.end);
  if (stop === MISS || bytes[at] === SPACE || bytes[stop - 1] === SPACE) return MISS;
  const number = internBytes(names, scan.view, at, stop);
  matching.name = number;
  if (before !== 0 && number !== before - 1) names.followers[before - 1] = number + 1;
  return stop;
}

/**
 * End of the name `number` at `at`, if exactly that name stands there before a `<`. Bytes are compared as numbers, as in
 * templates; a name for which that is not exact (not ASCII) is found by looking it up.
 */
function matchKnownName(names: NameTable, number: number, scan: Scan, at: number): number {
  const stop = at + (names.lengths[number] as number);
  const lastWord = stop + 1 - WORD;
  if (lastWord < at || stop >= scan.end) return MISS;
  const here = scan.view;
  const there = names.view;
  const shift = (names.starts[number] as number) - at;
  for (let i = at; i < lastWord; i += WORD) {
    if (here.getFloat64(i, true) !== there.getFloat64(i + shift, true)) return MISS;
  }
  return here.getFloat64(lastWord, true) === there.getFloat64(lastWord + shift, true) ? stop : MISS;
}

/** End of a word that shows (`Visible`, `DefaultOn` …) or hides (`Hidden`, `None`) what is named. */
function matchWord(matching: Matching, scan: Scan, at: number): number {
  const stop = plainEnd(scan.bytes, at, scan.end);
  if (stop === MISS || scan.bytes[at] === SPACE || scan.bytes[stop - 1] === SPACE) return MISS;
  const length = stop - at;
  const isHidden = length === 6 && scan.view.getInt32(at, true) === HIDD && scan.view.getInt32(at + 2, true) === DDEN;
  const isNone = length === 4 && scan.view.getInt32(at, true) === NONE;
  if (!isHidden && !isNone) matching.bits |= ENABLED;
  return stop;
}
