import type { Audit } from './audit.ts';
import type { ProblemKind } from './problem.ts';

/** Many orgs, audited by the same rules on the same day. An org that could not be read stands in it with the reason. */
export interface OrgMatrix {
  readonly version: string;
  /** ISO date of the run. */
  readonly date: string;
  /** In the order in which they were named. */
  readonly orgs: readonly AuditedOrg[];
  /** Milliseconds. */
  readonly elapsed: number;
}

export type AuditedOrg =
  | { readonly label: string; readonly state: 'audited'; readonly audit: Audit }
  | { readonly label: string; readonly state: 'failed'; readonly failure: OrgFailure };

export interface OrgFailure {
  readonly kind: ProblemKind;
  readonly code: string;
  readonly message: string;
  readonly actions: readonly string[];
}
