import type { ChangeFinding } from '../model/plan.ts';

/** What the comparison itself refuses, worded like a rule: it never plans what it may not touch. */
export interface OwnershipRefusal {
  readonly id: 'not-owned' | 'protected-integration' | 'suspended-integration';
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: ChangeFinding['severity'];
  readonly effect: ChangeFinding['effect'];
}

const NOT_OWNED: OwnershipRefusal = {
  id: 'not-owned',
  title: 'Something of that name exists and was not made by Leastwise',
  why: 'What carries no ownership mark is somebody’s own work: it is never changed unasked.',
  fix: 'Import it (leastwise import), or plan with --adopt and the name of the integration.',
  severity: 'high',
  effect: 'refuse',
};

const PROTECTED: OwnershipRefusal = {
  id: 'protected-integration',
  title: 'A protected integration differs from its declaration',
  why: 'Its file says `protect: true`: no plan changes or destroys it.',
  fix: 'Take `protect: true` out of its file to let a plan change it.',
  severity: 'medium',
  effect: 'warn',
};

const SUSPENDED: OwnershipRefusal = {
  id: 'suspended-integration',
  title: 'An integration is locked out on purpose',
  why: 'Its file says `suspended:` since somebody pulled the plug: a plan that lets it in again would undo that unasked.',
  fix: 'Let it in again with leastwise unpanic, or take the line out when that was done by hand.',
  severity: 'medium',
  effect: 'warn',
};

export const OWNERSHIP_REFUSALS: readonly OwnershipRefusal[] = [NOT_OWNED, PROTECTED, SUSPENDED];

function refused({ id, severity, effect, fix }: OwnershipRefusal, message: string): ChangeFinding {
  return { rule: id, severity, effect, changes: [], message, fix };
}

export function notOwned(integration: string, foreign: readonly string[]): ChangeFinding {
  const were = foreign.length === 1 ? 'exists and was' : 'exist and were';
  return refused(NOT_OWNED, `${integration}: ${foreign.join(', ')} ${were} not made by Leastwise.`);
}

export function protectedIntegration(integration: string, differences: number): ChangeFinding {
  const places = `${differences} ${differences === 1 ? 'place' : 'places'}`;
  return refused(
    PROTECTED,
    `${integration} is protected and differs from its declaration in ${places}; nothing of it is changed.`,
  );
}

export function suspendedIntegration(integration: string, since: string): ChangeFinding {
  return refused(SUSPENDED, `${integration} is locked out since ${since}; nothing of it is changed.`);
}
