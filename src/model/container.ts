import type { Grants } from './grants.ts';
import type { Origin } from './origin.ts';

export type ContainerKind = 'profile' | 'permission-set' | 'muting-permission-set';

/** A profile, permission set or muting permission set: what holds grants. In a muting set a bit means "takes away". */
export interface Container {
  /**
   * Unique in the snapshot: `permission-set:ERP_Orders`; when one full name stands in several package directories, the
   * later ones (by path) get `#2`, `#3`. Never merged silently.
   */
  readonly id: string;
  readonly kind: ContainerKind;
  /** API (full) name, percent-escapes decoded. */
  readonly name: string;
  /** What Setup shows; equals `name` when the file gives none (profiles never do). */
  readonly label: string;
  readonly description: string;
  /** Label of the user licence or permission set licence (`license`, `userLicense`); empty when none is stated. */
  readonly license: string;
  /** `false` for a standard profile or a set that Salesforce ships; `undefined` when the source does not say. */
  readonly custom: boolean | undefined;
  /** Session-activated: grants nothing to a headless client until activated. */
  readonly activationRequired: boolean;
  /** Namespace prefix of a managed package or of Salesforce (`sfdcInternalInt`, `force`); empty when unmanaged. */
  readonly namespace: string;
  /** The first is the container's own file; a decomposed set has more. */
  readonly files: readonly string[];
  readonly grants: Grants;
  readonly loginIpRanges: readonly IpRange[];
  /** `true` when login hours restrict anything, `undefined` when the source does not list them. */
  readonly loginHours: boolean | undefined;
}

export interface IpRange {
  readonly start: string;
  readonly end: string;
  readonly description: string;
  readonly origin: Origin;
}

export interface PermissionSetGroup {
  /** Unique in the snapshot: `group:Sales_Ops`, then `group:Sales_Ops#2`. */
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly activationRequired: boolean;
  /** As Salesforce last computed it; `undefined` in most source files. */
  readonly status: 'Updated' | 'Outdated' | 'Updating' | 'Failed' | undefined;
  readonly namespace: string;
  readonly members: readonly GroupMember[];
  readonly mutingSets: readonly GroupMember[];
  readonly origin: Origin;
}

/** A member by name: whether such a set exists in the snapshot is for the engine to say. */
export interface GroupMember {
  readonly name: string;
  readonly origin: Origin;
}
