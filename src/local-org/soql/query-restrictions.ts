import { OrgError } from '../org-error.ts';
import { isCompound } from '../schema/compound.ts';
import type { BoundExpression } from './functions.ts';
import { errorAt, malformed } from './query-error.ts';
import type { Condition, QueryTree } from './query-tree.ts';
import type { Scope } from './scope.ts';

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
export function checkFilter(scope: Scope, { operator }: Test, { field, path }: BoundExpression): void {
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
  if (scope.object.kind === 'virtual' && operator !== '=' && operator !== 'IN') {
    throw new OrgError(400, 'MALFORMED_QUERY', 'Only equals comparisons permitted');
  }
}

/** What cannot be asked of objects whose rows are made for the question (facts 3.5). */
export function checkVirtual(object: { readonly kind: string; readonly name: string }, query: QueryTree): void {
  if (object.kind !== 'virtual' || object.name === 'PermissionDependency') return;
  const counts = query.select.some((item) => item.kind === 'function' && item.call.name.startsWith('COUNT'));
  if (counts || query.groupBy)
    throw malformed(
      `The requested operation is not yet supported by this SObject storage type, contact salesforce.com support for more information.`,
    );
  if (query.where) refuseDisjunctions(query.where);
}

function refuseDisjunctions(condition: Condition): void {
  if (condition.kind === 'or') throw malformed('Disjunctions not supported');
  if (condition.kind === 'not') throw malformed('Only equals comparisons permitted');
  if (condition.kind === 'and') for (const part of condition.parts) refuseDisjunctions(part);
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
