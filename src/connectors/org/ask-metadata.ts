import { child, parseXml, textOf, type XmlElement } from '../sfdx/parse-xml.ts';
import type { Failure } from './answer.ts';
import { chunks } from './chunks.ts';
import { SESSION_PLACE } from './http.ts';
import type { Wire } from './wire.ts';

/** Source: Metadata API Developer Guide, readMetadata and listMetadata: ten components, three questions a call. */
const COMPONENTS_A_CALL = 10;
const TYPES_A_CALL = 3;

export type FoundMetadata =
  | { readonly ok: true; readonly records: readonly XmlElement[] }
  | { readonly ok: false; readonly failure: Failure };

/** Full names of the components of some types, by type. */
export async function listMetadata(
  wire: Wire,
  types: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]> | Failure> {
  const names = new Map<string, string[]>(types.map((type) => [type, []]));
  for (const some of chunks(types, TYPES_A_CALL)) {
    const queries = some.map((type) => `<queries><type>${escaped(type)}</type></queries>`).join('');
    const version = `<asOfVersion>${wire.session.apiVersion}</asOfVersion>`;
    const found = await askMetadata(wire, 'listMetadata', `${queries}${version}`);
    if (!found.ok) return found.failure;
    for (const one of found.records) names.get(textOf(one, 'type'))?.push(textOf(one, 'fullName'));
  }
  return names;
}

/** The components of one type with these full names, as far as the org has them. */
export async function readMetadata(wire: Wire, type: string, fullNames: readonly string[]): Promise<FoundMetadata> {
  const found = await Promise.all(
    chunks(fullNames, COMPONENTS_A_CALL).map((some) => {
      const names = some.map((name) => `<fullNames>${escaped(name)}</fullNames>`).join('');
      return askMetadata(wire, 'readMetadata', `<type>${escaped(type)}</type>${names}`);
    }),
  );
  const failed = found.find((one) => !one.ok);
  if (failed) return failed;
  // One that is not there is an empty record.
  const records = found.flatMap((one) =>
    one.ok ? one.records.flatMap(({ children }) => children.filter(({ name }) => name === 'records')) : [],
  );
  return { ok: true, records: records.filter(({ children }) => children.length > 0) };
}

/** The `result` elements of one answer. */
async function askMetadata(wire: Wire, operation: string, inner: string): Promise<FoundMetadata> {
  const answer = await wire.ask({
    method: 'POST',
    path: `/services/Soap/m/${wire.session.apiVersion}`,
    headers: { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml', soapaction: '""' },
    body: envelope(operation, inner),
    sessionInBody: true,
  });
  if (!answer.ok) return answer;
  const results: XmlElement[] = [];
  const malformed = parseXml(answer.body.toString('utf8'), {
    root: () => true,
    entry: (element) => {
      const response = element.name === 'Body' ? child(element, `${operation}Response`) : undefined;
      results.push(...(response?.children ?? []));
    },
  });
  if (malformed) return { ok: false, failure: { status: 200, code: malformed.code, message: malformed.message } };
  return { ok: true, records: results };
}

function envelope(operation: string, inner: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://soap.sforce.com/2006/04/metadata">',
    `<env:Header><SessionHeader><sessionId>${SESSION_PLACE}</sessionId></SessionHeader></env:Header>`,
    `<env:Body><${operation}>${inner}</${operation}></env:Body></env:Envelope>`,
  ].join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
