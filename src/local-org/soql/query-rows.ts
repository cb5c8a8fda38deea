import type { UserAccess } from '../enforce/user-access.ts';
import type { Org } from '../org.ts';
import { OrgError } from '../org-error.ts';
import { isAggregate } from './aggregate.ts';
import type { QueryRequest } from './answer.ts';
import { parseSoql } from './parse-soql.ts';
import { createReader } from './run-query.ts';
import type { Column } from './select-list.ts';
import { expressionsOf, jsonValue } from './shape-records.ts';
import { createStatement } from './statement.ts';

export interface QueryRows {
  /** `Id`, `Account.Name`. */
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly (string | number | boolean | null)[]>;
}

type FieldColumn = Extract<Column, { kind: 'field' }>;

const CHUNK = 10_000;

/** The rows of a query, flat, for Bulk API 2.0; read chunk by chunk. */
export function queryRows(org: Org, access: UserAccess, request: QueryRequest): QueryRows {
  const query = parseSoql(request.soql);
  const all = request.all === true || query.allRows;
  const statement = createStatement({ org, access, query, all });
  if (isAggregate(query) || query.offset !== undefined) throw notInBulk('aggregates and OFFSET');
  const reader = createReader(statement, all, request.version);
  const columns = reader.columns.filter((column): column is FieldColumn => column.kind === 'field');
  if (columns.length < reader.columns.length) throw notInBulk('nested queries, functions and compound fields');
  const names = columns.map(({ name, parents }) => [...parents.map((parent) => parent.name), name].join('.'));
  // Places of the values among the expressions: each field is followed by the ids of its parents.
  const places: number[] = [];
  let next = 0;
  for (const column of columns) {
    places.push(next);
    next += expressionsOf(column).length;
  }
  function* rows() {
    const ids = reader.ids();
    for (let start = 0; start < ids.length; start += CHUNK) {
      for (const row of reader.byId(ids.slice(start, start + CHUNK))) {
        yield columns.map(({ field }, i) => jsonValue(field, row[`c${places[i]}`]));
      }
    }
  }
  return { columns: names, rows: rows() };
}

/** Text from memory. */
function notInBulk(what: string): OrgError {
  return new OrgError(400, 'FEATURENOTENABLED', `Bulk query does not support ${what}`);
}
