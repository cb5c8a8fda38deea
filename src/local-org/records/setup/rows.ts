import { OrgError } from '../../org-error.ts';
import type { ObjectType } from '../../schema/object-type.ts';
import type { StoredRow, StoredValue } from '../../store/store.ts';
import type { Actor } from '../actor.ts';

/** A set-up object, which is always there. */
export function setupObject({ org }: Actor, name: string): ObjectType {
  const object = org.schema.object(name);
  if (!object) throw new Error(`The schema has no ${name}`);
  return object;
}

export function rowOf(actor: Actor, object: string, id: StoredValue | undefined): StoredRow | undefined {
  return id === null || id === undefined ? undefined : actor.org.store.get(setupObject(actor, object), String(id));
}

export function rowsOf(actor: Actor, object: string, match: StoredRow): readonly StoredRow[] {
  return actor.org.store.find(setupObject(actor, object), match);
}

/** Inserts a record that the platform makes by itself. */
export function insertRow(actor: Actor, objectName: string, values: StoredRow): string {
  const { org, access } = actor;
  const object = setupObject(actor, objectName);
  const id = org.store.newId(object);
  const moment = org.now().toISOString();
  org.store.insert(object, {
    Id: id,
    CreatedDate: moment,
    CreatedById: access.userId,
    LastModifiedDate: moment,
    LastModifiedById: access.userId,
    SystemModstamp: moment,
    ...values,
  });
  return id;
}

export function integrityError(message: string, ...fields: readonly string[]): OrgError {
  return new OrgError(400, 'FIELD_INTEGRITY_EXCEPTION', message, fields);
}
