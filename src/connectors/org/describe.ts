import { parseJson } from './answer.ts';
import { chunks } from './chunks.ts';
import { isRow } from './row.ts';
import type { Wire } from './wire.ts';

/**
 * Which objects this org has for this user, and with which columns: editions, features and releases differ, and a query
 * that names one column too many fails as a whole.
 */
export interface Columns {
  has(object: string): boolean;
  /** Those of `wanted` that the object has, in that order. */
  of(object: string, wanted: readonly string[]): readonly string[];
  /** Every column that begins with it, in the order of the describe. */
  startingWith(object: string, prefix: string): readonly string[];
}

/** Subrequests in one composite request. */
const TOGETHER = 25;

/** Describes objects, 25 a call. What cannot be described is not there, or not for this user. */
export async function describeColumns(wire: Wire, objects: readonly string[]): Promise<Columns> {
  const described = (await Promise.all(chunks(objects, TOGETHER).map((pack) => describeTogether(wire, pack)))).flat();
  const known = new Map(described);
  return {
    has: (object) => known.has(object),
    of: (object, wanted) => {
      const columns = new Set(known.get(object) ?? []);
      return wanted.filter((path) => columns.has(columnOf(path)));
    },
    startingWith: (object, prefix) => (known.get(object) ?? []).filter((name) => name.startsWith(prefix)),
  };
}

/** The column that a path stands on: `Profile.UserLicense.Name` on `ProfileId`, `Description` on itself. */
function columnOf(path: string): string {
  const dot = path.indexOf('.');
  return dot < 0 ? path : `${path.slice(0, dot)}Id`;
}

async function describeTogether(
  wire: Wire,
  objects: readonly string[],
): Promise<readonly (readonly [string, readonly string[]])[]> {
  const compositeRequest = objects.map((object, at) => ({
    method: 'GET',
    url: `${wire.base}/sobjects/${object}/describe`,
    referenceId: `d${at}`,
  }));
  const body = JSON.stringify({ allOrNone: false, compositeRequest });
  const answer = await wire.ask({ method: 'POST', path: `${wire.base}/composite`, body });
  const parsed = answer.ok ? parseJson(answer.body) : undefined;
  const parts =
    isRow(parsed) && Array.isArray(parsed['compositeResponse']) ? (parsed['compositeResponse'] as unknown[]) : [];
  return parts.flatMap((part) => {
    const description = isRow(part) && part['httpStatusCode'] === 200 ? part['body'] : undefined;
    if (!isRow(description) || !Array.isArray(description['fields'])) return [];
    const names = description['fields'].filter(isRow).map(({ name }) => String(name));
    return [[String(description['name']), names] as const];
  });
}
