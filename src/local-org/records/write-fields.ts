import { OrgError } from '../org-error.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import type { StoredRow, StoredValue } from '../store/store.ts';
import type { Actor, RecordInput } from './actor.ts';
import { coerceValue } from './coerce-value.ts';

/** Keys of a request that are no fields. */
const NO_FIELDS: ReadonlySet<string> = new Set(['attributes', 'type']);

/** The object of a request; one without access does not exist for who asks. */
export function visibleObject({ org, access }: Actor, name: string): ObjectType {
  const object = org.schema.object(name);
  if (!object || !access.object(object).read) {
    throw new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');
  }
  return object;
}

/**
 * The values of a request, checked field by field against what the user may set: unknown and invisible fields look the
 * same, readable ones that cannot be written are named. Source: facts 1.7.
 */
export function writtenValues(
  actor: Actor,
  object: ObjectType,
  input: RecordInput,
  verb: 'create' | 'edit',
): StoredRow {
  const written: Record<string, StoredValue> = {};
  const locked: string[] = [];
  for (const [key, value] of Object.entries(input)) {
    if (NO_FIELDS.has(key)) continue;
    const field = writableField(actor, object, key, value);
    if (field === undefined) continue;
    if (!actor.access.field(object, field)[verb]) locked.push(field.name);
    else written[field.name] = coerceValue(field, resolved(actor, field, value));
  }
  if (locked.length > 0) throw notWritable(locked);
  return written;
}

/** The field that a key names: itself, or the lookup behind `Account: {External__c: …}`. */
function writableField({ org, access }: Actor, object: ObjectType, key: string, value: unknown): FieldType | undefined {
  const field = org.schema.field(object, key) ?? lookupOf(object, key, value);
  if (!field || !access.field(object, field).read) {
    throw new OrgError(400, 'INVALID_FIELD', `No such column '${key}' on sobject of type ${object.name}`);
  }
  // Clients put the id into the record that they update.
  return field.type === 'id' ? undefined : field;
}

function lookupOf(object: ObjectType, key: string, value: unknown): FieldType | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return object.fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === key.toLowerCase());
}

/** A nested record names the parent by an external id. */
function resolved({ org, access }: Actor, field: FieldType, value: unknown): unknown {
  if (field.type !== 'reference' || typeof value !== 'object' || value === null) return value;
  const given = Object.entries(value).find(([key]) => !NO_FIELDS.has(key));
  const parent = field.referenceTo
    .map((name) => org.schema.object(name))
    .find((type) => type && given && org.schema.field(type, given[0]));
  const key = parent && given ? org.schema.field(parent, given[0]) : undefined;
  if (!parent || !key || !given || !access.object(parent).read || !access.field(parent, key).read) {
    throw new OrgError(
      400,
      'INVALID_FIELD',
      `No such column '${given?.[0] ?? ''}' on sobject of type ${parent?.name ?? field.name}`,
    );
  }
  const found = org.store.find(parent, { [key.name]: coerceValue(key, given[1]) });
  if (found.length === 1) return found[0]?.['Id'];
  const message = `Foreign key external ID: ${String(given[1])} not found for field ${key.name} in entity ${parent.name}`;
  throw new OrgError(400, 'INVALID_FIELD', message);
}

export function notWritable(fields: readonly string[]): OrgError {
  const message = `Unable to create/update fields: ${fields.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
  return new OrgError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, fields);
}
