import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { type LocalOrg, startLocalOrg } from '../../src/local-org/local-org.ts';
import { ADMIN_USERNAME } from '../../src/local-org/seed/first-day.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const home = mkdtempSync(join(tmpdir(), 'leastwise-drift-'));
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

const leastwise = (...args: readonly string[]): Promise<Ended> => run(join(ROOT, 'bin', 'leastwise.js'), args);

before(async () => {
  org = await startLocalOrg({ example: 'clean' });
  cpSync(join(ROOT, 'examples', 'clean-org'), project, { recursive: true });
  const sf = join(ROOT, 'node_modules', '@salesforce', 'cli', 'bin', 'run.js');
  const login = ['org', 'login', 'access-token', '-r', org.url, '--no-prompt', '-a', 'clean'];
  const { code, stderr } = await run(sf, login, { SF_ACCESS_TOKEN: org.sessionFor(ADMIN_USERNAME) });
  assert.equal(code, 0, stderr);
});
after(async () => {
  await org.close();
  rmSync(home, { recursive: true, force: true });
});

/** What an administrator clicks in Setup. */
async function click(object: string, values: object): Promise<void> {
  const response = await fetch(`${org.url}/services/data/v66.0/sobjects/${object}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${org.sessionFor(ADMIN_USERNAME)}`, 'content-type': 'application/json' },
    body: JSON.stringify(values),
  });
  assert.equal(response.status, 201, await response.text());
}

const idOf = (soql: string): string => String(org.org.store.all(soql)[0]?.['Id']);

test('a clean org has no drift; what somebody clicks is told with who and when, kept in the file, and gone', async () => {
  const clean = await leastwise('drift', '-o', 'clean');
  assert.deepEqual([clean.code, /No drift/.test(clean.stdout)], [0, true], clean.stdout + clean.stderr);

  const ParentId = idOf(`SELECT "Id" FROM "PermissionSet" WHERE "Name" = 'Int_Warehouse'`);
  await click('ObjectPermissions', { ParentId, SobjectType: 'Contact', PermissionsRead: true });
  const found = await leastwise('drift', '-o', 'clean');
  assert.equal(found.code, 2, found.stderr);
  assert.match(found.stdout, /Changed outside of the declarations:/);
  assert.match(found.stdout, new RegExp(`warehouse +${ADMIN_USERNAME}, \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d`));
  assert.match(found.stdout, /\+ Contact:read/);
  assert.match(found.stdout, /leastwise drift --target-org clean --adopt warehouse/);
  const { result } = JSON.parse((await leastwise('drift', '-o', 'clean', '--json')).stdout);
  assert.deepEqual(
    result.divergences.map((one: { integration: string; moved: string; author: { by: string } }) => [
      one.integration,
      one.moved,
      one.author.by,
    ]),
    [['warehouse', 'source', ADMIN_USERNAME]],
  );
  const comment = await leastwise('drift', '-o', 'clean', '--format', 'markdown');
  assert.match(comment.stdout, /### ❌ clean differs from what is declared/);

  const kept = await leastwise('drift', '-o', 'clean', '--adopt', 'warehouse');
  assert.match(kept.stdout, /warehouse\.yml says now what is there/);
  assert.match(readFileSync(join(project, 'integrations', 'warehouse.yml'), 'utf8'), /Contact: read/);
  const again = await leastwise('drift', '-o', 'clean');
  // The mark in the org still holds the hash of before: the plan renews it, and that is no drift of grants.
  assert.deepEqual([again.code, /No drift/.test(again.stdout)], [0, true], again.stdout + again.stderr);
});

test('an integration that nobody declared cannot be adopted, and the message says what to do', async () => {
  const { code, stderr } = await leastwise('drift', '-o', 'clean', '--adopt', 'nobody');
  assert.deepEqual([code, /No integration "nobody" is declared/.test(stderr)], [4, true], stderr);
});
