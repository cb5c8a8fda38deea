import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import IntegrationApply from '../../src/commands/integration/apply.ts';
import IntegrationContract from '../../src/commands/integration/contract.ts';
import IntegrationMigrate from '../../src/commands/integration/migrate.ts';
import IntegrationStatus from '../../src/commands/integration/status.ts';
import { hashSecret } from '../../src/local-org/login/apps.ts';
import { aLiveOrg, guideCommands, type LiveOrg } from './a-live-org.ts';
import {
  clientCredentials,
  handedOver,
  oldApp,
  request,
  type ScriptedClient,
  scriptedClient,
  soapLogin,
  tokenFor,
} from './clients.ts';

const SETTINGS =
  'design: { user: { email: integrations@acme.example } }\nlifeCycle: { silentDays: 14, frozenDays: 7 }\n';
const BILLING = 'billing@acme.example';
const JANE = 'jane@acme.example';

let live: LiveOrg;
let billing: ScriptedClient;
before(async () => {
  live = await aLiveOrg(
    {
      switches: { soapLogin: true, soapLoginNeedsUseAnyApiAuth: false },
      users: [
        { Username: BILLING, LastName: 'Billing', profileName: 'System Administrator', password: 'pw-billing' },
        { Username: JANE, LastName: 'Doe', profileName: 'Standard User', password: 'pw-jane' },
      ],
      logins: [{ user: JANE, application: 'Browser', type: 'Application', daysAgo: 1, count: 3 }],
    },
    SETTINGS,
  );
  let number = 0;
  billing = scriptedClient(live.org, soapLogin(live.org, BILLING, 'pw-billing'), (token) =>
    request(live.org, 'POST', 'sobjects/Account', { Name: `Customer ${++number}` })(token),
  );
});
after(() => live.close());

const file = (name: string) => join(live.folder, 'integrations', `${name}.yml`);
const contract = (name: string, more = '') =>
  live.run(IntegrationContract, `${name} --target-org prod --auto-approve ${more}`.trim());

test('an administrator by SOAP login() becomes an integration, without one failed request', async () => {
  for (let day = 0; day < 2; day++) {
    assert.ok(await billing.work(), billing.failures.join());
    live.later(1);
  }
  const { written, failed, message } = await live.run(
    IntegrationMigrate,
    `user:${BILLING} --name billing --owner billing@acme.example --target-org prod`,
  );
  assert.equal(failed, undefined, message);
  assert.deepEqual([written[0].from, written[0].objects], ['use', ['Account']], JSON.stringify(written));
  // What the owner writes into the file stays when the stage moves on.
  writeFileSync(
    file('billing'),
    readFileSync(file('billing'), 'utf8').replace('access:', '# agreed on 2026-11-26\naccess:'),
  );
  const applied = await live.run(IntegrationApply, '--auto-approve --target-org prod');
  assert.ok(applied.applied, JSON.stringify(applied));
  assert.ok(await billing.work());
  const { key, secret } = handedOver(live.org, 'Billing');
  billing.logIn = clientCredentials(live.org, key, secret);
  assert.ok(await billing.work(), billing.failures.join());

  // Nothing is lost when it stops for a month.
  live.later(40);
  assert.deepEqual(
    (await live.run(IntegrationStatus, '')).underWay.map(({ name, stage, next }: Record<string, string>) => [
      name,
      stage,
      next,
    ]),
    [['billing', 'expand', 'frozen']],
  );
  assert.ok(await billing.work(), billing.failures.join());
  assert.equal((await contract('billing')).to, 'frozen');
  live.later(7);
  assert.equal((await contract('billing', '--to deactivated')).to, 'deactivated');
  assert.ok(await billing.work());
  assert.deepEqual(billing.failures, []);
  await assert.rejects(soapLogin(live.org, BILLING, 'pw-billing')(), /Invalid username/);
  assert.match(readFileSync(file('billing'), 'utf8'), /# agreed on 2026-11-26\naccess:/);
});

test('a person keeps the account: only the tokens of the application go, and nobody freezes her', async () => {
  oldApp(live.org, { name: 'Nightly Loader', consumerKey: 'loader', secretHash: hashSecret('s') });
  const password = {
    grant_type: 'password',
    client_id: 'loader',
    client_secret: 's',
    username: JANE,
    password: 'pw-jane',
  };
  live.org.org.switches.blockUsernamePasswordFlow = false;
  await tokenFor(live.org, password);
  const { written, message } = await live.run(
    IntegrationMigrate,
    `user:${JANE} --application "Nightly Loader" --owner bi@acme.example --target-org prod`,
  );
  assert.equal(message, undefined);
  assert.equal(written[0].replaces.person, JANE);
  await live.run(IntegrationApply, '--auto-approve --target-org prod');
  const { key, secret } = handedOver(live.org, 'Nightly_Loader');
  await clientCredentials(live.org, key, secret)();
  assert.equal((await contract('nightly-loader')).failed, 'still-in-use');
  live.later(20);
  const done = await contract('nightly-loader');
  assert.equal(done.to, 'revoked', JSON.stringify(done));
  assert.deepEqual(
    done.plan.changes.map(({ id }: { id: string }) => id),
    [`tokens:Nightly Loader→${JANE}`],
  );
  const [user] = live.org.org.store.all(
    `SELECT u."IsActive", l."IsFrozen" FROM "User" u JOIN "UserLogin" l ON l."UserId" = u."Id" WHERE u."Username" = '${JANE}'`,
  );
  assert.deepEqual([user?.['IsActive'], user?.['IsFrozen']], [1, 0]);
});

test('the guide shows what was done here', () => {
  const shown = guideCommands('migrating.md');
  assert.ok(shown.length >= 3);
  assert.deepEqual(
    shown.filter((command) => !live.typed.includes(command)),
    [],
  );
});
