import type { SQLInputValue } from 'node:sqlite';
import type { Org } from '../org.ts';
import type { StoredRow } from '../store/store.ts';
import { tooComplicated } from './query-error.ts';

/** What SQLite says when a statement is larger than it takes. Source: sqlite.org/limits.html and its messages. */
const TOO_LARGE =
  /too many (SQL variables|columns|terms|attached)|Expression tree is too large|at most 64 tables|parser stack overflow|string or blob too big|pattern too complex|statement too long/i;

/** Reads the rows of a query; one that the database cannot take is refused as one that the platform cannot. */
export function readRows(org: Org, sql: string, values: readonly SQLInputValue[]): readonly StoredRow[] {
  try {
    return org.store.all(sql, [...values]);
  } catch (error) {
    if (error instanceof Error && TOO_LARGE.test(error.message)) throw tooComplicated();
    throw error;
  }
}
