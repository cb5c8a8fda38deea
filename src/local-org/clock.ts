/** The clock of the org: the machine's, or one that tests move. It goes on from wherever it was put. */
export interface Clock {
  now(): Date;
  /** How far it is from the machine's, in milliseconds; tests set it. */
  offset: number;
}

export function createClock(machine: () => Date): Clock {
  const clock: Clock = {
    offset: 0,
    now: () => (clock.offset === 0 ? machine() : new Date(machine().getTime() + clock.offset)),
  };
  return clock;
}
