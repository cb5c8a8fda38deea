import type { FieldType, ObjectType } from '../schema/object-type.ts';

/**
 * What one user may do, all containers united: computed once, thrown away when any set-up record changes. Asked by every
 * API before it answers. Record access (ownership, roles, sharing) is another matter: `record-access.ts`.
 */
export interface UserAccess {
  readonly userId: string;
  readonly profileId: string;
  /** A system permission by its metadata name: `ApiEnabled`. */
  has(permission: string): boolean;
  object(object: ObjectType): ObjectRights;
  field(object: ObjectType, field: FieldType): FieldRights;
  /** The fields of an object that the user may read, in their order. */
  readable(object: ObjectType): readonly FieldType[];
  /** Whether an Apex class, a connected app, a custom permission … is granted, by its id. */
  mayUse(setupEntityId: string): boolean;
}

/** What the user's permissions and the platform together allow on an object. */
export interface ObjectRights {
  readonly read: boolean;
  readonly create: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  /** Reads records that sharing would hide. */
  readonly viewAll: boolean;
  /** Reads, edits and deletes records that sharing would hide. */
  readonly modifyAll: boolean;
  readonly viewAllFields: boolean;
}

/** What the user may do with a field of an object that they may read. */
export interface FieldRights {
  readonly read: boolean;
  /** Set it when a record is created. */
  readonly create: boolean;
  /** Change it on an existing record. */
  readonly edit: boolean;
}

export const NO_OBJECT_RIGHTS: ObjectRights = {
  read: false,
  create: false,
  edit: false,
  delete: false,
  viewAll: false,
  modifyAll: false,
  viewAllFields: false,
};
