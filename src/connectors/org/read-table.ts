import type { Failure } from './answer.ts';
import { type BulkOptions, bulkQuery } from './bulk-query.ts';
import { queryPages } from './query.ts';
import { type Row, textIn } from './row.ts';
import type { Wire } from './wire.ts';

/** A table that may be large. */
export interface Table {
  readonly object: string;
  /** Columns of the object itself. */
  readonly columns: readonly string[];
  /** SOQL condition. */
  readonly where?: string | undefined;
  /** How many rows it has, as far as is known. */
  readonly count: number | undefined;
}

type Took = { readonly ok: true } | { readonly ok: false; readonly failure: Failure };

/** REST answers so many rows at a time. */
const REST_PAGE = 2_000;
/** A job takes a call to make, some to look at it, and one for each 100,000 rows: from here on it is the cheaper way. */
const WORTH_A_JOB = 8 * REST_PAGE;
const CALLS_OF_A_JOB = 7;
const JOB_PAGE = 100_000;

/** What reading so many rows costs, for the estimate that is shown before. */
export function callsFor(count: number): number {
  return count >= WORTH_A_JOB
    ? CALLS_OF_A_JOB + Math.ceil(count / JOB_PAGE)
    : Math.max(1, Math.ceil(count / REST_PAGE));
}

/**
 * Reads a table row by row, as cells in the order of `columns`: booleans as `true` and `false`, nothing as an empty text.
 * Large tables are asked for as a job; an org that refuses the job is asked page by page.
 *
 * A page by page reading goes by id, so that it can go on where it was when the org forgets its place in the answer. `take` may see
 * a row again when that happens; the array is used again for the next row.
 */
export async function readTable(
  wire: Wire,
  table: Table,
  take: (cells: readonly string[]) => void,
  options: BulkOptions = {},
): Promise<Took> {
  if ((table.count ?? 0) >= WORTH_A_JOB) {
    const condition = table.where === undefined ? '' : ` WHERE ${table.where}`;
    const soql = `SELECT ${table.columns.join(', ')} FROM ${table.object}${condition}`;
    const took = await bulkQuery(wire, soql, table.columns, take, options);
    if (took.ok || took.begun) return took;
  }
  return readByPages(wire, table, take);
}

async function readByPages(wire: Wire, table: Table, take: (cells: readonly string[]) => void): Promise<Took> {
  const { object, where } = table;
  const columns = [...new Set(['Id', ...table.columns])];
  let last = '';
  const cells: string[] = [];
  const takeRows = (rows: readonly Row[]): void => {
    for (const row of rows) {
      table.columns.forEach((name, at) => {
        cells[at] = cellOf(row[name]);
      });
      take(cells);
      last = textIn(row, 'Id') || last;
    }
  };
  for (;;) {
    const before = last;
    const conditions = [...(where === undefined ? [] : [`(${where})`]), ...(last === '' ? [] : [`Id > '${last}'`])];
    const condition = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    const soql = `SELECT ${columns.join(', ')} FROM ${object}${condition} ORDER BY Id`;
    const took = await queryPages(wire, { soql }, takeRows);
    if (took.ok || took.failure.code !== 'INVALID_QUERY_LOCATOR' || last === before) return took;
  }
}

function cellOf(value: unknown): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value);
}
