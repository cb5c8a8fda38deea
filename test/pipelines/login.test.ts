import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parseCredentials } from '../../src/credentials/credentials-text.ts';
import type { LoginTest } from '../../src/model/login-test.ts';
import { loginCredentials } from '../../src/pipelines/login-credentials.ts';
import { loginKeys } from '../../src/pipelines/login-keys.ts';
import { type LoginTestOptions, loginTest } from '../../src/pipelines/login-test.ts';
import { type LiveProject, liveProject } from './live-project.ts';

const PASSPHRASE = 'four random words here';
const SETTINGS = 'design: { user: { email: integrations@acme.example } }\n';
const declaration = (name: string, lines: string): string =>
  `name: ${name}\npurpose: What ${name} does.\nowner: team@acme.example\naccess: { objects: { Account: { read: true, edit: true, fields: { edit: [Phone] } } } }\n${lines}`;

let project: LiveProject;
before(async () => {
  project = await liveProject(
    {
      'leastwise.yml': SETTINGS,
      'integrations/erp-orders.yml': declaration(
        'erp-orders',
        'login: { flow: client-credentials, ipRanges: [127.0.0.1] }\n',
      ),
      'integrations/warehouse.yml': declaration('warehouse', 'login:\n  flow: jwt-bearer # signs for itself\n'),
    },
    { switches: { clientSecretsByRest: true } },
  );
});
after(() => project.close());

async function tried(integration: string, more: Partial<LoginTestOptions> = {}): Promise<LoginTest> {
  const declared = await project.declared();
  const now = () => project.org.org.now();
  return loginTest(project.session(), { declared, integration, credentials: undefined, key: undefined, now, ...more });
}

const outcomes = ({ steps }: LoginTest) => steps.map(({ name, outcome }) => `${name} ${outcome}`);
const AS_DECLARED = ['token', 'userinfo', 'limits', 'allowed', 'forbidden', 'revoke'].map(
  (name) => `${name} as-declared`,
);

test('keys are made, their certificate is declared, and the plan deploys it', async () => {
  const file = join(project.root, 'warehouse.key');
  const options = {
    declared: await project.declared(),
    integration: 'warehouse',
    sink: { kind: 'file', path: file, replace: false } as const,
    passphrase: PASSPHRASE,
    certificate: undefined,
    days: 365,
    bits: 2048 as const,
    now: project.org.org.now(),
  };
  const made = await loginKeys(options);
  assert.equal(made.certificate, join(project.root, 'integrations', 'certificates', 'warehouse.crt'));
  const text = readFileSync(join(project.root, 'integrations', 'warehouse.yml'), 'utf8');
  assert.match(text, /flow: jwt-bearer # signs for itself\n {2}certificate: certificates\/warehouse\.crt\n/);
  await assert.rejects(loginKeys({ ...options, declared: await project.declared() }), { code: 'certificate-exists' });
  await assert.rejects(loginKeys({ ...options, integration: 'erp-orders' }), { code: 'no-key-needed' });

  const changed = await project.apply();
  assert.ok(changed.includes('app:Warehouse'));
  assert.deepEqual(await project.apply(), []);
  const runs = join(project.root, '.leastwise', 'runs');
  for (const name of readdirSync(runs)) assert.doesNotMatch(readFileSync(join(runs, name), 'utf8'), /00D\w{12,15}!/);
  const key = createPrivateKey({ key: readFileSync(file), passphrase: PASSPHRASE });
  const seen = await tried('warehouse', { key });
  assert.deepEqual(outcomes(seen), AS_DECLARED, JSON.stringify(seen.steps));
  const { certificateEnds } = (await snapshotApps()).find(({ name }) => name === 'Warehouse') ?? {};
  assert.equal(certificateEnds, made.ends);
});

async function snapshotApps() {
  const { readLocal } = await import('../connectors/org/local-session.ts');
  return (await readLocal(project.org)).snapshot.externalClientApps;
}

test('client credentials log in, may what is declared, and no more', async () => {
  const seen = await tried('erp-orders');
  assert.deepEqual(outcomes(seen), AS_DECLARED, JSON.stringify(seen.steps));
  assert.equal(seen.sample?.soql, 'SELECT Id, Phone FROM Account LIMIT 1');
  assert.match(seen.steps[4]?.seen ?? '', /refused: INVALID_TYPE/);
  assert.doesNotMatch(JSON.stringify(seen), /3MVG9|00D\w+!/);
});

test('credentials go to the sink and nowhere else, and work from there', async () => {
  const path = join(project.root, 'erp-orders.env');
  const declared = await project.declared();
  const options = { declared, integration: 'erp-orders', format: 'env' as const };
  const handed = await loginCredentials(project.session(), {
    ...options,
    sink: { kind: 'file', path, replace: false },
  });
  const text = readFileSync(path, 'utf8');
  const credentials = parseCredentials(text, path);
  assert.ok(credentials.clientSecret && !JSON.stringify(handed).includes(credentials.clientSecret));
  assert.ok(!JSON.stringify(handed).includes(credentials.clientId));
  assert.deepEqual(outcomes(await tried('erp-orders', { credentials })), AS_DECLARED);
  const wrong = await tried('erp-orders', { credentials: { ...credentials, clientSecret: 'wrong' } });
  assert.deepEqual(outcomes(wrong), ['token not-as-declared']);
  assert.match(wrong.steps[0]?.seen ?? '', /invalid_client.*rotated away/);
  assert.ok(!JSON.stringify(wrong).includes(credentials.clientSecret));
  assert.ok(existsSync(path));
});

test('what does not let it in is named, with what to do', async () => {
  const another = createPrivateKey(
    (await import('node:crypto')).generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }).privateKey,
  );
  const [step] = (await tried('warehouse', { key: another })).steps;
  assert.match(step?.seen ?? '', /invalid_grant.*not signed with the key/);
  assert.ok((step?.actions.length ?? 0) > 0);
  await assert.rejects(tried('warehouse'), { code: 'needs-key' });
  await assert.rejects(tried('nobody'), { code: 'no-such-integration' });

  const { store } = project.org.org;
  const freeze = (frozen: number) =>
    store.all(
      'UPDATE "UserLogin" SET "IsFrozen" = ? WHERE "UserId" IN (SELECT "Id" FROM "User" WHERE "Username" LIKE \'erp-orders%\')',
      [frozen],
    );
  freeze(1);
  assert.match((await tried('erp-orders')).steps[0]?.seen ?? '', /inactive user.*frozen/);
  freeze(0);
  project.org.org.faults.add({ kind: 'status', path: '/services/oauth2/token', times: 1, status: 500 });
  const down = (await tried('erp-orders')).steps[0];
  assert.match(down?.seen ?? '', /the org failed \(500\)/);
  project.org.org.switches.clientSecretsByRest = false;
  await assert.rejects(tried('erp-orders'), { code: 'secrets-closed' });
  project.org.org.switches.clientSecretsByRest = true;
});

test('access that nobody declared is noticed', async () => {
  const { store } = project.org.org;
  const user = store.all('SELECT "Id" FROM "User" WHERE "Username" LIKE \'erp-orders%\'')[0]?.['Id'];
  const admin = project.org;
  const token = admin.sessionFor(admin.adminUsername);
  const post = async (path: string, body: object): Promise<{ readonly id: string }> =>
    (await (
      await fetch(`${admin.url}/services/data/v68.0/sobjects/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json()) as { readonly id: string };
  const set = await post('PermissionSet', { Name: 'Clicked', Label: 'Clicked', PermissionsApiEnabled: true });
  await post('ObjectPermissions', { ParentId: set.id, SobjectType: 'Opportunity', PermissionsRead: true });
  await post('PermissionSetAssignment', { PermissionSetId: set.id, AssigneeId: user });
  const seen = await tried('erp-orders');
  assert.equal(seen.ok, false);
  assert.match(seen.steps[4]?.seen ?? '', /nobody declared it/);
});
