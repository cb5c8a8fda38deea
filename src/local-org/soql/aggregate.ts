import type { FieldType } from '../schema/object-type.ts';
import type { StoredRow } from '../store/store.ts';
import type { QueryPage, QueryRecord } from './answer.ts';
import { conditionSql } from './conditions.ts';
import { type BoundExpression, bindFunction, bindOperand } from './functions.ts';
import { malformed, unsupported } from './query-error.ts';
import type { FunctionCall, Operand, QueryTree } from './query-tree.ts';
import { readRows } from './read-rows.ts';
import { bindPath, type Sql } from './scope.ts';
import { jsonValue } from './shape-records.ts';
import { contextOf, type Statement } from './statement.ts';

/** Source: SOQL limits: aggregate queries give 2,000 rows at most. */
const MAX_ROWS = 2000;
const MAX_CUBE = 3;

interface AggregateColumn {
  readonly name: string;
  readonly text: string;
  readonly expression: BoundExpression;
  /** `GROUPING(field)`: 1 in rows that sum over the field. */
  readonly groupingOf?: string;
}

/** Whether a query groups: by GROUP BY, or by an aggregate in its select list. */
export function isAggregate({ groupBy, select }: QueryTree): boolean {
  return (
    groupBy !== undefined ||
    select.some((item) => item.kind === 'function' && /^(COUNT|COUNT_DISTINCT|SUM|AVG|MIN|MAX)$/.test(item.call.name))
  );
}

/** `SELECT COUNT() FROM …`: the number alone. */
export function isPlainCount({ select, groupBy }: QueryTree): boolean {
  const [item, ...others] = select;
  return (
    others.length === 0 &&
    groupBy === undefined &&
    item?.kind === 'function' &&
    item.call.name === 'COUNT' &&
    item.call.arguments.length === 0
  );
}

export function runCount(statement: Statement): QueryPage {
  const { scope, query, sql } = statement;
  if (query.having) throw malformed('HAVING needs GROUP BY');
  if (statement.query.orderBy.length > 0) throw malformed('COUNT() cannot be used with ORDER BY');
  const limited = query.limit === undefined ? '' : ` LIMIT ${query.limit}`;
  const { text, values } = sql('1');
  const row = readRows(scope.org, `SELECT COUNT(*) AS n FROM (${text}${limited})`, values)[0];
  return { totalSize: Number(row?.['n'] ?? 0), done: true, records: [] };
}

/** Grouped rows, as records of type AggregateResult. */
export function runAggregate(statement: Statement, all: boolean): QueryPage {
  const { scope, query } = statement;
  const groups = groupsOf(statement);
  const columns = aggregateColumns(statement, groups);
  const having = query.having && conditionSql(contextOf(scope, query, all, true), query.having);
  const selects = groupingSets(query, groups.length).map((kept) =>
    groupedSelect(statement, columns, groups, kept, having),
  );
  const text = `${selects.map((one) => one.text).join(' UNION ALL ')}${orderSql(statement, columns)} LIMIT ${Math.min(query.limit ?? MAX_ROWS, MAX_ROWS)} OFFSET ${query.offset ?? 0}`;
  const rows = readRows(
    scope.org,
    text,
    selects.flatMap(({ values }) => [...values]),
  );
  const records = rows.map((row) => resultOf(columns, row));
  return { totalSize: records.length, done: true, records };
}

/** Checks a grouped query and gives the names of its columns: what would answer it. */
export function aggregateNames(statement: Statement): readonly { readonly name: string; readonly text: string }[] {
  return aggregateColumns(statement, groupsOf(statement));
}

/** Source: SOQL reference, "Considerations When Using GROUP BY"; types as describe tells them groupable. */
const NOT_GROUPED: ReadonlySet<string> = new Set([
  'address',
  'base64',
  'currency',
  'datetime',
  'double',
  'encryptedstring',
  'location',
  'multipicklist',
  'percent',
  'textarea',
]);

function groupsOf({ scope, query }: Statement): readonly BoundExpression[] {
  return (query.groupBy?.by ?? []).map((by) => {
    const bound = bindOperand(scope, by, query.alias);
    if (bound.isAggregate) throw malformed(`Aggregates cannot be grouped by: ${'call' in by ? by.call.text : ''}`);
    if (bound.path && NOT_GROUPED.has(bound.field.type))
      throw malformed(`field '${bound.field.name}' can not be grouped in a query call`);
    return bound;
  });
}

/** Which of the groups each partial result keeps: all of them; with ROLLUP each shorter start; with CUBE each subset. */
function groupingSets({ groupBy }: QueryTree, count: number): readonly (readonly number[])[] {
  const every = Array.from({ length: count }, (_, i) => i);
  if (groupBy === undefined || groupBy.kind === 'plain') return [every];
  if (count > MAX_CUBE) throw malformed(`ROLLUP and CUBE take ${MAX_CUBE} fields at most`);
  if (groupBy.kind === 'rollup') return Array.from({ length: count + 1 }, (_, i) => every.slice(0, count - i));
  return Array.from({ length: 1 << count }, (_, mask) => every.filter((i) => ((~mask >> i) & 1) === 1));
}

function aggregateColumns({ scope, query }: Statement, groups: readonly BoundExpression[]): readonly AggregateColumn[] {
  let unnamed = 0;
  const names = new Set<string>();
  const once = (name: string): string => {
    if (names.has(name.toLowerCase())) throw malformed(`duplicate alias: ${name}`);
    names.add(name.toLowerCase());
    return name;
  };
  return query.select.map((item): AggregateColumn => {
    if (item.kind === 'path') {
      const path = bindPath(scope, item.path, query.alias);
      if (!groups.some(({ sql }) => sql === path.sql))
        throw malformed(`Field must be grouped or aggregated: ${path.field.name}`);
      return {
        name: once(item.alias ?? path.field.name),
        text: item.path,
        expression: { sql: path.sql, field: path.field, path, isAggregate: false },
      };
    }
    if (item.kind !== 'function') throw malformed('Grouped queries select fields and functions only');
    const name = once(item.alias ?? `expr${unnamed++}`);
    if (item.call.name === 'GROUPING')
      return groupingColumn(groups, bindOperand(scope, groupingArgument(item.call), query.alias), name, item.call);
    const expression = bindFunction(scope, item.call, query.alias);
    if (!expression.isAggregate && !groups.some(({ sql }) => sql === expression.sql)) {
      throw malformed(`Field must be grouped or aggregated: ${item.call.text}`);
    }
    return { name, text: item.call.text, expression };
  });
}

function groupingArgument({ arguments: [argument], text }: FunctionCall): Operand {
  if (argument === undefined) throw malformed(`GROUPING needs a field: ${text}`);
  return typeof argument === 'string' ? { path: argument } : { call: argument };
}

function groupingColumn(
  groups: readonly BoundExpression[],
  field: BoundExpression,
  name: string,
  { text }: FunctionCall,
): AggregateColumn {
  if (!groups.some(({ sql }) => sql === field.sql)) throw malformed(`GROUPING takes a field of GROUP BY: ${text}`);
  return { name, text, expression: { ...field, field: { ...field.field, type: 'int' } }, groupingOf: field.sql };
}

function groupedSelect(
  { sql }: Statement,
  columns: readonly AggregateColumn[],
  groups: readonly BoundExpression[],
  kept: readonly number[],
  having: Sql | undefined,
): Sql {
  const by = kept.map((i) => groups[i]?.sql ?? '');
  const left = new Set(groups.map((group) => group.sql).filter((one) => !by.includes(one)));
  const list = columns.map(({ expression, groupingOf }, i) => {
    if (groupingOf !== undefined) return `${left.has(groupingOf) ? 1 : 0} AS c${i}`;
    return `${left.has(expression.sql) ? 'NULL' : expression.sql} AS c${i}`;
  });
  const tail = `${by.length === 0 ? '' : `GROUP BY ${by.join(', ')}`}${having ? ` HAVING ${having.text}` : ''}`;
  return sql(list.join(', '), { text: tail, values: having?.values ?? [] });
}

/** Order by a selected column: by its number, which also works over a UNION. */
function orderSql({ scope, query }: Statement, columns: readonly AggregateColumn[]): string {
  if (query.orderBy.length === 0) return '';
  const terms = query.orderBy.map(({ by, descending, nullsLast }) => {
    const grouping = 'call' in by && by.call.name === 'GROUPING';
    const { sql } = bindOperand(scope, grouping ? groupingArgument(by.call) : by, query.alias);
    const at = columns.findIndex(({ expression, groupingOf }) =>
      grouping ? groupingOf === sql : groupingOf === undefined && expression.sql === sql,
    );
    if (at < 0) throw unsupported('ORDER BY an expression of a grouped query that is not selected');
    return `${at + 1} ${descending ? 'DESC' : 'ASC'} NULLS ${nullsLast ? 'LAST' : 'FIRST'}`;
  });
  return ` ORDER BY ${terms.join(', ')}`;
}

function resultOf(columns: readonly AggregateColumn[], row: StoredRow): QueryRecord {
  // A checkbox is never empty, but what a row sums over is.
  const shown = (field: FieldType, value: StoredRow[string] | undefined) =>
    (value ?? null) === null ? null : jsonValue(field, value);
  const values = columns.map(({ name, expression }, i) => [name, shown(expression.field, row[`c${i}`])] as const);
  return { attributes: { type: 'AggregateResult' }, ...Object.fromEntries(values) };
}
