import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openTree } from '../../../src/connectors/sfdx/open-tree.ts';
import { readMetadata } from '../../../src/connectors/sfdx/read.ts';
import type { Change } from '../../../src/model/change.ts';
import type { Run } from '../../../src/model/run.ts';
import type { DesiredState } from '../../../src/plan/desired-state.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { marked, SHARED } from '../../../src/plan/ownership-mark.ts';
import { undoOf } from '../../../src/plan/undo.ts';
import { aDesiredIntegration, aGrantList } from '../../plan/a-desired-state.ts';
import { holdings } from '../../plan/random-case.ts';

let root = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'leastwise-tree-'));
  await cp('examples/clean-org', root, { recursive: true });
});
after(() => rm(root, { recursive: true, force: true }));

const OPTIONS = {
  orgId: undefined,
  environment: undefined,
  today: '2026-06-15',
  recordsOf: () => undefined,
  // The other integrations of the tree are declared elsewhere.
  targets: ['feed'],
};

const wished = (grants: readonly string[]): DesiredState => {
  const one = aDesiredIntegration('feed', grants, { adopt: false });
  return {
    profile: {
      name: 'Integration API Only',
      description: marked('For API users', SHARED),
      licence: 'Salesforce',
      grants: aGrantList(['ApiEnabled', 'ApiUserOnly']),
    },
    integrations: [{ ...one, user: { ...one.user, profile: 'Integration API Only' } }],
    absent: [],
    leaving: [],
  };
};

async function applied(desired: DesiredState): Promise<readonly Change[]> {
  const { changes } = makePlan(await readMetadata({ path: root }), desired, OPTIONS);
  await perform(changes);
  return changes;
}

async function perform(changes: readonly Change[]): Promise<void> {
  const tree = openTree(root);
  for (const batch of tree.batches(changes)) await tree.perform(batch);
  await tree.close();
}

test('a tree becomes what is declared, and another plan finds nothing to do', async () => {
  const start = await readMetadata({ path: root });
  const changes = await applied(wished(['Account:read', 'Account.Phone:read']));
  assert.deepEqual(
    changes.map(({ subject, before }) => `${before ? '~' : '+'} ${subject}`),
    ['+ permission-set', '+ user', '+ assignment'],
  );
  const then = await readMetadata({ path: root });
  assert.deepEqual(then.diagnostics, start.diagnostics);
  assert.ok(holdings(then).get('feed@x.example')?.has('Account.Phone:1'));
  assert.deepEqual(makePlan(then, wished(['Account:read', 'Account.Phone:read']), OPTIONS).changes, []);

  const widened = await applied(wished(['Account:read', 'Contact:read']));
  assert.deepEqual(
    widened.map(({ id }) => id),
    ['permission-set:Int_FEED'],
  );
  const xml = await readFile(
    join(root, 'force-app/main/default/permissionsets/Int_FEED.permissionset-meta.xml'),
    'utf8',
  );
  assert.match(xml, /<object>Contact<\/object>/);
  assert.doesNotMatch(xml, /Account\.Phone/);

  const run = {
    steps: [...changes, ...widened].map((change) => ({ change, state: 'done', at: '', message: undefined })),
  } as unknown as Run;
  const undo = undoOf(run, await readMetadata({ path: root }));
  assert.deepEqual(undo.changedSince, []);
  await perform(undo.changes);
  const back = await readMetadata({ path: root });
  const people = [...holdings(back)].filter(([username]) => username !== 'feed@x.example');
  assert.deepEqual(new Map(people), holdings(start));
});
