import { ENABLED } from '../../model/permission.ts';
import { SPACE } from './byte-classes.ts';
import { type EntryTemplate, HOLE_FLAG, HOLE_NAME, HOLE_WORD, MISS, makeTemplate, plainEnd } from './entry-template.ts';
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
  /** What the entry that has just matched holds. */
  name: number;
  bits: number;
}

/** Reads entries of permission files into `draft` by templates, so that they cost little more than comparing bytes. */
export function newEntryReader(draft: PermissionDraft, names: NameTable): EntryReader {
  const matching: Matching = { names, templates: [], last: undefined, oldest: 0, before: 0, name: 0, bits: 0 };
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
  if (matching.last !== undefined) matching.last.follower = template;
  matching.last = template;
}

function readEntries(matching: Matching, scan: Scan, draft: PermissionDraft): void {
  const { names } = matching;
  matching.before = 0;
  for (;;) {
    const last = matching.last;
    let template = last?.follower ?? last;
    let after = template === undefined ? MISS : match(matching, template, scan);
    if (after === MISS) {
      template = matching.templates.find((candidate) => {
        after = match(matching, candidate, scan);
        return after !== MISS;
      });
      if (last !== undefined && template !== undefined) last.follower = template;
    }
    if (template === undefined) return;
    const rows = template.grant && draft.columns[template.grant.column];
    if (rows !== undefined) {
      addRow(rows, matching.name, matching.bits, scan.line + template.newlinesToName);
      if (matching.before !== 0) names.followers[matching.before - 1] = matching.name + 1;
      matching.before = matching.name + 1;
    }
    scan.at = after;
    scan.line += template.newlines;
    matching.last = template;
  }
}

/** Where the entry that begins at `scan.at` ends, if it fits the template; leaves its name and bits in `matching`. */
function match(matching: Matching, template: EntryTemplate, scan: Scan): number {
  const { view, end } = scan;
  const { words, offsets, wordEnds, lengths, holes } = template;
  const last = holes.length;
  let at = scan.at;
  let word = 0;
  matching.bits = 0;
  for (let piece = 0; ; piece++) {
    const length = lengths[piece] as number;
    if (at + length > end) return MISS;
    for (const wordEnd = wordEnds[piece] as number; word < wordEnd; word++) {
      if (view.getInt32(at + (offsets[word] as number), true) !== words[word]) return MISS;
    }
    at += length;
    if (piece === last) return at;
    const hole = holes[piece];
    if (hole === HOLE_FLAG) {
      if (at + 5 > end) return MISS;
      const flag = view.getInt32(at, true);
      if (flag === TRUE) {
        matching.bits |= template.bits[piece] as number;
        at += 4;
      } else if (flag === FALS && scan.bytes[at + 4] === LETTER_E) at += 5;
      else return MISS;
    } else {
      if (hole === HOLE_NAME) at = matchName(matching, scan, at);
      else at = hole === HOLE_WORD ? matchWord(matching, scan, at) : plainEnd(scan.bytes, at, end);
      if (at === MISS) return MISS;
    }
  }
}

/** End of the name at `at`; leaves its number in `matching`. */
function matchName(matching: Matching, scan: Scan, at: number): number {
  const { names, before } = matching;
  const expected = before === 0 ? 0 : (names.followers[before - 1] as number);
  if (expected !== 0) {
    const known = matchKnownName(names, expected - 1, scan, at);
    if (known !== MISS) {
      matching.name = expected - 1;
      return known;
    }
  }
  const { bytes } = scan;
  const stop = plainEnd(bytes, at, scan.end);
  if (stop === MISS || bytes[at] === SPACE || bytes[stop - 1] === SPACE) return MISS;
  matching.name = internBytes(names, bytes, at, stop);
  return stop;
}

/** End of the name `number` at `at`, if exactly that name stands there before a `<`. */
function matchKnownName(names: NameTable, number: number, scan: Scan, at: number): number {
  const length = names.lengths[number] as number;
  const start = names.starts[number] as number;
  const lastWord = length - 3;
  if (lastWord < 0 || at + length + 1 > scan.end) return MISS;
  const here = scan.view;
  const there = names.view;
  // The name and the `<` after it: whole words, then its last four bytes, some of them for the second time.
  for (let i = 0; i < lastWord; i += 4) {
    if (here.getInt32(at + i, true) !== there.getInt32(start + i, true)) return MISS;
  }
  return here.getInt32(at + lastWord, true) === there.getInt32(start + lastWord, true) ? at + length : MISS;
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
