import { Readable } from 'node:stream';
import { createApiBudget } from '../../../src/connectors/org/api-budget.ts';
import { createCoverageNotes } from '../../../src/connectors/org/coverage-notes.ts';
import type { Columns } from '../../../src/connectors/org/describe.ts';
import type { HttpRequest } from '../../../src/connectors/org/http.ts';
import type { Reading } from '../../../src/connectors/org/reading.ts';
import { refuseWrites } from '../../../src/connectors/org/refuse-writes.ts';
import type { Row } from '../../../src/connectors/org/row.ts';
import type { Wire } from '../../../src/connectors/org/wire.ts';

/** What a made-up org answers: rows, a page that goes on, text, or a refusal. */
export type Reply =
  | readonly Row[]
  | { readonly rows: readonly Row[]; readonly next: string; readonly totalSize?: number }
  | { readonly json: unknown }
  | { readonly text: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly pieces: readonly (string | Error)[] }
  | { readonly code: string; readonly status?: number; readonly message?: string };

export interface ScriptedOrg {
  readonly reading: Reading;
  /** Queries and paths that were asked, in order. */
  readonly asked: readonly string[];
}

/** An org that exists only as answers: for what the local org cannot be brought to do. */
export function scriptedOrg(answer: (question: string) => Reply, columns: Partial<Columns> = {}): ScriptedOrg {
  const asked: string[] = [];
  const base = '/services/data/v68.0';
  const ask = (path: string): Reply => {
    const query = /[?&]q=([^&]+)/.exec(path)?.[1];
    const question = query === undefined ? path.replace(`${base}/`, '') : decodeURIComponent(query);
    asked.push(question);
    return answer(question);
  };
  const budget = createApiBudget();
  const wire: Wire = {
    session: {
      username: 'me@scripted.example',
      label: 'scripted',
      orgId: '00D',
      url: 'http://localhost',
      apiVersion: '68.0',
      token: () => '',
      renew: async () => undefined,
    },
    budget,
    base,
    ask: async (one) => {
      refuseWrites(one);
      budget.called();
      return one.path.endsWith('/composite') ? together(one, ask) : whole(ask(one.path));
    },
    open: async (path) => {
      const reply = ask(path);
      if ('code' in reply) return { ok: false, failure: failureOf(reply) };
      const pieces = 'pieces' in reply ? reply.pieces : ['text' in reply ? reply.text : ''];
      return { ok: true, body: Readable.from(broken(pieces)) };
    },
    close: async () => undefined,
  };
  const all: Columns = { has: () => true, of: (_, wanted) => wanted, startingWith: () => [], ...columns };
  const reading: Reading = {
    wire,
    columns: all,
    counts: new Map(),
    notes: createCoverageNotes(),
    diagnostics: [],
    now: new Date('2026-11-25T12:00:00Z'),
  };
  return { reading, asked };
}

function* broken(pieces: readonly (string | Error)[]): Generator<Buffer> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield Buffer.from(piece);
  }
}

function failureOf({
  code,
  status = 400,
  message = code,
}: {
  readonly code: string;
  readonly status?: number;
  readonly message?: string;
}) {
  return { status, code, message };
}

function bodyOf(reply: Exclude<Reply, { readonly code: string }>): unknown {
  if ('json' in reply) return reply.json;
  if (Array.isArray(reply)) return { totalSize: reply.length, done: true, records: reply };
  if ('rows' in reply)
    return {
      totalSize: reply.totalSize ?? reply.rows.length,
      done: false,
      records: reply.rows,
      nextRecordsUrl: reply.next,
    };
  return undefined;
}

function whole(reply: Reply): Awaited<ReturnType<Wire['ask']>> {
  if ('code' in reply) return { ok: false, failure: failureOf(reply) };
  if ('text' in reply) return { ok: true, body: Buffer.from(reply.text), headers: reply.headers ?? {} };
  return { ok: true, body: Buffer.from(JSON.stringify(bodyOf(reply))), headers: {} };
}

function together({ body }: HttpRequest, ask: (path: string) => Reply): Awaited<ReturnType<Wire['ask']>> {
  const { compositeRequest } = JSON.parse(String(body ?? '{}')) as {
    readonly compositeRequest: readonly { readonly url: string }[];
  };
  const compositeResponse = compositeRequest.map(({ url }) => {
    const reply = ask(url);
    if ('code' in reply) {
      const { status, code, message } = failureOf(reply);
      return { httpStatusCode: status, body: [{ errorCode: code, message }] };
    }
    return { httpStatusCode: 200, body: bodyOf(reply) };
  });
  return whole({ json: { compositeResponse } });
}

/** The ids that a query names in `IN (…)`. */
export function idsIn(question: string): readonly string[] {
  return [...question.matchAll(/'(\w{15,18})'/g)].map(([, id = '']) => id);
}
