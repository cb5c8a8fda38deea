import type { UserAccess } from '../enforce/user-access.ts';
import type { Org } from '../org.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { isAggregate } from '../soql/aggregate.ts';
import type { QueryRequest } from '../soql/answer.ts';
import { parseOnce } from '../soql/parse-once.ts';
import type { QueryTree } from '../soql/query-tree.ts';
import { createReader } from '../soql/run-query.ts';
import type { Column } from '../soql/select-list.ts';
import { expressionsOf } from '../soql/shape-records.ts';
import { createStatement } from '../soql/statement.ts';
import type { StoredRow, StoredValue } from '../store/store.ts';
import { bulkError } from './bulk-error.ts';

type RowValue = string | number | boolean | null;

/** The rows of a query, flat. */
export interface QueryRows {
  readonly object: ObjectType;
  /** `Id`, `Account.Name`. */
  readonly columns: readonly string[];
  /** Of all records, in order. Nothing may be written before the last one is read. */
  ids(): Iterable<string>;
  /** Records by id, in that order; those that are gone by now are left out. */
  read(ids: readonly string[]): readonly (readonly RowValue[])[];
}

type FlatColumn = Extract<Column, { kind: 'field' | 'value' }>;

/** Source: "Get Results for a Query Job": from this version on the columns come in the order of the query. */
const ORDERED_COLUMNS = 50;

/** @throws OrgError as SOQL does, and for what Bulk API does not answer */
export function queryRows(org: Org, access: UserAccess, request: QueryRequest): QueryRows {
  const query = parseOnce(request.soql);
  const all = request.all === true || query.allRows;
  checkBulkQuery(query);
  const statement = createStatement({ org, access, query, all });
  const { object } = statement.scope;
  if (object.kind === 'virtual')
    throw bulkError('INVALIDENTITY', `Entity '${object.name}' is not supported by the Bulk API.`);
  const reader = createReader(statement, all, request.version);
  const flat = reader.columns.map(flatColumn);
  // Places of the values among the expressions: a field is followed by the ids of its parents.
  const places = new Map<FlatColumn, number>();
  let next = 0;
  for (const column of flat) {
    places.set(column, next);
    next += expressionsOf(column).length;
  }
  const columns = Number(request.version) < ORDERED_COLUMNS ? flat.toSorted(byName) : flat;
  const valuesOf = (row: StoredRow) =>
    columns.map((column) => rowValue(fieldOf(column), row[`c${places.get(column)}`] ?? null));
  return {
    object,
    columns: columns.map(nameOf),
    ids: () => reader.eachId(),
    read: (ids) => reader.byId(ids).map(valuesOf),
  };
}

function flatColumn(column: Column): FlatColumn {
  if (column.kind === 'field' || column.kind === 'value') return column;
  throw bulkError('API_ERROR', 'Selecting compound data not supported in Bulk Query');
}

function fieldOf(column: FlatColumn): FieldType {
  return column.kind === 'field' ? column.field : column.expression.field;
}

function nameOf(column: FlatColumn): string {
  if (column.kind === 'value') return column.name;
  return [...column.parents.map(({ name }) => name), column.name].join('.');
}

function byName(a: FlatColumn, b: FlatColumn): number {
  return nameOf(a) < nameOf(b) ? -1 : 1;
}

/** A value as its text goes into a CSV file: unlike JSON, times keep their `Z`. */
function rowValue({ type }: FieldType, value: StoredValue): RowValue {
  return type === 'boolean' ? value === 1 : value;
}

/**
 * Source: "SOQL Considerations" of Bulk API 2.0 Query. The texts on nested queries and compound fields are quoted by public
 * clients, the others are made in their manner.
 */
function checkBulkQuery(query: QueryTree): void {
  const refuse = (what: string) => bulkError('API_ERROR', `${what} not supported in Bulk Query`);
  if (query.groupBy !== undefined) throw refuse('GROUP BY');
  if (isAggregate(query)) throw refuse('Aggregate functions');
  if (query.offset !== undefined) throw refuse('OFFSET');
  if (query.select.some(({ kind }) => kind === 'typeof')) throw refuse('TYPEOF');
  if (query.select.some(({ kind }) => kind === 'children')) throw refuse('Aggregate Relationships');
}
