import { mayReach } from '../enforce/record-access.ts';
import { OrgError } from '../org-error.ts';
import type { ObjectType } from '../schema/object-type.ts';
import type { StoredRow } from '../store/store.ts';
import type { Actor } from './actor.ts';

const TRANSFER: ReadonlyMap<string, string> = new Map([
  ['Lead', 'TransferAnyLead'],
  ['Case', 'TransferAnyCase'],
]);

/**
 * Giving a record away needs full access to it, or a permission to transfer; the new owner must be active and able to read
 * it. Codes: StatusCode; the rule from memory.
 */
export function checkOwner(actor: Actor, object: ObjectType, before: StoredRow | undefined, changes: StoredRow): void {
  const { org, access } = actor;
  const owner = changes['OwnerId'];
  if (typeof owner !== 'string' || owner === (before?.['OwnerId'] ?? access.userId)) return;
  if (object.kind !== 'data' && object.kind !== 'activity') return;
  const mayTransfer =
    before === undefined || mayReach(org, access, object, before, 'all') || holdsTransfer(actor, object);
  if (!mayTransfer)
    throw new OrgError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  const user = org.store.all('SELECT "Name", "IsActive" FROM "User" WHERE "Id" = ?', [owner])[0];
  if (!user) return;
  if (user['IsActive'] !== 1) {
    const message = `operation performed with inactive user [${owner.slice(0, 15)}] as owner of ${object.label.toLowerCase()}`;
    throw new OrgError(400, 'INACTIVE_OWNER_OR_USER', message);
  }
  if (!org.accessOf(owner).object(object).read) {
    throw new OrgError(400, 'TRANSFER_REQUIRES_READ', 'The new owner must have read permission');
  }
}

function holdsTransfer({ access }: Actor, { name }: ObjectType): boolean {
  const own = TRANSFER.get(name);
  return access.has('TransferAnyEntity') || (own !== undefined && access.has(own));
}
