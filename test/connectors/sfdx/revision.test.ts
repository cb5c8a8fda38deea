import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readMetadata } from '../../../src/connectors/sfdx/read.ts';
import { readMetadataFiles } from '../../../src/connectors/sfdx/read-files.ts';
import { document } from './metadata-text.ts';
import { temporaryFolder, writeFiles } from './temporary-folder.ts';

function set(label: string): string {
  return document('PermissionSet', `<label>${label}</label>`);
}

const FIRST = {
  'org/force-app/permissionsets/ERP.permissionset-meta.xml': set('before'),
  'org/force-app/permissionsets/Größe (EU).permissionset-meta.xml': set('umlaut'),
  'org/node_modules/x/profiles/X.profile': document('Profile'),
  'org/large.profile': document('Profile', `<description>${'long '.repeat(40_000)}</description>`),
  'README.md': 'nothing',
};

function repository(context: TestContext): string {
  const folder = temporaryFolder(context, FIRST);
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { stdio: 'pipe' });
  const commit = (message: string) => {
    git('add', '--all');
    git('-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false', 'commit', '-qm', message);
  };
  git('init', '-q');
  symlinkSync('large.profile', join(folder, 'org', 'link.profile'));
  commit('first');
  git('tag', 'v1');
  rmSync(join(folder, 'org', 'force-app'), { recursive: true });
  writeFiles(folder, { 'org/force-app/permissionsets/ERP.permissionset-meta.xml': set('after') });
  commit('second');
  writeFiles(folder, { 'org/force-app/permissionsets/ERP.permissionset-meta.xml': set('not committed') });
  return folder;
}

test('a path is read as it was at a revision, from a subfolder of the repository', async (context) => {
  const folder = repository(context);
  const before = await readMetadata({ path: join(folder, 'org'), rev: 'v1' });
  const expected = readMetadataFiles({
    'force-app/permissionsets/ERP.permissionset-meta.xml':
      FIRST['org/force-app/permissionsets/ERP.permissionset-meta.xml'],
    'force-app/permissionsets/Größe (EU).permissionset-meta.xml': set('umlaut'),
    'large.profile': FIRST['org/large.profile'],
  });
  assert.equal(before.source.kind, 'git');
  assert.equal(before.source.label, `v1:${join(folder, 'org')}`);
  assert.deepEqual(before.containers, expected.containers);
  assert.deepEqual(
    before.diagnostics.map(({ code, path }) => [code, path]),
    [['link-not-followed', 'link.profile']],
  );
  const after = await readMetadata({ path: join(folder, 'org', 'force-app'), rev: 'HEAD' });
  assert.deepEqual(
    after.containers.map(({ label }) => label),
    ['after'],
  );
});

test('a single file, a path that is gone, and limits', async (context) => {
  const folder = repository(context);
  const gone = join(folder, 'org/force-app/permissionsets/Größe (EU).permissionset-meta.xml');
  const [single] = (await readMetadata({ path: gone, rev: 'HEAD~1' })).containers;
  assert.equal(single?.name, 'Größe (EU)');
  const limited = await readMetadata({ path: folder, rev: 'v1', maxFileBytes: 1000 });
  assert.equal(limited.containers.length, 2);
  assert.ok(limited.diagnostics.some(({ code, path }) => code === 'file-too-large' && path === 'org/large.profile'));
});

test('what is not there is a Problem that says what', async (context) => {
  const folder = repository(context);
  await assert.rejects(readMetadata({ path: folder, rev: 'nope' }), { code: 'revision-not-found' });
  await assert.rejects(readMetadata({ path: folder, rev: '--output=x' }), { code: 'revision-not-found' });
  await assert.rejects(readMetadata({ path: folder, rev: 'v1;touch x' }), { code: 'revision-not-found' });
  await assert.rejects(readMetadata({ path: join(folder, 'nowhere'), rev: 'v1' }), { code: 'source-not-found' });
  const outside = temporaryFolder(context);
  await assert.rejects(readMetadata({ path: outside, rev: 'HEAD' }), { code: 'not-a-repository' });
  const path = process.env['PATH'];
  process.env['PATH'] = outside;
  try {
    await assert.rejects(readMetadata({ path: folder, rev: 'HEAD' }), { code: 'git-not-found' });
  } finally {
    process.env['PATH'] = path;
  }
});
