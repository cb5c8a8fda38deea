import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { type LocalOrg, startLocalOrg } from '../../src/local-org/local-org.ts';
import { insertRow } from '../../src/local-org/metadata/records.ts';
import { ADMIN_USERNAME } from '../../src/local-org/seed/first-day.ts';
import type { TreeComparison } from '../../src/model/answer.ts';
import type { Checkup } from '../../src/model/checkup.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SF = join(ROOT, 'node_modules', '@salesforce', 'cli', 'bin', 'run.js');
const home = mkdtempSync(join(tmpdir(), 'leastwise-live-org-'));
let org: LocalOrg;
let token: string;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = home,
): Promise<Ended> {
  const options = {
    cwd,
    maxBuffer: 64_000_000,
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
  const login = ['org', 'login', 'access-token', '-r', org.url, '--no-prompt', '-a', 'messy'];
  const { code, stderr } = await run(SF, login, { SF_ACCESS_TOKEN: token });
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
      readonly crossCheck?: { readonly disagreements: readonly unknown[] };
    };
  };
  assert.deepEqual([result.source['kind'], result.source['label']], ['org', 'messy']);
  assert.ok(Number(result.source['apiCalls']) < 100, `${result.source['apiCalls']} calls`);
  assert.deepEqual(result.crossCheck?.disagreements, [], 'the org says what we say');
  const unchecked = await leastwise('audit', '-o', 'messy', '--no-cross-check', '--json');
  assert.ok(!('crossCheck' in (JSON.parse(unchecked.stdout) as { readonly result: object }).result));
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

test('a saved snapshot answers every question as the org did', async () => {
  const file = join(home, 'messy.snapshot.json.gz');
  const saved = await leastwise('snapshot', 'save', file, '-o', 'messy', '--json');
  assert.equal(saved.code, 0, saved.stderr);
  const auditOf = async (...args: readonly string[]): Promise<Record<string, unknown>> => {
    const { stdout, stderr } = await leastwise('audit', ...args, '--json');
    assert.doesNotMatch(stderr, /Error/);
    return (JSON.parse(stdout) as { readonly result: Record<string, unknown> }).result;
  };
  const [live, kept] = [await auditOf('-o', 'messy'), await auditOf(file)];
  for (const part of ['integrations', 'findings', 'rules', 'counts', 'diagnostics'])
    assert.deepEqual(kept[part], live[part], part);
  assert.equal((kept['source'] as Record<string, unknown>)['savedIn'], file);

  const live2 = await leastwise('who-can', 'ModifyAllData', '-o', 'messy');
  assert.equal((await leastwise('who-can', 'ModifyAllData', '-s', file)).stdout, live2.stdout);
  assert.match((await leastwise('explain', 'hr-sync', 'ManageUsers', '-s', file)).stdout, /yes/i);
  assert.match((await leastwise('list', file)).stdout, /in snapshot .*messy.snapshot.json.gz of org messy/);

  const since = await leastwise('snapshot', 'save', join(home, 'later.json.gz'), '-o', 'messy', '--since', file);
  assert.equal(since.code, 0, since.stderr);
  assert.deepEqual((await auditOf(join(home, 'later.json.gz')))['findings'], live['findings']);
  assert.equal((await leastwise('audit', '--since', file)).code, 4, 'only an org is read again');

  const hidden = join(home, 'hidden.snapshot.json.gz');
  const shared = await leastwise('snapshot', 'save', hidden, '-o', 'messy', '--pseudonyms');
  assert.match(shared.stdout, /names replaced/);
  const anonymous = await auditOf(hidden);
  assert.ok(!JSON.stringify(anonymous).includes('harborpine'));
  const rulesOf = (audit: Record<string, unknown>) =>
    new Set((audit['findings'] as readonly { readonly rule: string }[]).map(({ rule }) => rule));
  for (const rule of ['escalation-path', 'user-on-system-administrator', 'view-all-data'])
    assert.ok(rulesOf(anonymous).has(rule), rule);
  assert.equal(
    (anonymous['integrations'] as readonly { readonly class: string }[]).filter((one) => one.class === 'own').length,
    (live['integrations'] as readonly { readonly class: string }[]).filter((one) => one.class === 'own').length,
  );
});

test('doctor says beforehand what the reading user may see', async () => {
  const { code, stdout, stderr } = await leastwise('doctor', '-o', 'messy', '--json');
  assert.equal(code, 0, stderr);
  const { org: told } = (JSON.parse(stdout) as { readonly result: Checkup }).result;
  assert.deepEqual(
    told?.checks.map(({ name, state }) => [name, state]),
    [
      ['api-access', 'good'],
      ['reader', 'doubtful'],
      ['api-budget', 'good'],
      ['api-version', 'good'],
      ['clock', 'good'],
    ],
  );
  assert.ok((told?.calls ?? 99) <= 12 && (told?.rules ?? 0) > 30);
  assert.match(
    (await leastwise('doctor', '-o', 'messy')).stdout,
    /rules can judge\n.*Next: leastwise audit --target-org messy/,
  );
  assert.equal((await leastwise('doctor', '-o', 'nowhere')).code, 5);
});

test('an org is compared with a tree, with its own snapshot, with a revision, and somebody in it with somebody elsewhere', async () => {
  const file = join(home, 'messy.snapshot.json.gz');
  const same = await leastwise('compare', file, 'org:messy');
  assert.match(same.stdout, /the same access, \d+ compared/, same.stderr);

  const tree = join(ROOT, 'examples', 'clean-org', 'force-app');
  const toTree = await leastwise('compare', 'org:messy', tree, '--json');
  const { integrations } = (JSON.parse(toTree.stdout) as { readonly result: TreeComparison }).result;
  const states = new Map(integrations.map(({ name, state }) => [name, state]));
  assert.deepEqual([states.get('hr-sync'), states.get('leastwise-audit')], ['removed', 'added']);

  const set = await leastwise('compare', `${tree}:Int_Warehouse`, 'org:messy:HR_Sync');
  assert.match(set.stdout, /\+ ManageUsers/, set.stderr);
  const itself = await leastwise('compare', 'org:messy:HR_Sync', `${file}:HR_Sync`);
  assert.match(itself.stdout, /the same access/, itself.stderr);
  const revision = await run(
    join(ROOT, 'bin', 'leastwise.js'),
    ['compare', 'org:messy', 'HEAD:', '-s', 'examples/messy-org'],
    {},
    ROOT,
  );
  assert.match(revision.stdout, /org:messy → HEAD:.* compared/, revision.stderr);

  const unlike = await leastwise('compare', 'org:messy', 'org:messy:HR_Sync');
  assert.deepEqual([unlike.code, /one means everything there/.test(unlike.stderr)], [4, true]);
});

test('many orgs are audited into one matrix; one that fails does not stop the rest, and shows in the exit code', async () => {
  const second = await startLocalOrg({ example: 'clean' });
  try {
    const login = ['org', 'login', 'access-token', '-r', second.url, '--no-prompt', '-a', 'tidy'];
    const { code, stderr } = await run(SF, login, { SF_ACCESS_TOKEN: second.sessionFor(adminOf(second)) });
    assert.equal(code, 0, stderr);
    const page = join(home, 'orgs.html');
    const list = join(home, 'orgs.txt');
    await writeFile(list, '# all of them\nmessy\n\ntidy # the good one\nmessy\nnowhere\n');
    const all = await leastwise('audit', '--target-orgs', list, '--html', page, '--json');
    assert.equal(all.code, 5, all.stderr);
    const { orgs } = (JSON.parse(all.stdout) as { readonly result: { readonly orgs: readonly MatrixOrg[] } }).result;
    assert.deepEqual(
      orgs.map(({ label, state, failure }) => [label, state, failure?.code]),
      [
        ['messy', 'audited', undefined],
        ['tidy', 'audited', undefined],
        ['nowhere', 'failed', 'unknown-org'],
      ],
    );
    const alone = await leastwise('audit', '-o', 'messy', '--json');
    const { findings } = (JSON.parse(alone.stdout) as { readonly result: { readonly findings: unknown } }).result;
    assert.deepEqual(orgs[0]?.audit?.findings, findings, 'each is audited as if alone');
    assert.match(await readFile(page, 'utf8'), /nowhere<\/b> could not be read/);

    const two = await leastwise('audit', '-o', 'messy', '-o', 'tidy');
    assert.equal(two.code, 1, two.stdout + two.stderr);
    assert.match(two.stdout, /2 orgs audited\n$/);
    const sarif = await leastwise('audit', '-o', 'messy', '-o', 'tidy', '--format', 'sarif');
    assert.deepEqual([sarif.code, /one org at a time/.test(sarif.stderr)], [4, true]);
    const baseline = await leastwise('audit', '-o', 'messy', '-o', 'tidy', '--write-baseline', join(home, 'b.json'));
    assert.equal(baseline.code, 4);
  } finally {
    await second.close();
  }
});

/** The Salesforce CLI knows log-ins by username, and the first administrator of every local org has the same. */
function adminOf({ org: open }: LocalOrg): string {
  const { store, adminId } = open;
  const username = 'second@tidy.example';
  const [admin] = store.all('SELECT "ProfileId" FROM "User" WHERE "Id" = ?', [adminId]);
  insertRow(open, 'User', adminId, {
    ...{ Username: username, LastName: 'Second', Name: 'Second', Alias: 'second', Email: username },
    ...{ IsActive: 1, UserType: 'Standard', ProfileId: admin?.['ProfileId'] ?? null },
  });
  return username;
}

interface MatrixOrg {
  readonly label: string;
  readonly state: string;
  readonly audit: { readonly findings: unknown } | null;
  readonly failure: { readonly code: string } | null;
}
