import assert from 'node:assert/strict';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Client } from '../client.ts';
import { leaks } from '../nothing-else/attempts.ts';

/** Longer than any request here may take, however busy the machine: what is not answered by then hangs. */
const HANGS_AFTER_MS = 60_000;

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly type: string;
}

export async function ask(
  { url, token }: Client,
  method: string,
  path: string,
  body?: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: body as string | Uint8Array<ArrayBuffer> }),
    signal: AbortSignal.timeout(HANGS_AFTER_MS),
  });
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') ?? '' };
}

/** Whether an answer is one that Salesforce could have given: of its shape, no failure of the org itself. */
export function checkShape({ status, text, type }: Reply, asked: string): void {
  const told = `${asked.slice(0, 2000)} → ${status} ${text.slice(0, 500)}`;
  assert.doesNotMatch(text, /The local org failed|UNKNOWN_EXCEPTION/, told);
  if (type.startsWith('text/xml')) {
    checkEnvelope(status, text, told);
    return;
  }
  assert.ok(status < 500 || status === 501, told);
  if (status < 400 || text === '') return;
  assert.match(type, /^application\/json/, told);
  const body: unknown = JSON.parse(text);
  const errors = Array.isArray(body) ? body : [body];
  assert.ok(errors.length > 0, told);
  for (const error of errors) {
    // A tree tells of its records; the others have one error, or several.
    if ('results' in error) continue;
    assert.equal(typeof (error.errorCode ?? error.error), 'string', told);
    assert.equal(typeof (error.message ?? error.error_description), 'string', told);
  }
}

const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false });

function checkEnvelope(status: number, text: string, told: string): void {
  assert.equal(XMLValidator.validate(text), true, told);
  const { Fault } = parser.parse(text).Envelope.Body;
  assert.equal(status === 500, Fault !== undefined, told);
  assert.ok(status === 200 || status === 500, told);
  if (Fault) assert.match(String(Fault.faultcode), /^sf:[A-Z_]+$/, told);
}

/** A shape that is right and nothing that the user may not know. */
export function checkAnswer(reply: Reply, asked: string): void {
  checkShape(reply, asked);
  assert.ok(!leaks(reply.text), `${asked} tells ${reply.text.slice(0, 500)}`);
}
