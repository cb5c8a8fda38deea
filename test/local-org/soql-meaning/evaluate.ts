import type { Aggregate, Comparison, Condition, GroupedQuery, Order, Path, PlainQuery, Value } from './queries.ts';
import { NOW, type Thing } from './things.ts';

/**
 * What a query means, as the SOQL reference says it, over arrays: slow, plain, and sharing nothing with the org. A condition
 * is true or not, never unknown.
 */
const DAY = 86_400_000;

function valueAt(thing: Thing, { field, ofParent }: Path): Value {
  const from = ofParent ? thing.parent : thing;
  // A checkbox is never empty, of a parent that is not there neither.
  return from === null ? (field === 'Flag__c' ? false : null) : from[field];
}

/** Texts are compared without their case. */
function compared(a: string | number | boolean, b: string | number | boolean): number {
  const [left, right] = [a, b].map((one) => (typeof one === 'string' ? one.toLowerCase() : Number(one)));
  if (left === undefined || right === undefined || left === right) return 0;
  return left < right ? -1 : 1;
}

/** An empty value equals null alone, differs from everything else, and is neither more nor less than anything. */
function holds(left: Value, by: Comparison, right: Value): boolean {
  if (left === null || right === null) return by === '!=' ? left !== right : by === '=' && left === right;
  const order = compared(left, right);
  return { '=': order === 0, '!=': order !== 0, '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[
    by
  ];
}

function isLike(text: string, pattern: string): boolean {
  const [first, second] = [pattern.charAt(0), pattern.charAt(1)];
  if (first === '') return text === '';
  if (first === '%') return isLike(text, pattern.slice(1)) || (text !== '' && isLike(text.slice(1), pattern));
  const [wanted, rest] = first === '\\' ? [second, pattern.slice(2)] : [first, pattern.slice(1)];
  if (text === '') return false;
  const isAny = first === '_';
  return (isAny || text.charAt(0).toLowerCase() === wanted.toLowerCase()) && isLike(text.slice(1), rest);
}

const utc = (year: number, month: number, day = 1): number => Date.UTC(year, month, day);

/** First moment of a literal, and the first one after it. */
function periodOf(literal: string): readonly [start: number, end: number] {
  const [year, month, day] = [NOW.getUTCFullYear(), NOW.getUTCMonth(), NOW.getUTCDate()];
  const today = utc(year, month, day);
  const sunday = today - NOW.getUTCDay() * DAY;
  const quarter = month - (month % 3);
  const periods: Readonly<Record<string, readonly [number, number]>> = {
    TODAY: [today, today + DAY],
    YESTERDAY: [today - DAY, today],
    TOMORROW: [today + DAY, today + 2 * DAY],
    'LAST_N_DAYS:3': [today - 3 * DAY, today + DAY],
    'NEXT_N_DAYS:3': [today + DAY, today + 4 * DAY],
    'N_DAYS_AGO:2': [today - 2 * DAY, today - DAY],
    THIS_WEEK: [sunday, sunday + 7 * DAY],
    LAST_WEEK: [sunday - 7 * DAY, sunday],
    NEXT_WEEK: [sunday + 7 * DAY, sunday + 14 * DAY],
    THIS_MONTH: [utc(year, month), utc(year, month + 1)],
    LAST_MONTH: [utc(year, month - 1), utc(year, month)],
    'LAST_N_MONTHS:2': [utc(year, month - 2), utc(year, month)],
    THIS_QUARTER: [utc(year, quarter), utc(year, quarter + 3)],
    LAST_QUARTER: [utc(year, quarter - 3), utc(year, quarter)],
    THIS_YEAR: [utc(year, 0), utc(year + 1, 0)],
    LAST_YEAR: [utc(year - 1, 0), utc(year, 0)],
    NEXT_YEAR: [utc(year + 1, 0), utc(year + 2, 0)],
  };
  const found = periods[literal];
  if (!found) throw new Error(`What days are ${literal}?`);
  return found;
}

function isInPeriod(value: Value, by: Comparison, literal: string): boolean {
  if (value === null) return by === '!=';
  const [start, end] = periodOf(literal);
  const moment = Date.parse(String(value));
  const isIn = moment >= start && moment < end;
  const answers = {
    '=': isIn,
    '!=': !isIn,
    '<': moment < start,
    '<=': moment < end,
    '>': moment >= end,
    '>=': moment >= start,
  };
  return answers[by];
}

export function isTrue(all: readonly Thing[], thing: Thing, condition: Condition): boolean {
  switch (condition.is) {
    case 'and':
      return condition.parts.every((part) => isTrue(all, thing, part));
    case 'or':
      return condition.parts.some((part) => isTrue(all, thing, part));
    case 'not':
      return !isTrue(all, thing, condition.part);
    case 'compare':
      return holds(valueAt(thing, condition.path), condition.by, condition.value);
    case 'date':
      return isInPeriod(valueAt(thing, condition.path), condition.by, condition.literal);
    case 'like': {
      const value = valueAt(thing, condition.path);
      return value !== null && isLike(String(value), condition.pattern);
    }
    case 'in':
    case 'not in': {
      const isIn = condition.values.some((value) => holds(valueAt(thing, condition.path), '=', value));
      return isIn === (condition.is === 'in');
    }
    case 'includes':
    case 'excludes': {
      const picks = String(valueAt(thing, condition.path) ?? '').split(';');
      const has = condition.values.some((value) => value.split(';').every((pick) => picks.includes(pick)));
      return has === (condition.is === 'includes');
    }
    case 'parent in':
      return thing.parent !== null && isTrue(all, thing.parent, condition.where);
    case 'parent not in':
      return thing.parent === null || !isTrue(all, thing.parent, condition.where);
    default: {
      const has = all.some((one) => one.parent === thing && isTrue(all, one, condition.where));
      return has === (condition.is === 'has child');
    }
  }
}

const chosen = (all: readonly Thing[], where: Condition | undefined) =>
  all.filter((thing) => where === undefined || isTrue(all, thing, where));

function byOrder(order: readonly Order[]) {
  return (a: Thing, b: Thing): number => {
    for (const { path, descending, nullsLast } of order) {
      const [left, right] = [valueAt(a, path), valueAt(b, path)];
      if (left === null && right === null) continue;
      if (left === null) return nullsLast ? 1 : -1;
      if (right === null) return nullsLast ? -1 : 1;
      const found = compared(left, right);
      if (found !== 0) return descending ? -found : found;
    }
    return a.Id < b.Id ? -1 : 1;
  };
}

export interface FoundThing {
  readonly Id: string;
  readonly Text__c: string | null;
  readonly parentText: string | null | undefined;
  readonly children: readonly string[] | undefined;
}

export function evaluatePlain(
  all: readonly Thing[],
  { where, order, limit, offset = 0, children }: PlainQuery,
): readonly FoundThing[] {
  const sorted = chosen(all, where).sort(byOrder(order));
  const end = limit === undefined ? undefined : offset + limit;
  return sorted.slice(offset, end).map((thing) => ({
    Id: thing.Id,
    Text__c: thing.Text__c,
    parentText: thing.parent === null ? undefined : thing.parent.Text__c,
    children:
      children &&
      chosen(all, children.where)
        .filter(({ parent }) => parent === thing)
        .map(({ Id }) => Id)
        .sort()
        .slice(0, children.limit),
  }));
}

function aggregated({ name, field }: Aggregate, things: readonly Thing[]): number | null {
  const values = things.flatMap((thing) => thing[field] ?? []);
  const sum = values.reduce((total, value) => total + value, 0);
  switch (name) {
    case 'COUNT':
      return values.length;
    case 'COUNT_DISTINCT':
      return new Set(values).size;
    case 'SUM':
      return values.length === 0 ? null : sum;
    case 'AVG':
      return values.length === 0 ? null : sum / values.length;
    case 'MIN':
      return values.length === 0 ? null : Math.min(...values);
    case 'MAX':
      return values.length === 0 ? null : Math.max(...values);
  }
}

/** Rows of a grouped query, in any order: values of the groups, then of the aggregates. */
export function evaluateGrouped(
  all: readonly Thing[],
  { where, by, rollup, aggregates, moreThan }: GroupedQuery,
): readonly (readonly Value[])[] {
  const things = chosen(all, where);
  if (by.length === 0) return [aggregates.map((one) => aggregated(one, things))];
  const kept = rollup ? Array.from({ length: by.length + 1 }, (_, less) => by.length - less) : [by.length];
  return kept.flatMap((count) => {
    const groups = new Map<string, Thing[]>();
    for (const thing of things) {
      const key = JSON.stringify(by.slice(0, count).map((field) => thing[field]));
      groups.set(key, [...(groups.get(key) ?? []), thing]);
    }
    // The sum over all is there even over nothing.
    if (count === 0 && groups.size === 0) groups.set('[]', []);
    return [...groups.entries()]
      .filter(([, members]) => moreThan === undefined || members.length > moreThan)
      .map(([key, members]) => [
        ...by.map((_, at): Value => (at < count ? (JSON.parse(key)[at] as Value) : null)),
        ...aggregates.map((one) => aggregated(one, members)),
      ]);
  });
}
