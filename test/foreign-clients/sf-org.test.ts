import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ADMIN_USERNAME } from '../../src/local-org/seed/first-day.ts';
import { apiUser } from '../local-org/client.ts';
import { cliWithOrg } from './sf.ts';

const { org, sf, end } = await cliWithOrg();
after(end);

test('the org, its users and its limits are listed', async () => {
  const { nonScratchOrgs } = await sf.ok('org list');
  assert.deepEqual(
    [nonScratchOrgs.length, nonScratchOrgs[0].orgId, nonScratchOrgs[0].connectedStatus, nonScratchOrgs[0].isDevHub],
    [1, org.org.id, 'Connected', false],
  );
  const user = await sf.ok('org display user');
  assert.deepEqual([user.profileName, user.id], ['System Administrator', org.org.adminId]);
  const users = await sf.ok('org list users');
  assert.deepEqual([users[0].username, users[0].profileName], [ADMIN_USERNAME, 'System Administrator']);
  const limits = await sf.ok('org list limits');
  const requests = limits.find(({ name }: { name: string }) => name === 'DailyApiRequests');
  assert.ok(requests.max === 100_000 && requests.remaining < requests.max);
  const opened = await sf.ok('org open', ['--url-only']);
  assert.match(opened.url, new RegExp(`^${org.url}/secur/frontdoor.jsp\\?otp=\\w{20,}$`));
  const raw = await sf.text('api request rest', ['/services/data/v68.0/sobjects/Account', '--method', 'GET']);
  assert.equal(JSON.parse(raw).objectDescribe.keyPrefix, '001');
});

test('objects are listed and described as the user may see them', async () => {
  const objects: readonly string[] = await sf.ok('sobject list', ['--sobject', 'all']);
  assert.ok(['Account', 'Contact', 'PermissionSet', 'User'].every((name) => objects.includes(name)));
  const described = await sf.ok('sobject describe', ['--sobject', 'PermissionSet']);
  const fields: readonly string[] = described.fields.map(({ name }: { name: string }) => name);
  assert.ok(fields.includes('PermissionsModifyAllData') && fields.includes('LicenseId'));
});

test('sets and licences are assigned, once', async () => {
  const { userId } = await apiUser(org, 'Billing');
  await org.admin.create('PermissionSet', { Name: 'Extra', Label: 'Extra' });
  const to = ['--on-behalf-of', 'billing@integrations.example'];
  const held = async () =>
    (
      await org.admin.query(`SELECT PermissionSet.Name FROM PermissionSetAssignment WHERE AssigneeId = '${userId}'`)
    ).body.records
      .map((row: { PermissionSet: { Name: string } }) => row.PermissionSet.Name)
      .filter((name: string) => !name.startsWith('X00e'))
      .sort();
  const [assigned] = (await sf.ok('org assign permset', ['--name', 'Extra', ...to])).successes;
  assert.deepEqual(assigned, { name: 'billing@integrations.example', value: 'Extra' });
  assert.deepEqual(await held(), ['Billing', 'Extra']);
  const twice = await sf.run('org assign permset', ['--name', 'Extra', ...to]);
  assert.equal(twice.code, 1);
  assert.match(twice.result.failures[0].message, /^Duplicate PermissionSetAssignment/);

  const licence = ['--name', 'SalesforceAPIIntegrationPsl'];
  await sf.ok('org assign permsetlicense', licence);
  const { body } = await org.admin.query(
    `SELECT COUNT() FROM PermissionSetLicenseAssign WHERE AssigneeId = '${org.org.adminId}'`,
  );
  assert.equal(body.totalSize, 1);
});
