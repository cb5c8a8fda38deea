import type { Org } from '../org.ts';

/**
 * `IsActive` of assignments as the platform shows it: no longer true when the expiration date has passed. What an
 * assignment gives is decided by the date itself; this is for who reads the record.
 */
export function markEndedAssignments({ store, now }: Org): void {
  const sql =
    'UPDATE "PermissionSetAssignment" SET "IsActive" = ("ExpirationDate" IS NULL OR "ExpirationDate" > ?1) WHERE "ExpirationDate" IS NOT NULL AND "IsActive" IS NOT ("ExpirationDate" > ?1)';
  store.all(sql, [now().toISOString()]);
}
