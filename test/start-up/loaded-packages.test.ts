import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'leastwise-start-up-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The npm packages that a command loads, by name. */
function packagesOf(...args: readonly string[]): readonly string[] {
  const file = join(folder, 'packages.json');
  const hook = pathToFileURL(join(import.meta.dirname, 'record-packages.mjs')).href;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', hook, join(ROOT, 'bin', 'leastwise.js'), ...args],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: folder, PACKAGES_FILE: file },
    },
  );
  assert.ok(status === 0 || status === 1, `leastwise ${args.join(' ')} ended with ${status}: ${stderr}`);
  return JSON.parse(readFileSync(file, 'utf8')) as string[];
}

/** What oclif itself brings, whatever is asked. */
const FRAME = packagesOf('--version');

/** What a command loads beyond the frame. */
function beyondFrame(...args: readonly string[]): readonly string[] {
  return packagesOf(...args).filter((name) => !FRAME.includes(name));
}

test('nothing heavy is in the frame', () => {
  assert.ok(FRAME.includes('@oclif/core'));
  assert.deepEqual(
    FRAME.filter((name) => /^@salesforce\/|jsforce|duckdb|typescript|ts-node|saxes|yaml|yauzl|valibot/.test(name)),
    [],
  );
});

/** Text and shapes; YAML only where there are settings. `get-east-asian-width` comes with `string-width`, `xmlchars` with `saxes`. */
const QUESTION = ['get-east-asian-width', 'valibot'];
const TREE = ['get-east-asian-width', 'saxes', 'valibot', 'xmlchars'];

test('help loads nothing more', () => {
  assert.deepEqual(beyondFrame('--help'), []);
  assert.deepEqual(beyondFrame('audit', '--help'), []);
});

test('each command loads exactly what it needs', () => {
  const tree = join(folder, 'tree');
  cpSync(join(ROOT, 'examples', 'clean-org', 'force-app'), tree, { recursive: true });
  assert.deepEqual(beyondFrame('rules'), QUESTION);
  for (const args of [
    ['audit', tree],
    ['list', tree],
    ['explain', 'warehouse', 'ModifyAllData', '-s', tree],
    ['who-can', 'ModifyAllData', '-s', tree],
  ]) {
    assert.deepEqual(beyondFrame(...args), TREE, args.join(' '));
  }
  const kept = join(folder, 'kept.json.gz');
  assert.deepEqual(beyondFrame('snapshot', 'save', kept, '-s', tree), TREE);
  assert.deepEqual(beyondFrame('audit', kept), TREE, 'a saved snapshot needs nothing of an org');
  assert.deepEqual(beyondFrame('compare', kept, tree), TREE);
  for (const args of [
    ['doctor', '-s', 'examples/clean-org'],
    ['audit', 'examples/messy-org'],
    ['validate', 'examples/clean-org'],
    ['build', 'examples/clean-org'],
  ])
    assert.deepEqual(beyondFrame(...args), [...TREE, 'yaml'], args.join(' '));
});
