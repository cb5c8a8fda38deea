import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readMetadataFiles } from '../../../src/connectors/sfdx/read-files.ts';
import { type LocalOrg, startLocalOrg } from '../../../src/local-org/local-org.ts';
import { KINDS } from '../../../src/local-org/metadata/kinds.ts';
import { retrieveFiles } from '../../../src/local-org/metadata/retrieve.ts';
import { openZip } from '../../../src/local-org/metadata/zip.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { grantedTo } from './access-facts.ts';
import { readLocal } from './local-session.ts';
import { fillOrg, randomOrgs } from './random-org.ts';

/** The org as a retrieve of everything shows it. */
function byMetadata({ org }: LocalOrg): Snapshot {
  const standard = org.schema.objects().map(({ name }) => name);
  const manifest = new Map(KINDS.map(({ type }) => [type, type === 'CustomObject' ? ['*', ...standard] : ['*']]));
  const { zip } = retrieveFiles(org, manifest, '68.0', true);
  const files = [...openZip(zip)].filter(([path]) => path !== 'package.xml');
  return readMetadataFiles(Object.fromEntries(files.map(([path, bytes]) => [path, bytes.toString('utf8')])));
}

/** Read both ways, every container, group and user is granted the same. */
async function assertSame(org: LocalOrg): Promise<void> {
  const { snapshot } = await readLocal(org);
  const today = org.org.now().toISOString().slice(0, 10);
  const { users, assignments } = snapshot;
  const tree = { ...byMetadata(org), users, assignments };
  const [expected, found] = [grantedTo(tree, today), grantedTo(snapshot, today)];
  assert.deepEqual([...found.keys()], [...expected.keys()]);
  for (const [holder, granted] of expected) assert.deepEqual(found.get(holder), granted, holder);
}

for (const example of ['messy', 'clean'] as const) {
  test(`the ${example} example read by API grants what it grants read by metadata`, async () => {
    const org = await startLocalOrg({ example });
    try {
      await assertSame(org);
    } finally {
      await org.close();
    }
  });
}

test('random orgs read by API grant what they grant read by metadata', async () => {
  await fc.assert(
    fc.asyncProperty(randomOrgs, async (random) => {
      const org = await startLocalOrg();
      try {
        fillOrg(org.org, random);
        await assertSame(org);
      } finally {
        await org.close();
      }
    }),
    { numRuns: 8 },
  );
});
