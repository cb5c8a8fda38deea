import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import IntegrationApply from '../../src/commands/integration/apply.ts';
import IntegrationNew from '../../src/commands/integration/new.ts';
import IntegrationPanic from '../../src/commands/integration/panic.ts';
import IntegrationUnpanic from '../../src/commands/integration/unpanic.ts';
import { aLiveOrg, guideCommands, type LiveOrg } from './a-live-org.ts';
import { clientCredentials, handedOver, request, type ScriptedClient, scriptedClient } from './clients.ts';

const SETTINGS = 'design: { user: { email: integrations@acme.example } }\n';
let live: LiveOrg;
let client: ScriptedClient;
before(async () => {
  live = await aLiveOrg({}, SETTINGS);
  await live.run(
    IntegrationNew,
    'erp --purpose Orders --owner erp@acme.example --read Account.Phone --flow client-credentials',
  );
  const applied = await live.run(IntegrationApply, '--auto-approve --target-org prod');
  assert.ok(applied.applied, JSON.stringify(applied));
  const { key, secret } = handedOver(live.org, 'Erp');
  const query = `query?q=${encodeURIComponent('SELECT Id, Phone FROM Account')}`;
  client = scriptedClient(live.org, clientCredentials(live.org, key, secret), request(live.org, 'GET', query));
});
after(() => live.close());

const file = () => readFileSync(join(live.folder, 'integrations', 'erp.yml'), 'utf8');

test('it is out at once, with evidence and without secrets; no plan lets it in; unpanic does', async () => {
  assert.ok(await client.work(), client.failures.join());
  const token = await client.logIn();
  const done = await live.run(IntegrationPanic, 'erp --target-org prod --auto-approve');
  assert.deepEqual(done.users, ['erp@acme.example.int'], JSON.stringify(done));
  assert.equal((await request(live.org, 'GET', 'sobjects')(token)).status, 401);
  assert.equal(await client.work(), false);

  const text = readFileSync(done.file, 'utf8');
  assert.equal(statSync(done.file).mode & 0o777, 0o600);
  const [user] = JSON.parse(text).users;
  assert.deepEqual(
    [
      user.assignments.length,
      user.tokens.length,
      user.sessions.length > 0,
      user.logins.length > 0,
      user.blastRadius.objects,
    ],
    [1, 1, true, true, 1],
  );
  assert.doesNotMatch(text, /00D\w{12,15}!|6Aep/);

  assert.match(file(), /suspended: 2026-11-25/);
  const applied = await live.run(IntegrationApply, '--auto-approve --target-org prod');
  assert.deepEqual(applied.plan.changes, []);
  assert.equal(await client.work(), false);

  const back = await live.run(IntegrationUnpanic, 'erp --target-org prod --auto-approve');
  assert.equal(back.given.length, 2, JSON.stringify(back));
  assert.ok(back.gone.some((one: string) => /cannot be taken back/.test(one)));
  assert.doesNotMatch(file(), /suspended/);
  assert.ok(await client.work(), client.failures.join());
});

test('the guide shows what was done here', () => {
  const shown = guideCommands('incident.md');
  assert.ok(shown.length >= 2);
  assert.deepEqual(
    shown.filter((command) => !live.typed.includes(command)),
    [],
  );
});
