import type { SQLInputValue } from 'node:sqlite';
import { OrgError } from '../org-error.ts';
import type { FieldType } from '../schema/object-type.ts';
import { fullId } from '../store/ids.ts';
import { dayOf, daysOf, dayText } from './date-literals.ts';
import { type BoundExpression, bindOperand } from './functions.ts';
import { errorAt, malformed } from './query-error.ts';
import { checkFilter } from './query-restrictions.ts';
import type { Condition, Literal, Operand, Operator, QueryTree } from './query-tree.ts';
import type { Scope, Sql } from './scope.ts';

export interface ConditionContext {
  readonly scope: Scope;
  readonly alias: string | undefined;
  /** SQL of a subquery that gives one column of ids. */
  readonly semiJoin: (query: QueryTree, field: FieldType) => Sql;
  /** HAVING may use aggregates, WHERE may not. */
  readonly allowsAggregates: boolean;
}

const NUMBERS: ReadonlySet<string> = new Set(['int', 'double', 'currency', 'percent']);

/** A condition as SQL that is true or not: below NOT nothing is unknown, as in SOQL. */
export function conditionSql(context: ConditionContext, condition: Condition): Sql {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      if (condition.kind === 'or' && condition.parts.some(({ kind }) => kind === 'semi-join'))
        throw malformed("Semi join sub-selects are not allowed with the 'OR' operator");
      const parts = condition.parts.map((part) => conditionSql(context, part));
      return joined(parts, condition.kind === 'and' ? 'AND' : 'OR');
    }
    case 'not': {
      const part = conditionSql(context, condition.part);
      return { text: `NOT (${part.text} IS TRUE)`, values: part.values };
    }
    case 'semi-join':
      return semiJoinSql(context, condition);
    case 'test': {
      const expression = bound(context, condition.operand);
      checkFilter(context.scope, condition, expression);
      return testSql(context, expression, condition.operator, condition.values);
    }
  }
}

/** A long chain as a balanced tree: databases count how deep an expression is. */
function joined(parts: readonly Sql[], operator: 'AND' | 'OR'): Sql {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const middle = parts.length >> 1;
  const [left, right] = [joined(parts.slice(0, middle), operator), joined(parts.slice(middle), operator)];
  return { text: `(${left.text} ${operator} ${right.text})`, values: [...left.values, ...right.values] };
}

function bound(context: ConditionContext, operand: Operand): BoundExpression {
  const expression = bindOperand(context.scope, operand, context.alias);
  if (expression.isAggregate && !context.allowsAggregates) {
    throw malformed(
      `Aggregate functions stand in SELECT, HAVING and ORDER BY, not in WHERE: ${'call' in operand ? operand.call.text : ''}`,
    );
  }
  return expression;
}

function semiJoinSql(context: ConditionContext, condition: Extract<Condition, { kind: 'semi-join' }>): Sql {
  const { operator, operand, query } = condition;
  const expression = bound(context, operand);
  if (operator !== 'IN' && operator !== 'NOT IN')
    throw malformed(`A subquery in WHERE stands behind IN or NOT IN, not behind ${operator}.`);
  if (expression.field.type !== 'id' && expression.field.type !== 'reference') {
    throw malformed(
      `Semi join sub-selects are allowed on id and reference fields only, not on ${expression.field.name}`,
    );
  }
  const { text, values } = context.semiJoin(query, expression.field);
  if (operator === 'IN') return { text: `${expression.sql} IN (${text})`, values };
  return { text: `(${expression.sql} IS NULL OR ${expression.sql} NOT IN (${text}))`, values };
}

function testSql(
  { scope }: ConditionContext,
  expression: BoundExpression,
  operator: Operator,
  values: readonly Literal[],
): Sql {
  const { sql, field } = expression;
  const [first] = values;
  if (!first) throw malformed(`A value is missing behind ${operator}`);
  if (operator === 'IN' || operator === 'NOT IN') return listSql(scope, expression, operator, values);
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') return picksSql(expression, operator, values);
  if (operator === 'LIKE') {
    if (
      first.type !== 'string' ||
      NUMBERS.has(field.type) ||
      field.type === 'boolean' ||
      field.type === 'date' ||
      field.type === 'datetime'
    ) {
      throw new OrgError(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid operator on ${field.name}: LIKE`);
    }
    return likeSql(sql, first);
  }
  if (first.type === 'null') return nullSql(sql, field, operator);
  if (first.type === 'date-literal' || (first.type === 'date' && field.type === 'datetime'))
    return rangeSql(scope, expression, operator, first);
  const value = literalValue(scope, field, first);
  const [column, mark] = isFolded(field, [value]) ? [`fold(${sql})`, 'fold(?)'] : [sql, '?'];
  if (operator === '!=') return { text: `${column} IS NOT ${mark}`, values: [value] };
  return { text: `${column} ${operator} ${mark}`, values: [value] };
}

/** Texts are compared in any case; the database does that for ASCII alone. */
function isFolded(field: FieldType, values: readonly SQLInputValue[]): boolean {
  const isId = field.type === 'id' || field.type === 'reference';
  return !isId && values.some((value) => typeof value === 'string' && /[^ -~]/.test(value));
}

function likeSql(sql: string, { value, pattern = value }: Literal): Sql {
  const [column, mark] = /[^ -~]/.test(pattern) ? [`fold(${sql})`, 'fold(?)'] : [sql, '?'];
  // A backslash at the end would escape nothing.
  const whole = /(?:^|[^\\])(?:\\\\)*\\$/.test(pattern) ? `${pattern}\\` : pattern;
  return { text: `${column} LIKE ${mark} ESCAPE '\\'`, values: [whole] };
}

/** A boolean is never null: null is false (SOQL reference, `null` in WHERE). */
function nullSql(sql: string, field: FieldType, operator: Operator): Sql {
  if (operator !== '=' && operator !== '!=')
    throw new OrgError(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid operator on ${field.name}: ${operator} null`);
  if (field.type === 'boolean') return { text: `${sql} = ${operator === '=' ? 0 : 1}`, values: [] };
  return { text: `${sql} IS ${operator === '=' ? '' : 'NOT '}NULL`, values: [] };
}

function listSql(
  scope: Scope,
  { sql, field }: BoundExpression,
  operator: 'IN' | 'NOT IN',
  values: readonly Literal[],
): Sql {
  const given = values.filter(({ type }) => type !== 'null').map((value) => literalValue(scope, field, value));
  const hasNull = given.length < values.length;
  const folded = isFolded(field, given);
  // One value for the whole list: a query of 100,000 characters has more of them than a statement may have.
  const list = `(SELECT ${folded ? 'fold(value)' : 'value'} FROM json_each(?))`;
  const column = folded ? `fold(${sql})` : sql;
  const bindings = [JSON.stringify(given)];
  if (operator === 'IN')
    return { text: `(${column} IN ${list}${hasNull ? ` OR ${sql} IS NULL` : ''})`, values: bindings };
  return {
    text: `(${sql} IS NOT NULL AND ${column} NOT IN ${list}${hasNull ? '' : ` OR ${sql} IS NULL`})`,
    values: bindings,
  };
}

/** `INCLUDES ('A;B', 'C')`: A and B, or C. */
function picksSql({ sql, field }: BoundExpression, operator: 'INCLUDES' | 'EXCLUDES', values: readonly Literal[]): Sql {
  if (field.type !== 'multipicklist')
    throw new OrgError(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid operator on ${field.name}: ${operator}`);
  const wanted = values.map(({ value }) => value.split(';'));
  const one = (picks: readonly string[]) =>
    picks.map(() => `(';' || ${sql} || ';') LIKE ('%;' || ? || ';%')`).join(' AND ');
  const any = wanted.map((picks) => `(${one(picks)})`).join(' OR ');
  const text = operator === 'INCLUDES' ? `(${any})` : `NOT ((${any}) IS TRUE)`;
  return { text, values: wanted.flat() };
}

function rangeSql({ org, text }: Scope, { sql, field }: BoundExpression, operator: Operator, literal: Literal): Sql {
  if (field.type !== 'date' && field.type !== 'datetime') throw wrongLiteral(text, field, literal);
  const { start, end } = literal.type === 'date' ? dayOf(literal.value) : daysOf(literal.value, org.now());
  if (Number.isNaN(start.getTime())) throw malformed(`Invalid date: ${literal.value}`);
  const textOf = field.type === 'date' ? dayText : (moment: Date) => moment.toISOString();
  const [from, to] = [textOf(start), textOf(end)];
  switch (operator) {
    case '=':
      return { text: `(${sql} >= ? AND ${sql} < ?)`, values: [from, to] };
    case '!=':
      return { text: `(${sql} IS NULL OR ${sql} < ? OR ${sql} >= ?)`, values: [from, to] };
    case '<':
      return { text: `${sql} < ?`, values: [from] };
    case '<=':
      return { text: `${sql} < ?`, values: [to] };
    case '>':
      return { text: `${sql} >= ?`, values: [to] };
    default:
      return { text: `${sql} >= ?`, values: [from] };
  }
}

/** A literal as the store keeps values of the field's type. */
function literalValue({ text, org }: Scope, field: FieldType, literal: Literal): SQLInputValue {
  const { type, value } = literal;
  if (field.type === 'boolean') {
    if (type !== 'boolean') throw wrongLiteral(text, field, literal);
    return value === 'true' ? 1 : 0;
  }
  if (NUMBERS.has(field.type)) {
    if (type !== 'number') throw wrongLiteral(text, field, literal);
    return Number(value);
  }
  if (field.type === 'date' || field.type === 'datetime') return momentValue(text, field, literal);
  if (type !== 'string') throw wrongLiteral(text, field, literal);
  if (field.type !== 'id' && (field.type !== 'reference' || org.schema.object('EntityDefinition') === undefined))
    return value;
  return idValue(field, value);
}

/** Ids of virtual objects are names; records have 15 or 18 characters. */
function idValue(field: FieldType, value: string): string {
  const isVirtual = field.referenceTo.includes('EntityDefinition') || field.referenceTo.includes('FieldDefinition');
  if (isVirtual) return value;
  const id = fullId(value);
  if (id !== undefined) return id;
  if (value === '') return value;
  throw new OrgError(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${value}`);
}

function momentValue(text: string, field: FieldType, literal: Literal): string {
  if (literal.type === 'date' && field.type === 'date' && !Number.isNaN(Date.parse(literal.value)))
    return literal.value;
  if (literal.type === 'datetime') {
    const moment = new Date(literal.value.replace(/ (\d{2}:\d{2})$/, '+$1'));
    if (!Number.isNaN(moment.getTime())) return field.type === 'date' ? dayText(moment) : moment.toISOString();
  }
  throw wrongLiteral(text, field, literal);
}

function wrongLiteral(text: string, field: FieldType, { type }: Literal): OrgError {
  const quotes = type === 'string' ? 'should not be enclosed in quotes' : 'should be enclosed in quotes';
  const isText = !NUMBERS.has(field.type) && !['boolean', 'date', 'datetime'].includes(field.type);
  const wanted = NUMBERS.has(field.type)
    ? field.type
    : field.type === 'datetime'
      ? 'dateTime'
      : isText
        ? 'string'
        : field.type;
  const advice = type === 'string' || isText ? ` and ${quotes}` : '';
  return errorAt(
    'INVALID_FIELD',
    text,
    field.name,
    `value of filter criterion for field '${field.name}' must be of type ${wanted}${advice}`,
  );
}
