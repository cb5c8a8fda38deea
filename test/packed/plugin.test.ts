import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startLocalOrg } from '../../src/local-org/local-org.ts';
import { ADMIN_USERNAME } from '../../src/local-org/seed/first-day.ts';
import type { Audit } from '../../src/model/audit.ts';
import { CLI, cliEnvironment } from '../foreign-clients/sf.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MESSY = join(ROOT, 'examples', 'messy-org');
const folder = mkdtempSync(join(tmpdir(), 'leastwise-packed-'));
const home = join(folder, 'home');
const plugin = join(folder, 'package');
const TIMEOUT = 120_000;

const environment = cliEnvironment(home);

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function sf(...args: readonly string[]): Ended {
  return spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    timeout: TIMEOUT,
  });
}

function leastwise(...args: readonly string[]): Ended {
  return spawnSync(process.execPath, [join(plugin, 'bin', 'leastwise.js'), ...args], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    timeout: TIMEOUT,
  });
}

before(() => {
  mkdirSync(home);
  const packed = spawnSync('npm', ['pack', '--pack-destination', folder, '--loglevel=error'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...environment, npm_config_update_notifier: 'false' },
  });
  assert.equal(packed.status, 0, packed.stderr);
  const tarball = packed.stdout.trim().split('\n').at(-1) ?? '';
  const unpacked = spawnSync('tar', ['-xzf', join(folder, tarball), '-C', folder]);
  assert.equal(unpacked.status, 0);
  // What `npm install` would put there, without asking the network for it.
  symlinkSync(join(ROOT, 'node_modules'), join(plugin, 'node_modules'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

test('the package holds what users need, and nothing else', () => {
  for (const path of [
    'bin/leastwise.js',
    'lib/index.js',
    'lib/index.d.ts',
    'lib/commands/stand-alone.js',
    'oclif.manifest.json',
    'schemas/audit.schema.json',
    'permission-sets/force-app/main/default/permissionsets/Leastwise_Audit.permissionset-meta.xml',
    'examples/messy-org/local-org.json',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
  ]) {
    assert.ok(existsSync(join(plugin, path)), `${path} is missing`);
  }
  for (const path of ['src', 'test', 'bench', 'scripts', 'tsconfig.json']) {
    assert.ok(!existsSync(join(plugin, path)), `${path} should not be packed`);
  }
  const manifest = readFileSync(join(plugin, 'oclif.manifest.json'), 'utf8');
  assert.ok(!manifest.includes(ROOT), 'the manifest knows no machine');
});

test('the stand-alone command runs from the package', () => {
  const audit = leastwise('audit', MESSY, '--json');
  assert.equal(audit.status, 1, audit.stderr);
  assert.equal((JSON.parse(audit.stdout) as { status: number }).status, 1);
});

test('the library opens by its one door', () => {
  const script = join(folder, 'door.mjs');
  writeFileSync(
    script,
    `import { readMetadata, RULES } from ${JSON.stringify(join(plugin, 'lib', 'index.js'))};\nconst { containers } = await readMetadata({ path: ${JSON.stringify(MESSY)} });\nconsole.log(containers.length, RULES.length);\n`,
  );
  const { stdout, status } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  assert.equal(status, 0);
  assert.match(stdout, /^1\d \d{2,3}\n$/);
});

test('the real Salesforce CLI links it, helps with it and runs it', { timeout: TIMEOUT * 4 }, () => {
  const linked = sf('plugins', 'link', plugin, '--no-install');
  assert.equal(linked.status, 0, linked.stderr);

  const help = sf('integration', '--help');
  assert.equal(help.status, 0, help.stderr);
  assert.match(help.stdout, /sf integration audit|integration audit/);

  const ofAudit = sf('integration', 'audit', '--help');
  assert.match(ofAudit.stdout, /sf integration audit \[PATH\]/);

  const audit = sf('integration', 'audit', MESSY, '--json');
  assert.equal(audit.status, 1, audit.stderr);
  const envelope = JSON.parse(audit.stdout) as {
    status: number;
    result: { findings: { fingerprint: string }[] };
    warnings: unknown[];
  };
  assert.equal(envelope.status, 1);
  assert.deepEqual(envelope.warnings, []);
  const alone = JSON.parse(leastwise('audit', MESSY, '--json').stdout) as typeof envelope;
  const prints = ({ result }: typeof envelope) => result.findings.map(({ fingerprint }) => fingerprint);
  assert.deepEqual(prints(envelope), prints(alone));

  mkdirSync(join(folder, 'flags'));
  writeFileSync(join(folder, 'flags', 'fail-on'), 'never\n');
  const quiet = sf('integration', 'audit', MESSY, '--flags-dir', join(folder, 'flags'));
  assert.equal(quiet.status, 0, quiet.stderr);

  const wrong = sf('integration', 'audit', join(folder, 'nowhere'), '--json');
  assert.equal(wrong.status, 4);
  const error = JSON.parse(wrong.stdout) as { status: number; actions: string[]; message: string };
  assert.equal(error.status, 4);
  assert.ok(error.actions.length > 0 && /nowhere/.test(error.message));
});

test('sf integration audits an org that sf is logged in to', { timeout: TIMEOUT * 4 }, async () => {
  const org = await startLocalOrg({ example: 'messy' });
  try {
    // The org answers in this process, so nothing here may wait for a child while it stands still.
    const sfMeanwhile = (args: readonly string[], extra: Readonly<Record<string, string>> = {}): Promise<Ended> =>
      new Promise((resolve) => {
        const options = { cwd: folder, env: { ...environment, ...extra }, timeout: TIMEOUT, maxBuffer: 64_000_000 };
        execFile(process.execPath, [CLI, ...args], options, (error, stdout, stderr) =>
          resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
        );
      });
    const token = org.sessionFor(ADMIN_USERNAME);
    const login = ['org', 'login', 'access-token', '-r', org.url, '--no-prompt', '-a', 'messy'];
    assert.equal((await sfMeanwhile(login, { SF_ACCESS_TOKEN: token })).status, 0);

    const audit = await sfMeanwhile(['integration', 'audit', '--target-org', 'messy', '--json']);
    assert.equal(audit.status, 1, audit.stderr);
    const { result, warnings } = JSON.parse(audit.stdout) as { readonly result: Audit; readonly warnings: unknown[] };
    assert.deepEqual([result.source.kind, result.source.label, warnings], ['org', 'messy', []]);
    assert.ok(result.findings.some(({ rule }) => rule === 'escalation-path'));
    assert.ok((result.crossCheck?.compared ?? 0) > 0 && result.crossCheck?.disagreements.length === 0);
    assert.ok(!(audit.stdout + audit.stderr).includes(token));

    const doctor = await sfMeanwhile(['integration', 'doctor', '--target-org', 'messy']);
    assert.deepEqual([doctor.status, /rules can judge/.test(doctor.stdout)], [0, true], doctor.stderr);
  } finally {
    await org.close();
  }
});
