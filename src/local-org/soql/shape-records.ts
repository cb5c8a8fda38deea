import type { Org } from '../org.ts';
import type { FieldType } from '../schema/object-type.ts';
import type { StoredRow, StoredValue } from '../store/store.ts';
import type { NestedPage, QueryRecord, QueryValue } from './answer.ts';
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

/** Rows (`c0`, `c1` … in the order of `expressionsOf`, and `id`) as records. */
export function shapeRecord(shaping: Shaping, row: StoredRow): QueryRecord {
  const { object, version, columns, children } = shaping;
  const record: Mutable = { attributes: attributesOf(object, row['id'], version) };
  let at = 0;
  for (const column of columns) {
    const values = expressionsOf(column).map((_, i) => row[`c${at + i}`] ?? null);
    at += values.length;
    if (column.kind === 'children') record[column.name] = children.get(column.name)?.get(String(row['id'])) ?? null;
    else if (column.kind === 'typeof') record[column.name] = typedValue(shaping, column, values);
    else if (column.kind === 'value') record[column.name] = jsonValue(column.expression.field, values[0]);
    else place(shaping, record, column, values, row['id'] ?? null);
  }
  return record;
}

type Mutable = { attributes: QueryRecord['attributes']; [column: string]: QueryValue | QueryRecord['attributes'] };

/** Puts a value into its record, or into the parents on the way, made when they are first met; `null` where one is missing. */
function place(
  shaping: Shaping,
  record: Mutable,
  column: Extract<Column, { kind: 'field' | 'compound' }>,
  values: readonly StoredValue[],
  recordId: StoredValue,
): void {
  const own = column.kind === 'field' ? 1 : column.parts.length;
  let at = record;
  let holder = { object: shaping.object, id: recordId };
  for (const [level, parent] of column.parents.entries()) {
    const id = values[own + level] ?? null;
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
  at[column.name] =
    column.kind === 'field'
      ? recordValue(column.field, values[0] ?? null, { ...holder, version: shaping.version })
      : compoundValue(column.parts, values);
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
  values: readonly StoredValue[],
): Readonly<Record<string, StoredValue>> | null {
  if (parts.every((_, i) => (values[i] ?? null) === null)) return null;
  return Object.fromEntries(parts.map(({ name }, i) => [name, values[i] ?? null]));
}

function typedValue(
  { version }: Shaping,
  { branches }: Extract<Column, { kind: 'typeof' }>,
  values: readonly StoredValue[],
): QueryRecord | null {
  let at = 0;
  for (const { object, fields } of branches) {
    const id = values[at] ?? null;
    if (id !== null) {
      const own = fields.map(({ field }, i) => [field.name, jsonValue(field, values[at + 1 + i])] as const);
      return { attributes: attributesOf(object.name, id, version), ...Object.fromEntries(own) };
    }
    at += 1 + fields.length;
  }
  return null;
}
