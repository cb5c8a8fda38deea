import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import IntegrationApply from '../../src/commands/integration/apply.ts';
import IntegrationExpiring from '../../src/commands/integration/expiring.ts';
import IntegrationNew from '../../src/commands/integration/new.ts';
import IntegrationReview from '../../src/commands/integration/review.ts';
import { aLiveOrg, guideCommands, type LiveOrg } from './a-live-org.ts';

const SETTINGS = `design: { user: { email: integrations@acme.example } }
lifeCycle: { reviewDays: 180 }
waivers:
  - { rule: view-all-data, subject: backup, owner: sec@acme.example, reason: Until May, until: 2026-12-01 }
`;
let live: LiveOrg;
before(async () => {
  live = await aLiveOrg({}, SETTINGS);
  await live.run(IntegrationNew, 'tax --purpose Taxes --owner tax@acme.example --read Account --review 2026-12-10');
});
after(() => live.close());

const path = () => join(live.folder, 'integrations', 'tax.yml');

test('reviews are listed when they are due, and stamped after a yes, with every comment kept', async () => {
  assert.deepEqual((await live.run(IntegrationReview, '')).overdue, 0);
  live.later(20);
  const late = await live.run(IntegrationReview, '');
  assert.deepEqual([late.overdue, late.due[0].name, late.due[0].inDays], [1, 'tax', -5]);
  writeFileSync(path(), readFileSync(path(), 'utf8').replace('owner:', '# who answers for it\nowner:'));
  await live.run(IntegrationReview, 'tax --by head-of-tax@acme.example --yes');
  const text = readFileSync(path(), 'utf8');
  assert.match(text, /# who answers for it\nowner:/);
  assert.match(text, /review: 2027-06-13\nreviewed:\n {2}on: 2026-12-15\n {2}by: head-of-tax@acme\.example\n/);
  assert.deepEqual((await live.run(IntegrationReview, '')).overdue, 0);
});

test('what ends soon is told, and an assignment ends in the org as declared', async () => {
  writeFileSync(path(), `${readFileSync(path(), 'utf8')}expires: 2026-12-20\n`);
  await live.run(IntegrationApply, '--auto-approve --target-org prod');
  const { expiring } = await live.run(IntegrationExpiring, '--within 14d --target-org prod');
  assert.deepEqual(
    expiring.map(({ kind, name, ends }: Record<string, string>) => [kind, name, ends]),
    [
      ['waiver', 'backup', '2026-12-01'],
      ['assignment', 'tax', '2026-12-20'],
    ],
  );
  const [user] = live.org.org.store.all(`SELECT "Id" FROM "User" WHERE "Username" = 'tax@acme.example.int'`);
  const reads = () => live.org.org.accessOf(String(user?.['Id'])).has('ApiEnabled');
  assert.equal(reads(), true);
  live.later(6);
  const [row] = live.org.org.store.all(
    `SELECT "ExpirationDate" FROM "PermissionSetAssignment" WHERE "AssigneeId" = '${user?.['Id']}' AND "ExpirationDate" IS NOT NULL`,
  );
  assert.equal(String(row?.['ExpirationDate']).slice(0, 10), '2026-12-20');
});

test('the guide shows what was done here', () => {
  const shown = guideCommands('reviewing.md');
  assert.ok(shown.length >= 3);
  assert.deepEqual(
    shown.filter((command) => !live.typed.includes(command)),
    [],
  );
});
