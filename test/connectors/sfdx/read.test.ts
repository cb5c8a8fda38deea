import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateTree } from '../../../bench/reading/generate-tree.ts';
import { listFolder } from '../../../src/connectors/sfdx/list-folder.ts';
import { readMetadata } from '../../../src/connectors/sfdx/read.ts';
import { newFileReader } from '../../../src/connectors/sfdx/read-file.ts';
import { readListed } from '../../../src/connectors/sfdx/read-listed.ts';
import type { FileReadProgress } from '../../../src/model/progress.ts';
import { document } from './metadata-text.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { readBy } from './two-paths.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', 'examples');
const PROFILE = document('Profile', '<custom>true</custom>');
const SET = document('PermissionSet', '<label>S</label>');

test('the messy example is read whole', async () => {
  const snapshot = await readMetadata({ path: join(EXAMPLES, 'messy-org') });
  assert.deepEqual(snapshot.diagnostics, []);
  assert.equal(snapshot.source.kind, 'sfdx');
  const { containers, groups, users, connectedApps, externalClientApps, objects, fields } = snapshot;
  assert.deepEqual(
    [containers, groups, users, connectedApps, externalClientApps, objects, fields].map(({ length }) => length),
    [15, 1, 10, 5, 3, 4, 22],
  );
  const erp = snapshot.users.find(({ username }) => username === 'erp@harborpine.example');
  assert.equal(erp?.profile, 'System Administrator');
  const given = snapshot.assignments.filter(({ username }) => username === erp.username);
  assert.deepEqual(
    given.map(({ target, origin }) => [target, origin.line]),
    [[{ kind: 'permission-set', name: 'ERP_Orders' }, 12]],
  );
});

test('the whole tree is read, strays too; caches, other code and links are not', async (context) => {
  const outside = temporaryFolder(context, { 'secret.profile': PROFILE });
  const folder = temporaryFolder(context, {
    'sfdx-project.json': JSON.stringify({ packageDirectories: [{ path: 'app' }, { path: 'gone' }, { path: '../up' }] }),
    'app/main/default/permissionsets/A.permissionset-meta.xml': SET,
    'unpackaged/profiles/Stray.profile-meta.xml': PROFILE,
    'node_modules/pkg/profiles/N.profile': PROFILE,
    '.sf/orgs/profiles/C.profile': PROFILE,
    '.git/profiles/G.profile': PROFILE,
    'app/main/default/classes/Big.cls': 'class',
  });
  symlinkSync(outside, join(folder, 'app', 'linked'));
  symlinkSync(join(outside, 'secret.profile'), join(folder, 'app', 'L.profile'));
  symlinkSync('..', join(folder, 'app', 'loop'));
  const snapshot = await readMetadata({ path: folder });
  assert.deepEqual(
    snapshot.containers.map(({ name }) => name),
    ['A', 'Stray'],
  );
  assert.deepEqual(
    snapshot.diagnostics.map(({ code, level, path }) => [code, level, path]),
    [
      ['link-not-followed', 'info', 'app/L.profile'],
      ['link-not-followed', 'info', 'app/linked'],
      ['link-not-followed', 'info', 'app/loop'],
      ['project-file', 'info', 'sfdx-project.json'],
      ['project-file', 'error', 'sfdx-project.json'],
    ],
  );
  assert.equal(snapshot.coverage.profiles.state, 'partial', 'a package directory outside could hold anything');
});

test('an unreadable file or folder is told, and the rest is read', {
  skip: process.getuid?.() === 0 && 'root may read everything',
}, async (context) => {
  const folder = temporaryFolder(context, {
    'profiles/A.profile': PROFILE,
    'profiles/B.profile': PROFILE,
    'closed/C.profile': PROFILE,
  });
  chmodSync(join(folder, 'profiles', 'B.profile'), 0);
  chmodSync(join(folder, 'closed'), 0);
  const { containers, diagnostics } = await readMetadata({ path: folder });
  chmodSync(join(folder, 'closed'), 0o700);
  assert.deepEqual(
    containers.map(({ name }) => name),
    ['A'],
  );
  assert.deepEqual(
    diagnostics.map(({ code, path }) => [code, path]),
    [
      ['unreadable-file', 'closed'],
      ['unreadable-file', 'profiles/B.profile'],
    ],
  );
});

test('a file that vanishes between listing and reading is told', (context) => {
  const buffer = { bytes: Buffer.alloc(0) };
  const file = { path: 'profiles/A.profile', size: 10 };
  const { diagnostics, failed, families } = readListed(newFileReader(), buffer, temporaryFolder(context), file, 1000);
  assert.deepEqual(
    diagnostics.map(({ code, path, message }) => [code, path, message]),
    [['unreadable-file', 'profiles/A.profile', 'cannot be read (ENOENT)']],
  );
  assert.ok(failed);
  assert.deepEqual(families, ['profiles', 'loginRanges']);
});

test('a file over the limit is not opened', async (context) => {
  const folder = temporaryFolder(context, {
    'profiles/A.profile': PROFILE,
    'profiles/B.profile': PROFILE + ' '.repeat(500),
  });
  const { containers, diagnostics, coverage } = await readMetadata({ path: folder, maxFileBytes: 400 });
  assert.deepEqual(
    containers.map(({ name }) => name),
    ['A'],
  );
  assert.deepEqual(
    diagnostics.map(({ code, path }) => [code, path]),
    [['file-too-large', 'profiles/B.profile']],
  );
  assert.equal(coverage.profiles.state, 'partial');
});

test('a path may be a file, or a link to a folder; nothing to judge is a Problem', async (context) => {
  const folder = temporaryFolder(context, { 'tree/profiles/A.profile': PROFILE, 'other/notes.txt': 'x' });
  symlinkSync(join(folder, 'tree'), join(folder, 'link'));
  mkdirSync(join(folder, 'empty'));
  const names = async (path: string) =>
    (await readMetadata({ path: join(folder, path) })).containers.map(({ name }) => name);
  assert.deepEqual(await names('link'), ['A']);
  assert.deepEqual(await names('tree/profiles/A.profile'), ['A']);
  await assert.rejects(readMetadata({ path: join(folder, 'nowhere') }), { code: 'source-not-found' });
  for (const path of ['empty', 'other', 'other/notes.txt']) {
    await assert.rejects(readMetadata({ path: join(folder, path) }), { code: 'no-metadata' }, path);
  }
});

test('several threads read a large tree exactly as the general parser reads it in one', {
  timeout: 60_000,
}, async (context) => {
  const folder = temporaryFolder(context);
  const tree = generateTree(folder, 60);
  assert.ok(tree.bytes > 48 * 1024 * 1024, 'large enough for more than one thread');
  const seen: FileReadProgress[] = [];
  const snapshot = await readMetadata({ path: folder, onProgress: (progress) => seen.push(progress) });
  const paths = listFolder(folder).files.map(({ path }) => path);
  const expected = readBy('parser', Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path))])));
  assert.deepEqual({ ...snapshot, source: 0 }, { ...expected, source: 0 });
  assert.equal(
    snapshot.containers.reduce((sum, { grants }) => sum + grants.fields.ids.length, 0),
    tree.fieldEntries,
  );
  assert.equal(bytesReadWithoutThreads(folder), snapshot.source.bytesRead);
  assert.equal(seen.at(-1)?.files, seen.at(-1)?.ofFiles);
  assert.ok(seen.length > 1);
});

/** Reads in a process that may not start threads. */
function bytesReadWithoutThreads(folder: string): number {
  const reader = new URL('../../../src/connectors/sfdx/read.ts', import.meta.url).href;
  const script = `const { readMetadata } = await import(${JSON.stringify(reader)});
    console.log((await readMetadata({ path: ${JSON.stringify(folder)} })).source.bytesRead);`;
  const flags = ['--permission', '--allow-fs-read=*', '--input-type=module'];
  return Number(execFileSync(process.execPath, [...flags, '--eval', script], { encoding: 'utf8' }));
}
