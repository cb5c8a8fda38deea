import type { StatementSync } from 'node:sqlite';

const RESERVED = 200;
const RESERVE = `INSERT INTO "#sequence" (prefix, last) VALUES (?1, ?2 + ?3)
  ON CONFLICT (prefix) DO UPDATE SET last = max(last, ?2) + ?3 RETURNING last`;

export const SEQUENCE = 'CREATE TABLE IF NOT EXISTS "#sequence" (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL)';

export interface Numbers {
  next(prefix: string): number;
  /** The first of as many as are asked for. */
  many(prefix: string, count: number): number;
  /** To be told when something was undone: a lot that was reserved in it is not reserved any more. */
  forget(): void;
  /** To be told when all records were replaced: their numbers are what counts. */
  restart(): void;
}

/** Numbers for ids, reserved in lots so that not every new record writes one. None is given twice, whatever is undone. */
export function createNumbers(prepare: (sql: string) => StatementSync): Numbers {
  const lots = new Map<string, { next: number; readonly last: number }>();
  const highest = new Map<string, number>();
  const reserve = (prefix: string, count: number): number => {
    const { last } = prepare(RESERVE).get(prefix, highest.get(prefix) ?? 0, count) as { last: number };
    highest.set(prefix, last);
    return last;
  };
  return {
    next: (prefix) => {
      const known = lots.get(prefix);
      if (known && known.next <= known.last) return known.next++;
      const last = reserve(prefix, RESERVED);
      lots.set(prefix, { next: last - RESERVED + 2, last });
      return last - RESERVED + 1;
    },
    many: (prefix, count) => reserve(prefix, count) - count + 1,
    forget: () => lots.clear(),
    restart: () => {
      lots.clear();
      highest.clear();
    },
  };
}
