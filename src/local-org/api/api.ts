import type { IncomingHttpHeaders } from 'node:http';
import type { UserAccess } from '../enforce/user-access.ts';
import type { Org } from '../org.ts';
import type { OrgError } from '../org-error.ts';
import type { WriteTransaction } from '../records/actor.ts';
import type { RequestDetails } from '../request-record.ts';
import type { Session } from '../sessions.ts';

/** How we know that an answer is Salesforce's. The coverage page is made of these. */
export type Evidence = 'documented' | 'client-driven' | 'best-guess';

export type ApiFamily =
  | 'REST'
  | 'SOAP'
  | 'BULK_API'
  | 'BULK_API_2'
  | 'METADATA'
  | 'TOOLING'
  | 'STREAMING'
  | 'OAUTH'
  | 'ADMIN';

interface RouteBase {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below the host, with `:name` for one segment and `*name` for the rest: `/services/data/:version/sobjects/:object`. */
  readonly path: string;
  /** For the coverage page: what it is, in words. */
  readonly title: string;
  readonly evidence: Evidence;
  readonly family: ApiFamily;
  /** The body is not read before the route is asked: it takes `incoming`, piece by piece, and keeps its own limit. */
  readonly takesUpload?: boolean;
  /** Cannot be asked within another request: it is made of several itself, or goes on after it. */
  readonly standsAlone?: boolean;
  /** Where the token stands when it is not in the Authorization header. */
  readonly tokenOf?: (call: Pick<ApiRequest, 'headers' | 'body'>) => string | undefined;
  /** How refusals are worded that come before the route is asked; as a JSON array when absent. */
  readonly refusal?: (error: OrgError) => ApiAnswer;
}

/** Answers only who is logged in and may use the API. */
export interface SessionRoute extends RouteBase {
  readonly access: 'session';
  handle(request: SessionRequest): ApiAnswer | Promise<ApiAnswer>;
}

/** Answers anybody (token endpoint, list of versions, SOAP, which finds its session in the envelope). */
export interface AnonymousRoute extends RouteBase {
  readonly access: 'anonymous';
  handle(request: ApiRequest): ApiAnswer | Promise<ApiAnswer>;
}

/** One endpoint. A folder below `api/` has its endpoints in `routes.ts`, what they do in `behaviour.ts` or beside it. */
export type Route = SessionRoute | AnonymousRoute;

export interface ApiRequest {
  readonly org: Org;
  readonly method: string;
  readonly path: string;
  /** Segments named in the route, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** What is still to be read of the body, where the route `takesUpload`. */
  readonly incoming: AsyncIterable<Buffer>;
  readonly sourceIp: string;
  /** `68.0`; empty on paths without a version. */
  readonly version: string;
  /** Where addresses of records start below `/services/data/v`: `68.0`, or `68.0/tooling`. */
  readonly place: string;
  /** Notes that the request touched an object: ApiTotalUsage tells. */
  touch(object: string): void;
  /** Notes what only the endpoint knows, for the event logs; what was noted first stays. */
  note(details: RequestDetails): void;
  /** Answers a request within this one, for the same session: composite resources are made of such. */
  call(method: string, url: string, body?: Buffer, transaction?: WriteTransaction): Promise<ApiAnswer>;
  /** Set when the request is one of several that stand or fall together. */
  readonly transaction: WriteTransaction | undefined;
  /** Names the session when the route found it itself (SOAP). */
  identify(session: Session): void;
}

export interface SessionRequest extends ApiRequest {
  readonly session: Session;
  /** What the user of the session may do. */
  readonly access: UserAccess;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** What `body` is the JSON of: composite answers take it as it is. */
  readonly value?: unknown;
  /** A body too large to be held: sent piece by piece, in place of `body`. */
  readonly stream?: Iterable<string | Buffer>;
}

const JSON_HEADERS = { 'content-type': 'application/json;charset=UTF-8' };

/** The text is written when somebody asks for it: an answer within another is never text by itself. */
export function jsonAnswer(value: unknown, status = 200): ApiAnswer {
  let text: string | undefined;
  return {
    status,
    headers: JSON_HEADERS,
    value,
    get body() {
      text ??= JSON.stringify(value);
      return text;
    },
  };
}

export const NO_CONTENT: ApiAnswer = { status: 204 };
