import * as v from 'valibot';

/** What definitions of files that people write are made of: each says what must be, in words that end a sentence. */

export const text = (what: string) =>
  v.pipe(v.string('must be text'), v.minLength(1, 'must not be empty'), v.description(what));

export const names = (what: string) =>
  v.pipe(v.array(v.pipe(v.string('must be text'), v.minLength(1, 'must not be empty'))), v.description(what));

/** 30 February has the shape of a date and is none. */
function isDayOfTheCalendar(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

const A_DAY = 'must be a date like 2027-03-31';

export const day = (what: string) =>
  v.pipe(v.string(A_DAY), v.isoDate(A_DAY), v.check(isDayOfTheCalendar, A_DAY), v.description(what));

export const kebabName = (what: string) =>
  v.pipe(
    v.string('must be text'),
    v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens, like erp-orders'),
    v.description(what),
  );
