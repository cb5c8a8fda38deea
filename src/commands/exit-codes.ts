import type { ProblemKind } from '../model/problem.ts';

/** Every way a command can end. A clean run never exits non-zero; "could not look" never reads as clean. */
export const EXIT = {
  /** Nothing to report, or no difference. */
  clean: 0,
  /** Findings at or above the threshold, or access that a change widens. */
  findings: 1,
  /** A difference is present, where a command was asked to say so. */
  difference: 2,
  /** Something could not be judged, and the run was asked to fail on that. */
  inconclusive: 3,
  /** Wrong usage, configuration, or input that is not there. */
  usage: 4,
  /** The org or the authentication. */
  org: 5,
  /** A mistake of ours. */
  internal: 70,
  interrupted: 130,
} as const;

const BY_KIND: Readonly<Record<ProblemKind, number>> = {
  usage: EXIT.usage,
  configuration: EXIT.usage,
  input: EXIT.usage,
  org: EXIT.org,
  internal: EXIT.internal,
};

export function exitCodeOf(kind: ProblemKind): number {
  return BY_KIND[kind];
}

/** For help and documentation. */
export const EXIT_CODE_TEXTS: readonly (readonly [number, string])[] = [
  [EXIT.clean, 'clean, or no difference'],
  [EXIT.findings, 'findings at or above --fail-on, or new access'],
  [EXIT.difference, 'a difference is present, when asked for'],
  [EXIT.inconclusive, 'inconclusive, with --fail-on-inconclusive'],
  [EXIT.usage, 'wrong usage, configuration or input'],
  [EXIT.org, 'org or authentication'],
  [EXIT.internal, 'a mistake in leastwise itself'],
  [EXIT.interrupted, 'interrupted'],
];
