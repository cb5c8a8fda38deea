import type { GrantColumn, Grants } from '../../model/grants.ts';
import { SETUP_ENTITY_TYPES, type SetupEntityType } from '../../model/permission.ts';

/** Which column of a container a grant belongs to. */
export type ColumnKind = 'objects' | 'fields' | 'system' | SetupEntityType;

/**
 * Grants in the order in which the org sends them, which is none. Nine bytes a grant and one text a name: a million
 * field permissions take as little room here as in the snapshot.
 */
export interface GrantStore {
  /** The number of a name; numbers are given anew in `build`. */
  nameId(name: string): number;
  add(kind: ColumnKind, container: number, name: number, bits: number): void;
  /** Columns by container, rows by name, and the names that occur, in order: the same org gives the same snapshot. */
  build(containers: number): { readonly names: readonly string[]; readonly grants: readonly Grants[] };
}

interface Rows {
  containers: Uint32Array;
  names: Uint32Array;
  bits: Uint8Array;
  length: number;
}

const FIRST_ROWS = 256;
const NO_ROWS: GrantColumn = { ids: new Uint32Array(0), bits: new Uint8Array(0), lines: new Uint32Array(0) };

export function createGrantStore(): GrantStore {
  const ids = new Map<string, number>();
  const columns = new Map<ColumnKind, Rows>();
  return {
    nameId: (name) => {
      const known = ids.get(name);
      if (known !== undefined) return known;
      ids.set(name, ids.size);
      return ids.size - 1;
    },
    add: (kind, container, name, bits) => {
      let rows = columns.get(kind);
      if (rows === undefined) {
        rows = newRows(FIRST_ROWS);
        columns.set(kind, rows);
      }
      if (rows.length === rows.bits.length) grow(rows);
      rows.containers[rows.length] = container;
      rows.names[rows.length] = name;
      rows.bits[rows.length] = bits;
      rows.length += 1;
    },
    build: (containers) => {
      const { names, ranks } = ranked(ids, columns);
      const built = new Map([...columns].map(([kind, rows]) => [kind, split(rows, ranks, names.length, containers)]));
      const of = (kind: ColumnKind, container: number): GrantColumn => built.get(kind)?.[container] ?? NO_ROWS;
      const grants = Array.from({ length: containers }, (_, container): Grants => {
        const setup = SETUP_ENTITY_TYPES.map((type) => [type, of(type, container)] as const);
        return {
          objects: of('objects', container),
          fields: of('fields', container),
          system: of('system', container),
          setup: Object.fromEntries(setup.filter(([, column]) => column.ids.length > 0)),
        };
      });
      return { names, grants };
    },
  };
}

function newRows(capacity: number): Rows {
  return {
    containers: new Uint32Array(capacity),
    names: new Uint32Array(capacity),
    bits: new Uint8Array(capacity),
    length: 0,
  };
}

function grow(rows: Rows): void {
  const larger = newRows(rows.bits.length * 2);
  larger.containers.set(rows.containers);
  larger.names.set(rows.names);
  larger.bits.set(rows.bits);
  Object.assign(rows, { containers: larger.containers, names: larger.names, bits: larger.bits });
}

/** The names that some row uses, sorted, and the place of each old number among them. */
function ranked(
  ids: ReadonlyMap<string, number>,
  columns: ReadonlyMap<ColumnKind, Rows>,
): { readonly names: readonly string[]; readonly ranks: Uint32Array } {
  const used = new Uint8Array(ids.size);
  for (const { names, length } of columns.values())
    for (let row = 0; row < length; row++) used[names[row] as number] = 1;
  const names = [...ids.keys()].filter((_, id) => used[id] === 1).sort();
  const ranks = new Uint32Array(ids.size);
  names.forEach((name, rank) => {
    ranks[ids.get(name) ?? 0] = rank;
  });
  return { names, ranks };
}

/** Sorts rows by name, then by container, both by counting; then cuts one column for each container out of the whole. */
function split(rows: Rows, ranks: Uint32Array, names: number, containers: number): readonly GrantColumn[] {
  const { length } = rows;
  const byName = orderBy(
    Uint32Array.from({ length }, (_, row) => row),
    (row) => ranks[rows.names[row] as number] as number,
    names,
  );
  const order = orderBy(byName, (row) => rows.containers[row] as number, containers);
  const ids = new Uint32Array(length);
  const bits = new Uint8Array(length);
  const ends = new Uint32Array(containers);
  order.forEach((row, at) => {
    ids[at] = ranks[rows.names[row] as number] as number;
    bits[at] = rows.bits[row] as number;
    ends[rows.containers[row] as number] = at + 1;
  });
  // A grant of an org stands in no line of no file.
  const lines = new Uint32Array(Math.max(0, ...lengthsOf(ends)));
  let start = 0;
  return Array.from(ends, (end) => {
    const [from, to] = [start, Math.max(start, end)];
    start = to;
    return to === from
      ? NO_ROWS
      : { ids: ids.subarray(from, to), bits: bits.subarray(from, to), lines: lines.subarray(0, to - from) };
  });
}

function orderBy(rows: Uint32Array, keyOf: (row: number) => number, keys: number): Uint32Array {
  const starts = new Uint32Array(keys + 1);
  for (const row of rows) starts[keyOf(row) + 1] = (starts[keyOf(row) + 1] as number) + 1;
  for (let key = 0; key < keys; key++) starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number);
  const ordered = new Uint32Array(rows.length);
  for (const row of rows) {
    const key = keyOf(row);
    ordered[starts[key] as number] = row;
    starts[key] = (starts[key] as number) + 1;
  }
  return ordered;
}

function lengthsOf(ends: Uint32Array): readonly number[] {
  let last = 0;
  return Array.from(ends, (end) => {
    const length = Math.max(0, end - last);
    last = Math.max(last, end);
    return length;
  });
}
