import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { type LocalOrg, startLocalOrg } from '../../src/local-org/local-org.ts';
import { ADMIN_USERNAME } from '../../src/local-org/seed/first-day.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const home = mkdtempSync(join(tmpdir(), 'leastwise-live-org-'));
let org: LocalOrg;
let token: string;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const options = {
    cwd: home,
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
  org = await startLocalOrg({ example: 'messy' });
  token = org.sessionFor(ADMIN_USERNAME);
  const sf = join(ROOT, 'node_modules', '@salesforce', 'cli', 'bin', 'run.js');
  const login = ['org', 'login', 'access-token', '-r', org.url, '--no-prompt', '-a', 'messy'];
  const { code, stderr } = await run(sf, login, { SF_ACCESS_TOKEN: token });
  assert.equal(code, 0, stderr);
});
after(async () => {
  await org.close();
  rmSync(home, { recursive: true, force: true });
});

test('an org that the Salesforce CLI is logged in to is audited by its alias, and no token is shown', async () => {
  const { code, stdout, stderr } = await leastwise('audit', '--target-org', 'messy', '--json');
  assert.equal(code, 1, stderr);
  const { result } = JSON.parse(stdout) as {
    readonly result: {
      readonly source: Record<string, unknown>;
      readonly findings: readonly { readonly rule: string }[];
    };
  };
  assert.deepEqual([result.source['kind'], result.source['label']], ['org', 'messy']);
  assert.ok(Number(result.source['apiCalls']) < 100, `${result.source['apiCalls']} calls`);
  const rules = new Set(result.findings.map(({ rule }) => rule));
  for (const rule of ['escalation-path', 'user-on-system-administrator', 'view-all-data'])
    assert.ok(rules.has(rule), rule);
  assert.doesNotMatch(stdout + stderr, /00D\w{12,15}!/);
});

test('questions are asked of an org too', async () => {
  const explained = await leastwise('explain', 'hr-sync', 'ManageUsers', '-o', 'messy');
  assert.match(explained.stdout, /yes/i);
  const who = await leastwise('who-can', 'ModifyAllData', '-o', 'messy');
  assert.match(who.stdout, /erp@harborpine\.example/);
});

test('an org that is not known ends with 5 and says what to do; an org has no revisions', async () => {
  const unknown = await leastwise('list', '-o', 'nowhere');
  assert.deepEqual([unknown.code, /sf org list/.test(unknown.stderr)], [5, true], unknown.stderr);
  const revision = await leastwise('list', '-o', 'messy', '--rev', 'HEAD');
  assert.equal(revision.code, 4);
});
