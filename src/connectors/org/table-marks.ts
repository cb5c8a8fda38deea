import type { TableMark } from '../../model/org.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { queryTogether, rowsOf } from './query.ts';
import type { Reading } from './reading.ts';
import { instantIn, numberIn } from './row.ts';

/** The tables that may hold a million rows, and whose rows say when they were changed. */
export const MARKED_TABLES = ['ObjectPermissions', 'FieldPermissions'] as const;
export type MarkedTable = (typeof MARKED_TABLES)[number];

export type TableMarks = Readonly<Partial<Record<MarkedTable, TableMark>>>;

/** Instants have seconds: what was changed so lately may have been changed again in the same one. */
const SETTLED_MS = 60_000;

/**
 * How many rows each table has and when one was changed last, for one request. Whatever is added or changed moves the date,
 * whatever is taken away the number. A table that was changed a moment ago gets no mark.
 */
export async function readTableMarks({ wire, columns, now }: Reading): Promise<TableMarks> {
  const tables = MARKED_TABLES.filter((table) => columns.of(table, ['SystemModstamp']).length > 0);
  const found = await queryTogether(
    wire,
    tables.map((table) => ({ soql: `SELECT COUNT(Id) total, MAX(SystemModstamp) moved FROM ${table}` })),
  );
  const marks = tables.flatMap((table, at) => {
    const one = found[at];
    const row = one && rowsOf(one)[0];
    const [rows, changed] = row ? [numberIn(row, 'total'), instantIn(row, 'moved')] : [];
    const isSettled = changed !== undefined && now.getTime() - Date.parse(changed) > SETTLED_MS;
    return rows !== undefined && isSettled ? [[table, { rows, changed }] as const] : [];
  });
  return Object.fromEntries(marks);
}

/** Whether a table holds what it held when the earlier snapshot was read. */
export function isAsBefore(table: MarkedTable, marks: TableMarks, { org }: Snapshot): boolean {
  const [now, then] = [marks[table], org?.tables?.[table]];
  return now !== undefined && now.rows === then?.rows && now.changed === then.changed;
}
