import { setTimeout as sleep } from 'node:timers/promises';
import type { Call } from './api/dispatch.ts';
import type { RequestFault } from './faults.ts';
import type { Org } from './org.ts';
import { OrgError } from './org-error.ts';

/** What faults do to a request. */
export interface Strike {
  /** In place of the true answer; `undefined` when the request goes on. */
  readonly refusal: OrgError | undefined;
  /** The connection breaks: at once, or after the request was answered. */
  readonly dropped: 'before' | 'after' | undefined;
}

/** Lets the faults of the org strike a request; without any it costs nothing. */
export async function sufferFaults(org: Org, call: Call): Promise<Strike> {
  const { path } = call;
  let refusal: OrgError | undefined;
  let dropped: Strike['dropped'];
  for (const fault of org.faults.strikeRequest(call.method, path)) {
    if (fault.kind === 'latency') await sleep(fault.milliseconds);
    if (fault.kind === 'drop-connection') dropped = fault.when ?? 'before';
    if (fault.kind === 'expire-session' && call.session) {
      org.sessions.end({ token: call.session.token });
      call.session = undefined;
    }
    refusal ??= refusalOf(fault);
  }
  return { refusal, dropped };
}

/** Codes, statuses and texts: facts 1.7 and 8; the words for a failing server are ours. */
function refusalOf(fault: RequestFault): OrgError | undefined {
  switch (fault.kind) {
    case 'status': {
      const code = fault.status === 503 ? 'SERVER_UNAVAILABLE' : 'UNKNOWN_EXCEPTION';
      return new OrgError(fault.status, code, 'An unexpected error occurred. (a fault was asked for)');
    }
    case 'error':
      return new OrgError(fault.status ?? 400, fault.errorCode, fault.message ?? 'A fault was asked for.');
    case 'daily-limit':
      return new OrgError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    case 'concurrent-limit': {
      const message = 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.';
      return new OrgError(403, 'REQUEST_LIMIT_EXCEEDED', message);
    }
    default:
      return undefined;
  }
}
