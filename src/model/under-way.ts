/** An integration with something under way, as its file says. */
export interface UnderWay {
  readonly name: string;
  readonly what: 'replaces' | 'retires' | 'suspended';
  /** What is on its way out. */
  readonly leaving: string;
  readonly stage: string;
  /** ISO date. */
  readonly since: string;
  /** The stage after it; `undefined`: it is over. */
  readonly next: string | undefined;
  /** ISO date before which it may not come, as far as the file alone says. */
  readonly earliest: string | undefined;
}
