import type { Failure } from './answer.ts';

/** What to do about a request that failed. `give-up` hands the failure to whoever asked. */
export type Reaction = 'again' | 'renew-session' | 'give-up';

const TRIES = 5;
/** Errors of an org that is busy, not of a request that is wrong. */
const BUSY_CODES = new Set([
  'UNABLE_TO_LOCK_ROW',
  'SERVER_UNAVAILABLE',
  'QUERY_TIMEOUT',
  'OPERATION_TOO_LARGE_FOR_NOW',
]);
const BUSY_STATUS = new Set([0, 420, 429, 502, 503, 504]);

/**
 * Whether a failed request is worth another try. The day's limit is not: it comes back tomorrow, and every try counts.
 *
 * Source: REST API guide, status codes and error responses; `TotalRequests Limit exceeded.` is the day's limit, the
 * concurrent one says `ConcurrentRequests`.
 */
export function reactionTo({ status, code, message }: Failure, attempt: number): Reaction {
  // SOAP answers with status 500 whatever is wrong.
  if ((status === 401 || status === 500) && code === 'INVALID_SESSION_ID')
    return isOfTheApp(message) ? 'give-up' : 'renew-session';
  if (attempt >= TRIES || isDayLimit({ code, message })) return 'give-up';
  return code === 'REQUEST_LIMIT_EXCEEDED' || BUSY_CODES.has(code) || BUSY_STATUS.has(status) ? 'again' : 'give-up';
}

export function isDayLimit({ code, message }: Pick<Failure, 'code' | 'message'>): boolean {
  return code === 'REQUEST_LIMIT_EXCEEDED' && /TotalRequests/i.test(message);
}

/** A session that is alive, and not allowed to do this: a new token would change nothing. */
function isOfTheApp(message: string): boolean {
  return /not valid for use with|not attached to/i.test(message);
}

const LONGEST_WAIT_MS = 30_000;

/** Twice as long each time, a little at random so that many requests do not come back together; or as the org says. */
export function waitBefore(
  attempt: number,
  first: number,
  retryAfter: string | undefined,
  random: () => number,
): number {
  const seconds = Number(retryAfter);
  const wait =
    Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : first * 2 ** (attempt - 1) * (0.75 + random() / 2);
  return Math.min(wait, LONGEST_WAIT_MS);
}
