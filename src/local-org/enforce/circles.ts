import type { Org } from '../org.ts';

const TABLE =
  'CREATE TEMP TABLE IF NOT EXISTS "circle" (holder TEXT, member TEXT, PRIMARY KEY (holder, member)) WITHOUT ROWID';

/** Group types that stand for a role; `RelatedId` names it. Source: Object Reference, Group. */
const ROLE_GROUPS = "('Role')";
const SUBTREE_GROUPS = "('RoleAndSubordinates', 'RoleAndSubordinatesInternal')";

/** Whoever stands below a user in the role hierarchy, the user first. */
const PEOPLE = `SELECT ?1 UNION SELECT u."Id" FROM "User" u WHERE u."UserRoleId" IN (
  WITH RECURSIVE below(id) AS (
    SELECT r."Id" FROM "UserRole" r WHERE r."ParentRoleId" = (SELECT "UserRoleId" FROM "User" WHERE "Id" = ?1)
    UNION SELECT r."Id" FROM "UserRole" r JOIN below ON r."ParentRoleId" = below.id
  ) SELECT id FROM below)`;

/** Groups of those people: direct, by their role or one above it, everybody's group, and groups that hold groups. */
const GROUPS = `WITH RECURSIVE
  roles(role, at) AS (
    SELECT u."UserRoleId", u."UserRoleId" FROM "User" u JOIN temp."circle" c ON c.member = u."Id" AND c.holder = ?1
      WHERE u."UserRoleId" IS NOT NULL
    UNION SELECT roles.role, r."ParentRoleId" FROM roles JOIN "UserRole" r ON r."Id" = roles.at
      WHERE r."ParentRoleId" IS NOT NULL
  ),
  known(id) AS (
    SELECT member FROM temp."circle" WHERE holder = ?1
    UNION SELECT g."Id" FROM "Group" g JOIN roles ON g."RelatedId" = roles.role AND g."Type" IN ${ROLE_GROUPS}
    UNION SELECT g."Id" FROM "Group" g JOIN roles ON g."RelatedId" = roles.at AND g."Type" IN ${SUBTREE_GROUPS}
    UNION SELECT g."Id" FROM "Group" g WHERE g."Type" = 'Organization'
    UNION SELECT m."GroupId" FROM "GroupMember" m JOIN known ON m."UserOrGroupId" = known.id
  )
  SELECT id FROM known`;

interface Circles {
  version: number;
  undoings: number;
  readonly holders: Set<string>;
}

const CIRCLES = new WeakMap<Org, Circles>();

/** SQL of the ids in the circle of a user, for one question mark with the user's id. */
export const CIRCLE = 'SELECT c.member FROM temp."circle" c WHERE c.holder = ?';

/**
 * Makes the circle of a user: the ids in whose name the user acts when records are owned or shared. That is the user,
 * everybody below in the role hierarchy, and their groups and queues at any depth. Kept until a set-up record changes.
 *
 * Simplified (from memory): managers always reach what their people reach, through groups too; no manager groups,
 * territories or teams.
 */
export function drawCircle(org: Org, userId: string): void {
  const { store } = org;
  const circles = CIRCLES.get(org) ?? { version: -1, undoings: -1, holders: new Set() };
  CIRCLES.set(org, circles);
  const isStale = circles.version !== store.setupVersion;
  if (isStale || circles.undoings !== store.undoings) {
    store.database.exec(isStale ? `${TABLE}; DELETE FROM temp."circle"` : TABLE);
    circles.version = store.setupVersion;
    circles.undoings = store.undoings;
    circles.holders.clear();
    for (const { holder } of store.all('SELECT DISTINCT holder FROM temp."circle"'))
      circles.holders.add(String(holder));
  }
  if (circles.holders.has(userId)) return;
  store.all(`INSERT OR IGNORE INTO temp."circle" SELECT ?1, * FROM (${PEOPLE})`, [userId]);
  store.all(`INSERT OR IGNORE INTO temp."circle" SELECT ?1, * FROM (${GROUPS})`, [userId]);
  circles.holders.add(userId);
}

export function isInCircle(org: Org, userId: string, id: unknown): boolean {
  if (typeof id !== 'string') return false;
  drawCircle(org, userId);
  return org.store.all('SELECT 1 FROM temp."circle" WHERE holder = ? AND member = ?', [userId, id]).length > 0;
}
