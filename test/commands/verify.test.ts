import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { type LocalOrg, startLocalOrg } from '../../src/local-org/local-org.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const home = mkdtempSync(join(tmpdir(), 'leastwise-verify-'));
const project = join(home, 'project');
let org: LocalOrg;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const options = {
    cwd: project,
    env: { PATH: process.env['PATH'], HOME: home, SF_DISABLE_TELEMETRY: 'true', SF_AUTOUPDATE_DISABLE: 'true', ...env },
  };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [file, ...args], options)) };
  } catch (error) {
    return error as Ended;
  }
}

const verify = (args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended> =>
  run(join(ROOT, 'bin', 'leastwise.js'), ['verify', ...args], env);

before(async () => {
  org = await startLocalOrg({ example: 'clean' });
  cpSync(join(ROOT, 'examples', 'clean-org'), project, { recursive: true });
  const sf = join(ROOT, 'node_modules', '@salesforce', 'cli', 'bin', 'run.js');
  const login = ['org', 'login', 'access-token', '-r', org.url, '--no-prompt', '-a', 'clean'];
  const { code, stderr } = await run(sf, login, { SF_ACCESS_TOKEN: org.sessionFor(org.adminUsername) });
  assert.equal(code, 0, stderr);
});
after(async () => {
  await org.close();
  rmSync(home, { recursive: true, force: true });
});

test('an org is compared, tried as two integrations, and what was seen is filed and checked', async () => {
  const compared = await verify(['-o', 'clean']);
  assert.equal(compared.code, 0, compared.stdout + compared.stderr);
  assert.match(compared.stdout, /5 integrations as declared/);
  assert.match(compared.stdout, /Try it as the integrations themselves: --probe/);

  const tokens = {
    LEASTWISE_PROBE_TOKEN_BILLING: org.sessionFor('billing@harborpine.example'),
    LEASTWISE_PROBE_TOKEN_WAREHOUSE: org.sessionFor('warehouse@harborpine.example'),
  };
  const filed = ['--evidence', 'seen/page.html', '--evidence', 'seen/data.json'];
  const tried = await verify(['billing', 'warehouse', '-o', 'clean', '--probe', ...filed], tokens);
  assert.equal(tried.code, 0, tried.stdout + tried.stderr);
  assert.match(tried.stderr, /billing: trying \d+ objects as billing@harborpine\.example, at most \d+ API calls/);
  assert.match(
    tried.stdout,
    /tried +(\d+) of \1 granted requests succeed · (\d+) of \2 that are not granted are refused/,
  );
  assert.match(tried.stdout, /by token of LEASTWISE_PROBE_TOKEN_WAREHOUSE/);
  const page = readFileSync(join(project, 'seen', 'page.html'), 'utf8');
  const data = readFileSync(join(project, 'seen', 'data.json'), 'utf8');
  for (const file of ['page.html', 'data.json'])
    assert.equal(statSync(join(project, 'seen', file)).mode & 0o777, 0o600);
  for (const text of [page, data, tried.stdout, tried.stderr]) assert.doesNotMatch(text, /00D\w{12,15}!/);
  const { sha256, counts } = JSON.parse(data);
  assert.equal(counts.probe.refuted, 0);
  assert.ok(page.includes(sha256) && tried.stdout.includes(sha256));

  const intact = await verify(['--check', 'seen/data.json']);
  assert.deepEqual([intact.code, /is intact/.test(intact.stdout)], [0, true], intact.stderr);
  writeFileSync(join(project, 'seen', 'forged.json'), data.replace('"outcome": "proved"', '"outcome": "refuted"'));
  const forged = await verify(['--check', 'seen/forged.json']);
  assert.deepEqual([forged.code, /was changed/.test(forged.stdout)], [1, true], forged.stderr);
});

test('what is refuted and what cannot be tried have their exit codes; mistakes are told before anything is asked', async () => {
  const tokens = { LEASTWISE_PROBE_TOKEN_SHIPPING: org.sessionFor('warehouse@harborpine.example') };
  const stranger = ['shipping', '-o', 'clean', '--probe', '--fail-on-inconclusive'];
  const open = await verify(stranger, tokens);
  assert.deepEqual(
    [open.code, /the token is that of warehouse@/.test(open.stdout)],
    [3, true],
    open.stdout + open.stderr,
  );
  const [row] = org.org.store.all(
    `SELECT "Id" FROM "ObjectPermissions" WHERE "SobjectType" = 'Shipment__c' AND "ParentId" IN (SELECT "Id" FROM "PermissionSet" WHERE "Name" = 'Int_Shipping')`,
  );
  const clicked = await fetch(`${org.url}/services/data/v68.0/sobjects/ObjectPermissions/${row?.['Id']}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${org.sessionFor(org.adminUsername)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ PermissionsDelete: true }),
  });
  assert.equal(clicked.status, 204);
  const refuted = await verify(['shipping', '-o', 'clean', '--json']);
  assert.equal(refuted.code, 1, refuted.stderr);
  const { counts, by } = JSON.parse(refuted.stdout).result;
  assert.deepEqual([counts.engine.refuted, counts.platform.refuted, by], [1, 1, org.adminUsername]);
  for (const args of [
    ['-o', 'clean', '--evidence', 'seen.pdf'],
    ['-o', 'clean', '--probe', '--token-variable', 'X'],
    ['shipping', '-o', 'clean', '--probe', '--token-variable', 'NOT_SET'],
    ['--check', 'leastwise.yml'],
  ]) {
    const { code, stderr } = await verify(args);
    assert.equal(code, 4, `${args.join(' ')}: ${stderr}`);
  }
  assert.ok(!existsSync(join(project, 'seen.pdf')));
});
