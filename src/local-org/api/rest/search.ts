import type { UserAccess } from '../../enforce/user-access.ts';
import type { Org } from '../../org.ts';
import { OrgError } from '../../org-error.ts';
import type { ObjectType } from '../../schema/object-type.ts';
import type { QueryRecord } from '../../soql/answer.ts';
import { unknownObject } from '../../soql/query-error.ts';
import { runQuery } from '../../soql/run-query.ts';
import { type ApiAnswer, jsonAnswer, type SessionRequest } from '../api.ts';

const FIND =
  /^\s*FIND\s*(?:\{([^}]+)\}|'([^']+)')\s*(?:IN\s+(ALL|NAME|EMAIL|PHONE)\s+FIELDS)?\s*RETURNING\s+(.+?)(?:\s+LIMIT\s+(\d+))?\s*$/is;
const SEARCHED: Readonly<Record<string, readonly string[]>> = {
  ALL: ['string', 'email', 'phone', 'url', 'picklist'],
  NAME: ['string'],
  EMAIL: ['email'],
  PHONE: ['phone'],
};
const MAX_ROWS = 2000;

function malformedSearch(message: string): OrgError {
  return new OrgError(400, 'MALFORMED_SEARCH', message);
}

/**
 * SOSL, the simple part of it: `FIND {term} IN ALL FIELDS RETURNING Account(Id, Name WHERE … LIMIT 5), Contact`. Words are
 * found anywhere in text fields that the user may read; there is no index, ranking or stemming (best guess).
 */
export function search({ org, access, query, version, touch }: SessionRequest): ApiAnswer {
  const found = FIND.exec(query.get('q') ?? '');
  if (!found)
    throw malformedSearch(
      'The local org understands FIND {term} [IN … FIELDS] RETURNING Object(fields …)[, …] [LIMIT n].',
    );
  const [, braced, quotedTerm, group = 'ALL', returning = '', limit] = found;
  const term = (braced ?? quotedTerm ?? '').replaceAll('*', '').replaceAll('?', '').trim();
  if (term.length < 2) throw malformedSearch('search term must be longer than one character');
  const records = splitObjects(returning).flatMap((part) => {
    touch(part.object);
    return searchObject(org, access, part, term, group.toUpperCase(), version);
  });
  return jsonAnswer({ searchRecords: records.slice(0, Math.min(Number(limit ?? MAX_ROWS), MAX_ROWS)) });
}

interface Part {
  readonly object: string;
  /** What stands between the parentheses: fields, and then WHERE, ORDER BY, LIMIT. */
  readonly inside: string;
}

function splitObjects(returning: string): readonly Part[] {
  const parts = [...returning.matchAll(/(\w+)\s*(?:\(((?:[^()]|\([^()]*\))*)\))?\s*(?:,|$)/g)];
  return parts.map(([, object = '', inside = 'Id']) => ({ object, inside: inside.trim() === '' ? 'Id' : inside }));
}

function searchObject(
  org: Org,
  access: UserAccess,
  { object: name, inside }: Part,
  term: string,
  group: string,
  version: string,
): readonly QueryRecord[] {
  const object = org.schema.object(name);
  if (!object || !access.object(object).read || object.kind !== 'data') throw unknownObject(inside, name);
  const fields = searchedFields(access, object, group);
  if (fields.length === 0) return [];
  const pattern = `%${term.replaceAll(/[\\'%_]/g, (character) => `\\${character}`)}%`;
  const match = fields.map((field) => `${field} LIKE '${pattern}'`).join(' OR ');
  const [, list = inside, where = '', tail = ''] =
    /^(.*?)(?:\s+WHERE\s+(.*?))?((?:\s+ORDER\s+BY\s.*|\s+LIMIT\s+\d+.*)?)$/is.exec(inside) ?? [];
  const condition = where === '' ? match : `(${match}) AND (${where})`;
  return runQuery(org, access, { soql: `SELECT ${list} FROM ${object.name} WHERE ${condition}${tail}`, version })
    .records;
}

function searchedFields(access: UserAccess, object: ObjectType, group: string): readonly string[] {
  const types = SEARCHED[group] ?? [];
  return object.fields
    .filter((field) => types.includes(field.type) && (group !== 'NAME' || field.nameField))
    .filter((field) => access.field(object, field).read)
    .map((field) => field.name);
}
