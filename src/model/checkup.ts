import type { Coverage, FactFamily } from './coverage.ts';
import type { Severity } from './finding.ts';
import type { OrgIdentity } from './org.ts';

/** Whether a project, or the user that reads an org, is fit for an audit. */
export interface Checkup {
  readonly project: readonly HealthCheck[];
  readonly org: OrgCheckup | undefined;
}

export interface OrgCheckup {
  readonly identity: OrgIdentity;
  /** As the user named it. */
  readonly label: string;
  readonly checks: readonly HealthCheck[];
  /** What reading would bring, by the rights of the reading user. */
  readonly coverage: Coverage;
  /** Rules that could not judge, with what would open their eyes. */
  readonly blind: readonly BlindRule[];
  /** How many rules the settings switch on. */
  readonly rules: number;
  /** Requests that the checkup took. */
  readonly calls: number;
  /** About how many an audit will take. */
  readonly auditCalls: number;
}

export interface HealthCheck {
  /** Kebab-case: `api-budget`, `clock`. */
  readonly name: string;
  readonly state: 'good' | 'doubtful' | 'bad';
  /** In one sentence. */
  readonly text: string;
  /** What to do now; empty when all is well. */
  readonly action: string;
}

export interface BlindRule {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly families: readonly FactFamily[];
  readonly reason: string;
  /** Permissions of which any one opens a family; empty when no permission would. */
  readonly opens: readonly (readonly string[])[];
}

export function good(name: string, text: string): HealthCheck {
  return { name, state: 'good', text, action: '' };
}

export function doubtful(name: string, text: string, action: string): HealthCheck {
  return { name, state: 'doubtful', text, action };
}

export function bad(name: string, text: string, action: string): HealthCheck {
  return { name, state: 'bad', text, action };
}
