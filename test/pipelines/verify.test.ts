import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { readSettings } from '../../src/config/read-settings.ts';
import type { AccessCheck, Verification, VerifiedIntegration } from '../../src/model/verification.ts';
import type { ProbeChoice, ToldBeforehand } from '../../src/pipelines/try-integration.ts';
import { type VerifyOptions, verify } from '../../src/pipelines/verify.ts';
import { sealOf } from '../../src/verify/seal.ts';
import { localSession } from '../connectors/org/local-session.ts';
import { type LiveProject, liveProject } from './live-project.ts';

const SETTINGS = 'design: { user: { email: integrations@acme.example } }\n';
const HEAD = 'purpose: What it does.\nowner: team@acme.example\n';
const CASES = `name: cases\n${HEAD}access:
  objects:
    Account: { read: true, create: true, edit: true, delete: true, fields: { edit: [Phone], read: [Industry] } }
    Contact: { read: true, create: true, fields: { edit: [Email] } }
    Case: { read: true, edit: true, fields: { edit: [Origin] } }
login: { flow: client-credentials, ipRanges: [127.0.0.1] }
`;
const NOBODY = `name: nobody\n${HEAD}access: { objects: { Account: { read: true } } }\n`;

let project: LiveProject;
before(async () => {
  project = await liveProject(
    { 'leastwise.yml': SETTINGS, 'integrations/cases.yml': CASES, 'integrations/nobody.yml': NOBODY },
    {
      switches: { clientSecretsByRest: true },
      records: [{ object: 'Account', count: 3, values: { Name: 'Keep {n}' } }],
    },
  );
  await project.apply();
  await project.org.checkpoint();
});
after(() => project.close());
afterEach(() => project.org.restore());

async function verified(
  more: Partial<ProbeChoice> = {},
  options: Partial<VerifyOptions> = {},
  session = project.session(),
): Promise<VerifiedIntegration & { readonly whole: Verification }> {
  const { settings } = await readSettings({ directory: project.root });
  const whole = await verify(session, {
    declared: await project.declared(),
    integrations: ['cases'],
    settings,
    today: project.org.org.now().toISOString().slice(0, 10),
    version: '0.0.0',
    now: () => project.org.org.now(),
    probe: {
      allowProduction: false,
      tokenOf: () => undefined,
      credentials: undefined,
      key: undefined,
      nonce: () => '1f2e3d4c5b6a',
      firstWait: 1,
      ...more,
    },
    ...options,
  });
  const [first] = whole.integrations;
  assert.ok(first);
  return { ...first, whole };
}

/** As an administrator does in Setup. */
async function admin(method: string, path: string, body?: object): Promise<string> {
  const response = await fetch(`${project.org.url}/services/data/v68.0/sobjects/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${project.org.sessionFor(project.org.adminUsername)}`,
      'content-type': 'application/json',
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  assert.ok(response.ok, text);
  return text === '' ? '' : (JSON.parse(text) as { readonly id: string }).id;
}

const idOf = (soql: string): string => String(project.org.org.store.all(soql)[0]?.['Id']);
const setId = (): string => idOf(`SELECT "Id" FROM "PermissionSet" WHERE "Name" = 'Int_Cases'`);

/** Every record of business data that is there and not in the recycle bin. */
function records(): readonly string[] {
  const { store } = project.org.org;
  return ['Account', 'Contact', 'Case', 'Lead', 'Opportunity', 'User', 'PermissionSet'].flatMap((object) =>
    store
      .all(`SELECT * FROM "${object}"`)
      .filter((row) => row['IsDeleted'] !== 1)
      .map((row) => `${object} ${row['Id']} ${row['Phone'] ?? ''} ${row['Name'] ?? ''}`),
  );
}

const told = (checks: readonly AccessCheck[], outcome: AccessCheck['outcome'], judge?: AccessCheck['judge']) =>
  checks
    .filter((check) => check.outcome === outcome && (judge ?? check.judge) === check.judge)
    .map(({ permission, expected }) => `${permission} ${expected}`);

test('exactly what is declared is proved by all three judges, and nothing is left behind', async () => {
  const earlier = records();
  let beforehand: ToldBeforehand | undefined;
  const seen = await verified({}, { onProbe: (one) => (beforehand = one) });
  assert.deepEqual(told(seen.checks, 'refuted'), []);
  assert.deepEqual(told(seen.checks, 'not-checked'), []);
  assert.deepEqual(seen.judgesDiffer, []);
  const tried = told(seen.checks, 'proved', 'probe');
  for (const permission of [
    ...['Account:create', 'Account:read', 'Account:edit', 'Account:delete', 'Account.Phone:edit'],
    ...['Account.Industry:read', 'Contact:create', 'Contact.Email:edit', 'Case:edit', 'Case.Origin:edit'],
  ])
    assert.ok(tried.includes(`${permission} granted`), permission);
  for (const permission of [
    ...['Contact:edit', 'Contact:delete', 'Case:create', 'Case:delete', 'Lead:read', 'Opportunity:create'],
    ...['ManageUsers or ManageInternalUsers', 'ModifyMetadata or ModifyAllData', 'AuthorApex'],
  ])
    assert.ok(tried.includes(`${permission} refused`), permission);
  assert.ok(tried.filter((text) => /Account\.\w+:read refused/.test(text)).length >= 5);
  assert.ok(tried.filter((text) => /Account\.\w+:edit refused/.test(text)).length >= 3);
  assert.deepEqual(seen.probe?.records, { made: 1, removed: 1, left: [] });
  assert.equal(seen.probe?.by, 'client credentials');
  assert.ok(beforehand && beforehand.atMost === seen.probe?.atMost && seen.probe.calls <= beforehand.atMost);
  assert.deepEqual(records(), earlier);
  assert.equal(seen.whole.sha256, sealOf(seen.whole));
  assert.equal(seen.whole.org.kind, 'local');
});

test('the same org is asked the same twice', async () => {
  const asked = ({ checks }: VerifiedIntegration) =>
    checks.map(({ judge, permission, asked: what }) => [judge, permission, what]);
  assert.deepEqual(asked(await verified()), asked(await verified()));
});

test('who holds too much is refuted: an object, a verb, a field, a system permission', async () => {
  const ParentId = setId();
  await admin('POST', 'ObjectPermissions', {
    ParentId,
    SobjectType: 'Lead',
    PermissionsRead: true,
    PermissionsCreate: true,
  });
  await admin('POST', 'FieldPermissions', {
    ParentId,
    SobjectType: 'Account',
    Field: 'Account.Fax',
    PermissionsRead: true,
    PermissionsEdit: true,
  });
  const row = idOf(
    `SELECT "Id" FROM "ObjectPermissions" WHERE "ParentId" = '${ParentId}' AND "SobjectType" = 'Contact'`,
  );
  await admin('PATCH', `ObjectPermissions/${row}`, { PermissionsEdit: true, PermissionsDelete: true });
  await admin('PATCH', `PermissionSet/${ParentId}`, { PermissionsViewSetup: true, PermissionsViewRoles: true });
  const earlier = records();
  const seen = await verified();
  const refuted = told(seen.checks, 'refuted', 'probe');
  for (const permission of [
    ...['Lead:read', 'Lead:create', 'Contact:edit', 'Contact:delete', 'Account.Fax:read', 'Account.Fax:edit'],
    'ViewSetup or ViewSetupAuditTrail',
  ])
    assert.ok(refuted.includes(`${permission} refused`), `${permission} in ${refuted.join(', ')}`);
  for (const judge of ['engine', 'platform'] as const)
    assert.ok(told(seen.checks, 'refuted', judge).includes('Contact:delete refused'), judge);
  assert.deepEqual(
    told(seen.checks, 'refuted').filter((text) => text.endsWith('granted')),
    [],
  );
  assert.deepEqual(seen.judgesDiffer, []);
  assert.deepEqual(records(), earlier);
});

test('who holds too little is refuted, and the rest is tried all the same', async () => {
  const ParentId = setId();
  const rowOf = (object: string): string =>
    idOf(`SELECT "Id" FROM "ObjectPermissions" WHERE "ParentId" = '${ParentId}' AND "SobjectType" = '${object}'`);
  await admin('PATCH', `ObjectPermissions/${rowOf('Account')}`, { PermissionsDelete: false });
  await admin('PATCH', `ObjectPermissions/${rowOf('Contact')}`, { PermissionsCreate: false });
  const field = idOf(
    `SELECT "Id" FROM "FieldPermissions" WHERE "ParentId" = '${ParentId}' AND "Field" = 'Case.Origin'`,
  );
  await admin('PATCH', `FieldPermissions/${field}`, { PermissionsEdit: false });
  const earlier = records();
  const seen = await verified();
  assert.deepEqual(told(seen.checks, 'refuted', 'probe').sort(), [
    'Account:delete granted',
    'Case.Origin:edit granted',
    'Contact:create granted',
  ]);
  const tried = told(seen.checks, 'proved', 'probe');
  for (const permission of ['Account:edit', 'Case:edit', 'Account.Phone:edit'])
    assert.ok(tried.includes(`${permission} granted`), permission);
  // Nobody may make a contact any more, so there is none of its own to be edited.
  assert.ok(told(seen.checks, 'not-checked', 'probe').includes('Contact:delete refused'));
  assert.deepEqual(records(), earlier);
});

const COMPOSITE = { method: 'POST', path: '/services/data/*/composite' };

/** Which of the composite requests of a run are made by whom. */
async function compositesOf(username: string): Promise<{ readonly own: readonly number[]; readonly all: number }> {
  const userId = idOf(`SELECT "Id" FROM "User" WHERE "Username" = '${username}'`);
  const earlier = project.org.traffic().length;
  await verified();
  const composites = project.org
    .traffic()
    .slice(earlier)
    .filter(({ method, resource }) => method === 'POST' && resource.endsWith('/composite'));
  const own = composites.flatMap((request, at) => (request.userId === userId ? [at] : []));
  return { own, all: composites.length };
}

test('an org that fails in the middle leaves nothing behind, wherever it strikes', async () => {
  const earlier = records();
  const { own: tried, all } = await compositesOf((await verified({}, { probe: undefined })).username);
  const makes = Array.from({ length: all }, (_, at) => at).filter((at) => at > (tried[0] ?? 0) && !tried.includes(at));
  assert.equal(makes.length, 2, 'one request makes a record, one removes it');
  const places = [...makes, tried.at(-1) ?? 0, tried.at(-9) ?? 0];
  for (const fault of [
    { kind: 'status', status: 500 },
    { kind: 'drop-connection', when: 'after' },
    { kind: 'drop-connection', when: 'before' },
    { kind: 'expire-session' },
  ] as const)
    for (const at of places) {
      project.org.addFault({ ...fault, ...COMPOSITE, after: at, times: 1 });
      const seen = await verified();
      assert.deepEqual(project.org.org.faults.list(), [], 'it did strike');
      assert.deepEqual(told(seen.checks, 'refuted'), [], `${fault.kind} at ${at}`);
      assert.deepEqual(seen.probe?.records.left, [], `${fault.kind} at ${at}`);
      assert.deepEqual(records(), earlier, `${fault.kind} at ${at}`);
      // What is asked in the name of the integration changes nothing, so it is asked again; its session is not renewed.
      if (tried.includes(at) && fault.kind !== 'expire-session') assert.deepEqual(told(seen.checks, 'not-checked'), []);
      await project.org.restore();
    }
});

test('an org that goes on failing ends as not checked, never as proved or refuted', async () => {
  const earlier = records();
  project.org.addFault({
    kind: 'status',
    status: 503,
    method: 'POST',
    path: '/services/data/*/composite',
    after: 40,
    times: 1000,
  });
  const seen = await verified();
  project.org.org.faults.clear();
  assert.deepEqual(told(seen.checks, 'refuted'), []);
  assert.ok(told(seen.checks, 'not-checked', 'probe').length > 10);
  assert.ok(seen.probe && seen.probe.calls <= seen.probe.atMost);
  const left = seen.probe.records.left;
  assert.deepEqual(
    records().filter((record) => !earlier.includes(record)).length,
    left.length,
    'what could not be removed is named',
  );
});

test('a token of somebody else, no log-in, no user: not checked, with the reason', async () => {
  const stranger = await verified({
    tokenOf: () => ({ token: project.org.sessionFor(project.org.adminUsername), variable: 'TOKEN' }),
  });
  const [only, ...others] = stranger.checks.filter(({ judge }) => judge === 'probe');
  assert.deepEqual([others.length, only?.outcome], [0, 'not-checked']);
  assert.match(only?.seen ?? '', /the token is that of admin/);
  const own = project.org.sessionFor(stranger.username);
  const given = await verified({ tokenOf: () => ({ token: own, variable: 'TOKEN' }) });
  assert.deepEqual([given.probe?.by, told(given.checks, 'not-checked')], ['token of TOKEN', []]);
  for (const seen of [stranger, given]) assert.doesNotMatch(JSON.stringify(seen.whole), /00D\w{12,15}!|3MVG9/);
  const nobody = await verified({}, { integrations: ['nobody'] });
  assert.match(nobody.checks.find(({ judge }) => judge === 'probe')?.seen ?? '', /does not say how nobody logs in/);
  await assert.rejects(verified({}, { integrations: ['stranger'] }), { code: 'no-such-integration' });
});

test('what is not applied yet is refuted, without anything being tried', async () => {
  project.write('integrations/later.yml', `name: later\n${HEAD}access: { objects: { Lead: { read: true } } }\n`);
  const seen = await verified({}, { integrations: ['later'] });
  assert.ok(told(seen.checks, 'refuted', 'engine').includes('Lead:read granted'));
  assert.match(seen.notes.join(), /no such user: apply first/);
  assert.equal(seen.probe, null);
});

test('where Leastwise and the org differ, that is told as a mistake of ours', async () => {
  const row = idOf(`SELECT "Id" FROM "ObjectPermissions" WHERE "ParentId" = '${setId()}' AND "SobjectType" = 'Case'`);
  assert.deepEqual((await verified({}, { probe: undefined })).judgesDiffer, []);
  // Past the org, so that it goes on as before: as if the engine read it wrong.
  project.org.org.store.all('UPDATE "ObjectPermissions" SET "PermissionsDelete" = 1 WHERE "Id" = ?', [row]);
  const seen = await verified({}, { probe: undefined });
  assert.deepEqual(seen.judgesDiffer, [{ permission: 'Case:delete', engine: true, platform: false }]);
});

test('interrupted, it stops, says so, and leaves nothing behind', async () => {
  const earlier = records();
  for (const after of [1, 14, 40]) {
    const ending = new AbortController();
    let calls = 0;
    const { traffic } = project.org.org;
    let isCounting = false;
    traffic.watch(() => {
      if (isCounting && ++calls === after) ending.abort();
    });
    const seen = await verified({ signal: ending.signal }, { onProbe: () => (isCounting = true) });
    isCounting = false;
    assert.ok(ending.signal.aborted);
    assert.ok(
      seen.checks.some(({ outcome, seen: why }) => outcome === 'not-checked' && /interrupted/.test(why)),
      `${after}`,
    );
    assert.deepEqual(told(seen.checks, 'refuted'), []);
    assert.deepEqual([seen.probe?.records.left, records()], [[], earlier]);
  }
});

test('an integration that is locked out on purpose is not compared', async () => {
  project.write('integrations/cases.yml', `${CASES}suspended: 2026-11-24\n`);
  const seen = await verified();
  project.write('integrations/cases.yml', CASES);
  assert.deepEqual(
    seen.checks.map(({ judge, outcome }) => [judge, outcome]),
    [['engine', 'not-checked']],
  );
  assert.match(seen.notes.join(), /locked out on purpose since 2026-11-24/);
});

test('an auditor who may make nothing still sees what needs no record', async () => {
  project.write(
    'integrations/reader.yml',
    `name: reader\n${HEAD}access: { objects: { Lead: { read: true } }, system: [ViewSetup, ViewRoles] }\n`,
  );
  await project.apply();
  const reader = idOf(`SELECT "Username" AS "Id" FROM "User" WHERE "Username" LIKE 'reader%'`);
  const { username } = await verified({}, { probe: undefined });
  const tokenOf = () => ({ token: project.org.sessionFor(username), variable: 'TOKEN' });
  const seen = await verified({ tokenOf }, {}, localSession(project.org, reader));
  assert.deepEqual(told(seen.checks, 'refuted'), []);
  const tried = told(seen.checks, 'proved', 'probe');
  // What it makes itself it needs nobody for.
  for (const permission of ['Account:delete granted', 'Contact:create granted', 'Lead:read refused'])
    assert.ok(tried.includes(permission), permission);
  const open = seen.checks.find(({ permission, outcome }) => permission === 'Case:edit' && outcome === 'not-checked');
  assert.match(open?.seen ?? '', /Case is not there for who runs this/);
  assert.deepEqual(seen.probe?.records, { made: 0, removed: 0, left: [] });
});
