import type { Confidence } from './integration.ts';
import type { Origin } from './origin.ts';

/** Worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export type Outcome = 'fail' | 'pass' | 'waived' | 'not-applicable' | 'not-checked';

/** What an attacker gains by a grant. */
export const THREATS = ['Escalate', 'Exfiltrate', 'Destroy', 'Impersonate', 'Persist'] as const;
export type Threat = (typeof THREATS)[number];

/** The integration-user design, its don'ts, and its benefits: the reasons behind rules. */
export const PRINCIPLES = [
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'D6',
  'D7',
  'X1',
  'X2',
  'X3',
  'S1',
  'B1',
  'B2',
  'B3',
  'B4',
] as const;
export type Principle = (typeof PRINCIPLES)[number];

export type SubjectKind = 'integration' | 'profile' | 'permission-set' | 'group' | 'user' | 'app' | 'org' | 'file';

/** One judgement worth reading. Grouped: one finding with forty fields, not forty findings. */
export interface Finding {
  /** Rule id: `escalation-path`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly outcome: Outcome;
  /** Name of what is judged: a set's API name, an app's name, an integration's name. */
  readonly subject: string;
  readonly subjectKind: SubjectKind;
  /** Names of the integrations it concerns; empty when no integration is known to hold the subject. */
  readonly integrations: readonly string[];
  /** One sentence: what is so. */
  readonly message: string;
  /** What to do about this one. */
  readonly fix: string;
  /** The single things behind the sentence: objects, fields, permissions. */
  readonly details: readonly string[];
  readonly principles: readonly Principle[];
  readonly threats: readonly Threat[];
  readonly confidence: Confidence;
  /** Main one first. */
  readonly locations: readonly Origin[];
  /** Why it was waived, why the waiver does not count any more, or why its severity differs from the rule's. */
  readonly reason: string;
  /** Stable over line moves and runs: for baselines, SARIF and waivers. Hex. */
  readonly fingerprint: string;
}

/** What became of one rule in one run. */
export interface RuleSummary {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  /** Worst outcome over its subjects. */
  readonly outcome: Outcome;
  readonly failed: number;
  readonly passed: number;
  readonly waived: number;
  /** Why it is not-checked or not-applicable. */
  readonly reason: string;
}

/** What a rule says of itself: all that reports and documentation print about it. */
export interface RuleText {
  /** Kebab-case, equals the file name; never reused. */
  readonly id: string;
  /** Short stable code of the catalogue: `S09`. */
  readonly code: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** Severity of a plain failure; a verdict may differ and say why. */
  readonly severity: Severity;
  readonly principles: readonly Principle[];
  readonly threats: readonly Threat[];
  readonly references: readonly RuleReference[];
}

export interface RuleReference {
  /** `SBS`, `OWASP`, `CIS`, `Salesforce`. */
  readonly standard: string;
  readonly id: string;
  readonly url?: string;
}
