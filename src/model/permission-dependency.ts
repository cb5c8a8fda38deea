import type { Permission } from './permission.ts';

/** An edge of the org's own graph: who holds the one must hold the other too. */
export interface PermissionDependency {
  readonly permission: Permission;
  readonly requires: Permission;
}
