import { recordLevel } from '../enforce/record-access.ts';
import type { Org } from '../org.ts';
import { OrgError } from '../org-error.ts';
import type { ObjectType } from '../schema/object-type.ts';
import { fullId } from '../store/ids.ts';
import type { StoredRow } from '../store/store.ts';
import type { Actor } from './actor.ts';
import { removeRecord } from './remove-record.ts';

/**
 * A record that lies in the recycle bin, and that the user may delete: so they may take it out, either way (best guess).
 *
 * @throws OrgError in the words that clients report
 */
function binnedRecord({ org, access }: Actor, id: string): { readonly object: ObjectType; readonly row: StoredRow } {
  const full = fullId(id);
  const object = full === undefined ? undefined : org.schema.byKeyPrefix(full.slice(0, 3));
  if (full === undefined || !object) throw new OrgError(400, 'MALFORMED_ID', `malformed id ${id.slice(0, 255)}`);
  const row = access.object(object).read ? org.store.get(object, full) : undefined;
  if (row?.['IsDeleted'] !== 1 || recordLevel(org, access, object, row) === 'none')
    throw new OrgError(400, 'INVALID_ID_FIELD', 'invalid record id; no recycle bin entry found');
  if (!access.object(object).delete || recordLevel(org, access, object, row) !== 'all')
    throw new OrgError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  return { object, row };
}

/** Takes a record out of the recycle bin, with the details that went there with it. */
export function undeleteRecord(actor: Actor, id: string): string {
  const { object, row } = binnedRecord(actor, id);
  restore(actor.org, object, row, row['SystemModstamp'] ?? null);
  return String(row['Id']);
}

function restore(org: Org, object: ObjectType, row: StoredRow, deletedAt: StoredRow[string]): void {
  const id = String(row['Id']);
  org.store.update(object, id, { IsDeleted: 0, SystemModstamp: org.now().toISOString() });
  for (const detail of org.schema.objects()) {
    const master = detail.fields.find(
      ({ masterDetail, referenceTo }) => masterDetail && referenceTo.includes(object.name),
    );
    if (!master) continue;
    for (const child of org.store.find(detail, { [master.name]: id, IsDeleted: 1, SystemModstamp: deletedAt ?? null }))
      restore(org, detail, child, deletedAt);
  }
}

/** Empties the recycle bin of a record. */
export function purgeRecord(actor: Actor, id: string): string {
  const { object, row } = binnedRecord(actor, id);
  removeRecord(actor.org, object, row, {}, true);
  return String(row['Id']);
}
