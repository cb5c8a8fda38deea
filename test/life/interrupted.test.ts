import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import IntegrationApply from '../../src/commands/integration/apply.ts';
import IntegrationImport from '../../src/commands/integration/import.ts';
import IntegrationMigrate from '../../src/commands/integration/migrate.ts';
import IntegrationNew from '../../src/commands/integration/new.ts';
import IntegrationOffboard from '../../src/commands/integration/offboard.ts';
import IntegrationSplit from '../../src/commands/integration/split.ts';
import { ADMIN_USERNAME } from '../../src/local-org/seed/first-day.ts';
import { apiUser, clientOf, grant, type TestOrg } from '../local-org/client.ts';
import { aLiveOrg, type LiveOrg } from './a-live-org.ts';

const SETTINGS =
  'design: { user: { email: integrations@acme.example } }\nlifeCycle: { silentDays: 5, frozenDays: 0 }\n';
const OFFBOARD = '--target-org prod --auto-approve --to removed';

let live: LiveOrg;
before(async () => {
  live = await aLiveOrg({}, SETTINGS);
});
after(() => live.close());

const rows = (sql: string) => live.org.org.store.all(sql);
const path = (name: string) => join(live.folder, 'integrations', `${name}.yml`);

test('stopped at any request on the way out and run again, the end is the same', async () => {
  let stops = 0;
  for (let at = 0; at < 24; at += 3) {
    const name = `loyalty-${at}`;
    await live.run(
      IntegrationNew,
      `${name} --purpose Points --owner crm@acme.example --read Contact --flow client-credentials`,
    );
    const applied = await live.run(IntegrationApply, `--auto-approve --target-org prod --target ${name}`);
    assert.ok(applied.applied, JSON.stringify(applied));
    live.org.addFault({
      kind: 'status',
      path: '/data/v68.0/composite',
      method: 'POST',
      after: at,
      times: 1,
      status: 400,
    });
    const first = await live.run(IntegrationOffboard, `${name} ${OFFBOARD}`);
    live.org.clearFaults();
    if (first.failed !== undefined) {
      stops += 1;
      const again = await live.run(IntegrationOffboard, `${name} ${OFFBOARD}`);
      assert.ok(again.applied || again.failed === 'no-further-step', JSON.stringify(again));
    }
    assert.match(readFileSync(path(name), 'utf8'), /stage: removed/);
    const [user] = rows(`SELECT "Id", "IsActive" FROM "User" WHERE "Username" = '${name}@acme.example.int'`);
    assert.equal(user?.['IsActive'], 0, `${at}`);
    assert.deepEqual(rows(`SELECT "Name" FROM "PermissionSet" WHERE "Name" = 'Int_Loyalty_${at}'`), []);
    assert.deepEqual(
      rows(`SELECT "DeveloperName" FROM "ExternalClientApplication" WHERE "DeveloperName" = 'Loyalty_${at}'`),
      [],
    );
  }
  assert.ok(stops >= 2, `${stops}`);
});

test('a set behind two users becomes a set for each, and their credentials stay', async () => {
  const { org } = live;
  const admin = clientOf(org.url, org.openSession(ADMIN_USERNAME, { minutes: 1e6 }).token);
  const both: TestOrg = { ...org, admin, client: (username) => clientOf(org.url, org.sessionFor(username)) };
  const one = await apiUser(both, 'Alpha');
  const two = await apiUser(both, 'Beta');
  await grant(both, one.setId, 'Account', 'read');
  await admin.create('PermissionSetAssignment', { AssigneeId: two.userId, PermissionSetId: one.setId });
  const { written, message } = await live.run(IntegrationSplit, 'set:Alpha --owner it@acme.example --target-org prod');
  assert.equal(message, undefined);
  assert.equal(written.length, 2);
  const targets = written.map(({ name }: { name: string }) => `--target ${name}`).join(' ');
  const applied = await live.run(
    IntegrationApply,
    `--auto-approve --target-org prod ${targets} --allow leaves-an-admin`,
  );
  assert.ok(applied.applied, JSON.stringify(applied).slice(0, 900));
  const held = (userId: string) =>
    rows(
      `SELECT s."Name" FROM "PermissionSetAssignment" a JOIN "PermissionSet" s ON s."Id" = a."PermissionSetId" WHERE a."AssigneeId" = '${userId}' AND s."IsOwnedByProfile" = 0`,
    ).map((row) => String(row['Name']));
  for (const { userId } of [one, two]) {
    assert.ok(held(userId).includes('Alpha'));
    assert.ok(held(userId).some((name) => name.startsWith('Int_')));
  }
  for (const { name } of written)
    writeFileSync(path(name), readFileSync(path(name), 'utf8').replace('stage: expand', 'stage: unassigned'));
  await live.run(IntegrationApply, `--auto-approve --target-org prod ${targets}`);
  for (const { userId } of [one, two]) assert.ok(!held(userId).includes('Alpha'));
});

test('a file that import wrote is turned into one by the design, with its comments', async () => {
  const { org } = live;
  const admin = clientOf(org.url, org.openSession(ADMIN_USERNAME, { minutes: 1e6 }).token);
  const both: TestOrg = { ...org, admin, client: (username) => clientOf(org.url, org.sessionFor(username)) };
  const { setId } = await apiUser(both, 'Gamma');
  await grant(both, setId, 'Account', 'read');
  const imported = await live.run(
    IntegrationImport,
    'user:gamma@integrations.example --name gamma --owner it@acme.example --target-org prod',
  );
  assert.equal(imported.message, undefined);
  writeFileSync(path('gamma'), readFileSync(path('gamma'), 'utf8').replace('access:', '# agreed\naccess:'));
  const { written, message } = await live.run(IntegrationMigrate, 'user:gamma@integrations.example --target-org prod');
  assert.equal(message, undefined);
  assert.deepEqual([written[0].from, written[0].objects], ['declared', ['Account']]);
  const text = readFileSync(path('gamma'), 'utf8');
  assert.match(text, /# agreed\naccess:/);
  assert.match(text, /replaces:\n {2}user: gamma@integrations\.example\n {2}stage: expand/);
  assert.doesNotMatch(text, /keeps:|username: gamma@integrations|permissionSet: Gamma\n/);
});
