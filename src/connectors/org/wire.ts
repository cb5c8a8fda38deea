import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../model/problem.ts';
import { type Answer, type Failure, failureOf, parseJson, soapFaultIn } from './answer.ts';
import { type ApiBudget, createApiBudget } from './api-budget.ts';
import { isDayLimit, reactionTo, waitBefore } from './back-off.ts';
import { createHttp, type Http, type HttpAnswer, type HttpRequest } from './http.ts';
import { apiNotAllowed, dayLimit, unreachable } from './org-problems.ts';
import { refuseWrites } from './refuse-writes.ts';
import { createRenewal } from './renewal.ts';
import { type OrgSession, withoutTokens } from './session.ts';
import { createTurns } from './turns.ts';

export interface WireOptions {
  /** Requests at a time. Salesforce allows 25 that take long, 5 in small orgs, and other integrations need some. */
  readonly concurrency?: number | undefined;
  /** Milliseconds before the first second try. */
  readonly firstWait?: number | undefined;
  readonly onCall?: (() => void) | undefined;
}

/** The one way by which reading talks to an org: with patience, within a budget, and never to write. */
export interface Wire {
  readonly session: OrgSession;
  readonly budget: ApiBudget;
  /** `/services/data/v68.0`. */
  readonly base: string;
  /** The whole answer. Rejects with a Problem when nothing more can be read from this org. */
  ask(one: HttpRequest): Promise<Answer>;
  /** The answer as it comes, for large files. The stream may break; who reads it asks again. */
  open(
    path: string,
  ): Promise<{ readonly ok: true; readonly body: Readable } | { readonly ok: false; readonly failure: Failure }>;
  close(): Promise<void>;
}

const CONCURRENCY = 5;
const FIRST_WAIT_MS = 500;

export function openWire(session: OrgSession, options: WireOptions = {}): Wire {
  const { concurrency = CONCURRENCY, firstWait = FIRST_WAIT_MS, onCall } = options;
  const http = createHttp(session, concurrency);
  const budget = createApiBudget();
  const turn = createTurns(concurrency);
  const renewal = createRenewal(session);

  const attempt = createAttempt(http, budget, onCall);

  /** Asks until there is an answer that `take` could use, or no hope. */
  const patiently = async <T>(one: HttpRequest, take: (answer: HttpAnswer) => Promise<T>): Promise<T | Failure> => {
    refuseWrites(one);
    for (let tries = 1; ; tries++) {
      const since = renewal.count();
      const answer = await attempt(one);
      const taken = 'body' in answer ? await took(answer, take) : { failure: answer };
      if ('value' in taken) return taken.value;
      const { failure } = taken;
      if (isDayLimit(failure)) throw dayLimit(session, budget);
      if (failure.code === 'API_DISABLED_FOR_ORG') throw apiNotAllowed(session);
      const reaction = reactionTo(failure, tries);
      if (reaction === 'give-up') {
        if (failure.status === 0) throw unreachable(session, failure);
        return failure;
      }
      if (reaction === 'renew-session') await renewal.renew(since);
      else
        await sleep(
          waitBefore(tries, firstWait, 'body' in answer ? answer.headers['retry-after'] : undefined, Math.random),
        );
    }
  };

  return {
    session,
    budget,
    base: `/services/data/v${session.apiVersion}`,
    ask: (one) =>
      turn(async () => {
        const taken = await patiently(one, async (answer): Promise<Answer> => {
          const body = await buffer(answer.body);
          budget.received(body.length);
          return { ok: true, body, headers: answer.headers };
        });
        return 'ok' in taken ? taken : { ok: false, failure: taken };
      }),
    open: (path) =>
      turn(async () => {
        const taken = await patiently({ method: 'GET', path }, async ({ body }) => ({ ok: true as const, body }));
        return 'ok' in taken ? taken : { ok: false, failure: taken };
      }),
    close: () => http.close(),
  };
}

/** One request, counted. The failure is that of the network; what the org refuses is an answer. */
function createAttempt(
  http: Http,
  budget: ApiBudget,
  onCall: (() => void) | undefined,
): (one: HttpRequest) => Promise<HttpAnswer | Failure> {
  return async (one) => {
    budget.called();
    onCall?.();
    try {
      const answer = await http.send(one);
      budget.noteDay(answer.headers['sforce-limit-info'] ?? '');
      return answer;
    } catch (error) {
      return { status: 0, code: '', message: withoutTokens(error instanceof Error ? error.message : String(error)) };
    }
  };
}

/** The body of a good answer, or the failure that a bad one tells. A body that breaks off is a connection that broke. */
async function took<T>(
  answer: HttpAnswer,
  take: (answer: HttpAnswer) => Promise<T>,
): Promise<{ readonly value: T } | { readonly failure: Failure }> {
  try {
    if (answer.status < 400) return { value: await take(answer) };
    const body = await buffer(answer.body);
    return { failure: failureOf(answer.status, parseJson(body) ?? soapFaultIn(body)) };
  } catch (error) {
    if (error instanceof Problem) throw error;
    return { failure: { status: 0, code: '', message: error instanceof Error ? error.message : String(error) } };
  }
}
