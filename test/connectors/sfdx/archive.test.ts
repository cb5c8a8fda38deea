import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { readMetadata } from '../../../src/connectors/sfdx/read.ts';
import { readMetadataFiles } from '../../../src/connectors/sfdx/read-files.ts';
import { Problem } from '../../../src/model/problem.ts';
import { document, element } from './metadata-text.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { writeZip, type ZipEntry } from './zip-writer.ts';

const SET = document(
  'PermissionSet',
  '<label>ERP</label>',
  element('userPermissions', { enabled: true, name: 'ApiEnabled' }),
);
const HONEST = { name: 'unpackaged/permissionsets/ERP.permissionset', content: SET };

async function readZip(context: TestContext, entries: readonly ZipEntry[], maxFileBytes?: number) {
  const path = join(temporaryFolder(context), 'result.zip');
  writeFileSync(path, writeZip(entries));
  return readMetadata({ path, ...(maxFileBytes === undefined ? {} : { maxFileBytes }) });
}

test('a retrieve result is read as its files are', async (context) => {
  const seen: number[] = [];
  const path = join(temporaryFolder(context), 'result.zip');
  const files = {
    'unpackaged/profiles/Admin.profile': document('Profile', '<custom>false</custom>'),
    [HONEST.name]: SET,
  };
  const entries = Object.entries(files).map(([name, content], i) => ({ name, content, stored: i === 0 }));
  writeFileSync(path, writeZip([{ name: 'unpackaged/package.xml', content: document('Package') }, ...entries]));
  const snapshot = await readMetadata({ path, onProgress: ({ files: done }) => seen.push(done) });
  assert.equal(snapshot.source.kind, 'zip');
  assert.deepEqual({ ...snapshot, source: 0 }, { ...readMetadataFiles(files), source: 0 });
  assert.deepEqual(seen, [1, 2, 3]);
});

test('what an archive must not do is told and left out; the rest is read', async (context) => {
  const snapshot = await readZip(
    context,
    [
      HONEST,
      { name: '../../outside.profile', content: document('Profile') },
      { name: '/etc/absolute.profile', content: document('Profile') },
      { name: 'C:\\windows.profile', content: document('Profile') },
      { name: 'profiles/link.profile', content: '/etc/passwd', mode: 0o120777 },
      { name: 'profiles/large.profile', content: document('Profile', 'x'.repeat(3000)) },
      { name: 'profiles/bomb.profile', content: Buffer.alloc(2_000_000, 'a'), claimedSize: 100 },
      { name: 'profiles/short.profile', content: 'abc', claimedSize: 100 },
      { name: 'profiles/secret.profile', content: document('Profile'), flags: 1 },
    ],
    2500,
  );
  assert.deepEqual(
    snapshot.containers.map(({ name }) => name),
    ['ERP'],
  );
  assert.deepEqual(
    snapshot.diagnostics.map(({ path, code }) => [path, code]),
    [
      ['../../outside.profile', 'unsafe-name'],
      ['/etc/absolute.profile', 'unsafe-name'],
      ['C:/windows.profile', 'unsafe-name'],
      ['profiles/bomb.profile', 'unreadable-file'],
      ['profiles/large.profile', 'file-too-large'],
      ['profiles/link.profile', 'link-not-followed'],
      ['profiles/secret.profile', 'unreadable-file'],
      ['profiles/short.profile', 'unreadable-file'],
    ],
  );
  assert.equal(snapshot.coverage.profiles.state, 'partial');
});

test('a damaged or cut archive is a Problem or a diagnostic, never a crash', async (context) => {
  const folder = temporaryFolder(context);
  const zip = writeZip([HONEST, { ...HONEST, name: 'profiles/B.profile', stored: true }]);
  const path = join(folder, 'result.zip');
  const damage = fc.oneof(
    fc.nat(zip.length).map((length) => zip.subarray(0, length)),
    fc
      .array(fc.tuple(fc.nat(zip.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 })
      .map((changes) => {
        const bytes = Buffer.from(zip);
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes;
      }),
  );
  let [answers, problems] = [0, 0];
  await fc.assert(
    fc.asyncProperty(damage, async (bytes) => {
      writeFileSync(path, bytes);
      try {
        const snapshot = await readMetadata({ path });
        const whole = snapshot.containers.length === 2;
        assert.ok(whole || snapshot.diagnostics.length > 0 || snapshot.source.filesRead < 2);
        answers++;
      } catch (error) {
        assert.ok(error instanceof Problem, String(error));
        assert.match(error.code, /^(unreadable-archive|no-metadata)$/);
        problems++;
      }
    }),
    { numRuns: 600 },
  );
  assert.ok(answers > 20 && problems > 20, `${answers} answers, ${problems} problems`);
});
