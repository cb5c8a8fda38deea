import type { SQLInputValue } from 'node:sqlite';
import type { Org } from '../org.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { shareObjectOf } from '../schema/share-objects.ts';
import type { StoredRow } from '../store/store.ts';
import { quoted } from '../store/tables.ts';
import { CIRCLE, drawCircle, isInCircle } from './circles.ts';
import { decidedBy } from './decided-by.ts';
import { higherLevel, type RecordLevel, reachesLevel } from './record-level.ts';
import type { UserAccess } from './user-access.ts';

/** A condition on rows, with the values for its question marks. */
export interface SqlCondition {
  readonly sql: string;
  readonly parameters: readonly SQLInputValue[];
}

const NOTHING: SqlCondition = { sql: '0', parameters: [] };
/** Masters of masters of masters: deeper chains do not exist on the platform. */
const MAX_DEPTH = 4;

function owned(org: Org, access: UserAccess, alias: string): SqlCondition {
  drawCircle(org, access.userId);
  return { sql: `${quoted(alias)}."OwnerId" IN (${CIRCLE})`, parameters: [access.userId] };
}

function anyOf(conditions: readonly SqlCondition[]): SqlCondition {
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(' OR ')})`,
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

/** Tokens are seen by who customises the application, and by whom they are for (Object Reference, OauthToken). */
function seesOwnTokensOnly(access: UserAccess, { name }: ObjectType): boolean {
  return name === 'OauthToken' && !access.has('CustomizeApplication');
}

/**
 * Which records of an object a user may read, as a condition on the rows of `alias`; `undefined` when all. Ownership,
 * queues and groups, the role hierarchy, organisation-wide defaults, shares, and parents for those whom they decide.
 * `recordLevel` answers the same for one record.
 *
 * Simplified: no sharing rules, territories, teams, implicit parent access or restriction rules.
 */
export function visibleRecords(
  org: Org,
  access: UserAccess,
  object: ObjectType,
  alias: string,
  depth = 0,
): SqlCondition | undefined {
  if (seesOwnTokensOnly(access, object)) return { sql: `${quoted(alias)}."UserId" = ?`, parameters: [access.userId] };
  if (access.object(object).viewAll) return undefined;
  if (depth > MAX_DEPTH) return NOTHING;
  const decided = decidedBy(org, object);
  switch (decided.by) {
    case 'nobody':
      return undefined;
    case 'parent':
      return visibleByParent(org, access, decided.field, alias, depth);
    case 'parent-or-owner': {
      const parents = visibleByParent(org, access, decided.field, alias, depth);
      const orphan = `${quoted(alias)}.${quoted(decided.field.name)} IS NULL`;
      const mine = owned(org, access, alias);
      const alone = { sql: `(${orphan} AND ${mine.sql})`, parameters: mine.parameters };
      return anyOf([parents ?? { sql: `NOT (${orphan})`, parameters: [] }, alone]);
    }
    case 'owner-or-parents':
      return anyOf([
        owned(org, access, alias),
        ...decided.fields.flatMap((field) => visibleByAnyParent(org, access, field, alias, depth)),
      ]);
    case 'owner':
      return visibleByOwner(org, access, object, alias);
  }
}

function visibleByOwner(org: Org, access: UserAccess, object: ObjectType, alias: string): SqlCondition | undefined {
  if (object.sharing !== 'Private') return undefined;
  const mine = owned(org, access, alias);
  const share = shareObjectOf(object);
  if (!share || !org.schema.object(share.name)) return mine;
  const shared = `SELECT s.${quoted(share.parentField)} FROM ${quoted(share.name)} s WHERE s."UserOrGroupId" IN (${CIRCLE})`;
  return anyOf([mine, { sql: `${quoted(alias)}."Id" IN (${shared})`, parameters: [access.userId] }]);
}

/** @returns `undefined` when every record has a parent that may be seen */
function visibleByParent(
  org: Org,
  access: UserAccess,
  field: FieldType,
  alias: string,
  depth: number,
): SqlCondition | undefined {
  const parent = org.schema.object(field.referenceTo[0] ?? '');
  if (!parent) return undefined;
  const inner = `${alias}m${depth}`;
  const condition = visibleRecords(org, access, parent, inner, depth + 1);
  return condition && existsParent(parent, field, alias, inner, condition);
}

/** A lookup to several objects: each that the user may read can be the parent. */
function visibleByAnyParent(
  org: Org,
  access: UserAccess,
  field: FieldType,
  alias: string,
  depth: number,
): readonly SqlCondition[] {
  return field.referenceTo.flatMap((name, at) => {
    const parent = org.schema.object(name);
    if (!parent || !access.object(parent).read) return [];
    const inner = `${alias}${field.name}${at}m${depth}`;
    const condition = visibleRecords(org, access, parent, inner, depth + 1) ?? { sql: '1', parameters: [] };
    return [existsParent(parent, field, alias, inner, condition)];
  });
}

function existsParent(
  parent: ObjectType,
  field: FieldType,
  alias: string,
  inner: string,
  { sql, parameters }: SqlCondition,
): SqlCondition {
  const column = `${quoted(alias)}.${quoted(field.name)}`;
  return {
    sql: `EXISTS (SELECT 1 FROM ${quoted(parent.name)} ${quoted(inner)} WHERE ${quoted(inner)}."Id" = ${column} AND ${sql})`,
    parameters,
  };
}

/** The columns of a record that `recordLevel` and `mayReach` look at. */
export function columnsForSharing(org: Org, object: ObjectType): readonly string[] {
  const decided = decidedBy(org, object);
  const fields = 'field' in decided ? [decided.field] : 'fields' in decided ? decided.fields : [];
  const asked = ['Id', 'IsDeleted', 'OwnerId', ...fields.map(({ name }) => name)];
  return asked.filter((name) => org.schema.field(object, name) !== undefined);
}

/**
 * Whether sharing lets the user read, edit or do everything with a record that is there. Deleting needs `all`. As
 * `recordLevel`, which may have to ask the store for more than the answer needs.
 */
export function mayReach(
  org: Org,
  access: UserAccess,
  object: ObjectType,
  row: StoredRow,
  wanted: RecordLevel,
): boolean {
  const { modifyAll, viewAll } = access.object(object);
  if (modifyAll || (viewAll && wanted === 'read')) return true;
  const byDefault = decidedBy(org, object).by === 'owner' ? levelByDefault(object) : 'none';
  return reachesLevel(byDefault, wanted) || reachesLevel(recordLevel(org, access, object, row), wanted);
}

/** What sharing lets the user do with a record that is there, at most. */
export function recordLevel(org: Org, access: UserAccess, object: ObjectType, row: StoredRow, depth = 0): RecordLevel {
  if (seesOwnTokensOnly(access, object) && row['UserId'] !== access.userId) return 'none';
  const rights = access.object(object);
  if (rights.modifyAll) return 'all';
  if (depth > MAX_DEPTH) return 'none';
  const least: RecordLevel = rights.viewAll ? 'read' : 'none';
  const decided = decidedBy(org, object);
  switch (decided.by) {
    case 'nobody':
      return object.kind === 'data' ? 'all' : rights.read ? 'read' : 'none';
    case 'parent':
      return higherLevel(least, decided.lifts(levelByParent(org, access, decided.field, row, depth)));
    case 'parent-or-owner':
      if ((row[decided.field.name] ?? null) === null) return higherLevel(least, levelOfOwner(org, access, row));
      return higherLevel(least, levelByParent(org, access, decided.field, row, depth));
    case 'owner-or-parents':
      return decided.fields.reduce(
        (level, field) => higherLevel(level, levelByAnyParent(org, access, field, row, depth)),
        higherLevel(least, levelOfOwner(org, access, row)),
      );
    case 'owner':
      return higherLevel(higherLevel(least, levelByDefault(object)), levelByOwner(org, access, object, row));
  }
}

function levelOfOwner(org: Org, access: UserAccess, row: StoredRow): RecordLevel {
  return isInCircle(org, access.userId, row['OwnerId']) ? 'all' : 'none';
}

function levelByOwner(org: Org, access: UserAccess, object: ObjectType, row: StoredRow): RecordLevel {
  const level = levelOfOwner(org, access, row);
  return level === 'none' ? shareLevel(org, access.userId, object, row) : level;
}

function levelByDefault({ sharing }: ObjectType): RecordLevel {
  const levels = {
    Private: 'none',
    Read: 'read',
    ReadWrite: 'edit',
    FullAccess: 'all',
    ControlledByParent: 'edit',
  } as const;
  return levels[sharing];
}

function levelByParent(org: Org, access: UserAccess, field: FieldType, row: StoredRow, depth: number): RecordLevel {
  const parent = org.schema.object(field.referenceTo[0] ?? '');
  const record = parent && org.store.get(parent, String(row[field.name]));
  if (parent && record) return recordLevel(org, access, parent, record, depth + 1);
  // As in `visibleByParent`: no parent is needed where every parent may be seen.
  return parent && visibleRecords(org, access, parent, 'p') ? 'none' : 'all';
}

/** Who may see what an activity is about sees the activity; changing it is for its owner (from memory). */
function levelByAnyParent(org: Org, access: UserAccess, field: FieldType, row: StoredRow, depth: number): RecordLevel {
  const id = row[field.name];
  const parent = typeof id === 'string' ? org.schema.byKeyPrefix(id.slice(0, 3)) : undefined;
  if (!parent || !field.referenceTo.includes(parent.name) || !access.object(parent).read) return 'none';
  const record = org.store.get(parent, String(id));
  return record && recordLevel(org, access, parent, record, depth + 1) !== 'none' ? 'read' : 'none';
}

function shareLevel(org: Org, userId: string, object: ObjectType, row: StoredRow): RecordLevel {
  const share = shareObjectOf(object);
  if (!share || !org.schema.object(share.name)) return 'none';
  drawCircle(org, userId);
  const sql = `SELECT ${quoted(share.levelField)} AS level FROM ${quoted(share.name)}
    WHERE ${quoted(share.parentField)} = ? AND "UserOrGroupId" IN (${CIRCLE})`;
  const levels = new Map<unknown, RecordLevel>([
    ['Read', 'read'],
    ['Edit', 'edit'],
    ['All', 'all'],
  ]);
  return org.store
    .all(sql, [row['Id'] ?? null, userId])
    .reduce<RecordLevel>((best, found) => higherLevel(best, levels.get(found['level']) ?? 'none'), 'none');
}
