import { FIELDS, type Target } from './accounts.ts';

/** One kind of request: the n-th of its kind, as bytes on the wire. */
export interface RequestKind {
  readonly name: string;
  readonly what: string;
  request(target: Target, n: number): Buffer;
}

const BASE = '/services/data/v66.0';
/** A prime, so that records are met in no order. */
const STRIDE = 7919;

function bytes({ url, token }: Target, method: string, path: string, body?: unknown): Buffer {
  const json = body === undefined ? '' : JSON.stringify(body);
  const content =
    body === undefined ? '' : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\n`;
  const head = `${method} ${path} HTTP/1.1\r\nHost: ${new URL(url).host}\r\nAuthorization: Bearer ${token}\r\nAccept: application/json\r\n`;
  return Buffer.from(`${head}${content}\r\n${json}`);
}

const child = ({ children }: Target, n: number): string => children[(n * STRIDE) % children.length] ?? '';
const soql = ({ parents }: Target, n: number): string =>
  `SELECT Id, ${FIELDS.join(', ')} FROM Account WHERE ParentId = '${parents[(n * STRIDE) % parents.length]}' ORDER BY Name LIMIT 20`;
const change = (n: number) => ({ Industry: n % 2 === 0 ? 'Energy' : 'Retail', Phone: `+351 ${n % 100_000}` });

export const REQUESTS: readonly RequestKind[] = [
  {
    name: 'get',
    what: 'one record by id, five fields of it',
    request: (target, n) =>
      bytes(target, 'GET', `${BASE}/sobjects/Account/${child(target, n)}?fields=${FIELDS.join()}`),
  },
  {
    name: 'query',
    what: 'SOQL, 20 of 10,500 records by an indexed field, ordered by name',
    request: (target, n) => bytes(target, 'GET', `${BASE}/query?q=${encodeURIComponent(soql(target, n))}`),
  },
  {
    name: 'update',
    what: 'two fields of one record',
    request: (target, n) => bytes(target, 'PATCH', `${BASE}/sobjects/Account/${child(target, n)}`, change(n)),
  },
  {
    name: 'composite',
    what: 'all or none: two updates, two reads, one query',
    request: (target, n) =>
      bytes(target, 'POST', `${BASE}/composite`, {
        allOrNone: true,
        compositeRequest: [
          ...[0, 1].flatMap((at) => {
            const url = `${BASE}/sobjects/Account/${child(target, 2 * n + at)}`;
            return [
              { method: 'PATCH', url, referenceId: `update${at}`, body: change(n) },
              { method: 'GET', url: `${url}?fields=${FIELDS.join()}`, referenceId: `read${at}` },
            ];
          }),
          { method: 'GET', url: `${BASE}/query?q=${encodeURIComponent(soql(target, n))}`, referenceId: 'query' },
        ],
      }),
  },
];
