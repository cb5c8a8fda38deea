import { Problem } from '../../model/problem.ts';
import type { Failure } from './answer.ts';
import type { ApiBudget } from './api-budget.ts';
import type { OrgSession } from './session.ts';

export function sessionEnded({ label }: OrgSession, cause?: unknown): Problem {
  return new Problem({
    kind: 'org',
    code: 'session-ended',
    message: `The session with ${label} has ended and cannot be renewed.`,
    actions: [`Log in again: sf org login web --alias ${label}.`],
    cause,
  });
}

export function dayLimit({ label }: OrgSession, { day }: ApiBudget): Problem {
  const used = day ? ` (${day.used} of ${day.limit})` : '';
  return new Problem({
    kind: 'org',
    code: 'day-limit-reached',
    message: `${label} has used up its API requests of the last 24 hours${used}.`,
    actions: ['Try again when some have come back: sf org list limits shows how many are left.'],
  });
}

export function tooFewLeft({ label }: OrgSession, { day, estimate, calls }: ApiBudget): Problem {
  const left = day ? day.limit - day.used : 0;
  return new Problem({
    kind: 'org',
    code: 'too-few-requests-left',
    message: `${label} has ${left} API requests left today, and reading it takes about ${estimate - calls}. Nothing of it was read.`,
    actions: [
      'Try again when some have come back: sf org list limits shows how many are left.',
      'Ask a snapshot that was saved before, if there is one: leastwise audit <file>.',
    ],
  });
}

/** The org says it of itself, whether it is the org that has no API or the user who may not use it. */
export function apiNotAllowed({ label, username }: OrgSession): Problem {
  return new Problem({
    kind: 'org',
    code: 'api-not-allowed',
    message: `${username} may not use the API of ${label}.`,
    actions: ['Give it a permission set with API Enabled: leastwise ships one, permission-sets/ in the package.'],
  });
}

export function unreachable({ label, url }: OrgSession, { message }: Failure): Problem {
  return new Problem({
    kind: 'org',
    code: 'org-unreachable',
    message: `${label} at ${url} does not answer: ${message}`,
    actions: ['Look at the network and at proxies (HTTPS_PROXY), then try again.'],
  });
}
