import { OrgError } from '../org-error.ts';
import { isCompound } from '../schema/compound.ts';
import type { FieldType } from '../schema/object-type.ts';
import { errorAt, malformed } from './query-error.ts';
import type { Condition, QueryTree } from './query-tree.ts';
import type { BoundPath, Scope } from './scope.ts';
import { ignoresLimit, takesOnlyEquals } from './virtual-restrictions.ts';

/** Objects of which only some fields can be filtered. Source: Object Reference (facts 3.5). */
const FILTERABLE: Readonly<Record<string, readonly string[]>> = {
  LoginHistory: [
    'AuthenticationServiceId',
    'AuthMethodReference',
    'CipherSuite',
    'CountryIso',
    'Id',
    'LoginTime',
    'LoginType',
    'LoginUrl',
    'NetworkId',
    'OptionsIsGet',
    'OptionsIsPost',
    'TlsProtocol',
    'UserId',
  ],
  SetupAuditTrail: ['Id', 'Action', 'CreatedDate', 'DelegateUser', 'CreatedById'],
};
const NOT_FILTERABLE: Readonly<Record<string, readonly string[]>> = {
  EventLogFile: ['LogFileFieldNames', 'LogFileFieldTypes', 'LogFile'],
};

type Test = Extract<Condition, { kind: 'test' }>;

/** @throws OrgError when the platform does not let this field be filtered */
export function checkFilter(
  scope: Scope,
  { operator }: Test,
  { field, path }: { readonly field: FieldType; readonly path: BoundPath | undefined },
): void {
  const own = path !== undefined && path.parents.length === 0 ? scope.object.name : (path?.object ?? '');
  const allowed = FILTERABLE[own];
  const isBlocked = allowed ? !allowed.includes(field.name) : NOT_FILTERABLE[own]?.includes(field.name);
  if (
    path &&
    (isBlocked ||
      field.type === 'textarea' ||
      isCompound(field) ||
      field.type === 'base64' ||
      field.type === 'encryptedstring')
  ) {
    throw errorAt('INVALID_FIELD', scope.text, field.name, `field '${field.name}' can not be filtered in a query call`);
  }
  if (takesOnlyEquals(scope.object) && operator !== '=' && operator !== 'IN' && operator !== 'LIKE')
    throw malformed('Only equals comparisons permitted');
}

/** Aggregates that the platform refuses on some objects (facts 3.5). */
const NOT_AGGREGATED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  OauthToken: { COUNT_DISTINCT: ['UserId'] },
  SetupAuditTrail: { COUNT: ['Id'] },
};

/** @throws OrgError when the platform does not aggregate this field so */
export function checkAggregated({ object }: Scope, aggregate: string, field: string): void {
  if (NOT_AGGREGATED[object.name]?.[aggregate]?.includes(field))
    throw malformed(`field ${field} does not support aggregate operator ${aggregate}`);
}

/** Source: SOQL reference, OFFSET. */
const MAX_OFFSET = 2000;

/** Text of an org; code from memory. */
export function checkOffset({ offset = 0 }: QueryTree): void {
  if (offset > MAX_OFFSET)
    throw new OrgError(400, 'NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MAX_OFFSET}`);
}

/** Source: REST API guide, Query Options header. */
const PAGE = 2000;
const MIN_PAGE = 200;
/** Rows of OauthToken come 500 a page, 2,500 in all (facts 3.4); more are cut off (best guess). */
const TOKENS = { page: 500, rows: 2500 };

export function pageSize({ object }: Scope, asked = PAGE): number {
  const size = Math.max(MIN_PAGE, Math.min(PAGE, asked));
  return object.name === 'OauthToken' ? Math.min(size, TOKENS.page) : size;
}

/** The part of all rows that a query shows: LIMIT is -1 when there is none. */
export function windowOf({ object }: Scope, query: QueryTree): { readonly limit: number; readonly offset: number } {
  if (ignoresLimit(object)) return { limit: -1, offset: 0 };
  const offset = query.offset ?? 0;
  if (object.name !== 'OauthToken') return { limit: query.limit ?? -1, offset };
  return { limit: Math.max(0, Math.min(query.limit ?? TOKENS.rows, TOKENS.rows - offset)), offset };
}

/** What a query asks with `=` and `IN`, joined by AND: rows of virtual objects are made from it. */
export function equalsOf(
  condition: Condition | undefined,
  found = new Map<string, readonly string[]>(),
): Map<string, readonly string[]> {
  if (condition?.kind === 'and') for (const part of condition.parts) equalsOf(part, found);
  if (
    condition?.kind === 'test' &&
    'path' in condition.operand &&
    (condition.operator === '=' || condition.operator === 'IN')
  ) {
    found.set(
      condition.operand.path,
      condition.values.map(({ value }) => value),
    );
  }
  return found;
}
