import { type Api, isFieldServedBy, isServedBy } from '../schema/apis.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { oncePerObject } from '../schema/once-per-object.ts';
import type { Schema } from '../schema/schema.ts';
import { type ContainerGrants, FIELD_BITS } from './container-grants.ts';
import { type Holding, objectRights } from './object-rights.ts';
import { type FieldRights, NO_OBJECT_RIGHTS, type ObjectRights, type UserAccess } from './user-access.ts';

export interface AccessSource {
  readonly userId: string;
  readonly profileId: string;
  readonly schema: Schema;
  /** Objects and fields that this API does not serve are closed. */
  readonly api: Api;
  /** Everything the user holds: profile, sets, groups. Nothing denies, so the union is what they may. */
  readonly containers: readonly ContainerGrants[];
}

const NO_FIELD_RIGHTS: FieldRights = { read: false, create: false, edit: false };

/** Rights as the rule sheet has them (facts 10, points 1 to 3). Answers are kept: the same object asks thousands of times. */
export function computeAccess({ userId, profileId, schema, api, containers }: AccessSource): UserAccess {
  const objects = new Map<ObjectType, ObjectRights>();
  const fields = new Map<FieldType, FieldRights>();
  const bitsIn = (kind: 'objects' | 'fields', name: string): number => {
    const key = name.toLowerCase();
    return containers.reduce((bits, container) => bits | (container[kind].get(key) ?? 0), 0);
  };
  const held: Holding = {
    schema,
    has: (permission) => {
      const name = permission.toLowerCase();
      return containers.some(({ system }) => system.has(name));
    },
    mayUse: (id) => containers.some(({ setup }) => setup.has(id)),
    objectBits: (name) => bitsIn('objects', name),
  };
  const object = (type: ObjectType): ObjectRights => {
    const known = objects.get(type);
    if (known) return known;
    const rights = isServedBy(api, type) ? objectRights(held, type, object) : NO_OBJECT_RIGHTS;
    objects.set(type, rights);
    return rights;
  };
  const field = (type: ObjectType, one: FieldType): FieldRights => {
    const known = fields.get(one);
    if (known) return known;
    const secured = securedField(schema, type, one);
    const rights = isFieldServedBy(api, type, one)
      ? fieldRights(object(type), one, secured, bitsIn('fields', `${type.name}.${secured.name}`))
      : NO_FIELD_RIGHTS;
    fields.set(one, rights);
    return rights;
  };
  return {
    userId,
    profileId,
    has: held.has,
    mayUse: held.mayUse,
    object,
    field,
    readable: oncePerObject((type) => type.fields.filter((one) => field(type, one).read)),
  };
}

/** The field that carries the security: an address, for its street. */
function securedField(schema: Schema, type: ObjectType, field: FieldType): FieldType {
  return (field.compound === undefined ? undefined : schema.field(type, field.compound)) ?? field;
}

function fieldRights(rights: ObjectRights, field: FieldType, secured: FieldType, bits: number): FieldRights {
  if (!rights.read) return NO_FIELD_RIGHTS;
  const isMade = field.calculated || field.autoNumber;
  const create = field.createable && !isMade;
  const edit = field.updateable && !isMade;
  if (!secured.permissionable) return { read: true, create, edit };
  const mayEdit = (bits & FIELD_BITS.edit) !== 0;
  return { read: bits !== 0 || rights.viewAllFields, create: mayEdit && create, edit: mayEdit && edit };
}
