import type { Change } from './change.ts';
import type { Severity } from './finding.ts';
import type { Origin } from './origin.ts';
import type { SnapshotSource } from './snapshot.ts';

/** The way from what an org holds to what is declared: an ordered list of changes, with what they mean for risk. */
export interface Plan {
  readonly version: 1;
  readonly target: SnapshotSource;
  /** Id of the org; `undefined` when the target is a tree of source. */
  readonly orgId: string | undefined;
  readonly environment: string | undefined;
  /** In the order they run: create before assign, assign before revoke; profile → set → user → licence → assignment → app → clean-up. */
  readonly changes: readonly Change[];
  readonly integrations: readonly PlannedIntegration[];
  /** What is not as it is declared, and which side moved; steps of an account on its way out are left out. */
  readonly drift: readonly Divergence[];
  /** What rules about changes say; a refusing one stops apply unless it is allowed by name. */
  readonly findings: readonly ChangeFinding[];
  /** What was completed or dropped on the way from the declaration, and why. */
  readonly notes: readonly PlanNote[];
  /** SHA-256 over org, changes and their before: a saved plan that no longer fits is refused. */
  readonly fingerprint: string;
}

export interface PlannedIntegration {
  readonly name: string;
  readonly action: 'create' | 'update' | 'destroy' | 'none';
  readonly before: Risk | undefined;
  readonly after: Risk | undefined;
}

/** What a leaked token of the integration opens. */
export interface Risk {
  readonly objects: number;
  /** Records of those objects; `undefined` when they were not counted. */
  readonly records: number | undefined;
  readonly readableFields: number;
  readonly editableFields: number;
  readonly sensitiveFields: readonly string[];
  readonly everything: readonly string[];
  /** Paths that end in System Administrator, in words. */
  readonly escalation: readonly string[];
}

/** One thing that is not as it is declared. */
export interface Divergence {
  /** Empty for what all integrations share. */
  readonly integration: string;
  /** Id of the change that would put it right. */
  readonly subject: string;
  /** What differs, seen from the declaration: `+ Contact:viewAll` is there and not declared, `- Account:read` the reverse. */
  readonly texts: readonly string[];
  readonly moved: Moved;
  /** The last who touched it, as far as the org's audit trail says. */
  readonly author: Author | undefined;
}

/**
 * Which side moved since both were alike: `source`, somebody changed the org or the tree; `declaration`, the file was changed
 * and not applied yet; `unknown`, nothing tells.
 */
export type Moved = 'source' | 'declaration' | 'unknown';

export interface Author {
  /** Username; empty when Salesforce itself did it. */
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
  /** Address of the log-in that was open then; `undefined` when there was none, or more than one. */
  readonly from: string | undefined;
  /** What the trail says. */
  readonly display: string;
}

export interface ChangeFinding {
  /** Id of the rule about changes: `touches-a-person`. */
  readonly rule: string;
  readonly severity: Severity;
  /** `refuse`: apply does not go on unless allowed by name. */
  readonly effect: 'refuse' | 'warn';
  /** Ids of the changes it speaks of. */
  readonly changes: readonly string[];
  readonly message: string;
  readonly fix: string;
}

export interface PlanNote {
  readonly integration: string;
  readonly code: string;
  readonly text: string;
  readonly origin: Origin | undefined;
}
