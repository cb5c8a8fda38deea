import type { IncomingHttpHeaders } from 'node:http';
import type { Org } from '../org.ts';
import { OrgError } from '../org-error.ts';
import type { WriteTransaction } from '../records/actor.ts';
import type { RequestDetails } from '../request-record.ts';
import { checkApiScope, type Session } from '../sessions.ts';
import { type ApiAnswer, type ApiRequest, jsonAnswer, type Route } from './api.ts';
import { createRouter, type Match } from './router.ts';

/** First and last API version that is answered, as Salesforce does in winter 2026. */
export const OLDEST_VERSION = 31;
export const NEWEST_VERSION = 68;

/** What is asked, and who answers: found out once, before anything else. */
export interface Routed {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** `undefined` when nothing serves it. */
  readonly match: Match | undefined;
}

/** A request, freed from HTTP. */
export interface Call extends Routed {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly incoming: AsyncIterable<Buffer>;
  readonly sourceIp: string;
  /** The session of the token, or the one that a SOAP envelope named. */
  session: Session | undefined;
  readonly transaction?: WriteTransaction | undefined;
  /** Objects that were touched. */
  readonly entities: Set<string>;
  /** Asked by another request, which is made of several. */
  readonly within?: boolean;
  /** What endpoints noted; one value for a request and those within it. */
  readonly noted: { details: RequestDetails };
}

export interface Dispatcher {
  route(method: string, url: string): Routed;
  answer(call: Call): Promise<ApiAnswer>;
}

/** Clients that stored an instance URL with a slash ask for `//services/…`. */
function splitUrl(url: string): { readonly path: string; readonly query: URLSearchParams } {
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  return {
    path: path.includes('//') ? path.replaceAll(/\/{2,}/g, '/') : path,
    query: new URLSearchParams(end < 0 ? '' : url.slice(end + 1)),
  };
}

export function createDispatcher(org: Org, routes: readonly Route[]): Dispatcher {
  const find = createRouter(routes);
  const route: Dispatcher['route'] = (method, url) => {
    const { path, query } = splitUrl(url);
    return { method, path, query, match: find(method, path) };
  };
  const answer = async (call: Call): Promise<ApiAnswer> => {
    const { path, query, match: found, session } = call;
    if (found?.route.access !== 'anonymous' && !session && path.startsWith('/services/')) throw expired();
    if (!found) return notServed(org, call.method, path);
    if (call.within === true) checkWithin(found.route, path);
    const version = checkVersion(found);
    const api = found.route.family === 'TOOLING' ? 'tooling' : 'data';
    const handed: ApiRequest = {
      org,
      method: call.method,
      path,
      parameters: found.parameters,
      query,
      headers: call.headers,
      body: call.body,
      incoming: call.incoming,
      sourceIp: call.sourceIp,
      version,
      place: api === 'tooling' ? `${version}/tooling` : version,
      touch: (object) => void call.entities.add(object),
      note: (details) => {
        call.noted.details = { ...details, ...call.noted.details };
      },
      transaction: call.transaction,
      call: (method, url, body = Buffer.alloc(0), transaction = undefined) =>
        inner({ ...call, ...route(method, url), body, headers: {}, transaction, within: true }),
      identify: (named) => {
        call.session = named;
      },
    };
    if (found.route.access === 'anonymous') return found.route.handle(handed);
    if (!session) throw expired();
    checkApiScope(session);
    const access = org.accessOf(session.userId, session, api);
    if (!access.has('ApiEnabled')) {
      throw new OrgError(403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.');
    }
    return found.route.handle({ ...handed, session, access });
  };
  const inner = (call: Call): Promise<ApiAnswer> => answer(call).catch((error: unknown) => errorAnswer(error));
  return { route, answer };
}

function expired(): OrgError {
  return new OrgError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
}

/** Requests within another one stay below the data API. */
function checkWithin({ standsAlone = false }: Route, path: string): void {
  if (path.startsWith('/services/data/') && !standsAlone) return;
  throw new OrgError(
    400,
    'INVALID_INPUT',
    `This resource is not supported in composite requests, which are not nested either: ${path}`,
  );
}

function checkVersion(match: Match): string {
  const asked = match.parameters['version'];
  if (asked === undefined) return '';
  const number = /^v?(\d{1,3})\.0$/.exec(asked)?.[1];
  if (number === undefined || Number(number) > NEWEST_VERSION) {
    throw new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');
  }
  if (Number(number) < OLDEST_VERSION) {
    throw new OrgError(
      410,
      'GONE',
      `The requested resource is no longer available: API version ${number}.0 is retired.`,
    );
  }
  return `${number}.0`;
}

/** A refusal as its route words it. What is no refusal is a fault of the local org itself, and says so. */
export function errorAnswer(error: unknown, route?: Route): ApiAnswer {
  const refusal = error instanceof OrgError ? error : ownFault(error);
  if (route?.refusal) return route.refusal(refusal);
  const { message, errorCode, fields, status } = refusal;
  return jsonAnswer([{ message, errorCode, ...(fields ? { fields } : {}) }], status);
}

function ownFault(error: unknown): OrgError {
  const message = error instanceof Error ? error.message : String(error);
  return new OrgError(500, 'UNKNOWN_EXCEPTION', `The local org failed: ${message}`);
}

function notServed(org: Org, method: string, path: string): ApiAnswer {
  org.traffic.addUnanswered(`${method} ${path}`);
  const message = `The local org does not serve ${method} ${path}. Salesforce may: see docs/local-org-coverage.md.`;
  return jsonAnswer([{ message, errorCode: 'NOT_IMPLEMENTED' }], 501);
}
