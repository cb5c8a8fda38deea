import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type LocalOrg, startLocalOrg } from '../../../src/local-org/local-org.ts';
import { insertRow } from '../../../src/local-org/metadata/records.ts';
import type { FactFamily } from '../../../src/model/coverage.ts';
import { FACT_FAMILIES } from '../../../src/model/coverage.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { loadOrg } from '../../../src/pipelines/load-live-org.ts';
import { RULES } from '../../../src/rules/register.ts';
import { type RunResult, runRules } from '../../../src/rules/run.ts';
import { DEFAULTS } from '../../rules/judge.ts';
import { localSession } from './local-session.ts';

/** All that reading takes. */
const EVERYTHING = [
  ...['ApiEnabled', 'ViewSetup', 'ViewRoles', 'MonitorLoginHistory', 'ViewEventLogFiles', 'ExternalClientAppViewer'],
  ...['CustomizeApplication', 'ManageUserAccessPolicies', 'ModifyMetadata', 'ViewSetupAuditTrail'],
];

/** Families that a user without these permissions may not read. */
const BLIND: readonly (readonly [without: readonly string[], families: readonly FactFamily[]])[] = [
  [['MonitorLoginHistory'], ['logins']],
  [['ViewEventLogFiles'], ['usage']],
  [['ExternalClientAppViewer'], ['externalClientApps']],
  [['CustomizeApplication'], ['tokens']],
  [['ModifyMetadata'], ['appSettings', 'sessionSettings']],
  [['ViewSetup'], ['profiles', 'permissionSets', 'groups', 'connectedApps', 'licences', 'assignments']],
];

let org: LocalOrg;
before(async () => {
  org = await startLocalOrg({ example: 'messy' });
});
after(() => org.close());

let users = 0;

/** A reader who holds these system permissions, and nothing else. */
function readerWith(permissions: readonly string[]): string {
  const { org: open } = org;
  users += 1;
  const name = `reader${users}`;
  const profile = open.store.all('SELECT "Id" FROM "Profile" WHERE "Name" = ?', ['Minimum Access - Salesforce'])[0];
  const username = `${name}@blind.example`;
  const user = insertRow(open, 'User', open.adminId, {
    ...{ Username: username, LastName: name, Name: name, Alias: name, Email: username, IsActive: 1 },
    ...{ UserType: 'Standard', ProfileId: profile?.['Id'] ?? null },
  });
  const columns = open.schema.object('PermissionSet')?.fields.map((field) => field.name) ?? [];
  const held = permissions.map((permission) => `Permissions${permission}`).filter((column) => columns.includes(column));
  const set = insertRow(open, 'PermissionSet', open.adminId, {
    ...{ Name: name, Label: name, IsCustom: 1, Type: 'Regular' },
    ...Object.fromEntries(held.map((column) => [column, 1])),
  });
  insertRow(open, 'PermissionSetAssignment', open.adminId, { AssigneeId: user, PermissionSetId: set, IsActive: 1 });
  return username;
}

async function judgedBy(username: string): Promise<{ readonly snapshot: Snapshot; readonly result: RunResult }> {
  const today = org.org.now().toISOString().slice(0, 10);
  const families = new Set(FACT_FAMILIES);
  const loaded = await loadOrg(localSession(org, username), { settings: DEFAULTS, today, families });
  return { snapshot: loaded.snapshot, result: runRules({ ...loaded, today }, RULES, DEFAULTS) };
}

/** Rules that cannot do without any of what was denied. */
function blindRules(denied: ReadonlySet<FactFamily>): readonly string[] {
  return RULES.filter(({ needs, needsAnyOf = [] }) => {
    const none = needsAnyOf.length > 0 && needsAnyOf.every((family) => denied.has(family));
    return none || needs.some((family) => denied.has(family));
  }).map(({ id }) => id);
}

for (const [without, families] of BLIND) {
  test(`without ${without.join(', ')} the rules on ${families.join(', ')} are not checked, and say what would open it`, async () => {
    const held = EVERYTHING.filter((permission) => !without.includes(permission));
    const { snapshot, result } = await judgedBy(readerWith(held));
    for (const family of families) assert.equal(snapshot.coverage[family].state, 'denied', family);
    const denied = new Set(FACT_FAMILIES.filter((family) => snapshot.coverage[family].state === 'denied'));
    const blind = blindRules(denied);
    assert.ok(blind.length > 0 || families.includes('appSettings'));
    for (const id of blind) {
      const summary = result.summaries.find(({ rule }) => rule === id);
      assert.equal(summary?.outcome, 'not-checked', id);
      assert.match(summary.reason, /may not read .*: give it \w+|was not asked|could not/, id);
    }
  });
}

test('who may only call the API passes no rule on permissions, apps or behaviour', async () => {
  const { snapshot, result } = await judgedBy(readerWith(['ApiEnabled']));
  const open = new Set(FACT_FAMILIES.filter((family) => ['read', 'partial'].includes(snapshot.coverage[family].state)));
  const passed = result.summaries.filter(({ outcome }) => outcome === 'pass').map(({ rule }) => rule);
  const allowed = RULES.filter(
    ({ needs, needsAnyOf = [] }) =>
      needs.every((family) => open.has(family)) &&
      (needsAnyOf.length === 0 || needsAnyOf.some((family) => open.has(family))),
  ).map(({ id }) => id);
  assert.deepEqual(
    passed.filter((id) => !allowed.includes(id)),
    [],
  );
  assert.ok(result.summaries.filter(({ outcome }) => outcome === 'not-checked').length > RULES.length / 2);
});

test('settings of apps that were not read pass nothing', async () => {
  const held = EVERYTHING.filter((permission) => permission !== 'ModifyMetadata');
  const { snapshot, result } = await judgedBy(readerWith(held));
  assert.ok(snapshot.connectedApps.length > 0);
  for (const id of ['app-scopes-too-broad', 'app-ip-relaxed', 'risky-login-flows', 'ip-range-too-broad']) {
    const summary = result.summaries.find(({ rule }) => rule === id);
    assert.ok(summary && summary.outcome !== 'pass', `${id} ${summary?.outcome}`);
  }
});
