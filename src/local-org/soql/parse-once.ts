import { parseSoql, textLiteral } from './parse-soql.ts';
import type { Condition, Literal, QueryTree, SelectItem } from './query-tree.ts';

/** Shapes that are kept, and the longest query that has one. */
const KEPT = 500;
const LONGEST = 4000;

const TEXTS = /'(?:\\.|[^'\\])*'/gs;
/** Stands, with a number behind it, for a text of the query; clients have no use for this character. */
const MARK = '\uE000';
const MARKED = new RegExp(`'${MARK}(\\d+)'`, 'g');

/** Queries without their texts; `undefined` when a text stands where it cannot be filled in again. */
const shapes = new Map<string, QueryTree | undefined>();

/**
 * Parses a query. Clients ask the same question with other values all day: queries that differ in nothing but the texts in
 * quotes are parsed once, and the texts are filled in.
 *
 * @throws OrgError `MALFORMED_QUERY`
 */
export function parseOnce(soql: string): QueryTree {
  if (soql.length > LONGEST || soql.includes(MARK)) return parseSoql(soql);
  const texts: string[] = [];
  const shape = soql.replaceAll(TEXTS, (text) => `'${MARK}${texts.push(text.slice(1, -1)) - 1}'`);
  const known = shapes.get(shape);
  if (known) return texts.length === 0 ? known : filled(known, texts);
  const tree = parseSoql(soql);
  if (!shapes.has(shape)) keep(shape, texts.length);
  return tree;
}

/** Parses a shape for the next time; the oldest goes when there are too many. */
function keep(shape: string, texts: number): void {
  const oldest = shapes.keys().next();
  if (shapes.size >= KEPT && !oldest.done) shapes.delete(oldest.value);
  const tree = parseSoql(shape);
  const places = new Set<string>();
  withLiterals(tree, tree.text, (literal) => {
    if (literal.value.startsWith(MARK)) places.add(literal.value);
    return literal;
  });
  shapes.set(shape, places.size === texts ? tree : undefined);
}

function filled(shape: QueryTree, texts: readonly string[]): QueryTree {
  const textAt = (number: string) => texts[Number(number)] ?? '';
  const text = shape.text.replaceAll(MARKED, (_, number: string) => `'${textAt(number)}'`);
  return withLiterals(shape, text, (literal) =>
    literal.value.startsWith(MARK) ? textLiteral(textAt(literal.value.slice(MARK.length))) : literal,
  );
}

type ChangeLiteral = (literal: Literal) => Literal;

/** The same query with other literals, and the text that it then has. */
function withLiterals(tree: QueryTree, text: string, change: ChangeLiteral): QueryTree {
  const select = tree.select.some(({ kind }) => kind === 'children')
    ? tree.select.map((item) => itemWith(item, text, change))
    : tree.select;
  const where = tree.where && conditionWith(tree.where, text, change);
  const having = tree.having && conditionWith(tree.having, text, change);
  return { ...tree, text, select, where, having };
}

function itemWith(item: SelectItem, text: string, change: ChangeLiteral): SelectItem {
  return item.kind === 'children' ? { ...item, query: withLiterals(item.query, text, change) } : item;
}

function conditionWith(condition: Condition, text: string, change: ChangeLiteral): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { ...condition, parts: condition.parts.map((part) => conditionWith(part, text, change)) };
    case 'not':
      return { ...condition, part: conditionWith(condition.part, text, change) };
    case 'semi-join':
      return { ...condition, query: withLiterals(condition.query, text, change) };
    case 'test':
      return { ...condition, values: condition.values.map(change) };
  }
}
