import { XMLParser } from 'fast-xml-parser';
import type { TestOrg } from './client.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  removeNSPrefix: true,
  attributeNamePrefix: '@',
  parseTagValue: false,
});

export interface SoapReply {
  readonly status: number;
  readonly text: string;
  /** What stands in the response element; `undefined` for a fault. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly response: any;
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  readonly fault: any;
}

export interface SoapOptions {
  readonly token?: string;
  /** `u`, `c`, `s`, `m`. */
  readonly api?: string;
  readonly version?: string;
  /** XML of headers beside the session. */
  readonly headers?: string;
}

/** Sends an operation to a SOAP API of the org; `<name>…</name>` inside, in the default namespace. */
export async function soap(
  org: TestOrg,
  operation: string,
  inner: string,
  options: SoapOptions = {},
): Promise<SoapReply> {
  const { token, api = 'u', version = '60.0', headers = '' } = options;
  const session = token === undefined ? '' : `<SessionHeader><sessionId>${token}</sessionId></SessionHeader>`;
  const body = `<?xml version="1.0"?><se:Envelope xmlns:se="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><se:Header>${session}${headers}</se:Header><se:Body><${operation} xmlns="urn:partner.soap.sforce.com">${inner}</${operation}></se:Body></se:Envelope>`;
  return send(org, `/services/Soap/${api}/${version}`, body);
}

export async function send({ url }: TestOrg, path: string, body: string): Promise<SoapReply> {
  const response = await fetch(`${url}${path}`, { method: 'POST', body, headers: { 'content-type': 'text/xml' } });
  const text = await response.text();
  const inside = parser.parse(text)?.Envelope?.Body ?? {};
  const [name = ''] = Object.keys(inside).filter((key) => !key.startsWith('@'));
  return { status: response.status, text, response: inside.Fault ? undefined : inside[name], fault: inside.Fault };
}

/** `500 INVALID_TYPE: …` of a fault. */
export function faultOf({ status, fault }: SoapReply): string {
  return `${status} ${fault?.faultstring ?? 'no fault'}`;
}
