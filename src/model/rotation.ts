/**
 * A change of credentials that takes its time: both pairs live side by side until the old one is silent. What is secret stays
 * in the org; this is what the org does not remember, kept between runs that may lie months apart.
 */
export interface Rotation {
  readonly integration: string;
  readonly orgId: string;
  readonly app: string;
  readonly flow: 'client-credentials' | 'jwt-bearer';
  /** ISO instants of what was done. */
  readonly staged: string;
  readonly verified: string | undefined;
  readonly promoted: string | undefined;
  readonly finished: string | undefined;
  /** Id of the staged pair, or fingerprint of the next certificate. */
  readonly subject: string;
}

export type RotationStep = 'stage' | 'promote' | 'revoke' | 'abort';

/** Where a rotation stands now, and what comes next. */
export interface RotationState {
  readonly integration: string;
  readonly app: string;
  readonly flow: Rotation['flow'];
  readonly stage: 'staged' | 'promoted' | 'finished' | 'aborted';
  /** What was done in this run, in words, in order. */
  readonly done: readonly string[];
  /** What is known about the old credentials: used until when, ending when. */
  readonly old: readonly string[];
  /** What to do now. */
  readonly next: readonly string[];
}
