import { SALESFORCE_INTEGRATION } from '../../../platform/licences.ts';
import { userPermissionLabel } from '../../../platform/user-permissions.ts';
import type { StoredRow, StoredValue } from '../../store/store.ts';
import type { Actor } from '../actor.ts';
import { integrityError, rowOf, rowsOf } from './rows.ts';

/**
 * The permission of a set that the licences of a user do not allow, as Setup names it; `undefined` when all is well. A set
 * with a licence asks for that one; a Salesforce Integration user can be given no object without a permission set licence
 * (facts 2.1 to 2.3). What else a licence allows is not known here.
 */
export function refusedByLicence(actor: Actor, user: StoredRow | undefined, set: StoredRow): string | undefined {
  const profile = rowOf(actor, 'Profile', user?.['ProfileId']);
  const licence = rowOf(actor, 'UserLicense', profile?.['UserLicenseId']);
  const held = rowsOf(actor, 'PermissionSetLicenseAssign', { AssigneeId: user?.['Id'] ?? null });
  const asked = set['LicenseId'] ?? null;
  const hasAsked =
    asked === null || asked === licence?.['Id'] || held.some((row) => row['PermissionSetLicenseId'] === asked);
  const isIntegration = licence?.['Name'] === SALESFORCE_INTEGRATION;
  if (hasAsked && (!isIntegration || held.length > 0)) return undefined;
  const object = rowsOf(actor, 'ObjectPermissions', { ParentId: set['Id'] ?? null })[0]?.['SobjectType'];
  if (object !== undefined) return readPermission(actor, object);
  return hasAsked ? undefined : firstPermission(set);
}

/** `Read Accounts`. */
export function readPermission({ org }: Actor, object: StoredValue): string {
  return `Read ${org.schema.object(String(object))?.labelPlural ?? object}`;
}

function firstPermission(set: StoredRow): string {
  const column = Object.keys(set).find((name) => name.startsWith('Permissions') && set[name] === 1);
  return column === undefined ? String(set['Label']) : userPermissionLabel(column.slice('Permissions'.length));
}

/** Sets that a user holds: assigned, or members of assigned groups. */
const HELD_SETS = `SELECT s.* FROM "PermissionSet" s WHERE s."IsOwnedByProfile" IS NOT 1 AND s."Id" IN (
  SELECT a."PermissionSetId" FROM "PermissionSetAssignment" a WHERE a."AssigneeId" = ?1
  UNION SELECT c."PermissionSetId" FROM "PermissionSetGroupComponent" c
    JOIN "PermissionSetAssignment" a ON a."PermissionSetGroupId" = c."PermissionSetGroupId" WHERE a."AssigneeId" = ?1)`;

/** Holders of a set whose licence allows no object: Salesforce Integration without a permission set licence. */
const UNLICENSED_HOLDERS = `SELECT 1 FROM "User" u
  JOIN "Profile" p ON p."Id" = u."ProfileId"
  JOIN "UserLicense" l ON l."Id" = p."UserLicenseId" AND l."Name" = ?2
  WHERE u."Id" IN (
    SELECT a."AssigneeId" FROM "PermissionSetAssignment" a WHERE a."PermissionSetId" = ?1
    UNION SELECT a."AssigneeId" FROM "PermissionSetAssignment" a
      JOIN "PermissionSetGroupComponent" c ON c."PermissionSetGroupId" = a."PermissionSetGroupId"
      WHERE c."PermissionSetId" = ?1)
  AND NOT EXISTS (SELECT 1 FROM "PermissionSetLicenseAssign" x WHERE x."AssigneeId" = u."Id") LIMIT 1`;

function notAllowed(permission: string) {
  return integrityError(`The user license doesn't allow the permission: ${permission}`);
}

/** After a user has lost a licence or changed the profile: what it holds must still be allowed (best guess). */
export function checkHeldSets(actor: Actor, userId: StoredValue): void {
  const user = rowOf(actor, 'User', userId);
  for (const set of actor.org.store.all(HELD_SETS, [userId])) {
    const refused = refusedByLicence(actor, user, set);
    if (refused !== undefined) throw notAllowed(refused);
  }
}

/** When a set gains an object: everybody who holds it must be allowed to (facts 2.3). */
export function checkHolders(actor: Actor, setId: StoredValue, object: StoredValue): void {
  if (actor.org.store.all(UNLICENSED_HOLDERS, [setId, SALESFORCE_INTEGRATION]).length === 0) return;
  throw notAllowed(readPermission(actor, object));
}
