import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { LocalOrg } from '../../../src/local-org/local-org.ts';
import { startLocalOrg } from '../../../src/local-org/local-org.ts';
import { insertRow } from '../../../src/local-org/metadata/records.ts';
import { readLocal } from './local-session.ts';

let org: LocalOrg;
before(async () => {
  org = await startLocalOrg({ example: 'clean' });
});
after(() => org.close());

/** A user who holds these system permissions and nothing else. */
function userWith(name: string, permissions: readonly string[]): string {
  const { org: open } = org;
  const profile = open.store.all('SELECT "Id" FROM "Profile" WHERE "Name" = ?', ['Minimum Access - Salesforce'])[0];
  const username = `${name}@rights.example`;
  const user = insertRow(open, 'User', open.adminId, {
    ...{
      Username: username,
      LastName: name,
      Name: name,
      Alias: name,
      Email: username,
      IsActive: 1,
      UserType: 'Standard',
    },
    ProfileId: profile?.['Id'] ?? null,
  });
  const columns = Object.fromEntries(permissions.map((permission) => [`Permissions${permission}`, 1]));
  const set = insertRow(open, 'PermissionSet', open.adminId, {
    Name: name,
    Label: name,
    IsCustom: 1,
    Type: 'Regular',
    ...columns,
  });
  insertRow(open, 'PermissionSetAssignment', open.adminId, { AssigneeId: user, PermissionSetId: set, IsActive: 1 });
  return username;
}

test('the rights of a read-only auditor are enough for all but a few families, which say what would open them', async () => {
  const auditor = [
    'ApiEnabled',
    'ViewSetup',
    'ViewRoles',
    'MonitorLoginHistory',
    'ViewEventLogFiles',
    'ExternalClientAppViewer',
  ];
  const { snapshot } = await readLocal(org, { as: userWith('auditor', auditor) });
  const { coverage } = snapshot;
  assert.deepEqual(
    Object.entries(coverage).flatMap(([family, { state }]) => (state === 'denied' ? [family] : [])),
    ['appSettings', 'sessionSettings', 'accessPolicies', 'tokens'],
  );
  assert.deepEqual(coverage.tokens.opens, ['CustomizeApplication']);
  assert.match(
    coverage.tokens.reason,
    /auditor@rights.example may not read OAuth tokens: give it CustomizeApplication/,
  );
  for (const family of ['profiles', 'permissionSets', 'groups', 'users', 'assignments', 'licences', 'logins'] as const)
    assert.equal(coverage[family].state, 'read', family);
});

test('without rights in Setup permissions are denied, and nothing looks like an org in which all is well', async () => {
  const { snapshot } = await readLocal(org, { as: userWith('nobody', ['ApiEnabled']) });
  const { coverage } = snapshot;
  for (const family of [
    'profiles',
    'permissionSets',
    'groups',
    'assignments',
    'licences',
    'tokens',
    'logins',
    'usage',
  ] as const) {
    assert.equal(coverage[family].state, 'denied', family);
    assert.match(coverage[family].reason, /nobody@rights.example may not read .*: give it /, family);
  }
  assert.equal(coverage.users.state, 'partial');
  assert.equal(snapshot.containers.length, 0);
});
