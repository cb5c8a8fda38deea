import { OrgError } from '../org-error.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import type { StoredRow, StoredValue } from '../store/store.ts';
import type { Actor, RecordInput } from './actor.ts';
import { coerceValue } from './coerce-value.ts';
import { recordsByKey } from './reached-record.ts';

/** Keys of a request that are no fields. */
const NO_FIELDS: ReadonlySet<string> = new Set(['attributes']);

/** The object of a request; one without access does not exist for who asks. */
export function visibleObject({ org, access }: Actor, name: string): ObjectType {
  const object = org.schema.object(name);
  if (!object || !access.object(object).read) {
    throw new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');
  }
  return object;
}

/** A field of a request with what it shall hold. */
export interface Assignment {
  readonly field: FieldType;
  readonly value: unknown;
}

/**
 * The fields of a request, checked against what the user may set: unknown and invisible fields look the same, readable
 * ones that cannot be written are named. Values are not looked at yet: they come last (facts 1.7, 10).
 */
export function writtenFields(
  actor: Actor,
  object: ObjectType,
  input: RecordInput,
  verb: 'create' | 'edit',
): readonly Assignment[] {
  const named = Object.entries(input)
    .filter(([key]) => !NO_FIELDS.has(key))
    .map(([key, value]): Assignment => ({ field: namedField(actor, object, key, value), value }));
  const id = named.find(({ field, value }) => field.type === 'id' && verb === 'create' && !isEmpty(value));
  if (id)
    throw new OrgError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', [id.field.name]);
  // Clients put the id into the record that they update.
  const written = named.filter(({ field }) => field.type !== 'id');
  const locked = written.filter(({ field }) => !actor.access.field(object, field)[verb]);
  if (locked.length > 0) throw notWritable(locked.map(({ field }) => field.name));
  return written;
}

/** The values of a request as the store keeps them. */
export function writtenValues(actor: Actor, written: readonly Assignment[]): StoredRow {
  const row: Record<string, StoredValue> = {};
  for (const { field, value } of written) row[field.name] = coerceValue(field, resolved(actor, field, value));
  return row;
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';

/** The field that a key names: itself, or the lookup behind `Account: {External__c: …}`. */
function namedField({ org, access }: Actor, object: ObjectType, key: string, value: unknown): FieldType {
  const field = org.schema.field(object, key) ?? lookupOf(object, key, value);
  if (field && access.field(object, field).read) return field;
  throw new OrgError(400, 'INVALID_FIELD', `No such column '${key}' on sobject of type ${object.name}`);
}

function lookupOf(object: ObjectType, key: string, value: unknown): FieldType | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return object.fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === key.toLowerCase());
}

/** A nested record names the parent by an external id; a parent that the user cannot see is not there. */
function resolved(actor: Actor, field: FieldType, value: unknown): unknown {
  if (field.type !== 'reference' || typeof value !== 'object' || value === null) return value;
  const { org, access } = actor;
  const given = Object.entries(value).find(([key]) => !NO_FIELDS.has(key) && key !== 'type');
  const type = typeNamed(value);
  const parent = field.referenceTo
    .filter((name) => type === undefined || name.toLowerCase() === type.toLowerCase())
    .map((name) => org.schema.object(name))
    .find((type) => type && given && org.schema.field(type, given[0]));
  const key = parent && given ? org.schema.field(parent, given[0]) : undefined;
  const isKey = key !== undefined && (key.externalId || key.type === 'id');
  if (!parent || !isKey || !given || !access.object(parent).read || !access.field(parent, key).read) {
    throw new OrgError(
      400,
      'INVALID_FIELD',
      `No such column '${given?.[0] ?? ''}' on sobject of type ${parent?.name ?? field.name}`,
    );
  }
  const found = recordsByKey(actor, parent, key, given[1]);
  if (found.length === 1) return found[0]?.['Id'];
  const message = `Foreign key external ID: ${String(given[1])} not found for field ${key.name} in entity ${parent.name}`;
  throw new OrgError(400, 'INVALID_FIELD', message);
}

/** The object that a nested record says it is of: where a lookup may point at several. */
function typeNamed(nested: object): string | undefined {
  const { type, attributes } = nested as { readonly type?: unknown; readonly attributes?: { readonly type?: unknown } };
  const named = attributes?.type ?? type;
  return typeof named === 'string' ? named : undefined;
}

function notWritable(fields: readonly string[]): OrgError {
  const message = `Unable to create/update fields: ${fields.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
  return new OrgError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, fields);
}
