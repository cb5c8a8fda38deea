import type { RecordToMake } from '../../model/probe.ts';
import { Problem } from '../../model/problem.ts';
import { failureOf } from './answer.ts';
import { chunks } from './chunks.ts';
import type { KeptRecord } from './probe-wire.ts';
import { isRow, textIn } from './row.ts';
import type { WriteWire } from './write-wire.ts';

/** Records that were made, in the order asked for, or why there are none; what may be there all the same is in `found`. */
export type MadeRecords =
  | { readonly ok: true; readonly records: readonly KeptRecord[] }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly found: readonly KeptRecord[];
      /** What cannot be looked for, because it carries no mark. */
      readonly unknown: readonly string[];
    };

/**
 * Makes records, all or none. When nobody knows whether they were made, they are looked for by their marks.
 *
 * @param records at most 25
 */
export async function makeRecords(wire: WriteWire, records: readonly RecordToMake[]): Promise<MadeRecords> {
  const compositeRequest = records.map(({ object, values }, at) => ({
    method: 'POST',
    url: `${wire.base}/sobjects/${object}`,
    referenceId: `r${at}`,
    body: values,
  }));
  try {
    const body = JSON.stringify({ allOrNone: true, compositeRequest });
    const parts = partsIn(await wire.send({ method: 'POST', path: `${wire.base}/composite`, body }));
    const failed = parts.map(failureIn).find((code) => code !== '' && code !== 'PROCESSING_HALTED');
    if (failed !== undefined || parts.length !== records.length)
      return { ok: false, reason: failed ?? 'an answer without its parts', found: [], unknown: [] };
    return { ok: true, records: records.map(({ object }, at) => ({ object, id: idIn(parts[at]) })) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code !== 'outcome-unknown') return { ok: false, reason: error.code, found: [], unknown: [] };
    return { ok: false, reason: 'the org broke off', ...(await lookFor(wire, records)) };
  }
}

async function lookFor(
  wire: WriteWire,
  records: readonly RecordToMake[],
): Promise<{ readonly found: readonly KeptRecord[]; readonly unknown: readonly string[] }> {
  const found: KeptRecord[] = [];
  const unknown: string[] = [];
  for (const { object, mark } of records) {
    const ids = mark === undefined ? undefined : await idsByMark(wire, object, mark);
    if (ids) found.push(...ids.map((id) => ({ object, id })));
    else unknown.push(object);
  }
  // All or none: one that is not there says that none is.
  return found.length === 0 && unknown.length < records.length ? { found, unknown: [] } : { found, unknown };
}

async function idsByMark(
  wire: WriteWire,
  object: string,
  { field, value }: { readonly field: string; readonly value: string },
): Promise<readonly string[] | undefined> {
  const soql = `SELECT Id FROM ${object} WHERE ${field} = '${value}'`;
  try {
    const body = await wire.send({ method: 'GET', path: `${wire.base}/query?q=${encodeURIComponent(soql)}` });
    const rows = isRow(body) && Array.isArray(body['records']) ? body['records'].filter(isRow) : [];
    return rows.map((row) => textIn(row, 'Id'));
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

const TOGETHER = 25;
const TRIES = 3;
/** Not `NOT_FOUND`: a record that was given to somebody else may be out of sight and still be there. */
const GONE = 'ENTITY_IS_DELETED';

/** Removes records, the last made first. What could not be removed is named with the reason. */
export async function removeRecords(wire: WriteWire, records: readonly KeptRecord[]): Promise<readonly string[]> {
  const left: string[] = [];
  for (const pack of chunks(records.toReversed(), TOGETHER)) left.push(...(await removePack(wire, pack)));
  return left;
}

async function removePack(wire: WriteWire, pack: readonly KeptRecord[]): Promise<readonly string[]> {
  let rest = pack.map((record) => ({ ...record, why: '' }));
  for (let tries = 1; tries <= TRIES && rest.length > 0; tries++) {
    const reasons = await removeOnce(wire, rest);
    rest = rest.map((record, at) => ({ ...record, why: reasons[at] ?? '' })).filter(({ why }) => why !== '');
  }
  return rest.map(({ object, id, why }) => `${object} ${id}: ${why}`);
}

/** A reason for each that is still there; empty for what is gone. */
async function removeOnce(wire: WriteWire, pack: readonly KeptRecord[]): Promise<readonly string[]> {
  const compositeRequest = pack.map(({ object, id }, at) => ({
    method: 'DELETE',
    url: `${wire.base}/sobjects/${object}/${id}`,
    referenceId: `d${at}`,
  }));
  try {
    const body = JSON.stringify({ allOrNone: false, compositeRequest });
    const parts = partsIn(await wire.send({ method: 'POST', path: `${wire.base}/composite`, body }));
    return pack.map((_, at) => {
      const code = parts[at] === undefined ? 'no answer' : failureIn(parts[at]);
      return code === GONE ? '' : code;
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return pack.map(() => error.code);
  }
}

function partsIn(body: unknown): readonly Readonly<Record<string, unknown>>[] {
  const parts = isRow(body) ? body['compositeResponse'] : undefined;
  return Array.isArray(parts) ? parts.filter(isRow) : [];
}

function failureIn(part: Readonly<Record<string, unknown>> | undefined): string {
  const status = Number(part?.['httpStatusCode']);
  if (status < 400) return '';
  return failureOf(status, part?.['body']).code || String(status);
}

function idIn(part: Readonly<Record<string, unknown>> | undefined): string {
  const body = part?.['body'];
  return isRow(body) ? textIn(body, 'id') : '';
}
