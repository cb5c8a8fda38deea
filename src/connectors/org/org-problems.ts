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

export function unreachable({ label, url }: OrgSession, { message }: Failure): Problem {
  return new Problem({
    kind: 'org',
    code: 'org-unreachable',
    message: `${label} at ${url} does not answer: ${message}`,
    actions: ['Look at the network and at proxies (HTTPS_PROXY), then try again.'],
  });
}
