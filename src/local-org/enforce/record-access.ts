import type { SQLInputValue } from 'node:sqlite';
import { FOLLOWS_PARENT } from '../../platform/objects-without-permissions.ts';
import type { Org } from '../org.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { shareObjectOf } from '../schema/share-objects.ts';
import { quoted, type StoredRow } from '../store/store.ts';
import type { UserAccess } from './user-access.ts';

/** A condition on rows, with the values for its question marks. */
export interface SqlCondition {
  readonly sql: string;
  readonly parameters: readonly SQLInputValue[];
}

/** What sharing lets a user do with one record; object permissions come on top. */
export type RecordLevel = 'none' | 'read' | 'edit' | 'all';

const LEVELS: readonly RecordLevel[] = ['none', 'read', 'edit', 'all'];
const NOTHING: SqlCondition = { sql: '0', parameters: [] };
/** Masters of masters of masters: deeper chains do not exist on the platform. */
const MAX_DEPTH = 4;

/** Users whose role stands below the role of a user, at any depth. */
const SUBORDINATES = `SELECT u."Id" FROM "User" u WHERE u."UserRoleId" IN (
  WITH RECURSIVE below(id) AS (
    SELECT r."Id" FROM "UserRole" r WHERE r."ParentRoleId" = (SELECT "UserRoleId" FROM "User" WHERE "Id" = ?)
    UNION SELECT r."Id" FROM "UserRole" r JOIN below ON r."ParentRoleId" = below.id
  ) SELECT id FROM below)`;
const GROUPS = 'SELECT g."GroupId" FROM "GroupMember" g WHERE g."UserOrGroupId" = ?';

/** The field that leads to the record which decides for this one. */
function masterField(org: Org, object: ObjectType): FieldType | undefined {
  const master = object.fields.find(({ masterDetail }) => masterDetail);
  if (master) return master;
  const parent = FOLLOWS_PARENT[object.name];
  return parent === undefined
    ? undefined
    : object.fields.find(({ referenceTo }) => referenceTo.includes(parent) && org.schema.object(parent));
}

function ownerField(org: Org, object: ObjectType): FieldType | undefined {
  return org.schema.field(object, 'OwnerId');
}

const owned = (column: string, userId: string): SqlCondition => ({
  sql: `(${column} = ? OR ${column} IN (${GROUPS}) OR ${column} IN (${SUBORDINATES}))`,
  parameters: [userId, userId, userId],
});

/**
 * Which records of an object a user may read, as a condition on the rows of `alias`; `undefined` when all. Ownership,
 * queues and groups, the role hierarchy, organisation-wide defaults, shares, and masters for their details.
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
  const { kind, sharing } = object;
  if (kind !== 'data' && kind !== 'activity') return undefined;
  if (access.object(object).viewAll) return undefined;
  if (depth > MAX_DEPTH) return NOTHING;
  const master = masterField(org, object);
  if (master) return visibleByMaster(org, access, master, alias, depth);
  const owner = ownerField(org, object);
  if (sharing !== 'Private' || !owner) return undefined;
  const mine = owned(`${quoted(alias)}."OwnerId"`, access.userId);
  const share = shareObjectOf(object);
  if (!share || !org.schema.object(share.name)) return mine;
  const shared = `SELECT s.${quoted(share.parentField)} FROM ${quoted(share.name)} s WHERE s."UserOrGroupId" = ? OR s."UserOrGroupId" IN (${GROUPS})`;
  return {
    sql: `(${mine.sql} OR ${quoted(alias)}."Id" IN (${shared}))`,
    parameters: [...mine.parameters, access.userId, access.userId],
  };
}

function visibleByMaster(
  org: Org,
  access: UserAccess,
  field: FieldType,
  alias: string,
  depth: number,
): SqlCondition | undefined {
  const master = org.schema.object(field.referenceTo[0] ?? '');
  if (!master) return undefined;
  const inner = `${alias}m${depth}`;
  const condition = visibleRecords(org, access, master, inner, depth + 1);
  if (!condition) return undefined;
  const column = `${quoted(alias)}.${quoted(field.name)}`;
  return {
    sql: `EXISTS (SELECT 1 FROM ${quoted(master.name)} ${quoted(inner)} WHERE ${quoted(inner)}."Id" = ${column} AND ${condition.sql})`,
    parameters: condition.parameters,
  };
}

const higher = (a: RecordLevel, b: RecordLevel): RecordLevel => (LEVELS.indexOf(a) >= LEVELS.indexOf(b) ? a : b);

/** What sharing lets the user do with a record that is there. Deleting needs `all`. */
export function recordLevel(org: Org, access: UserAccess, object: ObjectType, row: StoredRow): RecordLevel {
  const rights = access.object(object);
  if (rights.modifyAll) return 'all';
  if (object.kind !== 'data' && object.kind !== 'activity') return rights.read ? 'read' : 'none';
  const least: RecordLevel = rights.viewAll ? 'read' : 'none';
  const master = masterField(org, object);
  if (master) return higher(least, levelByMaster(org, access, master, row));
  if (!ownerField(org, object)) return 'all';
  if (isOwner(org, access.userId, row)) return 'all';
  const byDefault = {
    Private: 'none',
    Read: 'read',
    ReadWrite: 'edit',
    FullAccess: 'all',
    ControlledByParent: 'none',
  } as const;
  return higher(higher(least, byDefault[object.sharing]), shareLevel(org, access.userId, object, row));
}

/** Whoever may edit the master may do everything with its details. */
function levelByMaster(org: Org, access: UserAccess, field: FieldType, row: StoredRow): RecordLevel {
  const master = org.schema.object(field.referenceTo[0] ?? '');
  const parent = master && org.store.get(master, String(row[field.name]));
  if (!master || !parent) return 'all';
  const level = recordLevel(org, access, master, parent);
  return level === 'edit' ? 'all' : level;
}

function isOwner(org: Org, userId: string, row: StoredRow): boolean {
  const { sql, parameters } = owned('o.id', userId);
  return (
    org.store.all(`SELECT 1 FROM (SELECT ? AS id) o WHERE ${sql}`, [row['OwnerId'] ?? null, ...parameters]).length > 0
  );
}

function shareLevel(org: Org, userId: string, object: ObjectType, row: StoredRow): RecordLevel {
  const share = shareObjectOf(object);
  if (!share || !org.schema.object(share.name)) return 'none';
  const sql = `SELECT ${quoted(share.levelField)} AS level FROM ${quoted(share.name)}
    WHERE ${quoted(share.parentField)} = ? AND ("UserOrGroupId" = ? OR "UserOrGroupId" IN (${GROUPS}))`;
  const levels: Readonly<Record<string, RecordLevel>> = { Read: 'read', Edit: 'edit', All: 'all' };
  return org.store
    .all(sql, [row['Id'] ?? null, userId, userId])
    .reduce<RecordLevel>((best, found) => higher(best, levels[String(found['level'])] ?? 'none'), 'none');
}
