import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { EnvHttpProxyAgent, request } from 'undici';
import type { OrgSession } from './session.ts';

/** One request as it goes over the wire. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From the root of the org: `/services/data/v68.0/query?q=…`. */
  readonly path: string;
  readonly body?: string | Uint8Array | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** SOAP wants the token in its envelope: it takes the place of `SESSION_PLACE` there, at the moment of sending. */
  readonly sessionInBody?: boolean;
}

export const SESSION_PLACE = '{session}';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Unpacked. Whoever gets it reads it to the end or destroys it. */
  readonly body: Readable;
}

export interface Http {
  /** One attempt. Rejects when the org cannot be reached. */
  send(one: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 130_000;
const BODY_TIMEOUT_MS = 130_000;
/** What the org notes in its usage logs as `CLIENT_NAME`. */
const CLIENT = 'leastwise';

/**
 * Requests in the name of a session. Not by the CLI's own connection, because that one keeps every answer as one text,
 * hides headers, tries again on rules of its own, and ends the process when a connection breaks in the middle of an
 * answer. Proxies of the environment are heeded.
 */
export function createHttp(session: OrgSession, connections: number): Http {
  const dispatcher = new EnvHttpProxyAgent({
    connections,
    allowH2: false,
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: BODY_TIMEOUT_MS,
  });
  return {
    send: async ({ method, path, body, headers = {}, sessionInBody = false }) => {
      const answer = await request(`${session.url}${path}`, {
        dispatcher,
        method,
        headers: {
          authorization: `Bearer ${session.token()}`,
          accept: 'application/json',
          'accept-encoding': 'gzip',
          'sforce-call-options': `client=${CLIENT}`,
          'user-agent': CLIENT,
          ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
          ...headers,
        },
        body:
          sessionInBody && typeof body === 'string'
            ? body.replace(SESSION_PLACE, () => session.token())
            : (body ?? null),
      });
      const flat = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
      const known = Object.fromEntries(flat);
      return { status: answer.statusCode, headers: known, body: unpacked(answer.body, known['content-encoding']) };
    },
    close: () => dispatcher.close(),
  };
}

function unpacked(body: Readable, encoding: string | undefined): Readable {
  if (encoding !== 'gzip') return body;
  // The error of either end destroys the other; who reads the result sees it.
  return pipeline(body, createGunzip(), () => undefined);
}
