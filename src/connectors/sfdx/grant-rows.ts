/** Rows of grants that are still being read: three columns that grow together. */
export interface GrantRows {
  ids: Uint32Array;
  bits: Uint8Array;
  lines: Uint32Array;
  length: number;
}

export function newGrantRows(capacity = 256): GrantRows {
  return {
    ids: new Uint32Array(capacity),
    bits: new Uint8Array(capacity),
    lines: new Uint32Array(capacity),
    length: 0,
  };
}

export function addRow(rows: GrantRows, id: number, bits: number, line: number): void {
  const at = rows.length;
  if (at === rows.ids.length) reserve(rows, at + 1);
  rows.ids[at] = id;
  rows.bits[at] = bits;
  rows.lines[at] = line;
  rows.length = at + 1;
}

/** Copies all rows of `from` to the end of `to`; returns where they begin there. */
export function appendRows(to: GrantRows, from: GrantRows): number {
  const start = to.length;
  reserve(to, start + from.length);
  to.ids.set(from.ids.subarray(0, from.length), start);
  to.bits.set(from.bits.subarray(0, from.length), start);
  to.lines.set(from.lines.subarray(0, from.length), start);
  to.length = start + from.length;
  return start;
}

function reserve(rows: GrantRows, needed: number): void {
  if (needed <= rows.ids.length) return;
  const capacity = Math.max(needed, rows.ids.length * 2);
  const ids = new Uint32Array(capacity);
  const bits = new Uint8Array(capacity);
  const lines = new Uint32Array(capacity);
  ids.set(rows.ids.subarray(0, rows.length));
  bits.set(rows.bits.subarray(0, rows.length));
  lines.set(rows.lines.subarray(0, rows.length));
  rows.ids = ids;
  rows.bits = bits;
  rows.lines = lines;
}
