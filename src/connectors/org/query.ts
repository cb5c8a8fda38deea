import { type Failure, failureOf, parseJson } from './answer.ts';
import { reactionTo } from './back-off.ts';
import { chunks } from './chunks.ts';
import { isRow, type Row } from './row.ts';
import type { Wire } from './wire.ts';

export interface Query {
  readonly soql: string;
  /** The Tooling API has objects and columns of its own. */
  readonly api?: 'data' | 'tooling';
}

export type Found =
  | { readonly ok: true; readonly rows: readonly Row[] }
  | { readonly ok: false; readonly failure: Failure };

export function rowsOf(found: Found): readonly Row[] {
  return found.ok ? found.rows : [];
}

interface Page {
  readonly rows: readonly Row[];
  readonly totalSize: number;
  /** Path of the next page. */
  readonly next: string | undefined;
}

type FirstPage = { readonly ok: true; readonly page: Page } | { readonly ok: false; readonly failure: Failure };

/** Salesforce takes about 16,000 characters of address and headers; longer questions travel in a body. */
const LONGEST_ADDRESS = 8_000;
/** Queries in one composite request, which counts as one call. */
const TOGETHER = 5;

export function pathOf({ base }: Wire, { soql, api }: Query): string {
  return `${base}${api === 'tooling' ? '/tooling' : ''}/query?q=${encodeURIComponent(soql)}`;
}

/** Several queries with as few calls as possible; answers in the order of the questions. */
export async function queryTogether(wire: Wire, queries: readonly Query[]): Promise<readonly Found[]> {
  const firsts = await firstPages(wire, queries);
  return Promise.all(firsts.map((first) => (first.ok ? allRows(wire, first.page) : first)));
}

/** The first page alone, for objects that cannot be paged. */
export async function queryFirstPage(wire: Wire, query: Query): Promise<Found> {
  const [first] = await firstPages(wire, [query]);
  if (first === undefined) return { ok: true, rows: [] };
  return first.ok ? { ok: true, rows: first.page.rows } : first;
}

/** Page by page, so that a large table need not be held: `take` is called in order. */
export async function queryPages(
  wire: Wire,
  query: Query,
  take: (rows: readonly Row[]) => void,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: Failure }> {
  const [first] = await firstPages(wire, [query]);
  if (first === undefined) return { ok: true };
  if (!first.ok) return first;
  let { page } = first;
  for (;;) {
    take(page.rows);
    if (page.next === undefined) return { ok: true };
    const answer = await wire.ask({ method: 'GET', path: page.next });
    if (!answer.ok) return answer;
    page = pageOf(wire, parseJson(answer.body));
  }
}

/** How many rows each object has, as the reading user sees them; `undefined` where it may not look. */
export async function countRows(wire: Wire, objects: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const firsts = await firstPages(
    wire,
    objects.map((object) => ({ soql: `SELECT COUNT() FROM ${object}` })),
  );
  const counts = new Map<string, number>();
  objects.forEach((object, at) => {
    const first = firsts[at];
    if (first?.ok) counts.set(object, first.page.totalSize);
  });
  return counts;
}

async function firstPages(wire: Wire, queries: readonly Query[]): Promise<readonly FirstPage[]> {
  const firsts: FirstPage[] = Array.from(queries, () => ({
    ok: true,
    page: { rows: [], totalSize: 0, next: undefined },
  }));
  const numbered = queries.map((query, at) => ({ query, at }));
  const packs = (['data', 'tooling'] as const).flatMap((api) =>
    chunks(
      numbered.filter(({ query }) => (query.api ?? 'data') === api),
      TOGETHER,
    ),
  );
  await Promise.all(
    packs.map(async (pack) => {
      const [only] = pack;
      if (only === undefined) return;
      const isLong = pathOf(wire, only.query).length > LONGEST_ADDRESS;
      const answers =
        pack.length === 1 && !isLong
          ? [await askAlone(wire, only.query)]
          : await askTogether(
              wire,
              pack.map(({ query }) => query),
            );
      await Promise.all(
        pack.map(async ({ at, query }, i) => {
          const answer = answers[i];
          // A part that met a busy org is asked again by itself, with the patience that single requests have.
          firsts[at] = answer === undefined || isWorthAgain(answer) ? await askAlone(wire, query) : answer;
        }),
      );
    }),
  );
  return firsts;
}

function isWorthAgain(first: FirstPage): boolean {
  return !first.ok && first.failure.status > 0 && reactionTo(first.failure, 1) === 'again';
}

async function askAlone(wire: Wire, query: Query): Promise<FirstPage> {
  const answer = await wire.ask({ method: 'GET', path: pathOf(wire, query) });
  return answer.ok ? { ok: true, page: pageOf(wire, parseJson(answer.body)) } : answer;
}

async function askTogether(wire: Wire, queries: readonly Query[]): Promise<readonly FirstPage[]> {
  const tooling = queries[0]?.api === 'tooling' ? '/tooling' : '';
  const compositeRequest = queries.map((query, at) => ({
    method: 'GET',
    url: pathOf(wire, query),
    referenceId: `q${at}`,
  }));
  const body = JSON.stringify({ allOrNone: false, compositeRequest });
  const answer = await wire.ask({ method: 'POST', path: `${wire.base}${tooling}/composite`, body });
  if (!answer.ok) return queries.map(() => answer);
  const parsed = parseJson(answer.body);
  const parts =
    isRow(parsed) && Array.isArray(parsed['compositeResponse']) ? (parsed['compositeResponse'] as unknown[]) : [];
  return parts.map((part): FirstPage => {
    const { body: partBody, httpStatusCode } = isRow(part) ? part : {};
    const status = Number(httpStatusCode);
    return status >= 400
      ? { ok: false, failure: failureOf(status, partBody) }
      : { ok: true, page: pageOf(wire, partBody) };
  });
}

function pageOf(wire: Wire, body: unknown): Page {
  const { records, nextRecordsUrl, totalSize } = isRow(body) ? body : {};
  const rows = Array.isArray(records) ? records.filter(isRow) : [];
  wire.budget.readRows(rows.length);
  return {
    rows,
    totalSize: typeof totalSize === 'number' ? totalSize : rows.length,
    next: typeof nextRecordsUrl === 'string' ? nextRecordsUrl : undefined,
  };
}

async function allRows(wire: Wire, first: Page): Promise<Found> {
  const rows: Row[] = [...first.rows];
  for (let { next } = first; next !== undefined; ) {
    const answer = await wire.ask({ method: 'GET', path: next });
    if (!answer.ok) return answer;
    const page = pageOf(wire, parseJson(answer.body));
    for (const row of page.rows) rows.push(row);
    next = page.next;
  }
  return { ok: true, rows };
}
