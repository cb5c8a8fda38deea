import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, test } from 'node:test';
import { personAt } from '../../src/commands/ask.ts';
import { Problem } from '../../src/model/problem.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'leastwise-declare-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function run(cwd: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, [join(ROOT, 'bin', 'leastwise.js'), ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: folder, COLUMNS: '100' },
  });
}

let made = 0;
function project(): string {
  const path = join(folder, String(made++));
  mkdirSync(path);
  return path;
}

function cleanOrg(): string {
  const path = project();
  cpSync(join(ROOT, 'examples', 'clean-org'), path, { recursive: true });
  return path;
}

const GIVEN = ['--purpose', 'Points for orders', '--owner', 'crm@acme.com', '--review', '2027-11-25'];

test('a new integration is one file, made of flags', () => {
  const path = project();
  const access = [
    '--read',
    'Order__c.Name,Status__c',
    '--read',
    'Account',
    '--edit',
    'Order__c.Status__c',
    '--create',
    'Case.Subject',
  ];
  const more = [
    '--object',
    'Lead:read,delete',
    '--system',
    'ViewSetup',
    '--apex-class',
    'PointsApi',
    '--flow',
    'client-credentials',
    '--ip',
    '203.0.113.0/28',
  ];
  const { status, stdout, stderr } = run(path, 'new', 'loyalty', ...GIVEN, ...access, ...more);
  assert.equal(stderr, '');
  assert.equal(status, 0);
  assert.match(stdout, /^integrations\/loyalty\.yml written\. Next: /);
  assert.equal(
    readFileSync(join(path, 'integrations', 'loyalty.yml'), 'utf8'),
    `# yaml-language-server: $schema=https://unpkg.com/leastwise/schemas/integration.schema.json
name: loyalty
purpose: Points for orders
owner: crm@acme.com
review: 2027-11-25
access:
  objects:
    Account: read
    Case:
      read: true
      create: true
      fields:
        edit: [Subject]
    Lead: read, delete
    Order__c:
      read: true
      edit: true
      fields:
        edit: [Status__c]
        read: [Name]
  system: [ViewSetup]
  apexClasses: [PointsApi]
login:
  flow: client-credentials
  ipRanges: [203.0.113.0/28]
`,
  );
  const again = run(path, 'new', 'loyalty', ...GIVEN);
  assert.equal(again.status, 4);
  assert.match(again.stderr, /integrations\/loyalty\.yml is there already/);
  assert.equal(run(path, 'validate').status, 0);
  assert.equal(run(path, 'build').status, 0);
  assert.equal(run(path, 'build', '--check').status, 0);
});

test('without a terminal nobody is asked: what is missing is named', () => {
  const path = project();
  const { status, stderr } = run(path, 'new', 'loyalty', '--owner', 'crm@acme.com');
  assert.equal(status, 4);
  assert.match(stderr, /^Error --purpose is missing, and nobody is at a terminal to be asked\./);
  assert.deepEqual(readdirSync(path), []);
});

test('flags that cannot be are told as flags, and nothing is written', () => {
  const path = project();
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['My App', ...GIVEN], /name must be lower-case words joined by hyphens.*\n.*Write my-app\./],
    [['../x', ...GIVEN], /name must be lower-case words/],
    [['a', ...GIVEN, '--read', 'A.B.C'], /A\.B\.C has more than one dot/],
    [['a', ...GIVEN, '--delete', 'Case.Subject'], /records are deleted, fields are not/],
    [['a', ...GIVEN, '--object', 'Case:update'], /--object Case:update is not an object with verbs/],
    [['a', ...GIVEN, '--object', 'Case:viewAll'], /Case is given viewAll without a reason/],
    [['a', ...GIVEN, '--read', 'Case.*'], /no wildcards/],
    [['a', ...GIVEN, '--flow', 'jwt-bearer', '--ip', 'home'], /must be IPv4 addresses/],
  ];
  for (const [args, expected] of cases) {
    const { status, stderr } = run(path, 'new', ...args);
    assert.equal(status, 4, args.join(' '));
    assert.match(stderr, expected);
  }
  assert.deepEqual(readdirSync(path), []);
});

test('the declarations of the example org are its own source, byte for byte', () => {
  const path = cleanOrg();
  const { status, stdout } = run(path, 'build', '--check');
  assert.equal(stdout, ' 0 files would be written · 31 files right already · 5 integrations\n');
  assert.equal(status, 0);
});

test('build writes what is declared and nothing else, and says with code 2 what differs', () => {
  const path = cleanOrg();
  const set = join(path, 'force-app/main/default/permissionsets/Int_Billing.permissionset-meta.xml');
  const before = readFileSync(set, 'utf8');
  const { mtimeMs } = statSync(set);
  const file = join(path, 'integrations', 'billing.yml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('create: true', 'create: false'));
  rmSync(join(path, 'integrations', 'shipping.yml'));
  const checked = run(path, 'build', '--check');
  assert.equal(checked.status, 2);
  assert.match(checked.stdout, /~ .*Int_Billing/);
  assert.match(checked.stdout, /- .*Int_Shipping/);
  assert.equal(statSync(set).mtimeMs, mtimeMs);
  assert.equal(run(path, 'build').status, 0);
  assert.equal(
    readFileSync(set, 'utf8').split('<allowCreate>true').length,
    before.split('<allowCreate>true').length - 1,
  );
  assert.ok(
    !readdirSync(join(path, 'force-app/main/default/permissionsets')).some((name) => name.includes('Shipping')),
  );
  const { result } = JSON.parse(run(path, 'build', '--check', '--json').stdout) as {
    result: { files: { state: string }[] };
  };
  assert.ok(result.files.every(({ state }) => state === 'same'));
});

test('another environment goes to another folder, with its suffix and without what it lacks', () => {
  const path = cleanOrg();
  assert.equal(run(path, 'build', '--environment', 'uat', '--output-dir', 'out/uat').status, 0);
  const users = join(path, 'out', 'uat', 'config', 'users');
  assert.deepEqual(readdirSync(users), [
    'billing-user-def.json',
    'erp-orders-user-def.json',
    'leastwise-audit-user-def.json',
    'shipping-user-def.json',
  ]);
  const user = JSON.parse(readFileSync(join(users, 'billing-user-def.json'), 'utf8')) as { Username: string };
  assert.equal(user.Username, 'billing@harborpine.example.uat');
  assert.equal(run(path, 'build', '--environment', 'prod').status, 4);
});

test('validate tells every mistake of every file, with code 4', () => {
  const path = cleanOrg();
  writeFileSync(join(path, 'integrations', 'a.yml'), 'name: a\nonwer: x\naccess: { objects: { Account: update } }\n');
  writeFileSync(
    join(path, 'integrations', 'b.yml'),
    'name: b\npurpose: p\nowner: o@x.example\nuser: { username: billing@harborpine.example }\n',
  );
  const { status, stdout } = run(path, 'validate');
  assert.equal(status, 4);
  assert.match(stdout, /integrations\/a\.yml:2:1: unknown key "onwer"\n {3}→ Did you mean owner\?/);
  assert.match(stdout, /4 mistakes in 7 files|3 mistakes in 7 files/);
  const json = run(path, 'validate', '--json');
  const { result } = JSON.parse(json.stdout) as { result: { mistakes: { path: string; line: number }[] } };
  assert.ok(result.mistakes.length >= 3 && result.mistakes.every(({ path, line }) => path !== '' && line > 0));
  const built = run(path, 'build');
  assert.equal(built.status, 4);
  assert.match(built.stderr, /integrations\/a\.yml:2:1/);
});

test('a team keeps its set as a file of its own: it is referred to and never written', () => {
  const path = cleanOrg();
  const set = 'force-app/main/default/permissionsets/Int_Billing.permissionset-meta.xml';
  const before = readFileSync(join(path, set), 'utf8');
  writeFileSync(
    join(path, 'integrations', 'billing.yml'),
    `name: billing\npurpose: p\nowner: finance-it@harborpine.example\npermissionSet: ../${set}\nlogin: { flow: client-credentials }\n`,
  );
  assert.equal(run(path, 'build').status, 0);
  assert.equal(readFileSync(join(path, set), 'utf8'), before);
  writeFileSync(
    join(path, 'integrations', 'billing.yml'),
    'name: billing\npurpose: p\nowner: o@x.example\npermissionSet: nowhere.xml\n',
  );
  const { status, stderr } = run(path, 'build');
  assert.equal(status, 4);
  assert.match(stderr, /integrations\/billing\.yml:4: nowhere\.xml cannot be read/);
});

/** A person who types these lines and then leaves. */
async function typed(lines: readonly string[], questions: number): Promise<{ answers: string[]; shown: string }> {
  const input = new PassThrough();
  const output = new PassThrough();
  const shown: string[] = [];
  output.on('data', (part: Buffer) => shown.push(part.toString()));
  const person = personAt({ input, output });
  const answers: string[] = [];
  input.end(lines.map((line) => `${line}\n`).join(''));
  for (let n = 0; n < questions; n++)
    answers.push(
      await person.ask({
        text: `Question ${n}`,
        ...(n === 1
          ? { whenEmpty: 'nothing', check: (answer: string) => (answer === 'yes' ? undefined : 'Say yes.') }
          : {}),
      }),
    );
  person.end();
  return { answers, shown: shown.join('') };
}

test('a person is asked again until the answer will do, and may leave', async () => {
  const { answers, shown } = await typed(['', 'first', 'no', 'yes'], 2);
  assert.deepEqual(answers, ['first', 'yes']);
  assert.match(shown, /Question 0\n> That is needed\.\n/);
  assert.match(shown, /Say yes\./);
  assert.deepEqual((await typed(['first', ''], 2)).answers, ['first', '']);
  await assert.rejects(
    typed(['first'], 2),
    (error: Problem) => error instanceof Problem && error.code === 'not-answered',
  );
});
