import type { Actor } from '../actor.ts';

/**
 * Writes a line of the set-up audit trail.
 *
 * Source: SetupAuditTrail of the Object Reference; actions and texts of `display` from memory, as seen in Setup.
 */
export function auditTrail({ org, access }: Actor, action: string, section: string, display: string): void {
  const object = org.schema.object('SetupAuditTrail');
  if (!object) return;
  org.store.insert(object, {
    Id: org.store.newId(object),
    Action: action,
    Section: section,
    Display: display,
    CreatedById: access.userId,
    CreatedDate: org.now().toISOString(),
  });
}
