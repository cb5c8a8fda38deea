/**
 * Every name seen so far, by number: names are compared and hashed as bytes, so that a name that is already known costs
 * no string. Numbers count from 0 in the order of first sight.
 */
export interface NameTable {
  readonly strings: string[];
  /** UTF-8 of all names, one after the other, each followed by `<` so that the byte after a name is compared with it. */
  bytes: Uint8Array;
  view: DataView;
  /** Name `i` stands at `starts[i]` and is `lengths[i]` bytes long. */
  starts: Uint32Array;
  lengths: Uint32Array;
  /** Open addressing: number + 1, or 0 for a free slot. */
  slots: Uint32Array;
  hashes: Uint32Array;
  /** Names mostly come in the order of another file: number of the name that came after name `i` last time, + 1. */
  followers: Uint32Array;
  used: number;
}

const FIRST_NAMES = 1024;
const AFTER_NAME = 0x3c;

export function newNameTable(): NameTable {
  const bytes = new Uint8Array(FIRST_NAMES * 32);
  return {
    strings: [],
    bytes,
    view: new DataView(bytes.buffer),
    starts: new Uint32Array(FIRST_NAMES),
    lengths: new Uint32Array(FIRST_NAMES),
    slots: new Uint32Array(FIRST_NAMES * 2),
    hashes: new Uint32Array(FIRST_NAMES),
    followers: new Uint32Array(FIRST_NAMES),
    used: 0,
  };
}

/** The number of the name that stands in `source` from `start` to `end` (exclusive) as valid UTF-8. */
export function internBytes(table: NameTable, source: DataView, start: number, end: number): number {
  const hash = hashOf(source, start, end);
  const mask = table.slots.length - 1;
  let slot = hash & mask;
  for (;;) {
    const found = table.slots[slot] as number;
    if (found === 0) break;
    if (table.hashes[found - 1] === hash && isSame(table, found - 1, source, start, end)) return found - 1;
    slot = (slot + 1) & mask;
  }
  const number = append(table, source, start, end, hash);
  table.slots[slot] = number + 1;
  if (table.strings.length * 2 > table.slots.length) rehash(table);
  return number;
}

export function internText(table: NameTable, text: string): number {
  const bytes = new TextEncoder().encode(text);
  return internBytes(table, new DataView(bytes.buffer, bytes.byteOffset), 0, bytes.length);
}

/** Four bytes at a time; the last four overlap those before when the length is odd. */
function hashOf(source: DataView, start: number, end: number): number {
  let hash = end - start;
  const lastWord = end - 4;
  if (lastWord < start) {
    for (let at = start; at < end; at++) hash = mix(hash, source.getUint8(at));
  } else {
    for (let at = start; at < lastWord; at += 4) hash = mix(hash, source.getInt32(at, true));
    hash = mix(hash, source.getInt32(lastWord, true));
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1);
  return mixed ^ (mixed >>> 16);
}

function isSame(table: NameTable, number: number, source: DataView, start: number, end: number): boolean {
  if (table.lengths[number] !== end - start) return false;
  const known = table.view;
  const shift = (table.starts[number] as number) - start;
  let at = start;
  for (; at + 4 <= end; at += 4) if (known.getInt32(at + shift, true) !== source.getInt32(at, true)) return false;
  for (; at < end; at++) if (known.getUint8(at + shift) !== source.getUint8(at)) return false;
  return true;
}

function append(table: NameTable, source: DataView, start: number, end: number, hash: number): number {
  const number = table.strings.length;
  const length = end - start;
  if (table.used + length + 1 > table.bytes.length) {
    const larger = new Uint8Array(Math.max(table.bytes.length * 2, table.used + length + 1));
    larger.set(table.bytes.subarray(0, table.used));
    table.bytes = larger;
    table.view = new DataView(larger.buffer);
  }
  if (number >= table.starts.length) {
    table.starts = grown(table.starts);
    table.lengths = grown(table.lengths);
    table.hashes = grown(table.hashes);
    table.followers = grown(table.followers);
  }
  const name = Buffer.from(source.buffer, source.byteOffset + start, length);
  table.bytes.set(name, table.used);
  table.starts[number] = table.used;
  table.lengths[number] = length;
  table.hashes[number] = hash;
  table.used += length;
  table.bytes[table.used++] = AFTER_NAME;
  table.strings.push(name.toString('utf8'));
  return number;
}

function rehash(table: NameTable): void {
  const slots = new Uint32Array(table.slots.length * 2);
  const mask = slots.length - 1;
  for (let number = 0; number < table.strings.length; number++) {
    let slot = (table.hashes[number] as number) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = number + 1;
  }
  table.slots = slots;
}

function grown(column: Uint32Array): Uint32Array {
  const larger = new Uint32Array(column.length * 2);
  larger.set(column);
  return larger;
}
