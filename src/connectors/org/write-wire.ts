import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../model/problem.ts';
import { type Failure, failureOf, parseJson } from './answer.ts';
import { waitBefore } from './back-off.ts';
import { createHttp, type HttpRequest } from './http.ts';
import { type OrgSession, withoutTokens } from './session.ts';

/** The way by which an approved plan writes. It tries again only what certainly did not happen. */
export interface WriteWire {
  readonly session: OrgSession;
  /** `/services/data/v68.0`. */
  readonly base: string;
  /**
   * One request and its parsed answer.
   *
   * @throws Problem `org-refused`; `outcome-unknown` when the connection broke or the org failed while it wrote
   */
  send(request: HttpRequest): Promise<unknown>;
  /** Requests sent so far. */
  calls(): number;
  close(): Promise<void>;
}

export interface WriteWireOptions {
  /** Milliseconds before the first second try. */
  readonly firstWait?: number | undefined;
}

const TRIES = 5;
const FIRST_WAIT_MS = 500;
/** Refusals of an org that is busy: nothing was done. */
const BUSY = new Set(['UNABLE_TO_LOCK_ROW', 'REQUEST_LIMIT_EXCEEDED']);

export function isBusy({ code, message }: Pick<Failure, 'code' | 'message'>): boolean {
  return BUSY.has(code) && !/TotalRequests/i.test(message);
}

export function openWriteWire(session: OrgSession, { firstWait = FIRST_WAIT_MS }: WriteWireOptions = {}): WriteWire {
  const http = createHttp(session, 1);
  let calls = 0;
  let renewed = false;
  const once = async (request: HttpRequest): Promise<{ readonly body: unknown } | { readonly failure: Failure }> => {
    calls += 1;
    try {
      const answer = await http.send(request);
      const body = parseJson(await buffer(answer.body));
      return answer.status < 400 ? { body } : { failure: failureOf(answer.status, body) };
    } catch (error) {
      const message = withoutTokens(error instanceof Error ? error.message : String(error));
      return { failure: { status: 0, code: '', message } };
    }
  };
  return {
    session,
    base: `/services/data/v${session.apiVersion}`,
    send: async (request) => {
      for (let tries = 1; ; tries++) {
        const answer = await once(request);
        if ('body' in answer) return answer.body;
        const { failure } = answer;
        const ended = failure.status === 401 && failure.code === 'INVALID_SESSION_ID';
        if (ended && !renewed) {
          renewed = true;
          await session.renew();
          continue;
        }
        const mayTryAgain = isBusy(failure) || (request.method === 'GET' && isUnknown(failure));
        if (!mayTryAgain || tries >= TRIES) throw problemOf(session, failure);
        await sleep(waitBefore(tries, firstWait, undefined, Math.random));
      }
    },
    calls: () => calls,
    close: () => http.close(),
  };
}

/** The org may have done it before it failed. */
function isUnknown({ status }: Failure): boolean {
  return status === 0 || status >= 500;
}

function problemOf({ label }: OrgSession, failure: Failure): Problem {
  const { code, message } = failure;
  const unknown = isUnknown(failure);
  return new Problem({
    kind: 'org',
    code: unknown ? 'outcome-unknown' : 'org-refused',
    message: unknown
      ? `${label} broke off: ${message}`
      : `${label} refused it: ${code === '' ? '' : `${code}: `}${message}`,
    actions: unknown ? ['Apply again: it reads the org first and goes on where it stopped.'] : [],
  });
}
