import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProbeAnswer, TrialResult, WriteTrial } from '../../model/probe.ts';
import { type Failure, failureOf, parseJson } from './answer.ts';
import { reactionTo, waitBefore } from './back-off.ts';
import { chunks } from './chunks.ts';
import { createHttp, type HttpRequest } from './http.ts';
import { isRow, numberIn, type Row, textIn } from './row.ts';
import { type OrgSession, withoutTokens } from './session.ts';

/** A record that an org kept though it was told to take it back. */
export interface KeptRecord {
  readonly object: string;
  readonly id: string;
}

/** What became of each trial, or why none was tried. */
export type Tried =
  | { readonly ok: true; readonly results: readonly TrialResult[]; readonly kept: readonly KeptRecord[] }
  | { readonly ok: false; readonly answer: ProbeAnswer };

/** The way by which an integration is tried as itself: everything that it writes is taken back by the org. */
export interface ProbeWire {
  /** Username of the token; `undefined` with the answer when the org does not say. */
  who(): Promise<{ readonly username: string | undefined; readonly answer: ProbeAnswer }>;
  /** Queries that have nothing to do with one another. */
  query(soql: readonly string[]): Promise<readonly ProbeAnswer[]>;
  /** A resource below the version. */
  get(path: string): Promise<ProbeAnswer>;
  /** The same, with what it answers. */
  read(path: string): Promise<unknown>;
  /**
   * Tries requests in the order given, in one transaction that cannot succeed: its last request asks for a record that no org
   * has, so the org takes back whatever the others did, also when the connection breaks in the middle.
   *
   * @param object of the record that is asked for last: set-up and data do not go together
   */
  tryAndTakeBack(object: string, trials: readonly WriteTrial[]): Promise<Tried>;
  calls(): number;
  close(): Promise<void>;
}

export interface ProbeWireOptions {
  /** Calls at most: what comes after is not asked. */
  readonly most: number;
  /** What is answered then. */
  readonly whenUsedUp: string;
  /** Milliseconds before the first second try. */
  readonly firstWait?: number | undefined;
}

const QUERIES_TOGETHER = 5;
const FIRST_WAIT_MS = 500;
const TRIES = 4;
/** The empty key: no record has it. */
const NO_RECORD = '000000000000000AAA';
const HALTED = 'PROCESSING_HALTED';
const LAST = 'takenBack';

interface Sent {
  readonly status: number;
  readonly body: unknown;
  readonly failure: Failure | undefined;
}

interface Sending {
  send(request: HttpRequest): Promise<Sent>;
  calls(): number;
  close(): Promise<void>;
}

/** Nothing that is sent here changes anything, so whatever failed may be asked again. */
function createSending(
  session: OrgSession,
  { most, whenUsedUp, firstWait = FIRST_WAIT_MS }: ProbeWireOptions,
): Sending {
  const http = createHttp(session, 1);
  let calls = 0;
  const once = async (request: HttpRequest): Promise<Sent> => {
    calls += 1;
    try {
      const { status, body: stream } = await http.send(request);
      const body = parseJson(await buffer(stream));
      return { status, body, failure: status < 400 ? undefined : failureOf(status, body) };
    } catch (error) {
      const message = withoutTokens(error instanceof Error ? error.message : String(error));
      return { status: 0, body: undefined, failure: { status: 0, code: '', message } };
    }
  };
  return {
    send: async (request) => {
      for (let tries = 1; ; tries++) {
        if (calls >= most) return { status: 0, body: undefined, failure: { status: 0, code: whenUsedUp, message: '' } };
        const sent = await once(request);
        const { failure, status } = sent;
        const mayTryAgain = failure !== undefined && (status >= 500 || reactionTo(failure, tries) === 'again');
        if (!mayTryAgain || tries >= TRIES) return sent;
        await sleep(waitBefore(tries, firstWait, undefined, Math.random));
      }
    },
    calls: () => calls,
    close: () => http.close(),
  };
}

export function openProbeWire(session: OrgSession, options: ProbeWireOptions): ProbeWire {
  const { send, calls, close } = createSending(session, options);
  const base = `/services/data/v${session.apiVersion}`;
  const get = (path: string): Promise<Sent> => send({ method: 'GET', path });
  const composite: Composite = (allOrNone, compositeRequest) =>
    send({ method: 'POST', path: `${base}/composite`, body: JSON.stringify({ allOrNone, compositeRequest }) });
  return {
    who: async () => {
      const { status, body, failure } = await get('/services/oauth2/userinfo');
      const username = isRow(body) ? textIn(body, 'preferred_username') : '';
      return { username: username === '' ? undefined : username, answer: answerOf(status, body, failure) };
    },
    query: async (soql) => {
      const answers: ProbeAnswer[] = [];
      for (const pack of chunks(soql, QUERIES_TOGETHER)) answers.push(...(await queryPack(composite, base, pack)));
      return answers;
    },
    get: async (path) => {
      const { status, body, failure } = await get(`${base}${path}`);
      return answerOf(status, body, failure);
    },
    read: async (path) => {
      const { body, failure } = await get(`${base}${path}`);
      return failure ? undefined : body;
    },
    tryAndTakeBack: async (object, trials) => {
      const last: WriteTrial = { name: LAST, method: 'DELETE', path: `/sobjects/${object}/${NO_RECORD}` };
      const requests = [...trials, last].map(({ name, method, path, body }) => ({
        method,
        url: `${base}${path}`,
        referenceId: name,
        ...(body === undefined ? {} : { body }),
      }));
      return trialResults(trials, await composite(true, requests));
    },
    calls,
    close,
  };
}

type Composite = (allOrNone: boolean, requests: readonly object[]) => Promise<Sent>;

async function queryPack(composite: Composite, base: string, pack: readonly string[]): Promise<readonly ProbeAnswer[]> {
  const sent = await composite(
    false,
    pack.map((soql, at) => ({
      method: 'GET',
      url: `${base}/query?q=${encodeURIComponent(soql)}`,
      referenceId: `q${at}`,
    })),
  );
  const parts = partsOf(sent);
  return pack.map((_, at) => {
    const part = parts[at];
    return part ? answerOf(part.status, part.body) : answerOf(sent.status, sent.body, sent.failure ?? NO_ANSWER);
  });
}

const NO_ANSWER: Failure = { status: 0, code: '', message: 'an answer without its parts' };

interface Part {
  readonly status: number;
  readonly body: unknown;
}

function partsOf({ body, failure }: Sent): readonly Part[] {
  const parts = !failure && isRow(body) ? body['compositeResponse'] : undefined;
  return Array.isArray(parts)
    ? parts.filter(isRow).map((part) => ({ status: Number(part['httpStatusCode']), body: part['body'] }))
    : [];
}

function answerOf(status: number, body: unknown, failed?: Failure): ProbeAnswer {
  const failure = failed ?? (status >= 400 ? failureOf(status, body) : undefined);
  if (failure) return { status: failure.status, code: failure.code, message: failure.message, rows: 0 };
  const rows = isRow(body) ? (numberIn(body, 'totalSize') ?? 0) : 0;
  return { status, code: '', message: '', rows };
}

/** In a transaction that was taken back, the request that failed tells its own error; all others only that it was halted. */
function trialResults(trials: readonly WriteTrial[], sent: Sent): Tried {
  const parts = partsOf(sent);
  if (parts.length !== trials.length + 1)
    return { ok: false, answer: answerOf(sent.status, sent.body, sent.failure ?? NO_ANSWER) };
  const answers = parts.map(({ status, body }) => answerOf(status, body));
  const failedAt = answers.findIndex(({ status, code }) => status >= 400 && code !== HALTED);
  const results = trials.map((_, at): TrialResult => {
    const answer = answers[at];
    if (answer && (answer.status < 400 || at === failedAt)) return { kind: 'answered', answer };
    return at < failedAt ? { kind: 'worked' } : { kind: 'not-reached' };
  });
  return { ok: true, results, kept: keptRecords(trials, parts) };
}

/** An org that keeps what should have been taken back: it is removed by hand. */
function keptRecords(trials: readonly WriteTrial[], parts: readonly Part[]): readonly KeptRecord[] {
  return trials.flatMap(({ method, path }, at) => {
    const { status = 0, body } = parts[at] ?? {};
    const id = status === 201 && isRow(body as Row) ? textIn(body as Row, 'id') : '';
    const object = path.split('/')[2] ?? '';
    return method === 'POST' && id !== '' ? [{ object, id }] : [];
  });
}
