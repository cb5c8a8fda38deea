import { recordLevel } from '../enforce/record-access.ts';
import { OrgError } from '../org-error.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { fullId } from '../store/ids.ts';
import type { StoredRow, StoredValue } from '../store/store.ts';
import type { Actor, RecordInput } from './actor.ts';
import { coerceValue } from './coerce-value.ts';
import { checkReferences, checkRequired, checkUnique } from './constraints.ts';
import { removeRecord } from './remove-record.ts';
import { setupWrites } from './setup-writes.ts';
import { inTransaction } from './transaction.ts';
import { visibleObject, writtenValues } from './write-fields.ts';

/**
 * Creates a record for a user, in the order of checks of the rule sheet: object visible, fields visible and writable,
 * create allowed, then the record itself.
 *
 * @returns its id
 * @throws OrgError as Salesforce words it
 */
export function insertRecord(actor: Actor, objectName: string, input: RecordInput): string {
  return inTransaction(actor, (inside) => {
    const object = visibleObject(inside, objectName);
    const values = writtenValues(inside, object, input, 'create');
    if (!inside.access.object(object).create) throw refusedVerb(object, 'inserted');
    keepApart(inside, object);
    const { org } = inside;
    const id = org.store.newId(object);
    const row = withComputed(object, { ...defaultsOf(inside, object, id), ...values });
    const rules = setupWrites(object);
    const ready = rules?.beforeInsert?.(inside, row) ?? row;
    checkRequired(object, ready);
    checkReferences(inside, object, ready);
    checkUnique(inside, object, ready, id);
    org.store.insert(object, ready);
    rules?.afterInsert?.(inside, ready);
    return id;
  });
}

/** Changes a record for a user. */
export function updateRecord(actor: Actor, objectName: string, id: string, input: RecordInput): void {
  inTransaction(actor, (inside) => {
    const object = visibleObject(inside, objectName);
    const before = reachedRecord(inside, object, id);
    const changes = writtenValues(inside, object, input, 'edit');
    if (!inside.access.object(object).edit) throw refusedVerb(object, 'updated');
    keepApart(inside, object);
    const level = recordLevel(inside.org, inside.access, object, before);
    if (object.kind !== 'setup' && level !== 'edit' && level !== 'all') throw insufficientAccess();
    const stamped = { ...changes, ...lastModified(inside) };
    const rules = setupWrites(object);
    rules?.beforeUpdate?.(inside, before, changes);
    const after = withComputed(object, { ...before, ...stamped });
    checkRequired(object, after);
    checkReferences(inside, object, changes);
    checkUnique(inside, object, { ...changes }, String(before['Id']));
    const written = Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value));
    inside.org.store.update(object, String(before['Id']), written);
    rules?.afterUpdate?.(inside, before, after);
  });
}

/** Deletes a record and its details for a user. */
export function deleteRecord(actor: Actor, objectName: string, id: string): void {
  inTransaction(actor, (inside) => {
    const object = visibleObject(inside, objectName);
    const row = reachedRecord(inside, object, id);
    if (!inside.access.object(object).delete) throw insufficientAccess();
    keepApart(inside, object);
    if (object.kind !== 'setup' && recordLevel(inside.org, inside.access, object, row) !== 'all')
      throw insufficientAccess();
    const rules = setupWrites(object);
    rules?.beforeDelete?.(inside, row);
    removeRecord(inside.org, object, row, lastModified(inside));
    rules?.afterDelete?.(inside, row);
  });
}

export interface Upserted {
  readonly id: string;
  readonly created: boolean;
}

/** Updates the record with an external id, or creates it. An invisible key answers like an unknown one. */
export function upsertRecord(
  actor: Actor,
  objectName: string,
  key: string,
  value: unknown,
  input: RecordInput,
): Upserted {
  return inTransaction(actor, (inside) => {
    const object = visibleObject(inside, objectName);
    const field = externalIdField(inside, object, key, String(value));
    if (field.type === 'id') {
      const id = String(value ?? '');
      if (id === '') return { id: insertRecord(inside, objectName, input), created: true };
      updateRecord(inside, objectName, id, input);
      return { id: fullId(id) ?? id, created: false };
    }
    const found = recordsByKey(inside, object, field, value);
    if (found.length > 1) {
      const ids = found.map((row) => String(row['Id'])).join(', ');
      throw new OrgError(300, 'DUPLICATE_EXTERNAL_ID', `${field.name} is not unique: ${ids}`, [field.name]);
    }
    const first = found[0];
    if (first) {
      const { [field.name]: _key, ...changes } = input;
      updateRecord(inside, objectName, String(first['Id']), changes);
      return { id: String(first['Id']), created: false };
    }
    return { id: insertRecord(inside, objectName, { ...input, [field.name]: value }), created: true };
  });
}

/** Records that carry a value of an external id, deleted ones left out. */
export function recordsByKey(
  { org }: Actor,
  object: ObjectType,
  field: FieldType,
  value: unknown,
): readonly StoredRow[] {
  return org.store.find(object, { [field.name]: coerceValue(field, value) }).filter((row) => row['IsDeleted'] !== 1);
}

/** The field that may stand in `sobjects/Account/<field>/<value>`. */
export function externalIdField({ org, access }: Actor, object: ObjectType, key: string, value: string): FieldType {
  const field = org.schema.field(object, key);
  if (field && access.field(object, field).read && (field.externalId || field.type === 'id')) return field;
  throw new OrgError(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${value}`);
}

/** A record that is there and that the user may see. */
export function reachedRecord({ org, access }: Actor, object: ObjectType, id: string): StoredRow {
  const full = fullId(id);
  if (full === undefined) throw new OrgError(400, 'MALFORMED_ID', `malformed id ${id}`);
  const row = object.keyPrefix === '' ? undefined : org.store.get(object, full);
  if (!row) throw new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');
  if (row['IsDeleted'] === 1) throw new OrgError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  if (recordLevel(org, access, object, row) === 'none') {
    throw new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');
  }
  return row;
}

function refusedVerb(object: ObjectType, verb: 'inserted' | 'updated'): OrgError {
  if (object.kind === 'setup' || object.kind === 'log') return insufficientAccess();
  return new OrgError(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be ${verb}: ${object.label}`);
}

function insufficientAccess(): OrgError {
  return new OrgError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
}

/** Set-up and business records in one transaction (facts 2.2). */
function keepApart({ transaction }: Actor, object: ObjectType): void {
  if (!transaction) return;
  const kind = object.kind === 'setup' ? 'setup' : 'data';
  const other = kind === 'setup' ? transaction.data : transaction.setup;
  if (other !== undefined) {
    const message = `DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${object.name}, original object: ${other}`;
    throw new OrgError(400, 'MIXED_DML_OPERATION', message);
  }
  transaction[kind] ??= object.name;
}

function lastModified({ org, access }: Actor): StoredRow {
  const moment = org.now().toISOString();
  return { LastModifiedDate: moment, LastModifiedById: access.userId, SystemModstamp: moment };
}

function defaultsOf(actor: Actor, object: ObjectType, id: string): StoredRow {
  const { org, access } = actor;
  const moment = org.now().toISOString();
  const known: StoredRow = {
    Id: id,
    CreatedDate: moment,
    CreatedById: access.userId,
    ...lastModified(actor),
    OwnerId: access.userId,
    IsDeleted: 0,
  };
  const row: Record<string, StoredValue> = {};
  for (const field of object.fields) {
    const value = known[field.name] ?? defaultOf(field, id);
    if (value !== undefined) row[field.name] = value;
  }
  return row;
}

function defaultOf(field: FieldType, id: string): StoredValue | undefined {
  if (field.autoNumber) return id.slice(7, 15).padStart(8, '0');
  if (field.defaultValue !== undefined) return coerceValue(field, field.defaultValue);
  return field.type === 'boolean' ? 0 : undefined;
}

/** Names of people are made of their parts. */
function withComputed(object: ObjectType, row: StoredRow): StoredRow {
  const name = object.fields.find((field) => field.name === 'Name');
  if (!name || name.createable || !object.fields.some((field) => field.name === 'LastName')) return row;
  return { ...row, Name: [row['FirstName'], row['LastName']].filter((part) => (part ?? null) !== null).join(' ') };
}
