import type { GrantColumn, Grants } from '../model/grants.ts';
import { SETUP_ENTITY_TYPES, type SetupEntityType } from '../model/permission.ts';

/** Grants of one kind, sorted by name id, without rows that grant nothing. Twice listed names are united. */
export interface GrantRows {
  readonly ids: Uint32Array;
  readonly bits: Uint8Array;
}

/** What a container, a group or a person is granted: sorted columns, a few bytes a permission. */
export interface GrantTable {
  readonly objects: GrantRows;
  readonly fields: GrantRows;
  readonly system: GrantRows;
  readonly setup: Readonly<Partial<Record<SetupEntityType, GrantRows>>>;
}

export const NO_ROWS: GrantRows = { ids: new Uint32Array(0), bits: new Uint8Array(0) };
export const NO_GRANTS: GrantTable = { objects: NO_ROWS, fields: NO_ROWS, system: NO_ROWS, setup: {} };

/** Index of `id`, or -1. */
export function rowOf(rows: GrantRows, id: number): number {
  let low = 0;
  let high = rows.ids.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = rows.ids[middle] ?? 0;
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

export function bitsOf(rows: GrantRows, id: number | undefined): number {
  if (id === undefined) return 0;
  const row = rowOf(rows, id);
  return row < 0 ? 0 : (rows.bits[row] ?? 0);
}

/** Unites columns. `take` hands out the union so far and starts anew. */
export interface RowUnion {
  add(rows: { readonly ids: Uint32Array; readonly bits: Uint8Array }): void;
  take(): GrantRows;
}

/**
 * One dense scratch array, a byte for every name of the snapshot, cleaned after use by the list of names that were
 * touched: linear in the rows that go in, and only what comes out is sorted.
 */
export function createRowUnion(names: number): RowUnion {
  const scratch = new Uint8Array(names);
  const touched = new Uint32Array(names);
  let count = 0;
  let isSorted = true;
  return {
    add: ({ ids, bits }) => {
      for (let at = 0; at < ids.length; at++) {
        const granted = bits[at] ?? 0;
        if (granted === 0) continue;
        const id = ids[at] ?? 0;
        const known = scratch[id] ?? 0;
        if (known === 0) {
          if (count > 0 && id < (touched[count - 1] ?? 0)) isSorted = false;
          touched[count++] = id;
        }
        scratch[id] = known | granted;
      }
    },
    take: () => {
      if (count === 0) return NO_ROWS;
      const ids = touched.slice(0, count);
      if (!isSorted) ids.sort();
      const bits = new Uint8Array(count);
      for (let at = 0; at < count; at++) {
        const id = ids[at] ?? 0;
        bits[at] = scratch[id] ?? 0;
        scratch[id] = 0;
      }
      count = 0;
      isSorted = true;
      return { ids, bits };
    },
  };
}

function setupTypesOf(tables: readonly GrantTable[]): readonly SetupEntityType[] {
  return SETUP_ENTITY_TYPES.filter((type) => tables.some((table) => table.setup[type] !== undefined));
}

/** What holding all of them gives. */
export function unionOf(tables: readonly GrantTable[], union: RowUnion): GrantTable {
  const [first, ...others] = tables;
  if (first === undefined) return NO_GRANTS;
  if (others.length === 0) return first;
  const unite = (rowsOf: (table: GrantTable) => GrantRows): GrantRows => {
    for (const table of tables) union.add(rowsOf(table));
    return union.take();
  };
  return {
    objects: unite((table) => table.objects),
    fields: unite((table) => table.fields),
    system: unite((table) => table.system),
    setup: Object.fromEntries(
      setupTypesOf(tables).map((type) => [type, unite((table) => table.setup[type] ?? NO_ROWS)]),
    ),
  };
}

/** The table of one container: sorted, without what is listed and not granted. */
export function tableOf(grants: Grants, union: RowUnion): GrantTable {
  const sorted = (column: GrantColumn | undefined): GrantRows => {
    if (column === undefined) return NO_ROWS;
    union.add(column);
    return union.take();
  };
  const types = SETUP_ENTITY_TYPES.filter((type) => grants.setup[type] !== undefined);
  return {
    objects: sorted(grants.objects),
    fields: sorted(grants.fields),
    system: sorted(grants.system),
    setup: Object.fromEntries(types.map((type) => [type, sorted(grants.setup[type])])),
  };
}
