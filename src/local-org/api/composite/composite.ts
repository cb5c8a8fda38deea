import { OrgError } from '../../org-error.ts';
import type { RecordInput, WriteTransaction } from '../../records/actor.ts';
import { type ApiAnswer, jsonAnswer, type SessionRequest } from '../api.ts';
import { jsonBody, recordBody } from '../rest/json-body.ts';
import { resolveReferences } from './references.ts';

/** Source: Composite resources, REST API guide. */
const MAX_SUBREQUESTS = 25;
const MAX_QUERIES = 5;
const MAX_GRAPH_NODES = 500;
const REFERENCE_ID = /^[a-zA-Z]\w{0,254}$/;
const HALTED = {
  errorCode: 'PROCESSING_HALTED',
  message: 'The transaction was rolled back since another operation in the same transaction failed.',
};

export interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body: unknown;
}

interface Subanswer {
  readonly body: unknown;
  readonly httpHeaders: Readonly<Record<string, string>>;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

function subrequestsOf(value: unknown, max: number): readonly Subrequest[] {
  if (!Array.isArray(value))
    throw new OrgError(400, 'JSON_PARSER_ERROR', 'A list of subrequests was expected: compositeRequest');
  if (value.length > max) throw new OrgError(400, 'INVALID_INPUT', `The request has more than ${max} subrequests.`);
  const known = new Set<string>();
  return value.map((one) => {
    const { method, url, referenceId, body } = recordBody(one);
    const reference = String(referenceId ?? '');
    if (!REFERENCE_ID.test(reference)) throw new OrgError(400, 'INVALID_INPUT', `Invalid referenceId: ${reference}`);
    if (known.has(reference)) throw new OrgError(400, 'INVALID_INPUT', `Duplicate referenceId: ${reference}`);
    known.add(reference);
    return { method: String(method ?? 'GET').toUpperCase(), url: String(url ?? ''), referenceId: reference, body };
  });
}

function checkQueries(subrequests: readonly Subrequest[]): void {
  const counted = subrequests.filter(({ url }) => /\/(query|queryAll)(\/|\?)|\/composite\/sobjects/.test(url));
  if (counted.length <= MAX_QUERIES) return;
  throw new OrgError(400, 'INVALID_INPUT', `A composite request has ${MAX_QUERIES} queries and collections at most.`);
}

/** One call, several requests that may use what earlier ones answered: `@{refAccount.id}`. */
export async function composite(request: SessionRequest): Promise<ApiAnswer> {
  const body = recordBody(jsonBody(request.body));
  const subrequests = subrequestsOf(body['compositeRequest'], MAX_SUBREQUESTS);
  checkQueries(subrequests);
  return jsonAnswer({ compositeResponse: await runAll(request, subrequests, body['allOrNone'] === true) });
}

/** Graphs of requests, each all or none for itself. */
export async function graph(request: SessionRequest): Promise<ApiAnswer> {
  const graphs = recordBody(jsonBody(request.body))['graphs'];
  if (!Array.isArray(graphs)) throw new OrgError(400, 'JSON_PARSER_ERROR', 'A list of graphs was expected: graphs');
  const results: unknown[] = [];
  let nodes = 0;
  for (const one of graphs.map(recordBody)) {
    const subrequests = subrequestsOf(one['compositeRequest'], MAX_GRAPH_NODES);
    nodes += subrequests.length;
    if (nodes > MAX_GRAPH_NODES)
      throw new OrgError(400, 'INVALID_INPUT', `Graphs have ${MAX_GRAPH_NODES} nodes at most.`);
    const answers = await runAll(request, subrequests, true);
    const isSuccessful = answers.every(({ httpStatusCode }) => httpStatusCode < 400);
    results.push({ graphId: one['graphId'] ?? '', graphResponse: { compositeResponse: answers }, isSuccessful });
  }
  return jsonAnswer({ graphs: results });
}

/**
 * Runs subrequests in order. All or none: what was written is undone when one fails. Nothing else is served meanwhile,
 * because handlers of single requests finish without waiting for anything outside.
 */
async function runAll(
  request: SessionRequest,
  subrequests: readonly Subrequest[],
  allOrNone: boolean,
): Promise<readonly Subanswer[]> {
  const answers = new Map<string, Subanswer>();
  /** What later requests may refer to: what succeeded. */
  const bodies = new Map<string, unknown>();
  const transaction = allOrNone ? { setup: undefined, data: undefined } : undefined;
  const run = async (): Promise<boolean> => {
    for (const subrequest of subrequests) {
      const answer = await runOne(request, subrequest, bodies, transaction);
      answers.set(subrequest.referenceId, answer);
      bodies.set(subrequest.referenceId, answer.httpStatusCode < 400 ? answer.body : undefined);
      if (allOrNone && answer.httpStatusCode >= 400) return false;
    }
    return true;
  };
  if (!allOrNone) {
    await run();
    return [...answers.values()];
  }
  const kept = await request.org.store.held(run);
  if (kept) return [...answers.values()];
  const failed = [...answers.values()].at(-1);
  return subrequests.map(({ referenceId }) =>
    referenceId === failed?.referenceId
      ? failed
      : { body: [HALTED], httpHeaders: {}, httpStatusCode: 400, referenceId },
  );
}

async function runOne(
  request: SessionRequest,
  subrequest: Subrequest,
  bodies: ReadonlyMap<string, unknown>,
  transaction: WriteTransaction | undefined,
): Promise<Subanswer> {
  const { method, referenceId } = subrequest;
  try {
    const url = String(resolveReferences(subrequest.url, bodies));
    const body = resolveReferences(subrequest.body, bodies) as RecordInput | undefined;
    const answer = await request.call(
      method,
      url,
      body === undefined ? undefined : Buffer.from(JSON.stringify(body)),
      transaction,
    );
    return { body: answeredValue(answer), httpHeaders: {}, httpStatusCode: answer.status, referenceId };
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    const { errorCode, message, status } = error;
    return { body: [{ errorCode, message }], httpHeaders: {}, httpStatusCode: status, referenceId };
  }
}

/** The value of an answer: most endpoints give it beside its text. */
function answeredValue(answer: ApiAnswer): unknown {
  if (answer.value !== undefined) return answer.value;
  const text = answer.body === undefined ? '' : answer.body.toString();
  return text === '' ? null : JSON.parse(text);
}

/** Up to 25 requests that have nothing to do with one another. */
export async function batch(request: SessionRequest): Promise<ApiAnswer> {
  const body = recordBody(jsonBody(request.body));
  const subrequests = body['batchRequests'];
  if (!Array.isArray(subrequests))
    throw new OrgError(400, 'JSON_PARSER_ERROR', 'A list of requests was expected: batchRequests');
  if (subrequests.length > MAX_SUBREQUESTS)
    throw new OrgError(400, 'INVALID_INPUT', `The request has more than ${MAX_SUBREQUESTS} subrequests.`);
  const results: { statusCode: number; result: unknown }[] = [];
  for (const { method, url, richInput } of subrequests.map(recordBody)) {
    const halted = body['haltOnError'] === true && results.some(({ statusCode }) => statusCode >= 400);
    if (halted)
      results.push({
        statusCode: 412,
        result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }],
      });
    else {
      const path = String(url ?? '').replace(/^\/?(services\/data\/)?/, '/services/data/');
      const answer = await request.call(
        String(method ?? 'GET').toUpperCase(),
        path,
        richInput === undefined ? undefined : Buffer.from(JSON.stringify(richInput)),
      );
      results.push({ statusCode: answer.status, result: answeredValue(answer) });
    }
  }
  return jsonAnswer({ hasErrors: results.some(({ statusCode }) => statusCode >= 400), results });
}
