import { randomInt } from 'node:crypto';
import type { Org } from '../org.ts';
import { OrgError } from '../org-error.ts';
import type { QueryRequest } from './answer.ts';

/**
 * The rest of a result that is handed out page by page: ids only, so that a million records cost little. Each page is asked
 * anew with the access of its moment: what was taken away meanwhile is not shown.
 */
export interface Cursor {
  readonly userId: string;
  readonly ids: readonly string[];
  readonly pageSize: number;
  readonly request: QueryRequest;
}

/** Salesforce keeps some cursors a user and drops the oldest; so does the local org. */
const MAX_CURSORS = 20;
const CURSORS = new WeakMap<Org, Map<string, Cursor>>();

export function keepCursor(org: Org, cursor: Cursor): string {
  const cursors = CURSORS.get(org) ?? new Map<string, Cursor>();
  CURSORS.set(org, cursors);
  const name = `01gLw${String(randomInt(1e10)).padStart(10, '0')}AAA`;
  cursors.set(name, cursor);
  const oldest = cursors.keys().next().value;
  if (cursors.size > MAX_CURSORS && oldest !== undefined) cursors.delete(oldest);
  return name;
}

/** The cursor of a locator (`01g…-2000`) and where it goes on. */
export function findCursor(
  org: Org,
  userId: string,
  locator: string,
): { readonly name: string; readonly cursor: Cursor; readonly start: number } {
  const [, name = '', start = ''] = /^(\w+)-(\d{1,9})$/.exec(locator) ?? [];
  const cursor = CURSORS.get(org)?.get(name);
  if (cursor?.userId !== userId || Number(start) > cursor.ids.length) {
    throw new OrgError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  return { name, cursor, start: Number(start) };
}
