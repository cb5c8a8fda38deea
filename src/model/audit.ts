import type { CrossCheck } from './cross-check.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Finding, Principle, RuleSummary, RuleText, Severity } from './finding.ts';
import type { Integration } from './integration.ts';
import type { ObjectVerb } from './permission.ts';
import type { SnapshotSource } from './snapshot.ts';

/** The whole answer of an audit: everything a report may print, nothing it has to look up. */
export interface Audit {
  readonly version: string;
  readonly source: SnapshotSource;
  readonly counts: AuditCounts;
  readonly integrations: readonly AuditedIntegration[];
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleSummary[];
  /** The texts of every rule that ran, in register order. */
  readonly ruleTexts: readonly RuleText[];
  readonly diagnostics: readonly Diagnostic[];
  /** `true` when something could not be read: then no rule passes on what is missing. */
  readonly partial: boolean;
  /** Milliseconds from start to judgement. */
  readonly elapsed: number;
  /** ISO date of the run. */
  readonly date: string;
  /** Of a live org: whether it says of some users what we say of them. */
  readonly crossCheck?: CrossCheck;
}

export interface AuditCounts {
  readonly profiles: number;
  readonly permissionSets: number;
  readonly groups: number;
  readonly apps: number;
  readonly users: number;
  readonly grants: number;
  readonly findings: Readonly<Record<Severity, number>>;
  readonly waived: number;
  readonly notChecked: number;
  /** Findings left out because a baseline knows them. */
  readonly baselined: number;
}

export interface AuditedIntegration extends Integration {
  readonly reach: Reach;
  /** The seven marks of the design, in order D1…D7. */
  readonly marks: readonly PrincipleMark[];
  readonly worst: Severity | undefined;
  /** Short: `✓`, `can make itself admin`, `2 high`. */
  readonly verdict: string;
}

export interface PrincipleMark {
  readonly principle: Principle;
  readonly state: 'kept' | 'broken' | 'unknown';
  readonly reason: string;
}

/** What a leaked token of the integration opens, as far as the source says. */
export interface Reach {
  /** `at-least`: members or users are missing from the source, so there may be more. */
  readonly bound: 'exact' | 'at-least';
  readonly boundReasons: readonly string[];
  readonly objects: readonly ReachedObject[];
  readonly readableFields: number;
  readonly editableFields: number;
  readonly systemPermissions: readonly string[];
  /** Set-up entities by type: `apexClass` → names. */
  readonly setup: Readonly<Record<string, readonly string[]>>;
  /** What opens everything at once: `ModifyAllData`, `ViewAllData`, `ViewAllFieldsGlobal`. */
  readonly everything: readonly string[];
  /** Ends in System Administrator: `Manage Users` + `Assign Permission Sets`. Empty when none. */
  readonly escalation: readonly string[];
}

export interface ReachedObject {
  readonly object: string;
  readonly verbs: readonly ObjectVerb[];
  readonly readFields: readonly string[];
  readonly editFields: readonly string[];
}
