import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { writeSnapshot } from '../../src/connectors/file/snapshot-file.ts';
import { readMetadata } from '../../src/connectors/sfdx/read.ts';
import { openTarget } from '../../src/pipelines/open-target.ts';

const folder = await mkdtemp(join(tmpdir(), 'leastwise-target-'));
after(() => rm(folder, { recursive: true, force: true }));

test('nothing is applied to a saved snapshot: it is no org and no tree', async () => {
  const snapshot = await readMetadata({ path: join(import.meta.dirname, '..', '..', 'examples', 'clean-org') });
  const path = join(folder, 'kept.json.gz');
  await writeSnapshot(path, { snapshot, savedAt: '', writtenBy: '', pseudonyms: false, integrations: [] });
  await assert.rejects(openTarget({ path }), { code: 'snapshot-is-no-target', kind: 'usage' });
});
