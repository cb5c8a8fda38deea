import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readSettings } from '../../src/config/read-settings.ts';
import { readMetadata } from '../../src/connectors/sfdx/read.ts';
import { importIntegration } from '../../src/pipelines/import.ts';
import { loadDeclared } from '../../src/pipelines/load-declared.ts';
import { loadSource } from '../../src/pipelines/load-source.ts';
import { plan } from '../../src/pipelines/plan.ts';
import { corpusPath, corpusTest } from '../corpus.ts';

const TODAY = '2026-11-25';
let root = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'leastwise-import-'));
});
after(() => rm(root, { recursive: true, force: true }));

async function source(path: string) {
  const { settings, design } = await readSettings({ directory: path });
  return { path, settings, design, today: TODAY };
}

/** Imports one thing into a folder of its own, and says what a plan of that folder alone would change. */
async function importAlone(path: string, what: string, at: number) {
  const options = await source(path);
  const folder = join(root, `f${at}`, 'integrations');
  const made = await importIntegration({
    ...options,
    what,
    root: join(root, `f${at}`),
    folder,
    owner: 'owner@x.example',
  });
  const declared = { ...(await loadDeclared({ directory: path, folder })), design: options.design };
  const { plan: found } = await plan({
    ...options,
    declared,
    targets: [declared.declarations[0]?.name ?? ''],
    adopt: [],
  });
  return { made, changes: found.changes, refused: found.findings.filter(({ effect }) => effect === 'refuse') };
}

for (const example of ['messy-org', 'clean-org']) {
  test(`every integration of the ${example} can be imported, and a plan then finds nothing to do`, async () => {
    const tree = join(root, example);
    await cp(join('examples', example), tree, { recursive: true });
    await rm(join(tree, 'integrations'), { recursive: true, force: true });
    const { integrations } = await loadSource(await source(tree));
    assert.ok(integrations.length > 4);
    for (const [at, { name, class: kind }] of integrations.entries()) {
      if (kind !== 'own') continue;
      const { made, changes } = await importAlone(tree, name, at + (example === 'messy-org' ? 100 : 200));
      assert.deepEqual([made.left, changes.map(({ id }) => id)], [[], []], name);
    }
  });
}

const TREES = ['SalesforceFoundation+NPSP', 'jongpie+NebulaLogger', 'SalesforceCommerceCloud+b2c-crm-sync'];

corpusTest('permission sets of real trees can be imported from their source', async () => {
  let count = 0;
  for (const tree of TREES.map(corpusPath)) {
    const { containers } = await readMetadata({ path: tree });
    const sets = containers.filter(({ kind, files }) => kind === 'permission-set' && files.length === 1);
    const isOnce = (wanted: string): boolean => containers.filter(({ name }) => name === wanted).length === 1;
    for (const { name } of sets.filter((set) => isOnce(set.name)).slice(0, 4)) {
      count += 1;
      const { made, changes } = await importAlone(tree, `set:${name}`, 1000 + count);
      assert.deepEqual([made.left, changes.map(({ id }) => id)], [[], []], `${tree} ${name}`);
    }
  }
  assert.ok(count > 6);
});

test('an integration file says what was kept as it is', async () => {
  const tree = join(root, 'messy-org');
  const { made } = await importAlone(tree, 'hr-sync', 1);
  const text = await readFile(made.file, 'utf8');
  assert.match(text, /^# yaml-language-server/);
  assert.match(text, /permissionSet: HR_Sync/);
  const options = await source(tree);
  await assert.rejects(
    importIntegration({ ...options, what: 'hr-sync', root, folder: join(root, 'f1', 'integrations') }),
    { code: 'declaration-exists' },
  );
  await assert.rejects(importIntegration({ ...options, what: 'no-such-thing', root, folder: root }), /no-such-thing/);
});
