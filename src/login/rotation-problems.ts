import { Problem } from '../model/problem.ts';
import type { RotationState } from '../model/rotation.ts';

export function needsSink(isStaged: boolean): Problem {
  return new Problem({
    kind: 'usage',
    code: 'no-sink',
    message: isStaged
      ? 'A new pair is staged, and nobody has got it yet: it needs a place to go.'
      : 'New credentials need a place to go: they are never printed.',
    actions: [
      'Name a file: --file <file>',
      'Or a command that takes them: --sink-command <command>',
      ...(isStaged ? ['Or give up what was staged: --abort'] : []),
    ],
  });
}

export function notStaged(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'nothing-staged',
    message: `Nothing is staged for ${name}.`,
    actions: [`Begin: leastwise login rotate ${name} --file <file>`],
  });
}

export function notVerified(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'not-verified',
    message: `What is staged for ${name} was not handed over and proven from here, so the application may not have it.`,
    actions: [
      `Hand it over again: leastwise login rotate ${name} --file <file>`,
      `Or give it up: leastwise login rotate ${name} --abort`,
    ],
  });
}

export function tooLate(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'too-late-to-abort',
    message: 'The new credentials are in place already; the old ones cannot take over again.',
    actions: [
      'The old ones go on working for thirty days.',
      `End them, then rotate once more: leastwise login rotate ${name} --revoke`,
    ],
  });
}

/** What is told after giving up. */
export const aborted: Pick<RotationState, 'done' | 'old' | 'next'> = {
  done: ['what was staged was ended'],
  old: ['the old credentials are in use as before'],
  next: ['Destroy the copy that was handed over.'],
};
