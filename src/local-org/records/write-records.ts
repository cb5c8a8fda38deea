import { mayReach } from '../enforce/record-access.ts';
import { OrgError } from '../org-error.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { oncePerObject } from '../schema/once-per-object.ts';
import type { StoredRow, StoredValue } from '../store/store.ts';
import type { Actor, RecordInput } from './actor.ts';
import { coerceValue } from './coerce-value.ts';
import { checkReferences, checkRequired, checkUnique, requiredFields } from './constraints.ts';
import { checkOwner } from './ownership.ts';
import { reachedRecord } from './reached-record.ts';
import { recordRules } from './record-rules.ts';
import { removeRecord } from './remove-record.ts';
import { inTransaction } from './transaction.ts';
import { type Assignment, visibleObject, writtenFields, writtenValues } from './write-fields.ts';

/**
 * Creates a record for a user, in the order of checks of the rule sheet (facts 10, point 4): object visible, fields visible
 * and writable, create allowed, then the record itself and its values.
 *
 * @returns its id
 * @throws OrgError as Salesforce words it
 */
export function insertRecord(actor: Actor, objectName: string, input: RecordInput): string {
  return inTransaction(actor, (inside) => {
    const object = visibleObject(inside, objectName);
    const written = writtenFields(inside, object, input, 'create');
    if (!inside.access.object(object).create) throw refusedVerb(object, 'inserted');
    keepApart(inside, object);
    const { org } = inside;
    const values = writtenValues(inside, written);
    const id = org.store.newId(object);
    meetLock(inside, object, id);
    const given = { ...defaultsOf(inside, object, id), ...values };
    const row = { ...given, ...computed(object, given, given) };
    const rules = recordRules(object);
    const ready = rules?.beforeInsert?.(inside, row) ?? row;
    checkRequired(object, ready);
    checkReferences(inside, object, ready);
    checkOwner(inside, object, undefined, values);
    checkUnique(inside, object, ready, id);
    org.store.insert(object, ready);
    rules?.afterInsert?.(inside, ready);
    org.debugLogs.wrote(inside.access.userId, object, 'Insert');
    return id;
  });
}

/** Changes a record for a user. */
export function updateRecord(actor: Actor, objectName: string, id: string, input: RecordInput): void {
  inTransaction(actor, (inside) => {
    const object = visibleObject(inside, objectName);
    const written = writtenFields(inside, object, input, 'edit');
    if (!inside.access.object(object).edit) throw refusedVerb(object, 'updated');
    keepApart(inside, object);
    const rules = recordRules(object);
    const before = reachedRecord(inside, object, id, rules ? undefined : neededFields(object, written));
    if (object.kind !== 'setup' && !mayReach(inside.org, inside.access, object, before, 'edit'))
      throw insufficientAccess();
    meetLock(inside, object, String(before['Id']));
    const changes = writtenValues(inside, written);
    rules?.beforeUpdate?.(inside, before, changes);
    checkRequired(object, before, changes);
    checkReferences(inside, object, changes);
    checkOwner(inside, object, before, changes);
    checkUnique(inside, object, changes, String(before['Id']));
    const stored = { ...changes, ...computed(object, before, changes), ...lastModified(inside) };
    inside.org.store.update(object, String(before['Id']), stored);
    rules?.afterUpdate?.(inside, before, { ...before, ...stored });
    inside.org.debugLogs.wrote(inside.access.userId, object, 'Update');
  });
}

/**
 * Deletes a record and its details for a user.
 *
 * @param how `purge`: past the recycle bin
 */
export function deleteRecord(actor: Actor, objectName: string, id: string, { purge = false } = {}): void {
  inTransaction(actor, (inside) => {
    const object = visibleObject(inside, objectName);
    if (!inside.access.object(object).delete) throw insufficientAccess();
    keepApart(inside, object);
    const row = reachedRecord(inside, object, id);
    if (object.kind !== 'setup' && !mayReach(inside.org, inside.access, object, row, 'all')) throw insufficientAccess();
    meetLock(inside, object, String(row['Id']));
    const rules = recordRules(object);
    rules?.beforeDelete?.(inside, row);
    removeRecord(inside.org, object, row, lastModified(inside), purge);
    rules?.afterDelete?.(inside, row);
    inside.org.debugLogs.wrote(inside.access.userId, object, 'Delete');
  });
}

/** Lists of fields by what is written, so that the same request asks the store the same thing. */
const needed = oncePerObject(() => new Map<string, readonly FieldType[]>());
const MAX_LISTS = 200;

/** What must be known of a record before some of its fields are written: what is required, and what names are made of. */
function neededFields(object: ObjectType, written: readonly Assignment[]): readonly FieldType[] {
  const lists = needed(object);
  const key = written.map(({ field }) => field.name).join();
  const known = lists.get(key);
  if (known) return known;
  const names = new Set([...written.map(({ field }) => field.name), ...NAME_PARTS]);
  const required = new Set(requiredFields(object));
  const fields = object.fields.filter((field) => names.has(field.name) || required.has(field));
  if (lists.size >= MAX_LISTS) lists.clear();
  lists.set(key, fields);
  return fields;
}

function refusedVerb(object: ObjectType, verb: 'inserted' | 'updated'): OrgError {
  if (object.kind === 'setup' || object.kind === 'log') {
    // From memory (facts 1.7): what the API answers when a set-up record may be read and not written.
    return new OrgError(403, 'INSUFFICIENT_ACCESS', 'insufficient access rights on object id');
  }
  return new OrgError(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be ${verb}: ${object.label}`);
}

/** A fault: somebody else holds the record. Text as seen in answers of real orgs. */
function meetLock({ org }: Actor, object: ObjectType, id: string): void {
  if (!org.faults.strikeWrite(object.name)) return;
  const message = `unable to obtain exclusive access to this record or 1 records: ${id}`;
  throw new OrgError(400, 'UNABLE_TO_LOCK_ROW', message, []);
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

const isPerson = oncePerObject(({ fields }) => {
  const name = fields.find((field) => field.name === 'Name');
  return { byParts: name?.createable === false && fields.some((field) => field.name === 'LastName') };
});
const NAME_PARTS = ['FirstName', 'LastName'];

/** Names of people are made of their parts. */
function computed(object: ObjectType, row: StoredRow, changes: StoredRow): StoredRow {
  if (!isPerson(object).byParts || !NAME_PARTS.some((part) => part in changes)) return {};
  const parts = NAME_PARTS.map((part) => (part in changes ? changes[part] : row[part]) ?? null);
  return { Name: parts.filter((part) => part !== null).join(' ') };
}
