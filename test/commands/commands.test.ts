import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { XMLValidator } from 'fast-xml-parser';

const ROOT = join(import.meta.dirname, '..', '..');
const BIN = join(ROOT, 'bin', 'leastwise.js');
const MESSY = 'examples/messy-org';
const CLEAN = 'examples/clean-org';
const folder = mkdtempSync(join(tmpdir(), 'leastwise-commands-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const environment = { PATH: process.env['PATH'], HOME: folder, COLUMNS: '100' };

function run(args: readonly string[], extra: Readonly<Record<string, string>> = {}) {
  return spawnSync(process.execPath, [BIN, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...environment, ...extra },
  });
}

interface Manifest {
  readonly commands: Readonly<
    Record<
      string,
      {
        readonly id: string;
        readonly examples?: readonly (string | { readonly command: string })[];
        readonly flags: object;
      }
    >
  >;
}
const manifest = JSON.parse(readFileSync(join(ROOT, 'oclif.manifest.json'), 'utf8')) as Manifest;
const verbs = Object.keys(manifest.commands).map((id) => id.split(':').slice(1));

test('every ending has its exit code', () => {
  const broken = join(folder, 'broken');
  mkdirSync(broken);
  writeFileSync(join(broken, 'A.permissionset-meta.xml'), '<PermissionSet><label>');
  const endings: readonly (readonly [number, readonly string[]])[] = [
    [0, ['audit', CLEAN]],
    [1, ['audit', MESSY]],
    [0, ['audit', MESSY, '--fail-on', 'never']],
    [3, ['audit', broken, '--fail-on-inconclusive']],
    [0, ['audit', broken]],
    [4, ['audit', join(folder, 'nowhere')]],
    [4, ['audit', '--no-such-flag']],
    [4, ['audit', CLEAN, '--preset', 'loose']],
    [4, ['audit', CLEAN, '--config', 'nowhere.yml']],
    [4, ['no-such-command']],
    [4, ['explain']],
    [4, ['explain', 'nobody', 'ModifyAllData', '-s', CLEAN]],
    [4, ['rules', 'no-such-rule']],
    [4, ['audit', CLEAN, '--output-file', CLEAN]],
    [0, []],
    [0, ['--version']],
  ];
  for (const [code, args] of endings) {
    const { status, stdout, stderr } = run(args);
    assert.equal(status, code, `leastwise ${args.join(' ')}\n${stderr}`);
    if (code === 4) {
      assert.equal(stdout, '', 'mistakes are told on standard error');
      assert.match(stderr, /^Error .+\n( {2}.+\n)+$/, args.join(' '));
    }
  }
});

test('a mistake shows no stack, unless it is asked for', () => {
  const { stderr } = run(['audit', 'nowhere']);
  assert.ok(!/\n\s+at /.test(stderr));
  assert.match(run(['audit', 'nowhere', '--debug']).stderr, /\n\s+at /);
});

test('--json speaks as the Salesforce CLI does, in success and in failure', () => {
  const audit = JSON.parse(run(['audit', MESSY, '--json']).stdout) as Record<string, unknown>;
  assert.deepEqual(Object.keys(audit), ['status', 'result', 'warnings']);
  assert.equal(audit['status'], 1);
  const { stdout, status } = run(['explain', 'nobody', 'ModifyAllData', '-s', CLEAN, '--json']);
  const failure = JSON.parse(stdout) as Record<string, unknown>;
  assert.equal(status, 4);
  assert.deepEqual(
    [failure['status'], failure['exitCode'], failure['code'], failure['name']],
    [4, 4, 'unknown-holder', 'Problem'],
  );
  assert.ok(Array.isArray(failure['actions']) && !('stack' in failure));
  for (const args of [
    ['list', CLEAN],
    ['who-can', 'ModifyAllData', '-s', CLEAN],
    ['explain', 'warehouse', '-s', CLEAN],
    ['compare', 'warehouse', 'billing', '-s', CLEAN],
    ['rules'],
  ]) {
    assert.equal((JSON.parse(run([...args, '--json']).stdout) as { status: number }).status, 0, args.join(' '));
  }
});

test('every format prints what its readers can parse', () => {
  const printed = (format: string): string => run(['audit', MESSY, '--format', format]).stdout;
  assert.equal((JSON.parse(printed('json')) as { schemaVersion: number }).schemaVersion, 1);
  assert.equal((JSON.parse(printed('sarif')) as { version: string }).version, '2.1.0');
  assert.equal(XMLValidator.validate(printed('junit')), true);
  assert.match(printed('csv'), /^outcome,severity,rule/);
  assert.match(printed('markdown'), /^### Leastwise/);
  assert.match(printed('html'), /^<!doctype html>/);
});

test('reports go to files, whole', () => {
  const [sarif, html] = [join(folder, 'new', 'a.sarif'), join(folder, 'a.html')];
  const { stdout } = run(['audit', MESSY, '--format', 'sarif', '--output-file', sarif, '--html', html]);
  assert.equal(stdout, '');
  assert.equal((JSON.parse(readFileSync(sarif, 'utf8')) as { version: string }).version, '2.1.0');
  assert.match(readFileSync(html, 'utf8'), /<\/html>\n$/);
});

test('flags can be kept as files, and what is typed wins', () => {
  const flags = join(folder, 'flags');
  mkdirSync(flags);
  writeFileSync(join(flags, 'fail-on'), 'never\n');
  writeFileSync(join(flags, 'format.txt'), 'csv\n');
  const kept = run(['audit', MESSY, '--flags-dir', flags]);
  assert.equal(kept.status, 0, kept.stderr);
  assert.match(kept.stdout, /^outcome,/);
  assert.equal(run(['audit', MESSY, '--flags-dir', flags, '--fail-on', 'high']).status, 1);
  assert.equal(run(['audit', MESSY, '--flags-dir', join(folder, 'none')]).status, 4);
});

test('a slip of the finger is understood', () => {
  assert.match(run(['audti']).stderr, /Did you mean leastwise audit\?/);
  assert.match(run(['explain', 'hr-synk', 'ManageUsers', '-s', MESSY]).stderr, /Did you mean hr-sync/);
  assert.match(run(['who-can', 'ModifyAlData', '-s', MESSY]).stderr, /Did you mean ModifyAllData/);
  assert.match(run(['rules', 'escalation']).stderr, /Did you mean escalation-path/);
});

test('colour is for terminals, or for those who ask', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that starts a colour is what is looked for
  const COLOUR = /\u001b\[/;
  assert.ok(!COLOUR.test(run(['audit', MESSY]).stdout));
  assert.ok(COLOUR.test(run(['audit', MESSY], { FORCE_COLOR: '1' }).stdout));
  assert.ok(!COLOUR.test(run(['audit', MESSY], { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout));
});

test('help speaks of leastwise, names every command, and its examples run', () => {
  const root = run(['--help']).stdout;
  for (const verb of verbs) {
    assert.ok(root.includes(verb.join(' ')), verb.join(' '));
    const { stdout, status } = run([...verb, '--help']);
    assert.equal(status, 0);
    assert.match(stdout, new RegExp(`\\$ leastwise ${verb.join(' ')}`));
    assert.ok(!stdout.includes('leastwise integration'), stdout);
    assert.match(stdout, /EXAMPLES/);
  }
});

const OF_DECLARATIONS = new Set([
  'new',
  'validate',
  'build',
  'plan',
  'apply',
  'rollback',
  'status',
  'review',
  'expiring',
]);

test('the examples in help are real', () => {
  const project = join(folder, 'project');
  const declared = join(folder, 'declared');
  cpSync(join(ROOT, CLEAN), declared, { recursive: true });
  mkdirSync(project);
  const shell = (line: string, cwd = project) =>
    spawnSync('/bin/sh', ['-c', `leastwise() { "${process.execPath}" "${BIN}" "$@"; }\n${line}`], {
      cwd,
      encoding: 'utf8',
      env: { ...environment, GIT_CONFIG_GLOBAL: '/dev/null' },
    });
  const git = 'git -c user.name=A -c user.email=a@example.com';
  const steps = [
    `cp -R "${join(ROOT, MESSY)}/." . && rm leastwise.yml`,
    `git init -q -b main . && git add . && ${git} commit -qm one && ${git} commit -q --allow-empty -m two`,
    'git update-ref refs/remotes/origin/main HEAD && mkdir my-project',
    'cp force-app/main/default/customPermissions/* my-project',
  ];
  const ready = shell(steps.join(' && '));
  assert.equal(ready.status, 0, ready.stderr);
  // Evidence comes from an org; one that was changed is checked all the same.
  const evidence = { format: 'leastwise-verification', version: 1, sha256: '' };
  writeFileSync(join(project, 'erp-orders.json'), JSON.stringify(evidence));
  for (const { id, examples = [] } of Object.values(manifest.commands)) {
    for (const example of examples) {
      const verb = id.split(':').slice(1).join(' ');
      const text = typeof example === 'string' ? example : example.command;
      const line = text
        .replace('<%= config.bin %>', 'leastwise')
        .replace('<%= command.id %>', verb)
        .replace(' Billing', ' Price_Feed');
      // These ask a person or an org, which are tested where there is one.
      if (line === 'leastwise new loyalty' || /--target-org| -o |\borg:/.test(line)) continue;
      // Secrets need an org that issues them, or a passphrase that only a person has.
      if (line.startsWith('leastwise login')) continue;
      // A local org listens until it is told to end.
      if (line.startsWith('leastwise org start')) continue;
      const { status, stderr } = shell(line, OF_DECLARATIONS.has(verb) ? declared : project);
      assert.ok(status === 0 || status === 1, `${line} ended with ${status}\n${stderr}`);
    }
  }
});

test('a reader that goes away ends the run quietly', () => {
  const { status, stderr } = spawnSync(
    '/bin/sh',
    ['-c', `"${process.execPath}" "${BIN}" audit ${MESSY} --verbose | head -1`],
    { cwd: ROOT, encoding: 'utf8', env: environment },
  );
  assert.equal(status, 0);
  assert.equal(stderr, '');
});

test('Ctrl-C ends it with 130', async () => {
  const child = spawn(process.execPath, [BIN, 'audit', ROOT], { cwd: ROOT, env: environment, stdio: 'ignore' });
  // Once the command runs it listens; before that Node ends by the signal itself.
  const ended = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) =>
    child.on('exit', (code, signal) => resolve([code, signal])),
  );
  await new Promise((resolve) => setTimeout(resolve, 250));
  child.kill('SIGINT');
  const [code, signal] = await ended;
  assert.ok(code === 130 || signal === 'SIGINT' || code === 1, `${code} ${signal}`);
});
