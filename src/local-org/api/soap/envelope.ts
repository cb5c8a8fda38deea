import { childOf, escapeXml, parseXml, type XmlNode } from '../../metadata/xml-node.ts';
import { OrgError } from '../../org-error.ts';
import type { ApiAnswer } from '../api.ts';

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
  const session = header?.children.find(({ name }) => name === 'SessionHeader');
  return { operation: operation.name, body: operation, sessionId: childOf(session, 'sessionId')?.text.trim(), header };
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

/** Clients look for prefixed Envelope and Body, unprefixed payload, and every namespace on the envelope. */
function envelope(namespaces: string, body: string): string {
  return `${HEAD}<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ${namespaces} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
}

const HEADERS = { 'content-type': 'text/xml; charset=UTF-8' };

/** @param inner XML inside the response element */
export function soapAnswer(namespace: string, operation: string, inner: string): ApiAnswer {
  const body = `<${operation}Response>${inner}</${operation}Response>`;
  return {
    status: 200,
    headers: HEADERS,
    body: envelope(`xmlns="${namespace}" xmlns:sf="urn:sobject.partner.soap.sforce.com"`, body),
  };
}

/** A refusal: HTTP 500, the code with the prefix that clients look for. */
export function soapFault(errorCode: string, message: string): ApiAnswer {
  const body = `<soapenv:Fault><faultcode>sf:${errorCode}</faultcode><faultstring>${escapeXml(`${errorCode}: ${message}`)}</faultstring></soapenv:Fault>`;
  return { status: 500, headers: HEADERS, body: envelope('xmlns:sf="http://soap.sforce.com/2006/04/metadata"', body) };
}

/** Answers refusals as faults. */
export async function faulting(work: () => ApiAnswer | Promise<ApiAnswer>): Promise<ApiAnswer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    return soapFault(error.errorCode, error.message);
  }
}
