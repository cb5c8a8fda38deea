import type { Org } from '../org.ts';
import type { FieldType, FieldTypeName } from '../schema/object-type.ts';
import type { StoredRow, StoredValue } from '../store/store.ts';
import type { NestedPage, QueryRecord, QueryValue } from './answer.ts';
import type { BoundParent } from './scope.ts';
import type { Column } from './select-list.ts';

/** A stored value as JSON has it. */
export function jsonValue(field: FieldType, value: StoredValue | undefined): string | number | boolean | null {
  if (value === null || value === undefined) return field.type === 'boolean' ? false : null;
  if (field.type === 'boolean') return value === 1;
  if (field.type === 'datetime') return String(value).replace(/Z$/, '+0000');
  return value;
}

/** A binary field answers the address of its content, never the content. */
function contentAddress(object: string, id: StoredValue, field: FieldType, version: string): string {
  return `${attributesUrl(object, String(id), version).url}/${field.name}`;
}

/** A stored value of a record as JSON has it. */
export function recordValue(
  field: FieldType,
  value: StoredValue | undefined,
  { object, id, version }: { readonly object: string; readonly id: StoredValue; readonly version: string },
): string | number | boolean | null {
  if (field.type === 'id') return shownId(object, value);
  if (field.type !== 'base64' || value === null || value === undefined) return jsonValue(field, value);
  return contentAddress(object, id, field, version);
}

/** What SQL must give for a column: expressions in order. */
export function expressionsOf(column: Column): readonly string[] {
  switch (column.kind) {
    case 'field':
      return [column.sql, ...column.parents.map(({ idSql }) => idSql)];
    case 'compound':
      return [...column.parts.map(({ sql }) => sql), ...column.parents.map(({ idSql }) => idSql)];
    case 'value':
      return [column.expression.sql];
    case 'typeof':
      return column.branches.flatMap(({ idSql, fields }) => [idSql, ...fields.map(({ sql }) => sql)]);
    case 'children':
      return [];
  }
}

export interface Shaping {
  readonly org: Org;
  readonly object: string;
  /** `68.0`. */
  readonly version: string;
  readonly columns: readonly Column[];
  /** Pages of children by column name and id of the parent. */
  readonly children: ReadonlyMap<string, ReadonlyMap<string, NestedPage>>;
}

/** What stands for the id of a record that has none (seen in orgs). */
const NO_ID = '000000000000000AAA';

/** Records whose true id is shown to nobody (facts 3.4); those of the metadata catalogue have only their DurableId. */
const SHOWN_IDS: Readonly<Record<string, string | null>> = {
  OauthToken: null,
  EntityDefinition: NO_ID,
  FieldDefinition: NO_ID,
  EntityParticle: NO_ID,
  UserEntityAccess: NO_ID,
  UserFieldAccess: NO_ID,
  UserPermissionAccess: NO_ID,
};

function shownId(object: string, id: StoredValue | undefined): StoredValue {
  return object in SHOWN_IDS ? (SHOWN_IDS[object] ?? null) : (id ?? null);
}

/** @param version `68.0`, or `68.0/tooling` */
export function attributesOf(object: string, id: StoredValue | undefined, version: string): QueryRecord['attributes'] {
  const shown = id === undefined ? null : shownId(object, id);
  return shown === null ? { type: object } : { type: object, ...attributesUrl(object, String(shown), version) };
}

type Mutable = { attributes: QueryRecord['attributes']; [column: string]: QueryValue | QueryRecord['attributes'] };

/** Puts the values of one column into a record. */
type Placer = (record: Mutable, row: StoredRow) => void;

/**
 * Makes records of rows (`c0`, `c1` … in the order of `expressionsOf`, and `id`). What is the same for every row is worked
 * out once: a page has two thousand.
 */
export function createShaper(shaping: Shaping): (row: StoredRow) => QueryRecord {
  const { object, version, columns } = shaping;
  let next = 0;
  const placers = columns.map((column) => {
    const cells = expressionsOf(column).map(() => `c${next++}`);
    return placerOf(shaping, column, cells);
  });
  return (row) => {
    const record: Mutable = { attributes: attributesOf(object, row['id'], version) };
    for (const place of placers) place(record, row);
    return record;
  };
}

function placerOf(shaping: Shaping, column: Column, cells: readonly string[]): Placer {
  const { name } = column;
  const [cell = ''] = cells;
  switch (column.kind) {
    case 'children': {
      const found = shaping.children.get(name);
      return (record, row) => {
        record[name] = found?.get(String(row['id'])) ?? null;
      };
    }
    case 'typeof':
      return (record, row) => {
        record[name] = typedValue(shaping, column, row, cells);
      };
    case 'value':
      return (record, row) => {
        record[name] = jsonValue(column.expression.field, row[cell]);
      };
    case 'compound':
      return behindParents(shaping, column.parents, cells.slice(column.parts.length), (at, row) => {
        at[name] = compoundValue(column.parts, row, cells);
      });
    case 'field':
      return behindParents(shaping, column.parents, cells.slice(1), fieldPlacer(shaping, column, cell));
  }
}

/** Types of which `recordValue` gives something else than what is stored. */
const MADE: ReadonlySet<FieldTypeName> = new Set(['id', 'boolean', 'datetime', 'base64']);

type Holder = { readonly object: string; readonly id: StoredValue };

function fieldPlacer(
  { version }: Shaping,
  { name, field }: Extract<Column, { kind: 'field' }>,
  cell: string,
): (at: Mutable, row: StoredRow, holder: Holder) => void {
  if (MADE.has(field.type)) {
    return (at, row, holder) => {
      at[name] = recordValue(field, row[cell], { ...holder, version });
    };
  }
  return (at, row) => {
    at[name] = row[cell] ?? null;
  };
}

/** Goes to the parents on the way, made when they are first met; `null` stands where one is missing. */
function behindParents(
  shaping: Shaping,
  parents: readonly BoundParent[],
  idCells: readonly string[],
  put: (at: Mutable, row: StoredRow, holder: Holder) => void,
): Placer {
  if (parents.length === 0) {
    return (record, row) => put(record, row, { object: shaping.object, id: row['id'] ?? null });
  }
  return (record, row) => {
    let at = record;
    let holder: Holder = { object: shaping.object, id: row['id'] ?? null };
    for (const [level, parent] of parents.entries()) {
      const id = row[idCells[level] ?? ''] ?? null;
      if (id === null) {
        at[parent.name] = null;
        return;
      }
      const known = at[parent.name] as Mutable | undefined;
      const next = known ?? { attributes: parentAttributes(shaping, parent.object, String(id)) };
      at[parent.name] = next;
      at = next;
      holder = { object: parent.object, id };
    }
    put(at, row, holder);
  };
}

function parentAttributes({ org, version }: Shaping, object: string, id: string): QueryRecord['attributes'] {
  const type = object === 'Name' ? (org.schema.byKeyPrefix(id.slice(0, 3))?.name ?? 'Name') : object;
  return { type: object, ...attributesUrl(type, String(shownId(type, id)), version) };
}

function attributesUrl(type: string, id: string, version: string): { readonly url: string } {
  return { url: `/services/data/v${version}/sobjects/${type}/${id}` };
}

function compoundValue(
  parts: readonly { readonly name: string }[],
  row: StoredRow,
  cells: readonly string[],
): Readonly<Record<string, StoredValue>> | null {
  const valueAt = (at: number): StoredValue => row[cells[at] ?? ''] ?? null;
  if (parts.every((_, at) => valueAt(at) === null)) return null;
  return Object.fromEntries(parts.map(({ name }, at) => [name, valueAt(at)]));
}

function typedValue(
  { version }: Shaping,
  { branches }: Extract<Column, { kind: 'typeof' }>,
  row: StoredRow,
  cells: readonly string[],
): QueryRecord | null {
  let at = 0;
  for (const { object, fields } of branches) {
    const id = row[cells[at] ?? ''] ?? null;
    if (id !== null) {
      const first = at + 1;
      const own = fields.map(({ field }, i) => [field.name, jsonValue(field, row[cells[first + i] ?? ''])] as const);
      return { attributes: attributesOf(object.name, id, version), ...Object.fromEntries(own) };
    }
    at += 1 + fields.length;
  }
  return null;
}
