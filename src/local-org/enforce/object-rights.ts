import { FOLLOWS_PARENT, OPEN_TO_EVERY_USER } from '../../platform/objects-without-permissions.ts';
import { READS_EVERY_SETTING } from '../../platform/permission-dependencies.ts';
import type { ObjectType } from '../schema/object-type.ts';
import type { Schema } from '../schema/schema.ts';
import { OBJECT_BITS } from './container-grants.ts';
import { allows, setupRights } from './setup-rights.ts';
import { NO_OBJECT_RIGHTS, type ObjectRights } from './user-access.ts';

/** What a user holds, as far as rights on objects ask for it. */
export interface Holding {
  readonly schema: Schema;
  has(permission: string): boolean;
  mayUse(setupEntityId: string): boolean;
  /** `OBJECT_BITS` granted on an object by any container. */
  objectBits(name: string): number;
}

/**
 * Rights on an object by its kind (facts 10, point 2).
 *
 * @param parentRights rights on another object, for details that follow their parent
 */
export function objectRights(
  held: Holding,
  type: ObjectType,
  parentRights: (parent: ObjectType) => ObjectRights,
): ObjectRights {
  if (type.kind === 'setup' || type.kind === 'log' || type.kind === 'virtual') return setupObject(held, type);
  if (type.kind === 'custom-setting' || type.kind === 'custom-metadata') return customSetting(held, type);
  if (type.kind === 'activity') return activity(held, type);
  if (type.kind === 'share') return share(held, type, parentRights);
  const parent = held.schema.object(FOLLOWS_PARENT[type.name] ?? '');
  if (parent) {
    // A detail is made and deleted by who may edit its parent (from memory).
    const rights = parentRights(parent);
    return {
      ...rights,
      create: rights.edit && type.createable,
      edit: rights.edit && type.updateable,
      delete: rights.edit && type.deletable,
    };
  }
  const rights = dataObject(held, type);
  return OPEN_TO_EVERY_USER.has(type.name) ? { ...rights, read: true } : rights;
}

function dataObject(held: Holding, type: ObjectType): ObjectRights {
  const bits = held.objectBits(type.name);
  const granted = (bit: number): boolean => (bits & bit) !== 0;
  const viewAll = held.has('ViewAllData');
  const modifyAll = held.has('ModifyAllData');
  return {
    read: granted(OBJECT_BITS.read) || viewAll || modifyAll,
    create: type.createable && (granted(OBJECT_BITS.create) || modifyAll),
    edit: type.updateable && (granted(OBJECT_BITS.edit) || modifyAll),
    delete: type.deletable && (granted(OBJECT_BITS.delete) || modifyAll),
    viewAll: viewAll || modifyAll || granted(OBJECT_BITS.viewAll) || granted(OBJECT_BITS.modifyAll),
    modifyAll: modifyAll || granted(OBJECT_BITS.modifyAll),
    viewAllFields: held.has('ViewAllFieldsGlobal') || granted(OBJECT_BITS.viewAllFields),
  };
}

/** Set-up rights decide about the records as a whole; there is no sharing of them. */
function setupObject({ has }: Holding, type: ObjectType): ObjectRights {
  const rights = setupRights(type.name);
  const read = allows(rights.read, has);
  const write = read && allows(rights.write, has);
  return {
    read,
    create: write && type.createable,
    edit: write && type.updateable,
    delete: write && type.deletable,
    viewAll: read,
    modifyAll: write,
    // Of set-up objects only custom fields (of User) carry field-level security.
    viewAllFields: has('ViewAllFieldsGlobal'),
  };
}

/** Shares are seen with the record that they are about; whether they may be changed is decided record by record. */
function share(held: Holding, type: ObjectType, parentRights: (parent: ObjectType) => ObjectRights): ObjectRights {
  const shared = type.fields.find(({ childRelationshipName }) => childRelationshipName === 'Shares');
  const parent = held.schema.object(shared?.referenceTo[0] ?? '');
  if (!parent) return NO_OBJECT_RIGHTS;
  const { read, viewAll, modifyAll } = parentRights(parent);
  return { read, create: read, edit: read, delete: read, viewAll, modifyAll, viewAllFields: false };
}

/** Custom settings and metadata types: granted by their own entry, or by system permissions (from memory). */
function customSetting({ has, mayUse }: Holding, type: ObjectType): ObjectRights {
  const write = has('CustomizeApplication');
  const readsAll = [...READS_EVERY_SETTING, 'ViewAllData', 'ModifyAllData'].some(has);
  const read = readsAll || mayUse(type.keyPrefix);
  const changes = write && type.kind === 'custom-setting';
  return {
    ...NO_OBJECT_RIGHTS,
    read,
    create: changes,
    edit: changes,
    delete: changes,
    viewAll: read,
    modifyAll: changes,
  };
}

/** Activities need Access Activities; writing them needs Edit Tasks or Edit Events too (from memory). */
function activity({ has }: Holding, type: ObjectType): ObjectRights {
  const modifyAll = has('ModifyAllData');
  const viewAll = modifyAll || has('ViewAllData');
  const uses = has('ActivitiesAccess');
  const write = modifyAll || (uses && has(type.name === 'Task' ? 'EditTask' : 'EditEvent'));
  return {
    read: uses || viewAll,
    create: write,
    edit: write,
    delete: write,
    viewAll,
    modifyAll,
    viewAllFields: has('ViewAllFieldsGlobal'),
  };
}
