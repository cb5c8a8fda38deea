import { createRequire } from 'node:module';
import type {
  FieldType,
  FunctionExp,
  HavingClause,
  OrderByClause,
  Query,
  QueryBase,
  Subquery,
  WhereClause,
} from '@jetstreamapp/soql-parser-js';
import { malformed, unsupported } from './query-error.ts';
import type {
  Condition,
  FunctionCall,
  Grouping,
  Literal,
  Operand,
  Operator,
  Ordering,
  QueryTree,
  SelectItem,
} from './query-tree.ts';

/** Source: SOQL reference, limits. */
const MAX_LENGTH = 100_000;
const MAX_DEPTH = 60;

type Parser = typeof import('@jetstreamapp/soql-parser-js');
const require = createRequire(import.meta.url);
let parser: Parser | undefined;

/** Loaded with the first query: the parser works out its grammar then, and an org that starts has not been asked anything. */
function parseQuery(text: string): Query {
  parser ??= require('@jetstreamapp/soql-parser-js') as Parser;
  return parser.parseQuery(text);
}

/**
 * Parses a query.
 *
 * @throws OrgError `MALFORMED_QUERY`
 */
export function parseSoql(soql: string): QueryTree {
  if (soql.length > MAX_LENGTH) throw malformed(`SOQL statements cannot be longer than ${MAX_LENGTH} characters.`);
  const { text, allRows } = withoutAllRows(soql.trim());
  const code = withoutTexts(text);
  refuseDepth(code);
  let parsed: Query;
  try {
    parsed = parseQuery(withPlainAliases(text));
  } catch (error) {
    throw malformed(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
  if (!parsed.sObject) throw malformed('unexpected end of query: FROM is missing');
  const tree = { ...treeOf(parsed, text, parsed.sObject), allRows };
  // The parser loses a NOT in some nestings: better no answer than a wrong one.
  if (countNots(tree) !== writtenNots(code)) throw unsupported('NOT directly within NOT');
  return tree;
}

function withoutAllRows(soql: string): { readonly text: string; readonly allRows: boolean } {
  const end = /\sALL\s+ROWS$/i.exec(soql);
  return end ? { text: soql.slice(0, end.index).trimEnd(), allRows: true } : { text: soql, allRows: false };
}

/** A query without what stands in quotes. */
function withoutTexts(text: string): string {
  return text.replaceAll(/'(?:\\.|[^'\\])*'/gs, "''");
}

/** Marks an alias that the parser takes for a word of the language: `MAX(LoginTime) last`. */
const MARK = 'alias__';
const WORD_ALIAS = /('(?:\\.|[^'\\])*')|(\)\s+)(first|last)(?=\s*,|\s+FROM\b)/gis;

function withPlainAliases(text: string): string {
  return text.replaceAll(WORD_ALIAS, (_all, literal?: string, before?: string, word?: string) =>
    literal === undefined ? `${before}${MARK}${word}` : literal,
  );
}

/** Deep nesting is refused before the parser descends into it. */
function refuseDepth(code: string): void {
  let depth = 0;
  for (const character of code) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth > MAX_DEPTH) throw malformed('The query is nested too deeply.');
  }
}

function writtenNots(code: string): number {
  return [...code.matchAll(/\bNOT\b(?!\s+IN\b)/gi)].length;
}

function countNots({ select, where, having }: QueryTree): number {
  const inside = select.reduce((sum, item) => sum + (item.kind === 'children' ? countNots(item.query) : 0), 0);
  return [where, having].reduce((sum, condition) => sum + (condition ? notsIn(condition) : 0), inside);
}

function notsIn(condition: Condition): number {
  switch (condition.kind) {
    case 'not':
      return 1 + notsIn(condition.part);
    case 'semi-join':
      return countNots(condition.query);
    case 'test':
      return 0;
    default:
      return condition.parts.reduce((sum, part) => sum + notsIn(part), 0);
  }
}

function treeOf(query: QueryBase, text: string, from: string): QueryTree {
  if (query.withDataCategory) throw unsupported('WITH DATA CATEGORY');
  if (query.update) throw unsupported(`UPDATE ${query.update}`);
  if (query.for?.toUpperCase() === 'UPDATE') throw unsupported('FOR UPDATE');
  const groupBy = query.groupBy === undefined ? [] : [query.groupBy].flat();
  return {
    text,
    from,
    alias: query.sObjectAlias,
    select: (query.fields ?? []).map((field) => selectItem(field, text, query.sObjectAlias)),
    where: query.where && conditionOf(query.where, text),
    groupBy: groupBy.length === 0 ? undefined : groupingOf(groupBy),
    having: query.having && conditionOf(query.having as WhereClause, text),
    orderBy: (query.orderBy === undefined ? [] : [query.orderBy].flat()).map(orderingOf),
    limit: rowCount(query.limit),
    offset: rowCount(query.offset),
    scope: query.usingScope,
    allRows: false,
  };
}

/** LIMIT and OFFSET are 32-bit numbers. */
function rowCount(value: number | undefined): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= 0 && value < 2 ** 31)) return value;
  throw malformed(`numeric value out of range: ${value}`);
}

function selectItem(field: FieldType, text: string, alias: string | undefined): SelectItem {
  switch (field.type) {
    case 'Field':
      return { kind: 'path', path: 'rawValue' in field ? field.rawValue : field.field, alias: field.alias };
    case 'FieldRelationship': {
      const path = [...field.relationships, field.field].join('.');
      const prefix = 'objectPrefix' in field && field.objectPrefix !== alias ? `${field.objectPrefix}.` : '';
      return { kind: 'path', path: `${prefix}${path}`, alias: 'alias' in field ? field.alias : undefined };
    }
    case 'FieldFunctionExpression':
      return { kind: 'function', call: callOf(field), alias: field.alias?.replace(MARK, '') };
    case 'FieldSubquery':
      return childrenItem(field.subquery, text);
    case 'FieldTypeof':
      return {
        kind: 'typeof',
        path: field.field,
        branches: field.conditions.map(({ type, objectType, fieldList }) => ({
          object: type === 'WHEN' ? objectType : undefined,
          fields: fieldList,
        })),
      };
  }
}

function childrenItem(subquery: Subquery, text: string): SelectItem {
  return {
    kind: 'children',
    relationship: subquery.relationshipName,
    query: treeOf(subquery, text, subquery.relationshipName),
  };
}

function callOf({ functionName = '', parameters = [], rawValue = '' }: FunctionExp): FunctionCall {
  return {
    name: functionName.toUpperCase(),
    arguments: parameters.map((parameter) => (typeof parameter === 'string' ? parameter : callOf(parameter))),
    text: rawValue === '' ? functionName : rawValue,
  };
}

function groupingOf(clauses: readonly ({ field: string } | { fn: FunctionExp })[]): Grouping {
  const first = clauses[0];
  if (first && 'fn' in first && /^(rollup|cube)$/i.test(first.fn.functionName ?? '')) {
    const by = (first.fn.parameters ?? []).map(
      (parameter): Operand => (typeof parameter === 'string' ? { path: parameter } : { call: callOf(parameter) }),
    );
    return { kind: /^rollup$/i.test(first.fn.functionName ?? '') ? 'rollup' : 'cube', by };
  }
  return {
    kind: 'plain',
    by: clauses.map((clause) => ('fn' in clause ? { call: callOf(clause.fn) } : { path: clause.field })),
  };
}

function orderingOf(clause: OrderByClause): Ordering {
  return {
    by: 'fn' in clause ? { call: callOf(clause.fn) } : { path: clause.field },
    descending: clause.order === 'DESC',
    // Source: SOQL reference, ORDER BY: null values are sorted first unless told otherwise.
    nullsLast: clause.nulls === 'LAST',
  };
}

/** The parser gives conditions as a chain with counts of parentheses; here it becomes tokens, and then a tree. */
type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | Condition;

function conditionOf(clause: WhereClause | HavingClause, text: string): Condition {
  const tokens: Token[] = [];
  for (let at: WhereClause | undefined = clause as WhereClause; at !== undefined; ) {
    const left: { readonly openParen?: number; readonly closeParen?: number } | null = at.left;
    const next: WhereClause | undefined = 'right' in at ? at.right : undefined;
    const operator: string | undefined = 'operator' in at ? at.operator : undefined;
    for (let open = left?.openParen ?? 0; open > 0; open--) tokens.push('(');
    if (left !== null && 'operator' in left) tokens.push(testOf(left as Parsed, text));
    for (let close = left?.closeParen ?? 0; close > 0; close--) tokens.push(')');
    if (operator !== undefined) tokens.push(operator as 'AND');
    at = next;
  }
  const cursor = { tokens, at: 0 };
  const tree = readChain(cursor);
  if (cursor.at < tokens.length) throw malformed("unexpected token: ')'");
  return tree;
}

interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
}

/** `a AND b AND c` or `a OR b`; both without parentheses is refused, as Salesforce does. */
function readChain(cursor: Cursor): Condition {
  const parts = [readPart(cursor)];
  let operator: 'AND' | 'OR' | undefined;
  for (;;) {
    const token = cursor.tokens[cursor.at];
    if (token !== 'AND' && token !== 'OR') break;
    if (operator !== undefined && token !== operator) throw malformed(`unexpected token: '${token}'`);
    operator = token;
    cursor.at += 1;
    parts.push(readPart(cursor));
  }
  const [only] = parts;
  if (operator === undefined && only) return only;
  return { kind: operator === 'OR' ? 'or' : 'and', parts };
}

function readPart(cursor: Cursor): Condition {
  const token = cursor.tokens[cursor.at];
  cursor.at += 1;
  if (token === 'NOT') return { kind: 'not', part: readPart(cursor) };
  if (token === '(') {
    const inner = readChain(cursor);
    if (cursor.tokens[cursor.at] !== ')') throw malformed("expecting a right parentheses, found 'end of query'");
    cursor.at += 1;
    return inner;
  }
  if (typeof token === 'object') return token;
  throw malformed(`unexpected token: '${token ?? 'end of query'}'`);
}

interface Parsed {
  readonly field?: string;
  readonly fn?: FunctionExp;
  readonly operator: string;
  readonly value?: string | readonly string[];
  readonly valueQuery?: Query;
  readonly literalType?: string | readonly string[];
}

function testOf(parsed: Parsed, text: string): Condition {
  const operand: Operand = parsed.fn ? { call: callOf(parsed.fn) } : { path: parsed.field ?? '' };
  const operator = parsed.operator.toUpperCase() as Operator;
  if (parsed.valueQuery) {
    if (!parsed.valueQuery.sObject) throw malformed('unexpected end of query: FROM is missing');
    return { kind: 'semi-join', operand, operator, query: treeOf(parsed.valueQuery, text, parsed.valueQuery.sObject) };
  }
  const values = [parsed.value ?? ''].flat();
  const types = [parsed.literalType ?? 'STRING'].flat();
  return {
    kind: 'test',
    operand,
    operator,
    values: values.map((value, at) => literalOf(value, types[at] ?? types[0] ?? 'STRING')),
  };
}

function literalOf(value: string, type: string): Literal {
  switch (type) {
    case 'STRING':
      return textLiteral(value.replace(/^'|'$/g, ''));
    case 'INTEGER':
    case 'DECIMAL':
      return { type: 'number', value };
    case 'INTEGER_WITH_CURRENCY_PREFIX':
    case 'DECIMAL_WITH_CURRENCY_PREFIX':
      return { type: 'number', value: value.replace(/^[a-zA-Z]{3}/, '') };
    case 'BOOLEAN':
      return { type: 'boolean', value: value.toLowerCase() };
    case 'NULL':
      return { type: 'null', value: '' };
    case 'DATE':
      return { type: 'date', value };
    case 'DATETIME':
      return { type: 'datetime', value };
    case 'DATE_LITERAL':
    case 'DATE_N_LITERAL':
      return { type: 'date-literal', value: value.toUpperCase() };
    default:
      throw malformed(`unexpected token: '${value}'`);
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
]);

/** A backslash escapes: in LIKE the wildcards too, so that its pattern keeps the backslash before what was escaped. */
export function textLiteral(text: string): Literal {
  const escaped = /\\(u[0-9a-fA-F]{4}|.)/gs;
  const meant = (code: string): string =>
    code.length === 5 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (ESCAPES.get(code) ?? code);
  return {
    type: 'string',
    value: text.replaceAll(escaped, (_, code: string) => meant(code)),
    pattern: text.replaceAll(escaped, (_, code: string) => (/^[%_\\]$/.test(code) ? `\\${code}` : meant(code))),
  };
}
