/**
 * What we say that sampled users may do, held against what the org itself says of them. Where the two differ we are wrong, unless
 * somebody changed the org between both questions.
 */
export interface CrossCheck {
  /** Usernames. */
  readonly users: readonly string[];
  /** Questions that both answered. */
  readonly compared: number;
  readonly disagreements: readonly Disagreeing[];
  /** Why the org did not answer; empty when it did. */
  readonly refusals: readonly string[];
}

export interface Disagreeing {
  readonly username: string;
  /** As people type it: `Account.Phone:edit`. */
  readonly permission: string;
  readonly leastwise: boolean;
  readonly org: boolean;
}
