import type { Org } from '../org.ts';
import type { ObjectType } from '../schema/object-type.ts';
import type { StoredRow } from '../store/store.ts';

/** Deletes a record with its details; into the recycle bin where the object has one, unless it is to be purged. */
export function removeRecord(org: Org, object: ObjectType, row: StoredRow, stamp: StoredRow, purge = false): void {
  const id = String(row['Id']);
  // First the record itself: a circle of masters, which a deployment can make, must come to an end.
  if (!purge && org.schema.field(object, 'IsDeleted')) org.store.update(object, id, { IsDeleted: 1, ...stamp });
  else org.store.remove(object, id);
  for (const detail of org.schema.objects()) {
    const master = detail.fields.find(
      ({ masterDetail, referenceTo }) => masterDetail && referenceTo.includes(object.name),
    );
    if (!master) continue;
    for (const child of org.store.find(detail, { [master.name]: id })) {
      if (purge || child['IsDeleted'] !== 1) removeRecord(org, detail, child, stamp, purge);
    }
  }
}
