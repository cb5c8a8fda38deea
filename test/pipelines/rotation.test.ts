import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parseCredentials } from '../../src/credentials/credentials-text.ts';
import type { RotateOptions } from '../../src/login/rotate-options.ts';
import type { Sink } from '../../src/model/credentials.ts';
import { loginCredentials } from '../../src/pipelines/login-credentials.ts';
import { loginKeys } from '../../src/pipelines/login-keys.ts';
import { loginRotate } from '../../src/pipelines/login-rotate.ts';
import { loginTest } from '../../src/pipelines/login-test.ts';
import { type LiveProject, liveProject } from './live-project.ts';

const PASSPHRASE = 'four random words here';
const declaration = (name: string, flow: string): string =>
  `name: ${name}\npurpose: What ${name} does.\nowner: team@acme.example\naccess: { objects: { Account: read } }\nlogin: { flow: ${flow} }\n`;

let project: LiveProject;
before(async () => {
  project = await liveProject(
    {
      'leastwise.yml': 'design: { user: { email: integrations@acme.example } }\n',
      'integrations/erp.yml': declaration('erp', 'client-credentials'),
      'integrations/wms.yml': declaration('wms', 'jwt-bearer'),
    },
    { switches: { clientSecretsByRest: true } },
  );
  await loginKeys({ ...(await keyOptions('wms.key')), declared: await project.declared(), integration: 'wms' });
  await project.apply();
});
after(() => project.close());

const fileSink = (name: string): Sink => ({ kind: 'file', path: join(project.root, name), replace: false });
const keyOptions = async (name: string) => ({
  sink: fileSink(name),
  passphrase: PASSPHRASE,
  certificate: undefined,
  days: 30,
  bits: 2048 as const,
  now: project.org.org.now(),
});

async function rotate(integration: string, more: Partial<RotateOptions> = {}) {
  return loginRotate(project.session(), {
    declared: { ...(await project.declared()), root: project.root },
    integration,
    step: 'stage',
    sink: undefined,
    format: 'env',
    isSwitched: false,
    silentDays: 7,
    newKey: { passphrase: PASSPHRASE, days: 365, bits: 2048 },
    now: () => project.org.org.now(),
    ...more,
  });
}

/** A client that knows only what stands in its file, and logs in anew for every request. */
function scriptedClient(name: string) {
  const outcomes: string[] = [];
  let file = name;
  return {
    outcomes,
    takes: (other: string): void => {
      file = other;
    },
    works: async (): Promise<string> => {
      const { clientId = '', clientSecret = '' } = parseCredentials(
        readFileSync(join(project.root, file), 'utf8'),
        file,
      );
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      });
      const answer = await fetch(`${project.org.url}/services/oauth2/token`, { method: 'POST', body });
      const token = (await answer.json()) as { readonly access_token?: string; readonly error?: string };
      if (token.access_token === undefined) return token.error ?? 'no token';
      const query = await fetch(`${project.org.url}/services/data/v68.0/query?q=SELECT+Id+FROM+Account`, {
        headers: { authorization: `Bearer ${token.access_token}` },
      });
      outcomes.push(String(query.status));
      return String(query.status);
    },
  };
}

test('a secret is rotated while the client works on: not one request fails', async () => {
  const declared = await project.declared();
  await loginCredentials(project.session(), { declared, integration: 'erp', format: 'env', sink: fileSink('old.env') });
  const client = scriptedClient('old.env');
  assert.equal(await client.works(), '200');

  await assert.rejects(rotate('erp'), { code: 'no-sink' });
  const staged = await rotate('erp', { sink: fileSink('new.env') });
  assert.deepEqual([staged.stage, staged.done.length], ['staged', 3]);
  assert.equal(await client.works(), '200');
  assert.equal((await rotate('erp')).stage, 'staged', 'a second run tells where it stands');
  await assert.rejects(rotate('erp', { step: 'revoke' }), { code: 'nothing-staged' });

  const promoted = await rotate('erp', { step: 'promote' });
  assert.equal(promoted.stage, 'promoted');
  assert.match(promoted.old[0] ?? '', /still works until/);
  assert.equal(await client.works(), '200');
  await assert.rejects(rotate('erp', { step: 'abort' }), { code: 'too-late-to-abort' });

  await assert.rejects(rotate('erp', { step: 'revoke' }), { code: 'silence-unknown' });
  client.takes('new.env');
  assert.equal(await client.works(), '200');
  const finished = await rotate('erp', { step: 'revoke', isSwitched: true });
  assert.equal(finished.stage, 'finished');
  assert.equal(await client.works(), '200');
  assert.deepEqual([...new Set(client.outcomes)], ['200']);
  const late = scriptedClient('old.env');
  assert.equal(await late.works(), 'invalid_client_id');

  const folder = join(project.root, '.leastwise', 'rotations');
  const [file = ''] = readdirSync(folder);
  const kept = readFileSync(join(folder, file), 'utf8');
  assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600);
  for (const name of ['old.env', 'new.env']) {
    const { clientId, clientSecret = '-' } = parseCredentials(readFileSync(join(project.root, name), 'utf8'), name);
    for (const secret of [clientId, clientSecret])
      assert.ok(!kept.includes(secret) && !JSON.stringify([staged, promoted, finished]).includes(secret));
  }
});

test('a sink that fails leaves nothing staged; a rotation that was cut off goes on; one that is given up is gone', async () => {
  await assert.rejects(rotate('erp', { sink: { kind: 'command', command: 'exit 1' } }), { code: 'sink-failed' });
  await assert.rejects(rotate('erp', { step: 'promote' }), { code: 'nothing-staged' });

  project.org.org.faults.add({ kind: 'status', path: '/services/oauth2/token', times: 1, status: 500 });
  await assert.rejects(rotate('erp', { sink: fileSink('cut.env') }), { code: 'credentials-refused' });
  await assert.rejects(rotate('erp', { step: 'promote' }), { code: 'not-verified' });
  await assert.rejects(rotate('erp'), { code: 'no-sink' });
  const again = await rotate('erp', { sink: fileSink('cut-again.env') });
  assert.match(again.done[0] ?? '', /read again/);
  assert.equal(
    readFileSync(join(project.root, 'cut.env'), 'utf8'),
    readFileSync(join(project.root, 'cut-again.env'), 'utf8'),
  );
  assert.equal((await rotate('erp', { step: 'abort' })).stage, 'aborted');
  assert.equal(await scriptedClient('cut.env').works(), 'invalid_client_id');
});

test('it may stop for months: staged credentials end after thirty days, and replaced ones too', async () => {
  await rotate('erp', { sink: fileSink('slow.env') });
  project.org.moveClock(40 * 86_400_000);
  await assert.rejects(rotate('erp', { step: 'promote' }), { code: 'nothing-staged' });
  await rotate('erp', { sink: fileSink('slow-2.env') });
  await rotate('erp', { step: 'promote' });
  project.org.moveClock(60 * 86_400_000);
  const late = await rotate('erp');
  assert.deepEqual([late.stage, late.old], ['finished', ['the old pair has ended by itself']]);
  assert.equal(await scriptedClient('slow-2.env').works(), '200');
});

test('what was kept of a rotation and cannot be read is named', async () => {
  const folder = join(project.root, '.leastwise', 'rotations');
  const [file = ''] = readdirSync(folder);
  const before = readFileSync(join(folder, file), 'utf8');
  writeFileSync(join(folder, file), '{"integration":');
  await assert.rejects(rotate('erp'), { code: 'damaged-rotation' });
  writeFileSync(join(folder, file), before);
});

test('a key is rotated: the new one is there before its certificate, and the old one ends with the plan', async () => {
  const logsIn = async (name: string): Promise<boolean> => {
    const key = createPrivateKey({ key: readFileSync(join(project.root, name)), passphrase: PASSPHRASE });
    const declared = await project.declared();
    const now = () => project.org.org.now();
    return (await loginTest(project.session(), { declared, integration: 'wms', credentials: undefined, key, now })).ok;
  };
  assert.equal(await logsIn('wms.key'), true);
  const staged = await rotate('wms', { sink: fileSink('wms-2.key') });
  assert.equal(staged.stage, 'staged');
  assert.equal((await rotate('wms')).stage, 'staged');
  assert.deepEqual(await project.apply(), []);
  assert.deepEqual([await logsIn('wms.key'), await logsIn('wms-2.key')], [true, false]);

  await rotate('wms', { step: 'promote' });
  await assert.rejects(rotate('wms', { step: 'revoke' }), { code: 'not-deployed' });
  assert.deepEqual(await project.apply(), ['app:Wms']);
  assert.deepEqual([await logsIn('wms.key'), await logsIn('wms-2.key')], [false, true]);
  const finished = await rotate('wms', { step: 'revoke' });
  assert.equal(finished.stage, 'finished');
  await assert.rejects(rotate('wms', { step: 'abort' }), { code: 'nothing-staged' });
});
