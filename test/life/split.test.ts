import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import IntegrationApply from '../../src/commands/integration/apply.ts';
import IntegrationContract from '../../src/commands/integration/contract.ts';
import IntegrationSplit from '../../src/commands/integration/split.ts';
import IntegrationStatus from '../../src/commands/integration/status.ts';
import { hashSecret } from '../../src/local-org/login/apps.ts';
import { ADMIN_USERNAME } from '../../src/local-org/seed/first-day.ts';
import { selfSigned } from '../foreign-clients/certificate.ts';
import { apiUser, clientOf, grant, type TestOrg } from '../local-org/client.ts';
import { aLiveOrg, guideCommands, type LiveOrg } from './a-live-org.ts';
import {
  clientCredentials,
  handedOver,
  jwtBearer,
  oldApp,
  request,
  type ScriptedClient,
  scriptedClient,
} from './clients.ts';

const SETTINGS =
  'design: { user: { email: integrations@acme.example } }\nlifeCycle: { silentDays: 14, frozenDays: 7 }\n';
const OLD = 'shared@integrations.example';
const CONTRACT = 'shipping --target-org prod --auto-approve';
const { key: privateKey, certificate } = selfSigned('warehouse.example');

let live: LiveOrg;
let shipping: ScriptedClient;
let warehouse: ScriptedClient;
before(async () => {
  live = await aLiveOrg({}, SETTINGS);
  const { org } = live;
  const test: TestOrg = {
    ...org,
    admin: clientOf(org.url, org.openSession(ADMIN_USERNAME, { minutes: 1e6 }).token),
    client: (username) => clientOf(org.url, org.sessionFor(username)),
  };
  const { userId, setId } = await apiUser(test, 'Shared');
  await grant(test, setId, 'Account', 'read create edit', { Phone: 'edit', Industry: 'read' });
  await grant(test, setId, 'Contact', 'read', { Title: 'read' });
  await grant(test, setId, 'Lead', 'read create');
  const secretHash = hashSecret('old secret');
  oldApp(org, {
    name: 'Shipping',
    consumerKey: 'old-shipping',
    secretHash,
    clientCredentials: true,
    runAsUserId: userId,
  });
  oldApp(org, { name: 'Warehouse', consumerKey: 'old-warehouse', certificate });
  let number = 0;
  shipping = scriptedClient(org, clientCredentials(org, 'old-shipping', 'old secret'), (token) =>
    request(org, 'POST', 'sobjects/Account', { Name: `Order ${++number}`, Phone: '1' })(token),
  );
  warehouse = scriptedClient(
    org,
    jwtBearer(org, 'old-warehouse', OLD, privateKey),
    request(org, 'GET', `query?q=${encodeURIComponent('SELECT Id, Title FROM Contact')}`),
  );
});
after(() => live.close());

const file = (name: string) => readFileSync(join(live.folder, 'integrations', `${name}.yml`), 'utf8');

async function bothWork(): Promise<void> {
  await shipping.work();
  await warehouse.work();
  assert.deepEqual([...shipping.failures, ...warehouse.failures], []);
}

test('two applications behind one user part, while both go on working', async () => {
  for (let day = 0; day < 3; day++) {
    await bothWork();
    live.later(1);
  }
  const { written } = await live.run(IntegrationSplit, `user:${OLD} --owner it@acme.example --target-org prod`);
  assert.deepEqual(
    written.map(({ name, from, objects }: { name: string; from: string; objects: string[] }) => [name, from, objects]),
    [
      ['shipping', 'use', ['Account']],
      ['warehouse', 'use', ['Contact']],
    ],
  );
  assert.match(file('shipping'), /replaces:\n {2}user: shared@integrations\.example/);
  assert.match(file('shipping'), /create: true/);
  assert.doesNotMatch(file('shipping'), /Lead|Contact/);

  const early = await live.run(IntegrationContract, CONTRACT);
  assert.equal(early.failed, 'not-applied-yet', JSON.stringify(early));
  const applied = await live.run(IntegrationApply, '--auto-approve --target-org prod');
  assert.ok(applied.applied, JSON.stringify(applied));
  await bothWork();

  const before = await live.run(IntegrationContract, CONTRACT);
  assert.equal(before.failed, 'not-cut-over', JSON.stringify(before));

  // Cut over, one after the other.
  const first = handedOver(live.org, 'Shipping');
  shipping.logIn = clientCredentials(live.org, first.key, first.secret);
  await bothWork();
  live.later(20);
  await bothWork();
  const second = handedOver(live.org, 'Warehouse');
  warehouse.logIn = clientCredentials(live.org, second.key, second.secret);
  await bothWork();
  const used = await live.run(IntegrationContract, CONTRACT);
  assert.equal(used.failed, 'still-in-use', JSON.stringify(used));

  live.later(10);
  await bothWork();
  live.later(5);
  const frozen = await live.run(IntegrationContract, CONTRACT);
  assert.equal(frozen.to, 'frozen', JSON.stringify(frozen));
  for (const name of ['shipping', 'warehouse']) assert.match(file(name), /stage: frozen/);
  await bothWork();

  // Somebody forgot a copy of the old credentials somewhere: it shows, and nothing more is taken until it is found.
  live.later(1);
  await assert.rejects(clientCredentials(live.org, 'old-shipping', 'old secret')(), /inactive user/);
  live.later(8);
  const wanted = await live.run(IntegrationContract, CONTRACT);
  assert.equal(wanted.failed, 'still-wanted', JSON.stringify(wanted));
  await live.run(IntegrationContract, `${CONTRACT} --back`);
  assert.match(file('warehouse'), /stage: expand/);
  live.later(15);
  await bothWork();
  await live.run(IntegrationContract, CONTRACT);
  live.later(7);
  await live.run(IntegrationStatus, '');
  const removed = await live.run(IntegrationContract, `${CONTRACT} --to removed`);
  assert.equal(removed.to, 'removed', JSON.stringify(removed));
  await bothWork();
  const sets = live.org.org.store.all(
    `SELECT "Name" FROM "PermissionSet" WHERE "Name" IN ('Shared', 'Int_Shipping', 'Int_Warehouse')`,
  );
  assert.deepEqual(sets.map((row) => row['Name']).sort(), ['Int_Shipping', 'Int_Warehouse']);
  await assert.rejects(clientCredentials(live.org, 'old-shipping', 'old secret')(), /inactive user/);
  const again = await live.run(IntegrationApply, '--auto-approve --target-org prod');
  assert.deepEqual(again.plan.changes, []);
});

test('the guide shows what was done here', () => {
  const shown = guideCommands('splitting.md');
  assert.ok(shown.length >= 3);
  assert.deepEqual(
    shown.filter((command) => !live.typed.includes(command)),
    [],
  );
});
