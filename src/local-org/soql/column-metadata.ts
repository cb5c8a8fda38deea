import { aggregateNames, isAggregate, isPlainCount } from './aggregate.ts';
import type { ColumnMetadata } from './answer.ts';
import { type Column, selectColumns } from './select-list.ts';
import { createStatement, type Statement } from './statement.ts';

/** The columns of a query as the CLI asks for them (facts on the wire, section 2): parents nested, aggregates named. */
export function columnMetadata(statement: Statement): readonly ColumnMetadata[] {
  const { query, scope } = statement;
  if (isAggregate(query)) {
    if (isPlainCount(query)) return [leaf('expr0', 'COUNT()', true)];
    return aggregateNames(statement).map(({ name, text }, at) => {
      const isFunction = query.select[at]?.kind === 'function';
      return leaf(name, isFunction ? text : name, isFunction);
    });
  }
  return nested(selectColumns(scope, query).map((column) => pathOf(statement, column)));
}

function leaf(
  columnName: string,
  displayName: string,
  aggregate: boolean,
  joinColumns: readonly ColumnMetadata[] = [],
): ColumnMetadata {
  return { columnName, displayName, aggregate, joinColumns };
}

interface Path {
  readonly parents: readonly string[];
  readonly column: ColumnMetadata;
}

function pathOf({ scope: { org, access, text } }: Statement, column: Column): Path {
  if (column.kind === 'children') {
    const inner = createStatement({
      org,
      access,
      query: { ...column.query, text },
      all: false,
      alias: 'c',
      object: column.object,
    });
    return { parents: [], column: leaf(column.name, column.name, true, columnMetadata(inner)) };
  }
  if (column.kind === 'value')
    return { parents: [], column: leaf(column.name, column.text, column.expression.isAggregate) };
  const parents = column.kind === 'typeof' ? [] : column.parents.map(({ name }) => name);
  return { parents, column: leaf(column.name, column.name, false) };
}

/** Fields of the same parent come together, at the place of the first. */
function nested(paths: readonly Path[]): readonly ColumnMetadata[] {
  const groups = Map.groupBy(paths, ({ parents, column }) => parents[0] ?? `.${column.columnName}`);
  return [...groups.values()].flatMap((group) => {
    const name = group[0]?.parents[0];
    if (name === undefined) return group.map(({ column }) => column);
    return [
      leaf(name, name, false, nested(group.map(({ parents, column }) => ({ parents: parents.slice(1), column })))),
    ];
  });
}
