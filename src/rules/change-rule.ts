import type { Severity } from '../model/finding.ts';
import type { ChangeFinding, Plan } from '../model/plan.ts';
import type { Snapshot } from '../model/snapshot.ts';

/**
 * One danger of a plan, one file. A rule about changes sees the org before and after, and says which changes are dangerous
 * and why. What it refuses is not applied unless it is allowed by name.
 */
export interface ChangeRule {
  /** Kebab-case, equals the file name; never reused. What `--allow` names. */
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: Severity;
  readonly effect: ChangeFinding['effect'];
  check(context: ChangeContext): Iterable<ChangeVerdict>;
}

export interface ChangeContext {
  readonly plan: Plan;
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** Usernames that the declarations speak of, in lower case. */
  readonly declaredUsers: ReadonlySet<string>;
  /** ISO date of the run. */
  readonly today: string;
  /** From `leastwise.yml`: silence after which something counts as unused. */
  readonly silentDays: number;
  /** From `leastwise.yml`: a plan may change this many integrations. */
  readonly maxIntegrations: number;
}

export interface ChangeVerdict {
  /** Ids of the changes it speaks of. */
  readonly changes: readonly string[];
  /** One sentence. */
  readonly message: string;
  /** What to do about this one, when the rule's own fix does not say it. */
  readonly fix?: string;
  /** `warn` where the rule would refuse but cannot be sure, or the danger is smaller here. */
  readonly effect?: ChangeFinding['effect'];
}
