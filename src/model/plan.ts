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
  /** What somebody changed behind the declarations' back since we made it: shown first. */
  readonly drift: readonly Drift[];
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

export interface Drift {
  readonly integration: string;
  readonly subject: string;
  /** `+ Contact View All`. */
  readonly text: string;
  /** Who did it and when, as far as the org's audit trail says. */
  readonly by: string | undefined;
  readonly at: string | undefined;
  readonly from: string | undefined;
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
