import { OrgError } from '../org-error.ts';
import { malformed } from './query-error.ts';
import type { Condition, QueryTree } from './query-tree.ts';

/**
 * Objects of the metadata catalogue, with the columns of which a query must name one. Texts and columns: answers of an org
 * of 2020 to queries without filters; Tooling API reference, "SOQL Operation Limitations".
 */
const REIFIED: Readonly<Record<string, readonly string[]>> = {
  EntityDefinition: [],
  FieldDefinition: ['EntityDefinitionId', 'DurableId'],
  EntityParticle: ['EntityDefinitionId', 'FieldDefinitionId', 'DurableId'],
  UserEntityAccess: ['UserId', 'DurableId'],
  UserFieldAccess: ['DurableId'],
};

/** Source: Object Reference, UserRecordAccess. */
const MAX_RECORD_ACCESSES = 200;

interface Virtual {
  readonly kind: string;
  readonly name: string;
}

/** Whether conditions compare with `=`, `IN` or `LIKE` alone; that LIKE works is seen in public tools. */
export function takesOnlyEquals({ name }: Virtual): boolean {
  return name in REIFIED || name === 'UserRecordAccess';
}

/** Whether LIMIT and OFFSET are read and ignored (facts 3.5). */
export function ignoresLimit({ name }: Virtual): boolean {
  return name in REIFIED || name === 'PermissionDependency';
}

/**
 * What cannot be asked of objects whose rows are made for the question (facts 3.5).
 *
 * @param equals what the query asks with `=` and `IN`, by path
 */
export function checkVirtual(object: Virtual, query: QueryTree, equals: ReadonlyMap<string, readonly string[]>): void {
  if (object.kind !== 'virtual') return;
  if (object.name === 'UserRecordAccess') checkRecordAccess(query, equals);
  const required = REIFIED[object.name];
  if (!required) return;
  const counts = query.select.some((item) => item.kind === 'function' && item.call.name.startsWith('COUNT'));
  if (counts || query.groupBy)
    throw malformed(
      'The requested operation is not yet supported by this SObject storage type, contact salesforce.com support for more information.',
    );
  if (query.where) refuseDisjunctions(query.where);
  if (required.length > 0 && !required.some((column) => isNamed(column, equals)))
    throw malformed(`${object.name}: a filter on a reified column is required [${required.join(',')}]`);
}

/** An entity may be named by its id or through its definition: tools do both. */
function isNamed(column: string, equals: ReadonlyMap<string, readonly string[]>): boolean {
  const path = column.replace(/Id$/, '');
  return [...equals.keys()].some(
    (asked) => asked === column || (column !== 'DurableId' && asked.startsWith(`${path}.`)),
  );
}

function refuseDisjunctions(condition: Condition): void {
  if (condition.kind === 'or') throw malformed('Disjunctions not supported');
  if (condition.kind === 'not') throw malformed('Only equals comparisons permitted');
  if (condition.kind === 'and') for (const part of condition.parts) refuseDisjunctions(part);
}

/** Fields that stand anywhere in a condition. */
function testedPaths(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'not':
      return testedPaths(condition.part);
    case 'semi-join':
      return [];
    case 'test':
      return 'path' in condition.operand ? [condition.operand.path.toLowerCase()] : [];
    default:
      return condition.parts.flatMap(testedPaths);
  }
}

const ACCESS_FIELD = /^(Has\w+Access|MaxAccessLevel)$/i;

/** Texts on UserId and on filters by level are not known; the others are answers of orgs. */
function checkRecordAccess(query: QueryTree, equals: ReadonlyMap<string, readonly string[]>): void {
  const selected = query.select.map((item) => (item.kind === 'path' ? item.path.toLowerCase() : ''));
  const records = equals.get('RecordId') ?? [];
  if (selected.some((path) => path !== 'recordid' && !ACCESS_FIELD.test(path)))
    throw new OrgError(400, 'INVALID_FIELD', 'Can select only RecordId, a Has*Access field, and MaxAccessLevel');
  if (!selected.includes('recordid')) throw new OrgError(400, 'INVALID_FIELD', 'RecordId field must be selected');
  if (query.where?.kind === 'or' || equals.get('UserId')?.length !== 1 || records.length === 0)
    throw malformed('UserRecordAccess can be queried for one UserId and for RecordId, with = or IN');
  if (selected.length > 1 && query.where && testedPaths(query.where).some((path) => ACCESS_FIELD.test(path)))
    throw malformed('Can select only RecordId when filtering on an access level');
  if (new Set(records).size > MAX_RECORD_ACCESSES)
    throw new OrgError(400, 'LIMIT_EXCEEDED', `Number of records exceeds limit: ${MAX_RECORD_ACCESSES}`);
}
