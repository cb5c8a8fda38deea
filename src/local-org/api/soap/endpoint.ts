import type { UserAccess } from '../../enforce/user-access.ts';
import type { XmlNode } from '../../metadata/xml-node.ts';
import { OrgError } from '../../org-error.ts';
import { checkApiScope, type Session } from '../../sessions.ts';
import type { AnonymousRoute, ApiAnswer, ApiFamily, ApiRequest, Evidence } from '../api.ts';
import { parseEnvelope, type SoapAnswer, type SoapApi, soapAnswer, soapFault, tokenInEnvelope } from './envelope.ts';

/** A call of an operation by somebody who is logged in. */
export interface SoapCall {
  readonly request: ApiRequest;
  readonly session: Session;
  readonly access: UserAccess;
  readonly header: XmlNode | undefined;
  readonly body: XmlNode;
}

/** XML inside the response element. */
export type SoapOperation = (call: SoapCall) => string | SoapAnswer;

export interface SoapEndpoint {
  readonly api: SoapApi;
  readonly family: ApiFamily;
  readonly operations: Readonly<Record<string, SoapOperation>>;
  /** Operations that open a session. */
  readonly anonymous?: Readonly<Record<string, (request: ApiRequest, body: XmlNode) => string>>;
  /** What every operation asks of its caller. */
  readonly check: (access: UserAccess) => void;
}

/** The routes of a SOAP API: with and without the org at the end of the path. */
export function soapRoutes(
  path: string,
  title: string,
  [evidence, withOrg]: readonly [plain: Evidence, withOrg: Evidence],
  endpoint: SoapEndpoint,
): AnonymousRoute[] {
  const route: AnonymousRoute = {
    method: 'POST',
    path,
    title,
    evidence,
    access: 'anonymous',
    family: endpoint.family,
    tokenOf: tokenInEnvelope,
    refusal: (error) => soapFault(endpoint.api, error),
    handle: (request) => answer(endpoint, request),
  };
  return [route, { ...route, path: `${path}/:org`, title: `${title}, with the org`, evidence: withOrg }];
}

function answer(endpoint: SoapEndpoint, request: ApiRequest): ApiAnswer {
  const { api, operations, anonymous = {} } = endpoint;
  const { operation, body, header, sessionId } = parseEnvelope(request.body);
  request.note({ operation });
  const opening = Object.hasOwn(anonymous, operation) ? anonymous[operation] : undefined;
  if (opening) return soapAnswer(api, operation, { inner: opening(request, body) });
  const session = request.org.sessions.find(sessionId ?? '');
  if (!session)
    throw new OrgError(500, 'INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session');
  request.identify(session);
  checkApiScope(session);
  const access = request.org.accessOf(session.userId, session);
  endpoint.check(access);
  const known = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (!known) throw notServed(request, api, operation);
  const found = known({ request, session, access, header, body });
  return soapAnswer(api, operation, typeof found === 'string' ? { inner: found } : found);
}

function notServed({ org, path }: ApiRequest, { title }: SoapApi, operation: string): OrgError {
  org.traffic.addUnanswered(`POST ${path} ${operation}`);
  return new OrgError(500, 'INVALID_OPERATION', `The local org does not answer ${operation} of the ${title}.`);
}

/** Source: facts 1.7: no API Enabled, SOAP. */
export function checkApiEnabled(access: UserAccess): void {
  if (!access.has('ApiEnabled')) throw new OrgError(500, 'API_DISABLED_FOR_ORG', 'API is disabled for this User');
}
