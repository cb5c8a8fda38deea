import { malformed } from './query-error.ts';

/** Days from the first, included, to the last, excluded. */
export interface DayRange {
  readonly start: Date;
  readonly end: Date;
}

const DAY = 86_400_000;

function day(date: Date, days: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + days));
}

function month(date: Date, months: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}

/** Weeks start on Sunday, as in the locale en_US. */
function week(date: Date, weeks: number): Date {
  return day(date, weeks * 7 - date.getUTCDay());
}

function quarter(date: Date, quarters: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3 + quarters * 3, 1));
}

function year(date: Date, years: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear() + years, 0, 1));
}

const STARTS: Readonly<Record<string, (date: Date, count: number) => Date>> = {
  DAY: day,
  WEEK: week,
  MONTH: month,
  QUARTER: quarter,
  YEAR: year,
};

/**
 * The days that a date literal means, in GMT; fiscal years are calendar years.
 *
 * Source: SOQL reference, "Date Formats and Date Literals".
 */
export function daysOf(literal: string, now: Date): DayRange {
  const [name = '', text] = literal.replace('FISCAL_', '').split(':');
  if (name === 'YESTERDAY') return { start: day(now, -1), end: day(now, 0) };
  if (name === 'TODAY') return { start: day(now, 0), end: day(now, 1) };
  if (name === 'TOMORROW') return { start: day(now, 1), end: day(now, 2) };
  if (name === 'LAST_90_DAYS') return { start: day(now, -90), end: day(now, 1) };
  if (name === 'NEXT_90_DAYS') return { start: day(now, 1), end: day(now, 91) };
  const single = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(name);
  if (single) {
    const offset = { LAST: -1, THIS: 0, NEXT: 1 }[single[1] ?? ''] ?? 0;
    return unitRange(single[2] ?? '', now, offset, offset + 1);
  }
  const count = Number(text);
  const many =
    /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR)S$/.exec(name) ?? /^N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO$/.exec(name);
  if (!many || !Number.isInteger(count) || count < 0 || count > 10_000)
    throw malformed(`Invalid date literal: ${literal}`);
  if (many.length === 2) return unitRange(many[1] ?? '', now, -count, -count + 1);
  const unit = many[2] ?? '';
  if (many[1] === 'NEXT') return unitRange(unit, now, 1, count + 1);
  // Days up to and with today; of longer units only whole ones, the current one left out.
  return unit === 'DAY' ? { start: day(now, -count), end: day(now, 1) } : unitRange(unit, now, -count, 0);
}

function unitRange(unit: string, now: Date, first: number, last: number): DayRange {
  const start = STARTS[unit] ?? day;
  return { start: start(now, first), end: start(now, last) };
}

export function dayText(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The whole day of a date. */
export function dayOf(text: string): DayRange {
  const start = new Date(`${text}T00:00:00Z`);
  return { start, end: new Date(start.getTime() + DAY) };
}
