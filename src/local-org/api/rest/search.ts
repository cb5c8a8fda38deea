import type { UserAccess } from '../../enforce/user-access.ts';
import type { Org } from '../../org.ts';
import type { ObjectType } from '../../schema/object-type.ts';
import type { QueryRecord } from '../../soql/answer.ts';
import { parseOnce } from '../../soql/parse-once.ts';
import { malformedSearch, parseSosl, type SearchedObject, type SearchTree } from '../../soql/parse-sosl.ts';
import { unknownObject } from '../../soql/query-error.ts';
import type { Condition } from '../../soql/query-tree.ts';
import { runTree } from '../../soql/run-query.ts';
import { type ApiAnswer, jsonAnswer, type SessionRequest } from '../api.ts';

const SEARCHED: Readonly<Record<SearchTree['group'], readonly string[]>> = {
  ALL: ['string', 'email', 'phone', 'url', 'picklist'],
  NAME: ['string'],
  EMAIL: ['email'],
  PHONE: ['phone'],
};
const MAX_ROWS = 2000;

/**
 * SOSL, the simple part of it. Words are found anywhere in text fields that the user may read; there is no index, ranking
 * or stemming (best guess).
 */
export function searchRecords({ org, access, version, touch }: Searching, sosl: string): readonly QueryRecord[] {
  const tree = parseSosl(sosl);
  const records = tree.objects.flatMap((asked) => {
    touch(org.schema.object(asked.name)?.name ?? asked.name);
    return searchObject(org, access, tree, asked, version);
  });
  return records.slice(0, Math.min(tree.limit ?? MAX_ROWS, MAX_ROWS));
}

type Searching = Pick<SessionRequest, 'org' | 'access' | 'version' | 'touch'>;

export function search(request: SessionRequest): ApiAnswer {
  return jsonAnswer({ searchRecords: searchRecords(request, request.query.get('q') ?? '') });
}

function searchObject(
  org: Org,
  access: UserAccess,
  { terms, group }: SearchTree,
  asked: SearchedObject,
  version: string,
): readonly QueryRecord[] {
  const object = org.schema.object(asked.name);
  const soql = `SELECT ${asked.fields} FROM ${asked.name}${asked.rest}`;
  if (!object || !access.object(object).read || object.kind !== 'data') throw unknownObject(soql, asked.name);
  const query = parseOnce(soql);
  if (query.from !== asked.name || query.groupBy !== undefined)
    throw malformedSearch(`Not a list of fields: ${asked.fields.slice(0, 80)}`);
  const fields = searchedFields(access, object, group);
  if (fields.length === 0) return [];
  const found = terms.map((term): Condition => anyOf(fields.map((field) => contains(field, term))));
  const parts = [...found, ...(query.where ? [query.where] : [])];
  return runTree(org, access, { ...query, where: { kind: 'and', parts } }, { soql, version }).records;
}

function anyOf(parts: readonly Condition[]): Condition {
  return { kind: 'or', parts };
}

function contains(path: string, term: string): Condition {
  const pattern = `%${term}%`;
  return { kind: 'test', operand: { path }, operator: 'LIKE', values: [{ type: 'string', value: term, pattern }] };
}

function searchedFields(access: UserAccess, object: ObjectType, group: SearchTree['group']): readonly string[] {
  return object.fields
    .filter((field) => SEARCHED[group].includes(field.type) && (group !== 'NAME' || field.nameField))
    .filter((field) => access.field(object, field).read)
    .map((field) => field.name);
}
