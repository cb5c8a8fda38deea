import type { UserAccess } from '../enforce/user-access.ts';
import type { Org } from '../org.ts';
import { isCompound } from '../schema/compound.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { quoted } from '../store/tables.ts';
import { conditionSql } from './conditions.ts';
import { bindOperand } from './functions.ts';
import { malformed, unsupported } from './query-error.ts';
import { checkOffset, equalsOf } from './query-restrictions.ts';
import type { Condition, QueryTree } from './query-tree.ts';
import { bindPath, fromSql, openScope, type Scope, type Sql } from './scope.ts';
import { checkVirtual } from './virtual-restrictions.ts';

/** Source: SOQL reference, semi-joins. */
const MAX_SEMI_JOINS = 2;

export interface StatementOptions {
  readonly org: Org;
  readonly access: UserAccess;
  readonly query: QueryTree;
  /** Deleted records too. */
  readonly all: boolean;
  readonly alias?: string;
  /** Object when it is not what FROM says: the children of a relationship. */
  readonly object?: ObjectType;
}

/** A query with its names bound, ready to be written as SQL with whatever columns are asked of it. */
export interface Statement {
  readonly scope: Scope;
  readonly query: QueryTree;
  readonly where: readonly Sql[];
  readonly orderBy: string;
  /** The whole SELECT. Columns must be bound before: their joins go in. */
  sql(columns: string, tail?: Sql, more?: readonly Sql[]): Sql;
}

export function createStatement({ org, access, query, all, alias = 't', object }: StatementOptions): Statement {
  checkOffset(query);
  const from = object?.name ?? query.from;
  const equals = new Map([...equalsOf(query.where)].map(([path, values]) => [trueSpelling(org, from, path), values]));
  const scope = openScope({ org, access, from, text: query.text, alias, equals, all });
  // Children are filtered by their parents.
  if (!object) checkVirtual(scope.object, query, equals);
  const where: Sql[] = [];
  if (query.where) where.push(conditionSql(contextOf(scope, query, all, false), query.where));
  const deleted = org.schema.field(scope.object, 'IsDeleted');
  if (deleted && !all && scope.object.kind !== 'log')
    where.push({ text: `${quoted(alias)}."IsDeleted" = 0`, values: [] });
  if (query.scope !== undefined) where.push(...scopeSql(scope, query.scope));
  return {
    scope,
    query,
    where,
    get orderBy() {
      return orderSql(scope, query);
    },
    sql: (columns, tail, more = []) => {
      const { from: tables, visible } = fromSql(scope);
      const conditions = [...where, ...more, ...(visible ? [visible] : [])];
      const text = conditions.length === 0 ? '' : ` WHERE ${conditions.map((one) => one.text).join(' AND ')}`;
      return {
        text: `SELECT ${columns} ${tables.text}${text}${tail ? ` ${tail.text}` : ''}`,
        values: [...tables.values, ...conditions.flatMap(({ values }) => values), ...(tail?.values ?? [])],
      };
    },
  };
}

/** The condition context of a scope; HAVING allows aggregates. */
export function contextOf(scope: Scope, query: QueryTree, all: boolean, allowsAggregates: boolean) {
  let semiJoins = 0;
  return {
    scope,
    alias: query.alias,
    allowsAggregates,
    semiJoin: (inner: QueryTree, field: FieldType): Sql => {
      semiJoins += 1;
      if (semiJoins > MAX_SEMI_JOINS) throw malformed(`Maximum ${MAX_SEMI_JOINS} semi join sub-selects are allowed`);
      return semiJoinSelect(scope, inner, field, all, semiJoins);
    },
  };
}

function hasSemiJoin(condition: Condition | undefined): boolean {
  if (condition?.kind === 'and' || condition?.kind === 'or') return condition.parts.some(hasSemiJoin);
  return condition?.kind === 'semi-join' || (condition?.kind === 'not' && hasSemiJoin(condition.part));
}

/** The ids of a subquery in WHERE. */
function semiJoinSelect(
  { org, access, text, alias }: Scope,
  query: QueryTree,
  field: FieldType,
  all: boolean,
  number: number,
): Sql {
  // Source: SOQL reference, semi-joins: what their subqueries cannot have would not be answered rightly.
  if (query.orderBy.length > 0 || query.limit !== undefined || query.offset !== undefined)
    throw malformed('Semi join sub-selects cannot have ORDER BY, LIMIT or OFFSET');
  if (query.groupBy || query.having) throw malformed('Semi join sub-selects cannot group');
  const [item, ...others] = query.select;
  if (item?.kind !== 'path' || others.length > 0)
    throw malformed('Semi join sub-selects must select exactly one field');
  // From memory, as is the text on OR.
  if (hasSemiJoin(query.where)) throw malformed('Nesting of semi join sub-selects is not supported');
  const statement = createStatement({ org, access, query: { ...query, text }, all, alias: `${alias}s${number}` });
  const path = bindPath(statement.scope, item.path, query.alias);
  if (path.field.type !== 'id' && path.field.type !== 'reference') {
    throw malformed(`Semi join sub-selects select an id or a reference, not ${path.field.name}`);
  }
  const targets = path.field.type === 'id' ? [statement.scope.object.name] : path.field.referenceTo;
  if (field.type === 'reference' && !targets.some((target) => field.referenceTo.includes(target))) {
    throw malformed(
      `The selected field '${path.field.name}' in the subquery and the left operand field '${field.name}' in the where expression in the outer query should point to the same object type`,
    );
  }
  return statement.sql(path.sql, undefined, [{ text: `${path.sql} IS NOT NULL`, values: [] }]);
}

function scopeSql({ access, object, alias }: Scope, name: string): readonly Sql[] {
  if (name.toLowerCase() === 'everything') return [];
  if (name.toLowerCase() !== 'mine') throw unsupported(`USING SCOPE ${name}`);
  const owner = object.fields.find((field) => field.name === 'OwnerId');
  if (!owner) throw malformed(`USING SCOPE mine is not supported on ${object.name}`);
  return [{ text: `${quoted(alias)}."OwnerId" = ?`, values: [access.userId] }];
}

/** Order by what is asked, then by id, so that pages fit together. */
function orderSql(scope: Scope, query: QueryTree): string {
  const terms = query.orderBy.map(({ by, descending, nullsLast }) => {
    const { sql, field, isAggregate } = bindOperand(scope, by, query.alias);
    if (isAggregate) return '';
    if (field.type === 'textarea' || field.type === 'multipicklist' || isCompound(field) || field.type === 'base64') {
      throw malformed(`field '${field.name}' can not be sorted in a query call`);
    }
    return `${sql} ${descending ? 'DESC' : 'ASC'} NULLS ${nullsLast ? 'LAST' : 'FIRST'}`;
  });
  return [...terms.filter((term) => term !== ''), `${quoted(scope.alias)}."Id"`].join(', ');
}

/** A path in its true spelling, for those who make rows from filters. */
function trueSpelling({ schema }: Org, from: string, path: string): string {
  let object = schema.object(from);
  const segments = path.split('.');
  const spelled = segments.map((segment, at) => {
    if (!object) return segment;
    if (at === segments.length - 1) return schema.field(object, segment)?.name ?? segment;
    const lookup = object.fields.find(
      ({ relationshipName }) => relationshipName?.toLowerCase() === segment.toLowerCase(),
    );
    object = schema.object(lookup?.referenceTo[0] ?? '');
    return lookup?.relationshipName ?? segment;
  });
  return spelled.join('.');
}
