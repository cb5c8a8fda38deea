import { isCompound } from '../schema/compound.ts';
import type { FieldType } from '../schema/object-type.ts';
import { malformed, unsupported } from './query-error.ts';
import { checkAggregated } from './query-restrictions.ts';
import type { FunctionCall } from './query-tree.ts';
import { type BoundPath, bindPath, type Scope } from './scope.ts';

/** An expression: a field, or a function of fields. */
export interface BoundExpression {
  readonly sql: string;
  readonly field: FieldType;
  readonly path: BoundPath | undefined;
  readonly isAggregate: boolean;
}

const AGGREGATES: ReadonlyMap<string, (sql: string) => string> = new Map(
  Object.entries({
    COUNT: (sql: string) => `COUNT(${sql})`,
    COUNT_DISTINCT: (sql: string) => `COUNT(DISTINCT ${sql})`,
    // As floating point: a sum of whole numbers can be larger than the database allows them to be.
    SUM: (sql: string) => `SUM(CAST(${sql} AS REAL))`,
    AVG: (sql: string) => `AVG(${sql})`,
    MIN: (sql: string) => `MIN(${sql})`,
    MAX: (sql: string) => `MAX(${sql})`,
  }),
);

const part = (format: string) => (sql: string) => `CAST(strftime('${format}', ${sql}) AS INTEGER)`;
const quarterOf = (sql: string) => `((CAST(strftime('%m', ${sql}) AS INTEGER) + 2) / 3)`;

/** Parts of a date; fiscal years are calendar years. Source: SOQL reference, "Date Functions". */
const DATE_PARTS: ReadonlyMap<string, (sql: string) => string> = new Map(
  Object.entries({
    CALENDAR_YEAR: part('%Y'),
    CALENDAR_MONTH: part('%m'),
    CALENDAR_QUARTER: quarterOf,
    FISCAL_YEAR: part('%Y'),
    FISCAL_MONTH: part('%m'),
    FISCAL_QUARTER: quarterOf,
    DAY_IN_MONTH: part('%d'),
    DAY_IN_YEAR: part('%j'),
    DAY_IN_WEEK: (sql: string) => `(CAST(strftime('%w', ${sql}) AS INTEGER) + 1)`,
    HOUR_IN_DAY: part('%H'),
    WEEK_IN_MONTH: (sql: string) => `((CAST(strftime('%d', ${sql}) AS INTEGER) + 6) / 7)`,
    WEEK_IN_YEAR: (sql: string) => `((CAST(strftime('%j', ${sql}) AS INTEGER) + 6) / 7)`,
  }),
);

/** Functions that change how a value looks: here it stays as it is. */
const UNCHANGED: ReadonlySet<string> = new Set(['TOLABEL', 'FORMAT', 'CONVERTCURRENCY', 'CONVERTTIMEZONE']);
const NUMBERS: ReadonlySet<string> = new Set(['int', 'double', 'currency', 'percent']);

/** A field that may stand in an aggregate. Source: SOQL reference, "Support for Field Types in Aggregate Functions". */
function checkAggregate(name: string, field: FieldType, text: string): void {
  const isNumber = NUMBERS.has(field.type);
  if ((name === 'SUM' || name === 'AVG') && !isNumber)
    throw malformed(`field ${field.name} does not support aggregate operator ${name}`);
  if (
    field.type === 'textarea' ||
    isCompound(field) ||
    field.type === 'base64' ||
    (field.type === 'boolean' && name !== 'COUNT')
  ) {
    throw malformed(`field ${field.name} does not support aggregate operator ${name}: ${text}`);
  }
}

export function bindFunction(scope: Scope, call: FunctionCall, alias?: string): BoundExpression {
  const [argument] = call.arguments;
  if (call.name === 'COUNT' && argument === undefined)
    return { sql: 'COUNT(*)', field: numberField(scope, 'int'), path: undefined, isAggregate: true };
  if (argument === undefined) throw malformed(`${call.name} needs a field: ${call.text}`);
  const inner =
    typeof argument === 'string' ? plain(bindPath(scope, argument, alias)) : bindFunction(scope, argument, alias);
  const aggregate = AGGREGATES.get(call.name);
  if (aggregate) {
    checkAggregate(call.name, inner.field, call.text);
    checkAggregated(scope, call.name, inner.field.name);
    const counts = call.name.startsWith('COUNT');
    const field = counts
      ? numberField(scope, 'int')
      : call.name === 'AVG'
        ? { ...inner.field, type: 'double' as const }
        : inner.field;
    return { sql: aggregate(inner.sql), field, path: undefined, isAggregate: true };
  }
  const datePart = DATE_PARTS.get(call.name);
  if (datePart) {
    checkDate(call, inner.field);
    return { sql: datePart(inner.sql), field: numberField(scope, 'int'), path: undefined, isAggregate: false };
  }
  if (call.name === 'DAY_ONLY') {
    checkDate(call, inner.field);
    return {
      sql: `substr(${inner.sql}, 1, 10)`,
      field: { ...inner.field, type: 'date' },
      path: undefined,
      isAggregate: false,
    };
  }
  if (UNCHANGED.has(call.name)) return { ...inner, path: undefined };
  throw unsupported(`the function ${call.name}`);
}

function plain(path: BoundPath): BoundExpression {
  return { sql: path.sql, field: path.field, path, isAggregate: false };
}

export function bindOperand(
  scope: Scope,
  operand: { readonly path: string } | { readonly call: FunctionCall },
  alias?: string,
): BoundExpression {
  return 'path' in operand ? plain(bindPath(scope, operand.path, alias)) : bindFunction(scope, operand.call, alias);
}

function checkDate({ name, text }: FunctionCall, field: FieldType): void {
  if (field.type === 'date' || field.type === 'datetime') return;
  throw malformed(`${name} needs a date: ${text}`);
}

function numberField({ object }: Scope, type: 'int' | 'double'): FieldType {
  const [any] = object.fields;
  if (!any) throw new Error(`${object.name} has no fields`);
  return { ...any, name: 'expr', type, referenceTo: [] };
}
