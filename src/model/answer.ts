import type { Origin } from './origin.ts';
import type { Permission } from './permission.ts';

/** Whose access is asked for. */
export interface Holder {
  readonly kind: 'container' | 'group' | 'user' | 'integration';
  /** Container id, group id, user id, integration name. */
  readonly id: string;
  readonly name: string;
}

/** One way by which a holder gets a permission, from the holder to the entry in a file. */
export interface GrantPath {
  readonly permission: Permission;
  readonly steps: readonly GrantStep[];
  /** The entry itself. */
  readonly origin: Origin;
  /** `implied`: the entry is Modify All Data or the like. */
  readonly kind: 'granted' | 'implied';
  /** A field takes one way to the field and one to its object; anything else takes one way to it. */
  readonly opens: 'the object' | 'the field' | 'it';
}

export interface GrantStep {
  readonly kind: 'user' | 'profile' | 'permission-set' | 'group';
  readonly id: string;
  readonly name: string;
  readonly origin: Origin | undefined;
}

/** The answer to "why may (or may not) this holder do that?". */
export interface Explanation {
  readonly holder: Holder;
  readonly permission: Permission;
  /** `unknown`: no path was found, but members or sets are missing from the source. */
  readonly answer: 'yes' | 'no' | 'unknown';
  readonly paths: readonly GrantPath[];
  /** The smallest set of entries to take away (or members to drop) so that the permission is lost; empty unless `yes`. */
  readonly cut: readonly CutEntry[];
  /** The same by entries alone, where `cut` ends an assignment or a membership with which other grants go; else empty. */
  readonly entryCut: readonly CutEntry[];
  /** Why not, when the answer is not `yes`: never granted, listed as `false`, muted, latent, expired, not activated … */
  readonly whyNot: readonly Reason[];
  /** What a reader should know beside the answer: session activation, expiry, a licence that cannot hold it. */
  readonly notes: readonly Reason[];
  readonly bound: 'exact' | 'at-least';
  readonly boundReasons: readonly string[];
}

/** One thing to change, and what else is lost with it. */
export interface CutEntry {
  readonly action: 'remove-entry' | 'drop-member' | 'unassign';
  /** In words: `set ERP_Orders: field Account.Phone edit`. */
  readonly text: string;
  readonly origin: Origin | undefined;
  /** Other grants of the holder that go with it; 0 when only this one goes. */
  readonly alsoLost: number;
}

export interface Reason {
  /** Kebab-case: `not-listed`, `listed-not-granted`, `muted`, `latent`, `not-permissionable`, `expired`, `revoked`, `session-activation`, `not-named`. */
  readonly code: string;
  readonly text: string;
  readonly origin: Origin | undefined;
}

/** The answer to "who may do that?". */
export interface WhoCanAnswer {
  readonly permission: Permission;
  readonly holders: readonly WhoCanHolder[];
  /** Groups, sets or users that could not be resolved: the list may be longer. */
  readonly unresolved: readonly string[];
}

export interface WhoCanHolder {
  readonly holder: Holder;
  /** Shortest first. */
  readonly paths: readonly GrantPath[];
  /** Names of the integrations that hold it (for a container or group), or the integration itself. */
  readonly integrations: readonly string[];
  readonly bound: 'exact' | 'at-least';
}

/** The difference between two holders, or one holder at two times. */
export interface Comparison {
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  /** Only `after` has it. Ordered by kind, then name, then verb. */
  readonly gained: readonly ChangedPermission[];
  /** Only `before` has it. */
  readonly lost: readonly ChangedPermission[];
  /** How many both have. */
  readonly kept: number;
}

export interface ComparedSide {
  /** As the user named it: `ERP_Orders`, `HEAD~1:ERP_Orders`. */
  readonly label: string;
  readonly holder: Holder;
  readonly bound: 'exact' | 'at-least';
  readonly boundReasons: readonly string[];
}

export interface ChangedPermission {
  readonly permission: Permission;
  readonly kind: 'granted' | 'implied';
  /** The entry that gives it, on the side that has it. */
  readonly origin: Origin | undefined;
}

/** What a change of a tree gives its integrations beyond what they had: the answer of `check no-new-access`. */
export interface Widening {
  readonly base: string;
  readonly head: string;
  /** Only integrations that gained something, new ones included. */
  readonly integrations: readonly WidenedIntegration[];
  /** How many were compared. */
  readonly compared: number;
  /** Names of integrations that are only in `head`. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** What could not be read on either side: then "nothing new" cannot be promised. */
  readonly unresolved: readonly string[];
}

export interface WidenedIntegration {
  readonly name: string;
  readonly isNew: boolean;
  readonly gained: readonly ChangedPermission[];
  readonly lost: number;
  /** Escalation paths that `head` opens and `base` did not, in words. */
  readonly escalation: readonly string[];
}

/** What integrations may do in one tree and not in another, both ways. */
export interface TreeComparison {
  readonly before: string;
  readonly after: string;
  /** Only integrations that differ, by name. */
  readonly integrations: readonly ComparedIntegration[];
  /** How many were compared. */
  readonly compared: number;
  /** What could not be read on either side. */
  readonly unresolved: readonly string[];
}

export interface ComparedIntegration {
  readonly name: string;
  readonly state: 'added' | 'removed' | 'changed';
  readonly gained: readonly ChangedPermission[];
  readonly lost: readonly ChangedPermission[];
}
