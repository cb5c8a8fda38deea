import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { test } from 'node:test';
import { CHECKS } from '../../scripts/checks.ts';
import { RULES } from '../../src/rules/register.ts';

/** Ids of the Security Benchmark for Salesforce that the facts we hold document. Others would be invented. */
const SBS: ReadonlySet<string> = new Set([
  ...['002', '003', '004', '005', '006', '007', '008', '009', '010', '011', '012'].map((number) => `ACS-${number}`),
  ...['AUTH-003', 'DEP-001', 'DEP-003', 'DEP-006', 'INT-004', 'PERM-001'],
  ...['OAUTH-001', 'OAUTH-002', 'OAUTH-003', 'OAUTH-004'],
]);

test('every rule file is registered, once, under its own id', () => {
  const files = globSync('src/rules/access/*.ts').map((path) => basename(path, '.ts'));
  assert.deepEqual(
    RULES.map(({ id }) => id),
    files.sort(),
  );
});

test('codes are not used twice', () => {
  const codes = RULES.map(({ code }) => code);
  assert.deepEqual(
    codes.filter((code, index) => codes.indexOf(code) !== index),
    [],
  );
});

test('every check of the catalogue has a rule, or says what it takes that no file holds', () => {
  const checks = CHECKS.flatMap((group) => group.checks);
  const ids = new Set(checks.map(({ id }) => id));
  assert.equal(ids.size, checks.length);
  const answered = new Set(RULES.flatMap(({ code, covers = [] }) => [code, ...covers]));
  assert.deepEqual(
    checks.filter(({ id, takes }) => !answered.has(id) && !takes).map(({ id }) => id),
    [],
  );
  const strangers = RULES.flatMap(({ covers = [] }) => covers).filter((id) => !ids.has(id));
  assert.deepEqual(strangers, [], 'covers names a check that is not in the catalogue');
});

test('every rule says what, why, how to mend it, and when it runs', () => {
  for (const { id, title, why, fix, presets, since } of RULES) {
    for (const text of [title, why, fix]) assert.ok(text.length > 5, `${id}: "${text}"`);
    assert.ok(/[.)]$/.test(why) && /\.$/.test(fix), `${id}: sentences end`);
    assert.ok(presets.includes('strict'), `${id} is in no strict preset`);
    if (presets.includes('legacy'))
      assert.ok(presets.includes('recommended'), `${id}: legacy has more than recommended`);
    assert.match(since, /^\d+\.\d+\.\d+$/);
  }
});

test('references are documented ones', () => {
  const invented = RULES.flatMap(({ id, references }) =>
    references.filter((one) => one.standard === 'SBS' && !SBS.has(one.id)).map((one) => `${id}: ${one.id}`),
  );
  assert.deepEqual(invented, []);
  const standards = new Set(RULES.flatMap(({ references }) => references.map(({ standard }) => standard)));
  assert.deepEqual(
    [...standards].filter((standard) => !['SBS', 'Salesforce', 'OWASP', 'CIS'].includes(standard)),
    [],
  );
});

test('every rule has a page with its examples, and a line in the index', () => {
  const index = readFileSync('docs/rules/README.md', 'utf8');
  for (const { id, why, examples } of RULES) {
    assert.ok(index.includes(`(${id}.md)`), `${id} is not in the index: npm run generate`);
    const page = readFileSync(`docs/rules/${id}.md`, 'utf8');
    for (const text of [why, ...[...examples.fail, ...examples.pass].map(({ name }) => name)])
      assert.ok(page.includes(text), `docs/rules/${id}.md is old: npm run generate`);
  }
});

test('npm run new makes a rule that is registered and fails until it is written', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'leastwise-rule-'));
  try {
    mkdirSync(join(scratch, 'src/rules/access'), { recursive: true });
    mkdirSync(join(scratch, 'docs'));
    for (const path of ['package.json', 'src/rules/example-tree.ts']) cpSync(path, join(scratch, path));
    const script = resolve('scripts/new-rule.ts');
    const run = (id: string) => spawnSync(process.execPath, [script, id], { cwd: scratch, encoding: 'utf8' });
    assert.equal(run('Not A Rule').status, 1);
    const made = run('too-many-cooks');
    assert.equal(made.status, 0, made.stderr);
    assert.match(readFileSync(join(scratch, 'src/rules/register.ts'), 'utf8'), /tooManyCooks/);
    assert.ok(existsSync(join(scratch, 'docs/rules/too-many-cooks.md')));
    const again = run('too-many-cooks');
    assert.equal(again.status, 1);
    assert.match(again.stderr, /never reused/);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
