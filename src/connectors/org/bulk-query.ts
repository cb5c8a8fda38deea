import { setTimeout as sleep } from 'node:timers/promises';
import { type Failure, parseJson } from './answer.ts';
import { createTableReader } from './csv.ts';
import { isRow, textIn } from './row.ts';
import type { Wire } from './wire.ts';

export interface BulkOptions {
  /** Milliseconds between the first two looks at the job; later ones are further apart. */
  readonly firstLook?: number;
  /** Rows in one answer. */
  readonly pageSize?: number;
}

/** `begun`: some rows were handed out already, so that asking in another way would bring them twice. */
type Took = { readonly ok: true } | { readonly ok: false; readonly failure: Failure; readonly begun?: true };

/** One answer of this many rows of permissions is about 8 MB. */
const PAGE_SIZE = 100_000;
const FIRST_LOOK_MS = 400;
const LONGEST_LOOK_MS = 5_000;
const LONGEST_JOB_MS = 15 * 60_000;

/**
 * A query as a job (Bulk API 2.0): a few calls whatever the size. The rows come in any order, as cells in the order of
 * the columns asked for; an answer that breaks off is asked for again before any of its rows is used.
 */
export async function bulkQuery(
  wire: Wire,
  soql: string,
  columns: readonly string[],
  take: (cells: readonly string[]) => void,
  options: BulkOptions = {},
): Promise<Took> {
  const made = await wire.ask({
    method: 'POST',
    path: `${wire.base}/jobs/query`,
    body: JSON.stringify({
      operation: 'query',
      query: soql,
      contentType: 'CSV',
      columnDelimiter: 'COMMA',
      lineEnding: 'LF',
    }),
  });
  if (!made.ok) return made;
  const job = parseJson(made.body);
  const id = isRow(job) ? textIn(job, 'id') : '';
  if (id === '') return { ok: false, failure: { status: 0, code: '', message: 'the org made no query job' } };
  const done = await jobDone(wire, id, options.firstLook ?? FIRST_LOOK_MS);
  return done.ok ? readResults(wire, id, columns, take, options.pageSize ?? PAGE_SIZE) : done;
}

async function jobDone(wire: Wire, id: string, firstLook: number): Promise<Took> {
  for (let [wait, waited] = [firstLook, 0]; ; wait = Math.min(wait * 2, LONGEST_LOOK_MS)) {
    const answer = await wire.ask({ method: 'GET', path: `${wire.base}/jobs/query/${id}` });
    if (!answer.ok) return answer;
    const job = parseJson(answer.body);
    const state = isRow(job) ? textIn(job, 'state') : '';
    if (state === 'JobComplete') return { ok: true };
    if (state === 'Failed' || state === 'Aborted' || waited > LONGEST_JOB_MS) {
      const message = (isRow(job) && textIn(job, 'errorMessage')) || `the query job ended as ${state || 'unknown'}`;
      return { ok: false, failure: { status: 200, code: 'BULK_JOB_FAILED', message } };
    }
    await sleep(wait);
    waited += wait;
  }
}

async function readResults(
  wire: Wire,
  id: string,
  columns: readonly string[],
  take: (cells: readonly string[]) => void,
  pageSize: number,
): Promise<Took> {
  const wanted: string[] = [];
  let begun = false;
  for (let locator = ''; ; ) {
    const more = locator === '' ? '' : `&locator=${encodeURIComponent(locator)}`;
    const answer = await wire.ask({
      method: 'GET',
      path: `${wire.base}/jobs/query/${id}/results?maxRecords=${pageSize}${more}`,
      headers: { accept: 'text/csv' },
    });
    if (!answer.ok) return begun ? { ...answer, begun } : answer;
    begun = true;
    let rows = 0;
    const reader = createTableReader(columns, (cells, places) => {
      rows += 1;
      for (let at = 0; at < places.length; at++) wanted[at] = cells[places[at] ?? -1] ?? '';
      take(wanted);
    });
    reader.push(answer.body.toString('utf8'));
    reader.end();
    wire.budget.readRows(rows);
    const next = answer.headers['sforce-locator'] ?? 'null';
    if (next === 'null' || next === '') return { ok: true };
    locator = next;
  }
}
