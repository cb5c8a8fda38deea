import type { LoginActivity, SessionActivity, TokenActivity } from './activity.ts';
import type { AssignmentState } from './change.ts';
import type { Risk } from './plan.ts';

/** What is filed when somebody was locked out in a hurry: what it held, what it did last, what it could reach. No secrets. */
export interface Evidence {
  readonly format: 'leastwise-evidence';
  readonly version: 1;
  /** ISO instant at which it was frozen. */
  readonly at: string;
  readonly org: { readonly id: string; readonly name: string };
  /** Username that ran it. */
  readonly by: string;
  /** As it was named. */
  readonly subject: string;
  readonly users: readonly LockedOut[];
  /** Runs of the journal, in the order they were made. */
  readonly runs: readonly string[];
  readonly notes: readonly string[];
}

export interface LockedOut {
  readonly username: string;
  readonly profile: string;
  readonly wasFrozen: boolean;
  readonly assignments: readonly AssignmentState[];
  /** Newest last. */
  readonly logins: readonly Omit<LoginActivity, 'origin'>[];
  readonly tokens: readonly Omit<TokenActivity, 'origin'>[];
  readonly sessions: readonly Omit<SessionActivity, 'origin'>[];
  /** What a leaked token of it opened; `undefined` while it is not worked out. */
  readonly blastRadius: Risk | undefined;
}
