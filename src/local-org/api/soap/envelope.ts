import { childOf, escapeXml, parseXml, type XmlNode } from '../../metadata/xml-node.ts';
import { OrgError } from '../../org-error.ts';
import type { ApiAnswer } from '../api.ts';

/** What tells one SOAP API from another on the wire. */
export interface SoapApi {
  /** For people: `Metadata API`. */
  readonly title: string;
  /** Namespace of operations and answers. */
  readonly namespace: string;
  /** Namespace of the fields of records. */
  readonly records: string;
  /** Namespace of faults; `undefined`: faults carry no details. */
  readonly faults: string | undefined;
}

/** A SOAP request: the operation is the first child of Body, whatever the SOAPAction says. */
export interface SoapRequest {
  readonly operation: string;
  readonly body: XmlNode;
  readonly sessionId: string | undefined;
  readonly header: XmlNode | undefined;
}

export function parseEnvelope(bytes: Buffer): SoapRequest {
  const envelope = parseXml(bytes.toString('utf8'));
  const operation = childOf(envelope, 'Body')?.children[0];
  if (envelope.name !== 'Envelope' || !operation)
    throw new OrgError(500, 'INVALID_OPERATION', 'The SOAP body is empty.');
  const header = childOf(envelope, 'Header');
  const session = childOf(header, 'SessionHeader');
  return { operation: operation.name, body: operation, sessionId: childOf(session, 'sessionId')?.text.trim(), header };
}

/** The token of an envelope, without parsing it: it stands in the header, near the start. */
export function tokenInEnvelope({ body }: { readonly body: Buffer }): string | undefined {
  return /<(?:\w+:)?sessionId(?:\s[^>]*)?>\s*([^<\s]+)\s*</.exec(body.toString('utf8', 0, 8192))?.[1];
}

/** Values as elements: lists repeat the element, `undefined` and empty lists write nothing, `null` is nil. */
export function xmlOf(name: string, value: unknown): string {
  if (value === undefined) return '';
  if (value === null) return `<${name} xsi:nil="true"/>`;
  if (Array.isArray(value)) return value.map((one) => xmlOf(name, one)).join('');
  if (typeof value !== 'object') return `<${name}>${escapeXml(String(value))}</${name}>`;
  const children = Object.entries(value)
    .map(([key, one]) => xmlOf(key, one))
    .join('');
  return `<${name}>${children}</${name}>`;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const COMMON = 'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** Clients look for prefixed Envelope and Body, unprefixed payload, and every namespace on the envelope. */
function envelope(namespaces: string, inside: string): string {
  return `${HEAD}<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ${namespaces} ${COMMON}>${inside}</soapenv:Envelope>`;
}

const HEADERS = { 'content-type': 'text/xml; charset=UTF-8' };

/** What an operation answers: XML inside the response element, and XML inside the header where there is one. */
export interface SoapAnswer {
  readonly inner: string;
  readonly header?: string;
}

export function soapAnswer(
  { namespace, records }: SoapApi,
  operation: string,
  { inner, header }: SoapAnswer,
): ApiAnswer {
  const head = header === undefined ? '' : `<soapenv:Header>${header}</soapenv:Header>`;
  const body = `<soapenv:Body><${operation}Response>${inner}</${operation}Response></soapenv:Body>`;
  return { status: 200, headers: HEADERS, body: envelope(`xmlns="${namespace}" xmlns:sf="${records}"`, head + body) };
}

/** Types of faults by their codes, from memory; the ones that name a place in a query have it as numbers. */
const FAULT_TYPES: Readonly<Record<string, string>> = {
  INVALID_FIELD: 'InvalidFieldFault',
  INVALID_ID_FIELD: 'InvalidIdFault',
  INVALID_LOGIN: 'LoginFault',
  INVALID_NEW_PASSWORD: 'InvalidNewPasswordFault',
  INVALID_QUERY_LOCATOR: 'InvalidQueryLocatorFault',
  INVALID_SESSION_ID: 'UnexpectedErrorFault',
  INVALID_TYPE: 'InvalidSObjectFault',
  LOGIN_DURING_RESTRICTED_DOMAIN: 'LoginFault',
  LOGIN_DURING_RESTRICTED_TIME: 'LoginFault',
  LOGIN_MUST_USE_SECURITY_TOKEN: 'LoginFault',
  MALFORMED_ID: 'InvalidIdFault',
  MALFORMED_QUERY: 'MalformedQueryFault',
  PASSWORD_LOCKOUT: 'LoginFault',
  UNKNOWN_EXCEPTION: 'UnexpectedErrorFault',
};
const WITH_PLACE: ReadonlySet<string> = new Set(['InvalidFieldFault', 'InvalidSObjectFault', 'MalformedQueryFault']);

/** Codes that REST words differently (facts 1.7). */
const SOAP_CODES: Readonly<Record<string, readonly [string, string]>> = {
  GONE: ['UNSUPPORTED_API_VERSION', 'Invalid Api version specified on URL'],
  NOT_FOUND: ['UNSUPPORTED_API_VERSION', 'Invalid Api version specified on URL'],
};

/** A refusal: HTTP 500, the code with the prefix that clients look for. */
export function soapFault({ faults, namespace }: SoapApi, { errorCode, message }: OrgError): ApiAnswer {
  const [code, text] = SOAP_CODES[errorCode] ?? [errorCode, message];
  const escaped = escapeXml(text);
  const type = FAULT_TYPES[code] ?? 'ApiFault';
  const [, row = '-1', column = '-1'] = /ERROR at Row:(\d+):Column:(\d+)/.exec(text) ?? [];
  const place = WITH_PLACE.has(type) ? `<sf:row>${row}</sf:row><sf:column>${column}</sf:column>` : '';
  const details =
    faults === undefined
      ? ''
      : `<detail><sf:${type} xsi:type="sf:${type}"><sf:exceptionCode>${code}</sf:exceptionCode><sf:exceptionMessage>${escaped}</sf:exceptionMessage>${place}</sf:${type}></detail>`;
  const fault = `<soapenv:Fault><faultcode>sf:${code}</faultcode><faultstring>${code}: ${escaped}</faultstring>${details}</soapenv:Fault>`;
  return {
    status: 500,
    headers: HEADERS,
    body: envelope(`xmlns:sf="${faults ?? namespace}"`, `<soapenv:Body>${fault}</soapenv:Body>`),
  };
}
