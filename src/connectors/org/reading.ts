import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { CoverageNotes } from './coverage-notes.ts';
import type { Columns } from './describe.ts';
import { type Found, type Query, queryTogether } from './query.ts';
import type { Wire } from './wire.ts';

/** What every part of a reading works with. */
export interface Reading {
  readonly wire: Wire;
  readonly columns: Columns;
  /** Rows of the tables that may be large. */
  readonly counts: ReadonlyMap<string, number>;
  readonly notes: CoverageNotes;
  readonly diagnostics: Diagnostic[];
  readonly now: Date;
  /** What was read of this org before: tables that have not moved since are taken from it. */
  readonly earlier?: Snapshot | undefined;
  /** Note how large tables stand, for a later reading. */
  readonly marksTables?: boolean;
}

/** A query for those of the columns that this org has; nothing when it has not even the object. */
export function selecting(
  { columns }: Reading,
  object: string,
  wanted: readonly string[],
  rest = '',
): Query | undefined {
  if (!columns.has(object)) return undefined;
  return {
    soql: `SELECT ${columns.of(object, ['Id', ...wanted]).join(', ')} FROM ${object}${rest === '' ? '' : ` ${rest}`}`,
  };
}

const NOT_THERE: Found = {
  ok: false,
  failure: { status: 404, code: 'NOT_FOUND', message: 'The requested resource does not exist' },
};

/** Answers by the names of the questions. What cannot be asked of this org is answered as if the org had refused it. */
export async function askAll<Name extends string>(
  { wire }: Reading,
  questions: Readonly<Record<Name, Query | undefined>>,
): Promise<Readonly<Record<Name, Found>>> {
  const names = Object.keys(questions) as Name[];
  const asked = names.filter((name) => questions[name] !== undefined);
  const found = await queryTogether(
    wire,
    asked.flatMap((name) => questions[name] ?? []),
  );
  const entries = names.map((name) => [name, found[asked.indexOf(name)] ?? NOT_THERE] as const);
  return Object.fromEntries(entries) as Record<Name, Found>;
}
