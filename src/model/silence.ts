/** Whether an account still does anything, as far as the org tells. */
export interface Silence {
  /** `unknown` is never taken for silence. */
  readonly state: 'silent' | 'in-use' | 'unknown';
  /** In one sentence, with the dates. */
  readonly text: string;
  /** Why it is not known. */
  readonly reason: string | undefined;
  /** What would not show, in words. */
  readonly blindSpots: readonly string[];
}
