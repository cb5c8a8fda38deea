import type { AssignmentState, Change } from '../../model/change.ts';
import { standardProfile } from '../../platform/standard-profiles.ts';
import { isRow, type Row } from './row.ts';
import type { WriteWire } from './write-wire.ts';

/** Ids of what changes name, as they stand right before the write. */
export interface RecordIds {
  profile(name: string): string | undefined;
  user(username: string): string | undefined;
  userLogin(username: string): string | undefined;
  permissionSet(name: string): string | undefined;
  group(name: string): string | undefined;
  licence(developerName: string): string | undefined;
  assignment(state: AssignmentState): string | undefined;
  licenceAssignment(username: string, licence: string): string | undefined;
}

const lower = (text: string): string => text.toLowerCase();
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
/** Names as SOQL takes them behind IN. */
export const inList = (names: ReadonlySet<string>): string =>
  `(${[...names].map((name) => `'${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`).join(', ')})`;

interface Wanted {
  readonly profiles: Set<string>;
  readonly users: Set<string>;
  readonly frozen: Set<string>;
  readonly sets: Set<string>;
  readonly groups: Set<string>;
  readonly licences: Set<string>;
  readonly assignees: Set<string>;
  readonly licensed: Set<string>;
}

/** What a batch needs to know, and nothing more: every query is part of one composite request. */
export async function lookUpIds(wire: WriteWire, batch: readonly Change[]): Promise<RecordIds> {
  const wanted = wantedBy(batch);
  const queries = Object.entries(queriesFor(wanted));
  const found = await askAll(wire, queries);
  const index = (name: string, key: (row: Row) => string, value = (row: Row): string => text(row['Id'])) =>
    new Map((found.get(name) ?? []).map((row) => [lower(key(row)), value(row)]));
  const profiles = index('profiles', (row) => text(row['Name']));
  const users = index('users', (row) => text(row['Username']));
  const logins = index('logins', (row) => text(at(row, 'User', 'Username')));
  const sets = index('sets', (row) => text(row['Name']));
  const groups = index('groups', (row) => text(row['DeveloperName']));
  const licences = new Map([
    ...index('licences', (row) => text(row['MasterLabel'])),
    ...index('licences', (row) => text(row['DeveloperName'])),
  ]);
  const assignments = index('assignments', assignmentKey);
  const licenceAssignments = index(
    'licenceAssignments',
    (row) => `${text(at(row, 'Assignee', 'Username'))} ${text(at(row, 'PermissionSetLicense', 'DeveloperName'))}`,
  );
  return {
    profile: (name) => profiles.get(lower(standardProfile(name)?.label ?? name)),
    user: (username) => users.get(lower(username)),
    userLogin: (username) => logins.get(lower(username)),
    permissionSet: (name) => sets.get(lower(name)),
    group: (name) => groups.get(lower(name)),
    licence: (name) => licences.get(lower(name)),
    assignment: ({ username, target }) => assignments.get(lower(`${username} ${target.kind} ${target.name}`)),
    licenceAssignment: (username, licence) => licenceAssignments.get(lower(`${username} ${licence}`)),
  };
}

function at(row: Row, relation: string, field: string): unknown {
  const parent = row[relation];
  return isRow(parent) ? parent[field] : undefined;
}

function assignmentKey(row: Row): string {
  const group = text(at(row, 'PermissionSetGroup', 'DeveloperName'));
  const target = group === '' ? `permission-set ${text(at(row, 'PermissionSet', 'Name'))}` : `group ${group}`;
  return `${text(at(row, 'Assignee', 'Username'))} ${target}`;
}

function wantedBy(batch: readonly Change[]): Wanted {
  const wanted: Wanted = {
    profiles: new Set(),
    users: new Set(),
    frozen: new Set(),
    sets: new Set(),
    groups: new Set(),
    licences: new Set(),
    assignees: new Set(),
    licensed: new Set(),
  };
  for (const change of batch) want(wanted, change);
  return wanted;
}

function want(wanted: Wanted, change: Change): void {
  if (change.subject === 'permission-set') {
    if (change.before) wanted.sets.add(change.before.name);
  } else if (change.subject === 'user') {
    const { before, after } = change;
    if (after) wanted.profiles.add(standardProfile(after.profile)?.label ?? after.profile);
    if (before) wanted.users.add(before.username);
    if (before && after && before.frozen !== after.frozen) wanted.frozen.add(before.username);
  } else if (change.subject === 'assignment') {
    const state = change.after ?? change.before;
    if (!state) return;
    if (change.before) wanted.assignees.add(state.username);
    else {
      wanted.users.add(state.username);
      (state.target.kind === 'group' ? wanted.groups : wanted.sets).add(state.target.name);
    }
  } else if (change.subject === 'licence') {
    const state = change.after ?? change.before;
    if (!state) return;
    if (!change.after) wanted.licensed.add(state.username);
    else {
      wanted.users.add(state.username);
      wanted.licences.add(state.licence);
    }
  }
}

function queriesFor(wanted: Wanted): Readonly<Record<string, string>> {
  const { profiles, users, frozen, sets, groups, licences, assignees, licensed } = wanted;
  const all: readonly (readonly [string, ReadonlySet<string>, string])[] = [
    ['profiles', profiles, `SELECT Id, Name FROM Profile WHERE Name IN ${inList(profiles)}`],
    ['users', users, `SELECT Id, Username FROM User WHERE Username IN ${inList(users)}`],
    [
      'logins',
      frozen,
      `SELECT Id, User.Username FROM UserLogin WHERE UserId IN (SELECT Id FROM User WHERE Username IN ${inList(frozen)})`,
    ],
    ['sets', sets, `SELECT Id, Name FROM PermissionSet WHERE IsOwnedByProfile = false AND Name IN ${inList(sets)}`],
    ['groups', groups, `SELECT Id, DeveloperName FROM PermissionSetGroup WHERE DeveloperName IN ${inList(groups)}`],
    [
      'licences',
      licences,
      `SELECT Id, DeveloperName, MasterLabel FROM PermissionSetLicense WHERE DeveloperName IN ${inList(licences)} OR MasterLabel IN ${inList(licences)}`,
    ],
    [
      'assignments',
      assignees,
      `SELECT Id, Assignee.Username, PermissionSet.Name, PermissionSetGroup.DeveloperName FROM PermissionSetAssignment WHERE Assignee.Username IN ${inList(assignees)}`,
    ],
    [
      'licenceAssignments',
      licensed,
      `SELECT Id, Assignee.Username, PermissionSetLicense.DeveloperName FROM PermissionSetLicenseAssign WHERE Assignee.Username IN ${inList(licensed)}`,
    ],
  ];
  return Object.fromEntries(all.filter(([, names]) => names.size > 0).map(([name, , soql]) => [name, soql]));
}

/** Queries of one composite request. */
const TOGETHER = 5;

async function askAll(
  wire: WriteWire,
  queries: readonly (readonly [string, string])[],
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const found = new Map<string, readonly Row[]>();
  for (let from = 0; from < queries.length; from += TOGETHER) {
    const compositeRequest = queries.slice(from, from + TOGETHER).map(([referenceId, soql]) => ({
      method: 'GET',
      url: `${wire.base}/query?q=${encodeURIComponent(soql)}`,
      referenceId,
    }));
    const body = JSON.stringify({ allOrNone: true, compositeRequest });
    const answer = await wire.send({ method: 'POST', path: `${wire.base}/composite`, body });
    const parts = isRow(answer) && Array.isArray(answer['compositeResponse']) ? answer['compositeResponse'] : [];
    for (const part of parts.filter(isRow)) {
      const page = part['body'];
      const rows = isRow(page) && Array.isArray(page['records']) ? page['records'].filter(isRow) : [];
      found.set(text(part['referenceId']), rows);
    }
  }
  return found;
}
