import type { Store, StoredRow } from '../store/store.ts';

/** Rights on an object as one number. */
export const OBJECT_BITS = {
  read: 1,
  create: 2,
  edit: 4,
  delete: 8,
  viewAll: 16,
  modifyAll: 32,
  viewAllFields: 64,
} as const;

export const FIELD_BITS = { read: 1, edit: 2 } as const;

/** What one container grants, or what a muting set mutes. Names in lower case. */
export interface ContainerGrants {
  readonly system: ReadonlySet<string>;
  readonly objects: ReadonlyMap<string, number>;
  /** By `account.industry`. */
  readonly fields: ReadonlyMap<string, number>;
  /** Ids of Apex classes, apps, custom permissions … */
  readonly setup: ReadonlySet<string>;
}

const OBJECT_COLUMNS = [
  ['PermissionsRead', OBJECT_BITS.read],
  ['PermissionsCreate', OBJECT_BITS.create],
  ['PermissionsEdit', OBJECT_BITS.edit],
  ['PermissionsDelete', OBJECT_BITS.delete],
  ['PermissionsViewAllRecords', OBJECT_BITS.viewAll],
  ['PermissionsModifyAllRecords', OBJECT_BITS.modifyAll],
  ['PermissionsViewAllFields', OBJECT_BITS.viewAllFields],
] as const;

function bitsOf(row: StoredRow, columns: readonly (readonly [string, number])[]): number {
  return columns.reduce((bits, [column, bit]) => (row[column] === 1 ? bits | bit : bits), 0);
}

/** Reads the grants of a permission set or muting set. */
export function readGrants(store: Store, row: StoredRow): ContainerGrants {
  const id = row['Id'] ?? null;
  const objects = new Map<string, number>();
  for (const grant of store.all('SELECT * FROM "ObjectPermissions" WHERE "ParentId" = ?', [id])) {
    const name = String(grant['SobjectType']).toLowerCase();
    objects.set(name, (objects.get(name) ?? 0) | bitsOf(grant, OBJECT_COLUMNS));
  }
  const fields = new Map<string, number>();
  const sql = 'SELECT "Field", "PermissionsRead", "PermissionsEdit" FROM "FieldPermissions" WHERE "ParentId" = ?';
  for (const grant of store.all(sql, [id])) {
    const bits =
      (grant['PermissionsRead'] === 1 ? FIELD_BITS.read : 0) | (grant['PermissionsEdit'] === 1 ? FIELD_BITS.edit : 0);
    const name = String(grant['Field']).toLowerCase();
    fields.set(name, (fields.get(name) ?? 0) | bits);
  }
  const setup = store.all('SELECT "SetupEntityId" FROM "SetupEntityAccess" WHERE "ParentId" = ?', [id]);
  return {
    system: new Set(
      Object.entries(row)
        .filter(([column, value]) => value === 1 && column.startsWith('Permissions'))
        .map(([column]) => column.slice('Permissions'.length).toLowerCase()),
    ),
    objects,
    fields,
    setup: new Set(setup.map((grant) => String(grant['SetupEntityId']))),
  };
}

/** What goes with a muted verb: who cannot read cannot edit either. Source: rules of ObjectPermissions (facts 1.2). */
function closedMask(muted: number): number {
  let mask = muted;
  const { read, create, edit, delete: remove, viewAll, modifyAll, viewAllFields } = OBJECT_BITS;
  if (mask & read) mask |= create | edit | remove | viewAll | modifyAll | viewAllFields;
  if (mask & edit) mask |= remove;
  if (mask & (remove | viewAll | edit)) mask |= modifyAll;
  return mask;
}

function without(
  granted: ReadonlyMap<string, number>,
  muted: ReadonlyMap<string, number>,
  close: (bits: number) => number,
) {
  return new Map([...granted].map(([name, bits]) => [name, bits & ~close(muted.get(name) ?? 0)] as const));
}

function union(all: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const united = new Map<string, number>();
  for (const map of all) for (const [name, bits] of map) united.set(name, (united.get(name) ?? 0) | bits);
  return united;
}

/** A group: all its members, without what its muting sets take away. */
export function groupGrants(members: readonly ContainerGrants[], muting: readonly ContainerGrants[]): ContainerGrants {
  const mutedSystem = new Set(muting.flatMap(({ system }) => [...system]));
  const mutedSetup = new Set(muting.flatMap(({ setup }) => [...setup]));
  const closeField = (bits: number) => (bits & FIELD_BITS.read ? bits | FIELD_BITS.edit : bits);
  return {
    system: new Set(members.flatMap(({ system }) => [...system]).filter((name) => !mutedSystem.has(name))),
    objects: without(
      union(members.map(({ objects }) => objects)),
      union(muting.map(({ objects }) => objects)),
      closedMask,
    ),
    fields: without(union(members.map(({ fields }) => fields)), union(muting.map(({ fields }) => fields)), closeField),
    setup: new Set(members.flatMap(({ setup }) => [...setup]).filter((id) => !mutedSetup.has(id))),
  };
}
