import { Problem } from '../model/problem.ts';

const UNITS: Readonly<Record<string, number>> = { m: 1, h: 60 };
/** A trace flag lasts a day at most (facts 5). */
const MOST_MINUTES = 24 * 60;

/**
 * `30m`, `2h` in minutes.
 *
 * @throws Problem `bad-duration`
 */
export function minutesIn(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,5})\s*([mh])$/i.exec(text.trim()) ?? [];
  const minutes = Number(number) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  if (minutes >= 1 && minutes <= MOST_MINUTES) return minutes;
  throw new Problem({
    kind: 'usage',
    code: 'bad-duration',
    message: `"${text}" is not a time between one minute and a day.`,
    actions: ['Write 30m or 2h.'],
  });
}
