import type { UserAccess } from '../enforce/user-access.ts';
import type { Org } from '../org.ts';
import type { StoredRow } from '../store/store.ts';
import { quoted } from '../store/tables.ts';
import { isAggregate, isPlainCount, runAggregate, runCount } from './aggregate.ts';
import type { ColumnMetadata, QueryPage, QueryRecord, QueryRequest } from './answer.ts';
import { readChildren } from './children.ts';
import { columnMetadata } from './column-metadata.ts';
import { findCursor, keepCursor } from './cursors.ts';
import { parseOnce } from './parse-once.ts';
import { malformed } from './query-error.ts';
import { pageSize, windowOf } from './query-restrictions.ts';
import type { QueryTree } from './query-tree.ts';
import { readRows } from './read-rows.ts';
import { type Column, selectColumns } from './select-list.ts';
import { createShaper, expressionsOf } from './shape-records.ts';
import { createStatement, type Statement } from './statement.ts';

/** Runs a query as a user: everything it names is checked first. */
export function runQuery(org: Org, access: UserAccess, request: QueryRequest): QueryPage {
  return runTree(org, access, parseOnce(request.soql), request);
}

/** Runs a query that is parsed already. */
export function runTree(org: Org, access: UserAccess, query: QueryTree, request: QueryRequest): QueryPage {
  const all = request.all === true || query.allRows;
  const statement = createStatement({ org, access, query, all });
  if (isPlainCount(query)) return runCount(statement);
  if (isAggregate(query)) return runAggregate(statement, all);
  return firstPage(createReader(statement, all, placeOf(request)), request);
}

/** The page that a locator stands for. */
export function nextPage(org: Org, access: UserAccess, locator: string): QueryPage {
  const { name, cursor, start } = findCursor(org, access.userId, locator);
  const query = parseOnce(cursor.request.soql);
  const all = cursor.request.all === true || query.allRows;
  const reader = createReader(createStatement({ org, access, query, all }), all, placeOf(cursor.request));
  const end = Math.min(start + cursor.pageSize, cursor.ids.length);
  const page = { totalSize: cursor.ids.length, records: reader.shaped(reader.byId(cursor.ids.slice(start, end))) };
  return end === cursor.ids.length ? { ...page, done: true } : { ...page, done: false, nextLocator: `${name}-${end}` };
}

/** What `?columns=true` answers: to the same queries as the query itself. */
export function describeColumns(
  org: Org,
  access: UserAccess,
  request: QueryRequest,
  query: QueryTree = parseOnce(request.soql),
): readonly ColumnMetadata[] {
  const statement = createStatement({ org, access, query, all: request.all === true });
  return columnMetadata(statement);
}

/** Where addresses of records start below `/services/data/v`. */
function placeOf({ version, tooling }: QueryRequest): string {
  return tooling ? `${version}/tooling` : version;
}

/** Reads the records of a statement: some of them in order, all their ids, or those with certain ids. */
export interface RecordReader {
  readonly statement: Statement;
  readonly columns: readonly Column[];
  first(count: number): readonly StoredRow[];
  ids(): readonly string[];
  /** The same ids, one by one. */
  eachId(): Iterable<string>;
  byId(ids: readonly string[]): readonly StoredRow[];
  shaped(rows: readonly StoredRow[]): readonly QueryRecord[];
}

export function createReader(statement: Statement, all: boolean, version: string): RecordReader {
  const { scope, query, orderBy } = statement;
  if (query.having) throw malformed('HAVING needs GROUP BY');
  const { org, object, alias } = scope;
  const columns = selectColumns(scope, query);
  if (columns.length === 0) throw malformed('The query selects nothing');
  const expressions = columns.flatMap(expressionsOf).map((sql, at) => `${sql} AS c${at}`);
  const id = `${quoted(alias)}."Id" AS id`;
  const list = [id, ...expressions].join(', ');
  const { limit, offset } = windowOf(scope, query);
  const sqlOf = (select: string, rows: number, start: number) => {
    const { text, values } = statement.sql(select);
    return [`${text} ORDER BY ${orderBy} LIMIT ${rows} OFFSET ${start}`, [...values]] as const;
  };
  return {
    statement,
    columns,
    first: (count) => readRows(org, ...sqlOf(list, limit < 0 ? count : Math.min(limit, count), offset)),
    ids: () => readRows(org, ...sqlOf(id, limit, offset)).map((row) => String(row['id'])),
    *eachId() {
      for (const row of org.store.each(...sqlOf(id, limit, offset))) yield String(row['id']);
    },
    byId: (ids) => {
      const wanted = {
        text: `${quoted(alias)}."Id" IN (SELECT value FROM json_each(?))`,
        values: [JSON.stringify(ids)],
      };
      const { text, values } = statement.sql(list, undefined, [wanted]);
      const place = new Map(ids.map((one, at) => [one, at]));
      const placeOf = (row: StoredRow) => place.get(String(row['id'])) ?? 0;
      return readRows(org, text, values).toSorted((a, b) => placeOf(a) - placeOf(b));
    },
    shaped: (rows) => {
      const parents = rows.map((row) => String(row['id']));
      const children = readChildren(scope, columns, parents, all, version);
      return rows.map(createShaper({ org, object: object.name, version, columns, children }));
    },
  };
}

function firstPage(reader: RecordReader, request: QueryRequest): QueryPage {
  const size = pageSize(reader.statement.scope, request.batchSize);
  const rows = reader.first(size + 1);
  if (rows.length <= size) return { totalSize: rows.length, done: true, records: reader.shaped(rows) };
  const { org, access } = reader.statement.scope;
  const ids = reader.ids();
  const name = keepCursor(org, { userId: access.userId, ids, pageSize: size, request });
  return {
    totalSize: ids.length,
    done: false,
    records: reader.shaped(rows.slice(0, size)),
    nextLocator: `${name}-${size}`,
  };
}
