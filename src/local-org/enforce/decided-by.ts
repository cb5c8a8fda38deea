import { FOLLOWS_PARENT } from '../../platform/objects-without-permissions.ts';
import type { Org } from '../org.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import type { RecordLevel } from './record-level.ts';

/** Who decides about the access to the records of an object. */
export type DecidedBy =
  /** No sharing: who may use the object may use its records. */
  | { readonly by: 'nobody' }
  /** Ownership, the organisation-wide default, and shares. */
  | { readonly by: 'owner' }
  /** The record behind a lookup; `lifts` says what access to it is worth here. */
  | { readonly by: 'parent'; readonly field: FieldType; readonly lifts: (level: RecordLevel) => RecordLevel }
  /** Controlled by parent through a plain lookup: a record without a parent is its owner's alone. */
  | { readonly by: 'parent-or-owner'; readonly field: FieldType }
  /** Activities: the owner, and for reading whoever sees what they are about. */
  | { readonly by: 'owner-or-parents'; readonly fields: readonly FieldType[] };

/** Whoever may edit the master may do everything with its details. */
const editMeansAll = (level: RecordLevel): RecordLevel => (level === 'edit' ? 'all' : level);
/** Shares are changed by who may do everything with the record, and read by who may read it. */
const allOrRead = (level: RecordLevel): RecordLevel => (level === 'edit' ? 'read' : level);

interface Known {
  readonly version: number;
  readonly decided: DecidedBy;
}

/** Asked for every record that is touched, and the same until the schema changes. */
const KNOWN = new WeakMap<ObjectType, Known>();

export function decidedBy(org: Org, object: ObjectType): DecidedBy {
  const { version } = org.schema;
  const known = KNOWN.get(object);
  if (known?.version === version) return known.decided;
  const decided = findOut(org, object);
  KNOWN.set(object, { version, decided });
  return decided;
}

/** Source: organisation-wide sharing defaults; "Controlled by Parent" through a lookup from memory. */
function findOut(org: Org, object: ObjectType): DecidedBy {
  const { kind, fields, sharing } = object;
  if (kind === 'share') {
    const parent = fields.find(({ childRelationshipName }) => childRelationshipName === 'Shares');
    return parent ? { by: 'parent', field: parent, lifts: allOrRead } : { by: 'nobody' };
  }
  if (kind !== 'data' && kind !== 'activity') return { by: 'nobody' };
  const hasOwner = org.schema.field(object, 'OwnerId') !== undefined;
  if (kind === 'activity') {
    const parents = fields.filter(({ name }) => name === 'WhatId' || name === 'WhoId');
    return hasOwner ? { by: 'owner-or-parents', fields: parents } : { by: 'nobody' };
  }
  const master = fields.find(({ masterDetail }) => masterDetail) ?? followed(org, object);
  if (master) return { by: 'parent', field: master, lifts: editMeansAll };
  const account = sharing === 'ControlledByParent' ? org.schema.field(object, 'AccountId') : undefined;
  if (account && hasOwner) return { by: 'parent-or-owner', field: account };
  return hasOwner ? { by: 'owner' } : { by: 'nobody' };
}

function followed(org: Org, object: ObjectType): FieldType | undefined {
  const parent = FOLLOWS_PARENT[object.name];
  if (parent === undefined || !org.schema.object(parent)) return undefined;
  return object.fields.find(({ referenceTo }) => referenceTo.includes(parent));
}
