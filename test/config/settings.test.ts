import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { buildAccessGraph } from '../../src/access/build-graph.ts';
import { readBaseline, writeBaseline } from '../../src/config/baseline.ts';
import { loadCustomRules } from '../../src/config/custom-rules.ts';
import { parseSettings } from '../../src/config/parse-settings.ts';
import { readSettings } from '../../src/config/read-settings.ts';
import { settingsSkeleton } from '../../src/config/settings-skeleton.ts';
import { writeWhole } from '../../src/files/write-whole.ts';
import { Problem } from '../../src/model/problem.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { runRules } from '../../src/rules/run.ts';
import { anOrg } from '../access/an-org.ts';
import { aFinding, anIntegration, HOSTILE } from '../report/sample-audit.ts';

const folder = mkdtempSync(join(tmpdir(), 'leastwise-config-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
function scratch(): string {
  const path = join(folder, String(made++));
  mkdirSync(path);
  return path;
}

function mistake(text: string): string {
  try {
    parseSettings(text, 'leastwise.yml');
  } catch (error) {
    assert.ok(error instanceof Problem && error.kind === 'configuration', String(error));
    return [error.message, ...error.actions].join(' ');
  }
  throw new Error('no mistake was found');
}

const WAIVER =
  'waivers:\n  - rule: view-all-data\n    subject: backup\n    owner: a\n    reason: b\n    until: 2027-01-31\n';

test('settings say what is wrong, where, and what to write instead', () => {
  assert.equal(mistake('preset: loose\n'), 'leastwise.yml:1:9: preset must be recommended, strict, legacy, not loose');
  assert.equal(mistake('\nwaiver: []\n'), 'leastwise.yml:2:1: unknown key "waiver" Did you mean waivers?');
  assert.match(mistake('colour: red\n'), /unknown key "colour" Known here: preset, failOn/);
  assert.equal(
    mistake(WAIVER.replace('2027-01-31', 'soon')),
    'leastwise.yml:6:12: waivers[1].until must be a date like 2027-03-31',
  );
  assert.equal(
    mistake(WAIVER.replace('2027-01-31', '2027-02-30')),
    'leastwise.yml:6:12: waivers[1].until must be a date like 2027-03-31',
  );
  assert.equal(mistake(WAIVER.replace('    owner: a\n', '')), 'leastwise.yml:2:5: waivers[1].owner is missing');
  assert.match(
    mistake(WAIVER.replace('owner', 'Owner')),
    /^leastwise\.yml:4:5: unknown key "Owner" Did you mean owner\?$/,
  );
  assert.equal(
    mistake('integrations:\n  - name: My ERP\n'),
    'leastwise.yml:2:11: integrations[1].name must be lower-case words joined by hyphens, like erp-orders',
  );
  assert.equal(
    mistake('waivers: none\n'),
    'leastwise.yml:1:10: waivers must be a list, not none'.replace(', not none', ''),
  );
  assert.match(mistake('rules: [\n'), /^leastwise\.yml:\d+:\d+: /);
  assert.match(mistake('- preset\n'), /must hold keys/);
  assert.match(mistake('a: &a [*a, *a]\n'), /leastwise\.yml:1:1/);
});

test('what is right is taken with its places', () => {
  const { settings, originOf } = parseSettings(`failOn: low\n${WAIVER}`, 'leastwise.yml');
  assert.equal(settings.failOn, 'low');
  assert.deepEqual(originOf(['waivers', 0]), { path: 'leastwise.yml', line: 3 });
  assert.deepEqual(parseSettings('', 'leastwise.yml').settings, {});
});

test('no text makes the parser crash or hang: it is taken, or the mistake has a place', () => {
  const valid = `preset: strict\n${WAIVER}integrations:\n  - name: erp\n    users: [a@b.c]\n`;
  const mutated = fc
    .tuple(fc.nat(valid.length), fc.nat(8), fc.string({ unit: 'binary', maxLength: 8 }))
    .map(([at, cut, put]) => valid.slice(0, at) + put + valid.slice(at + cut));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), mutated, fc.json()), (text) => {
      try {
        parseSettings(text, 'f.yml');
      } catch (error) {
        assert.ok(error instanceof Problem, String(error));
        assert.match(error.message, /^f\.yml:\d+:\d+: ./s);
      }
    }),
    { numRuns: 1500 },
  );
});

test('the nearest file counts, up to the root of the repository; flags come over it', async () => {
  const root = scratch();
  mkdirSync(join(root, 'project', '.git'), { recursive: true });
  mkdirSync(join(root, 'project', 'force-app'));
  writeFileSync(join(root, 'leastwise.yml'), 'preset: legacy\n');
  const inProject = { directory: join(root, 'project', 'force-app') };
  assert.equal((await readSettings(inProject)).file, undefined);
  writeFileSync(join(root, 'project', 'leastwise.yml'), `preset: strict\nfailOn: medium\n${WAIVER}`);
  const { settings } = await readSettings(inProject);
  assert.equal(settings.preset, 'strict');
  assert.equal(settings.waivers[0]?.origin.line, 4);
  assert.equal((await readSettings({ ...inProject, preset: 'legacy', failOn: 'never' })).settings.preset, 'legacy');
  await assert.rejects(readSettings({ ...inProject, file: join(root, 'none.yml') }), { code: 'settings-not-found' });
});

test('a baseline is read back as it was written, in a stable order, and anything else is refused', async () => {
  const path = join(scratch(), 'baseline.json');
  const findings = [
    aFinding('b', 'B', 'high'),
    aFinding('a', 'A', 'low'),
    aFinding('c', 'C', 'low', { outcome: 'waived' }),
  ];
  assert.equal(await writeBaseline(path, findings), 2);
  const text = readFileSync(path, 'utf8');
  await writeBaseline(path, findings.toReversed());
  assert.equal(readFileSync(path, 'utf8'), text);
  assert.deepEqual(
    [...(await readBaseline(path))].sort(),
    findings
      .slice(0, 2)
      .map(({ fingerprint }) => fingerprint)
      .sort(),
  );
  assert.equal(await writeBaseline(path, []), 0);
  assert.equal((await readBaseline(path)).size, 0);
  for (const broken of [
    '',
    '{}',
    '[]',
    '{"version":2,"findings":[]}',
    '{"version":1,"findings":[{"fingerprint":"x"}]}',
  ]) {
    writeFileSync(path, broken);
    await assert.rejects(readBaseline(path), { code: 'bad-baseline' });
  }
  await assert.rejects(readBaseline(join(folder, 'none')), { code: 'baseline-not-found' });
});

test('rules of a project are loaded from TypeScript and JavaScript, and refused with the reason', async () => {
  const root = scratch();
  const write = (name: string, text: string): string => {
    writeFileSync(join(root, name), text);
    return join(root, name);
  };
  const good = "export default { id: 'my-rule', title: 't', why: 'w', fix: 'f', severity: 'low', *check() {} };\n";
  const rules = (await loadCustomRules([
    write('a.mjs', good),
    write('b.ts', `const id: string = 'my-1';\n${good.replace("'my-rule'", 'id')}`),
  ])) as { id: string; presets: string[] }[];
  assert.deepEqual(
    rules.map(({ id }) => id),
    ['my-rule', 'my-1'],
  );
  assert.deepEqual(rules[0]?.presets, ['recommended', 'strict', 'legacy']);
  for (const text of [
    'export default 1;',
    'throw new Error("boom");',
    'export default {',
    good.replace('low', 'tiny'),
    good.replace('my-rule', 'My Rule'),
    '',
  ]) {
    await assert.rejects(
      loadCustomRules([write(`c${made++}.mjs`, text)]),
      (error: Problem) => error.code === 'bad-custom-rule' && error.message.includes('.mjs'),
    );
  }
});

test('a file is written whole, or what was there stays', async () => {
  const root = scratch();
  await writeWhole(join(root, 'deep', 'a.txt'), 'one');
  assert.deepEqual(readdirSync(join(root, 'deep')), ['a.txt']);
  mkdirSync(join(root, 'b.txt'));
  await assert.rejects(writeWhole(join(root, 'b.txt'), 'two'), { code: 'cannot-write' });
  assert.deepEqual(readdirSync(root).sort(), ['b.txt', 'deep']);
});

test('a first settings file parses back, whatever the names in the org', () => {
  const org = anOrg({ sets: HOSTILE.map((name) => ({ name, grants: [] })) });
  const integrations = HOSTILE.map((name, at) =>
    anIntegration(`app-${at}`, { users: [name], permissionSets: [`permission-set:${name}`], apps: [], profiles: [] }),
  );
  const text = settingsSkeleton(integrations, org);
  const read = parse(text) as { integrations: { users: string[]; permissionSets: string[] }[] };
  assert.deepEqual(
    read.integrations.map(({ users }) => users[0]),
    [...HOSTILE],
  );
  assert.deepEqual(
    read.integrations.map(({ permissionSets }) => permissionSets[0]),
    [...HOSTILE],
  );
  parseSettings(text, 'leastwise.yml');
});

test('the rule in the documentation is a rule, and finds what it says', async () => {
  const root = scratch();
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'custom-rules.md'), 'utf8');
  const code = /```ts\n([^`]*(?:`[^`]+`[^`]*)*?)\n```/.exec(page)?.[1] ?? '';
  writeFileSync(join(root, 'no-salary.ts'), code);
  const [rule] = (await loadCustomRules([join(root, 'no-salary.ts')])) as Rule[];
  assert.ok(rule);
  const graph = buildAccessGraph(
    anOrg({ sets: [{ name: 'HR', grants: ['Employee__c:read', 'Employee__c.Salary__c:read'] }] }),
    { today: '2026-01-01' },
  );
  const integrations = [
    anIntegration('hr', { permissionSets: ['permission-set:HR'], users: [], apps: [], profiles: [] }),
  ];
  const { settings } = await readSettings({ directory: root });
  const { findings } = runRules(
    { snapshot: graph.snapshot, graph, integrations, today: '2026-01-01' },
    [rule],
    settings,
  );
  assert.deepEqual(
    findings.map(({ message }) => message),
    ['hr may read salaries.'],
  );
});
