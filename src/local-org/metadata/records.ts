import type { Org } from '../org.ts';
import type { ObjectType } from '../schema/object-type.ts';
import type { StoredRow, StoredValue } from '../store/store.ts';

/** A set-up object of the schema. */
export function typeOf({ schema }: Org, name: string): ObjectType {
  const object = schema.object(name);
  if (!object) throw new Error(`The schema has no ${name}`);
  return object;
}

export function firstRow(org: Org, object: string, match: StoredRow): StoredRow | undefined {
  return org.store.find(typeOf(org, object), match)[0];
}

export function allRows(org: Org, object: string, match: StoredRow = {}): readonly StoredRow[] {
  return org.store.find(typeOf(org, object), match);
}

export function insertRow(org: Org, object: string, userId: string, values: StoredRow): string {
  const type = typeOf(org, object);
  const id = org.store.newId(type);
  const moment = org.now().toISOString();
  const flags = Object.fromEntries(
    type.fields.filter((field) => field.type === 'boolean').map(({ name }) => [name, 0]),
  );
  org.store.insert(type, {
    ...flags,
    Id: id,
    CreatedDate: moment,
    CreatedById: userId,
    LastModifiedDate: moment,
    LastModifiedById: userId,
    SystemModstamp: moment,
    ...values,
  });
  return id;
}

/** Inserts or updates the record that matches; says whether it is new. */
export function putRow(
  org: Org,
  object: string,
  userId: string,
  match: StoredRow,
  values: StoredRow,
): { readonly id: string; readonly created: boolean } {
  const known = firstRow(org, object, match);
  if (!known) return { id: insertRow(org, object, userId, { ...match, ...values }), created: true };
  const id = String(known['Id']);
  const stamp = { LastModifiedDate: org.now().toISOString(), LastModifiedById: userId };
  org.store.update(typeOf(org, object), id, { ...values, ...stamp });
  return { id, created: false };
}

export function removeRows(org: Org, object: string, match: StoredRow): number {
  const type = typeOf(org, object);
  const rows = org.store.find(type, match);
  for (const row of rows) org.store.remove(type, String(row['Id']));
  return rows.length;
}

export const flag = (value: boolean): StoredValue => (value ? 1 : 0);
