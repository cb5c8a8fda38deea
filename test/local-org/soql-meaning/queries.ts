import fc from 'fast-check';
import { KINDS, NOW, NUMBERS, PICKS, TEXTS, type ThingField } from './things.ts';

/** A field of the thing itself, or of its parent. */
export interface Path {
  readonly field: ThingField;
  readonly ofParent: boolean;
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Value = string | number | boolean | null;

export type Test =
  | { readonly is: 'compare'; readonly path: Path; readonly by: Comparison; readonly value: Value }
  | { readonly is: 'like'; readonly path: Path; readonly pattern: string }
  | { readonly is: 'in' | 'not in'; readonly path: Path; readonly values: readonly Value[] }
  | { readonly is: 'includes' | 'excludes'; readonly path: Path; readonly values: readonly string[] }
  | { readonly is: 'date'; readonly path: Path; readonly by: Comparison; readonly literal: string }
  | { readonly is: 'parent in' | 'parent not in' | 'has child' | 'has no child'; readonly where: Condition };

export type Condition =
  | Test
  | { readonly is: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly is: 'not'; readonly part: Condition };

export interface Order {
  readonly path: Path;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

export interface PlainQuery {
  readonly where: Condition | undefined;
  readonly order: readonly Order[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
  /** What is asked of the children, where they are asked for. */
  readonly children: { readonly where: Condition | undefined; readonly limit: number | undefined } | undefined;
}

export const AGGREGATES = ['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX'] as const;
export interface Aggregate {
  readonly name: (typeof AGGREGATES)[number];
  readonly field: 'Number__c';
}

export interface GroupedQuery {
  readonly where: Condition | undefined;
  readonly by: readonly ('Kind__c' | 'Flag__c' | 'Day__c')[];
  readonly rollup: boolean;
  readonly aggregates: readonly Aggregate[];
  /** `HAVING COUNT(Id) > …`. */
  readonly moreThan: number | undefined;
}

const path = (...fields: readonly ThingField[]): fc.Arbitrary<Path> =>
  fc.record({ field: fc.constantFrom(...fields), ofParent: fc.nat(3).map((number) => number === 0) });
const comparison = fc.constantFrom<Comparison>('=', '!=', '<', '<=', '>', '>=');
const equality = fc.constantFrom<Comparison>('=', '!=');
const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });

const compare = (
  of: fc.Arbitrary<Path>,
  by: fc.Arbitrary<Comparison>,
  value: fc.Arbitrary<Value>,
): fc.Arbitrary<Test> => fc.record({ is: fc.constant('compare' as const), path: of, by, value });
const listed = (of: fc.Arbitrary<Path>, values: readonly Value[]): fc.Arbitrary<Test> =>
  fc.record({ is: fc.constantFrom('in' as const, 'not in' as const), path: of, values: some(values) });

const LITERALS = [
  'TODAY',
  'YESTERDAY',
  'TOMORROW',
  'LAST_N_DAYS:3',
  'NEXT_N_DAYS:3',
  'N_DAYS_AGO:2',
  'THIS_WEEK',
  'LAST_WEEK',
  'NEXT_WEEK',
  'THIS_MONTH',
  'LAST_MONTH',
  'LAST_N_MONTHS:2',
  'THIS_QUARTER',
  'LAST_QUARTER',
  'THIS_YEAR',
  'LAST_YEAR',
  'NEXT_YEAR',
];
const days = fc.integer({ min: -9, max: 9 }).map((day) => new Date(NOW.getTime() + day * 86_400_000).toISOString());

const test: fc.Arbitrary<Test> = fc.oneof(
  compare(path('Text__c', 'Kind__c'), comparison, fc.constantFrom(...TEXTS, ...KINDS)),
  compare(path('Text__c', 'Kind__c', 'Number__c', 'Day__c', 'When__c', 'Picks__c'), equality, fc.constant(null)),
  compare(path('Number__c'), comparison, fc.constantFrom(...NUMBERS)),
  compare(path('Flag__c'), equality, fc.boolean()),
  compare(
    path('Day__c'),
    comparison,
    days.map((day) => day.slice(0, 10)),
  ),
  compare(path('When__c'), comparison, days),
  fc.record({
    is: fc.constant('like' as const),
    path: path('Text__c', 'Kind__c'),
    pattern: fc.constantFrom('a%', '%b%', '_', '_b%', '%', 'b\\%', '\\_b', '%\\\\%', 'A', "it's", '%C'),
  }),
  listed(path('Text__c'), [...TEXTS, null]),
  listed(path('Number__c'), [...NUMBERS, null]),
  fc.record({
    is: fc.constantFrom('includes' as const, 'excludes' as const),
    path: path('Picks__c'),
    values: some([...PICKS, 'p;q', 'q;r', 'p;q;r']),
  }),
  fc.record({
    is: fc.constant('date' as const),
    path: path('Day__c', 'When__c'),
    by: comparison,
    literal: fc.constantFrom(...LITERALS),
  }),
);

const { simple } = fc.letrec<{ simple: Condition; part: Condition }>((tie) => ({
  simple: fc.oneof(
    { depthSize: 'small' },
    test,
    fc.record({
      is: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('simple'), { minLength: 2, maxLength: 3 }),
    }),
    test.map((part) => ({ is: 'not' as const, part })),
  ) as fc.Arbitrary<Condition>,
  part: test,
}));

/** A subquery may stand beside other conditions, not behind OR. */
const joins = fc.record({
  is: fc.constantFrom('parent in' as const, 'parent not in' as const, 'has child' as const, 'has no child' as const),
  where: simple,
});
const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: simple },
  { weight: 1, arbitrary: joins },
  { weight: 1, arbitrary: fc.tuple(simple, joins).map((parts) => ({ is: 'and' as const, parts })) },
);

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

export const plainQueries: fc.Arbitrary<PlainQuery> = fc.record({
  where: maybe(condition),
  order: fc.array(
    fc.record({
      path: path('Text__c', 'Kind__c', 'Number__c', 'Flag__c', 'Day__c', 'When__c'),
      descending: fc.boolean(),
      nullsLast: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  limit: maybe(fc.nat(6)),
  offset: maybe(fc.nat(4)),
  children: maybe(fc.record({ where: maybe(simple), limit: maybe(fc.nat(2)) })),
});

export const groupedQueries: fc.Arbitrary<GroupedQuery> = fc.record({
  where: maybe(condition),
  by: fc.uniqueArray(fc.constantFrom('Kind__c' as const, 'Flag__c' as const, 'Day__c' as const), { maxLength: 3 }),
  rollup: fc.boolean(),
  aggregates: fc
    .uniqueArray(fc.constantFrom(...AGGREGATES), { minLength: 1, maxLength: 6 })
    .map((names) => names.map((name) => ({ name, field: 'Number__c' as const }))),
  moreThan: maybe(fc.nat(3)),
});

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
/** In LIKE a backslash is written by whoever means one. */
const likeText = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

function literal(value: Value, { field }: Path): string {
  if (typeof value !== 'string') return String(value);
  return field === 'Day__c' || field === 'When__c' ? value : quoted(value);
}

const pathText = ({ field, ofParent }: Path): string => (ofParent ? `Parent__r.${field}` : field);

export function conditionText(condition: Condition): string {
  switch (condition.is) {
    case 'and':
    case 'or':
      return `(${condition.parts.map(conditionText).join(` ${condition.is.toUpperCase()} `)})`;
    case 'not':
      return `(NOT ${conditionText(condition.part)})`;
    case 'compare':
      return `${pathText(condition.path)} ${condition.by} ${literal(condition.value, condition.path)}`;
    case 'date':
      return `${pathText(condition.path)} ${condition.by} ${condition.literal}`;
    case 'like':
      return `${pathText(condition.path)} LIKE ${likeText(condition.pattern)}`;
    case 'in':
    case 'not in':
      return `${pathText(condition.path)} ${condition.is.toUpperCase()} (${condition.values.map((value) => literal(value, condition.path)).join(', ')})`;
    case 'includes':
    case 'excludes':
      return `${pathText(condition.path)} ${condition.is.toUpperCase()} (${condition.values.map(quoted).join(', ')})`;
    case 'parent in':
    case 'parent not in':
      return `Parent__c ${condition.is.slice(7).toUpperCase()} (SELECT Id FROM Thing__c WHERE ${conditionText(condition.where)})`;
    default:
      return `Id ${condition.is === 'has child' ? 'IN' : 'NOT IN'} (SELECT Parent__c FROM Thing__c WHERE ${conditionText(condition.where)})`;
  }
}

const whereText = (where: Condition | undefined): string => (where ? ` WHERE ${conditionText(where)}` : '');
const limitText = (limit: number | undefined): string => (limit === undefined ? '' : ` LIMIT ${limit}`);

export function plainText({ where, order, limit, offset, children }: PlainQuery): string {
  const child = children
    ? `, (SELECT Id FROM Things__r${whereText(children.where)} ORDER BY Id${limitText(children.limit)})`
    : '';
  const by = order.map(
    (one) => `${pathText(one.path)} ${one.descending ? 'DESC' : 'ASC'} NULLS ${one.nullsLast ? 'LAST' : 'FIRST'}`,
  );
  const skip = offset === undefined ? '' : ` OFFSET ${offset}`;
  return `SELECT Id, Text__c, Parent__r.Text__c${child} FROM Thing__c${whereText(where)} ORDER BY ${[...by, 'Id'].join(', ')}${limitText(limit)}${skip}`;
}

export function groupedText({ where, by, rollup, aggregates, moreThan }: GroupedQuery): string {
  const select = [...by, ...aggregates.map(({ name, field }) => `${name}(${field})`)].join(', ');
  const grouped = by.length === 0 ? '' : ` GROUP BY ${rollup ? `ROLLUP(${by.join(', ')})` : by.join(', ')}`;
  const having = by.length === 0 || moreThan === undefined ? '' : ` HAVING COUNT(Id) > ${moreThan}`;
  return `SELECT ${select} FROM Thing__c${whereText(where)}${grouped}${having}`;
}
