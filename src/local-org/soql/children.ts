import { quoted } from '../store/tables.ts';
import { isAggregate } from './aggregate.ts';
import type { NestedPage, QueryRecord } from './answer.ts';
import { unsupported } from './query-error.ts';
import { readRows } from './read-rows.ts';
import type { Scope } from './scope.ts';
import { type Column, selectColumns } from './select-list.ts';
import { createShaper, expressionsOf } from './shape-records.ts';
import { createStatement } from './statement.ts';

type ChildrenColumn = Extract<Column, { kind: 'children' }>;

/** The children of a page of records, by column and parent: one statement for each subquery. */
export function readChildren(
  scope: Scope,
  columns: readonly Column[],
  parents: readonly string[],
  all: boolean,
  version: string,
): ReadonlyMap<string, ReadonlyMap<string, NestedPage>> {
  const wanted = columns.filter((column) => column.kind === 'children');
  return new Map(wanted.map((column) => [column.name, childrenOf(scope, column, parents, all, version)]));
}

function childrenOf(
  { org, access, text }: Scope,
  { query, object, lookup }: ChildrenColumn,
  parents: readonly string[],
  all: boolean,
  version: string,
): ReadonlyMap<string, NestedPage> {
  if (isAggregate(query)) throw unsupported('aggregates in subqueries');
  const statement = createStatement({ org, access, query: { ...query, text }, all, alias: 'c', object });
  const columns = selectColumns(statement.scope, query);
  const parent = `"c".${quoted(lookup.name)}`;
  const list = [
    '"c"."Id" AS id',
    `${parent} AS parent`,
    `ROW_NUMBER() OVER (PARTITION BY ${parent} ORDER BY ${statement.orderBy}) AS place`,
    ...columns.flatMap(expressionsOf).map((sql, at) => `${sql} AS c${at}`),
  ];
  const among = { text: `${parent} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(parents)] };
  const { text: inner, values } = statement.sql(list.join(', '), undefined, [among]);
  const start = query.offset ?? 0;
  const last = query.limit === undefined ? '' : ` AND place <= ${start + query.limit}`;
  const rows = readRows(org, `SELECT * FROM (${inner}) WHERE place > ${start}${last} ORDER BY parent, place`, values);
  const found = new Map<string, QueryRecord[]>();
  const shape = createShaper({ org, object: object.name, version, columns, children: new Map() });
  for (const row of rows) {
    const list = found.get(String(row['parent'])) ?? [];
    list.push(shape(row));
    found.set(String(row['parent']), list);
  }
  return new Map([...found].map(([id, records]) => [id, { totalSize: records.length, done: true, records }]));
}
