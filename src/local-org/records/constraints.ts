import { mayReach } from '../enforce/record-access.ts';
import { OrgError } from '../org-error.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { oncePerObject } from '../schema/once-per-object.ts';
import type { StoredRow } from '../store/store.ts';
import type { Actor } from './actor.ts';

export const requiredFields = oncePerObject(({ fields }) =>
  fields.filter(({ nillable, createable, type }) => !nillable && createable && type !== 'boolean'),
);
const uniqueFields = oncePerObject(({ fields }) => fields.filter(({ unique }) => unique));
const lookups = oncePerObject(({ fields }) => fields.filter(({ referenceTo }) => referenceTo.length > 0));

/** Fields without a value that must have one; `changes` lie over `row`. */
export function checkRequired(object: ObjectType, row: StoredRow, changes: StoredRow = row): void {
  const missing = requiredFields(object).filter(
    ({ name }) => ((name in changes ? changes[name] : row[name]) ?? null) === null,
  );
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  throw new OrgError(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
}

/** Unique fields that another record holds already. */
export function checkUnique({ org, access }: Actor, object: ObjectType, row: StoredRow, id: string): void {
  for (const field of uniqueFields(object)) {
    const value = row[field.name];
    if (value === null || value === undefined) continue;
    const other = org.store.find(object, { [field.name]: value }).find((found) => found['Id'] !== id);
    if (!other) continue;
    const isSeen = mayReach(org, access, object, other, 'read');
    throw duplicate(object, field, isSeen ? String(other['Id']) : '<unknown>');
  }
}

function duplicate(object: ObjectType, field: FieldType, id: string): OrgError {
  if (object.name === 'User') {
    const message =
      "Duplicate Username.The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations. To resolve, use a different username (it doesn't need to match the user's email address).";
    return new OrgError(400, 'DUPLICATE_USERNAME', message, ['Username']);
  }
  const message = `duplicate value found: ${field.name} duplicates value on record with id: ${id}`;
  return new OrgError(400, 'DUPLICATE_VALUE', message);
}

/**
 * Lookups that point at nothing, at a record of another kind, or at one that the user cannot see. Who adds a detail to a
 * master must be able to edit it (from memory: the default of master-detail fields).
 */
export function checkReferences(actor: Actor, object: ObjectType, changes: StoredRow): void {
  for (const field of lookups(object)) {
    const value = changes[field.name];
    if (typeof value === 'string') checkReference(actor, field, value);
  }
}

function checkReference(actor: Actor, field: FieldType, id: string): void {
  const { org, access } = actor;
  const target = org.schema.byKeyPrefix(id.slice(0, 3));
  if (!target || !field.referenceTo.includes(target.name)) {
    throw new OrgError(400, 'FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${id}`, [
      field.name,
    ]);
  }
  // Oneself, as owner and author of nearly every record.
  if (id === access.userId) return;
  const row = org.store.get(target, id);
  if (!row || row['IsDeleted'] === 1) {
    throw new OrgError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name]);
  }
  // Set-up records are named by id by whoever may write the record itself; data must be visible.
  const isData = target.kind === 'data' || target.kind === 'activity';
  const wanted = field.masterDetail ? 'edit' : 'read';
  const isEnough = isData && access.object(target).read && mayReach(org, access, target, row, wanted);
  if (!isData || isEnough) return;
  throw new OrgError(
    400,
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`,
  );
}
