import { CANARY, type World } from './world.ts';

/** A request that a user with one field of one object makes for something else. */
export interface Attempt {
  /** What it is after; the request itself when that says it. */
  readonly what?: string;
  readonly method: string;
  /** Below `/services/data/v68.0` unless it starts with a slash. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whose session; the narrow user's when absent, nobody's when empty. */
  readonly token?: string;
  /** Status and codes: `404 NOT_FOUND`. An answer without refusal (`200`) is one that tells nothing. */
  readonly outcome: string;
}

/** Codes of errors wherever an API puts them: REST, collections, SOAP faults and results, OAuth. */
const CODES =
  /"(?:errorCode|statusCode|error)"\s*:\s*"([\w :]+)"|<(?:\w+:)?(?:statusCode|faultcode)>(?:sf:)?(\w+)<|^(Bad_OAuth_Token|Wrong_Org)$/gm;

export interface Outcome {
  readonly text: string;
  readonly body: string;
}

/** What an answer comes to: `400 INVALID_FIELD`. */
export function outcomeOf(status: number, body: string): string {
  const codes = [...body.matchAll(CODES)].map(([, json, xml, plain]) => json ?? xml ?? plain);
  return [status, ...new Set(codes)].join(' ');
}

export async function attempt({ org, narrow }: World, made: Attempt): Promise<Outcome> {
  const { method, path, body, headers = {}, token = narrow.token } = made;
  const sent = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const response = await fetch(`${org.url}${path.startsWith('/') ? path : `/services/data/v68.0/${path}`}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent as string | Uint8Array<ArrayBuffer> }),
  });
  const text = await response.text();
  return { text: outcomeOf(response.status, text), body: text };
}

/** Whether an answer tells what the user may not read, in whatever encoding an API uses. */
export function leaks(body: string): boolean {
  return body.includes(CANARY) || body.includes(Buffer.from(CANARY).toString('base64').slice(0, 10));
}

export function titleOf({ what, method, path, body }: Attempt): string {
  const sent = body === undefined ? '' : ` ${typeof body === 'string' ? body : JSON.stringify(body)}`;
  return what ?? `${method} ${path}${sent}`.slice(0, 300);
}

/** Attempts of one method on one resource, as pairs of what differs and the outcome. */
export function gets(...paths: readonly (readonly [path: string, outcome: string])[]): readonly Attempt[] {
  return paths.map(([path, outcome]) => ({ method: 'GET', path, outcome }));
}

export function queries(
  resource: string,
  ...soql: readonly (readonly [soql: string, outcome: string])[]
): readonly Attempt[] {
  return soql.map(([q, outcome]) => ({
    what: `${resource}: ${q}`,
    method: 'GET',
    path: `${resource}?q=${encodeURIComponent(q)}`,
    outcome,
  }));
}

/** An operation of a SOAP API, with the session in the envelope. */
export function soapCall(
  { narrow }: World,
  api: string,
  operation: string,
  inner: string,
  outcome: string,
  token: string = narrow.token,
): Attempt {
  const session = `<SessionHeader><sessionId>${token}</sessionId></SessionHeader>`;
  const body = `<se:Envelope xmlns:se="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><se:Header>${session}</se:Header><se:Body><${operation} xmlns="urn:partner.soap.sforce.com">${inner}</${operation}></se:Body></se:Envelope>`;
  return {
    what: `SOAP ${api} ${operation} ${inner}`,
    method: 'POST',
    path: `/services/Soap/${api}`,
    body,
    headers: { 'content-type': 'text/xml' },
    outcome,
  };
}
