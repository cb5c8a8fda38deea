import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import IntegrationApply from '../../src/commands/integration/apply.ts';
import IntegrationNew from '../../src/commands/integration/new.ts';
import IntegrationOffboard from '../../src/commands/integration/offboard.ts';
import { aLiveOrg, guideCommands, type LiveOrg } from './a-live-org.ts';

const SETTINGS =
  'design: { user: { email: integrations@acme.example } }\nlifeCycle: { silentDays: 14, frozenDays: 7 }\n';
const USER = 'loyalty@acme.example.int';
const OFFBOARD = 'loyalty --target-org prod --auto-approve';

let live: LiveOrg;
before(async () => {
  live = await aLiveOrg({}, SETTINGS);
  await live.run(IntegrationNew, 'loyalty --purpose Points --owner crm@acme.example --edit Contact.Phone');
  const applied = await live.run(IntegrationApply, '--auto-approve --target-org prod');
  assert.ok(applied.applied, JSON.stringify(applied));
});
after(() => live.close());

const rows = (sql: string) => live.org.org.store.all(sql);
const stage = () => /stage: (\w+)/.exec(readFileSync(join(live.folder, 'integrations', 'loyalty.yml'), 'utf8'))?.[1];
/** What is left of it in the org. */
function left() {
  const [user] = rows(`SELECT "Id", "IsActive" FROM "User" WHERE "Username" = '${USER}'`);
  const id = String(user?.['Id']);
  const [login] = rows(`SELECT "IsFrozen" FROM "UserLogin" WHERE "UserId" = '${id}'`);
  const sets = rows(
    `SELECT a."Id" FROM "PermissionSetAssignment" a JOIN "PermissionSet" s ON s."Id" = a."PermissionSetId" WHERE a."AssigneeId" = '${id}' AND s."Name" = 'Int_Loyalty'`,
  );
  return {
    active: user?.['IsActive'] === 1,
    frozen: login?.['IsFrozen'] === 1,
    assigned: sets.length,
    sessions: live.org.org.sessions.list().filter(({ userId }) => userId === id).length,
    set: rows(`SELECT "Id" FROM "PermissionSet" WHERE "Name" = 'Int_Loyalty'`).length,
  };
}

test('an integration is retired step by step, each when it may be, and any but the last taken back', async () => {
  live.later(3);
  live.org.sessionFor(USER);
  const used = { user: USER, when: live.org.org.now().toISOString() };
  rows(`UPDATE "User" SET "LastLoginDate" = '${used.when}' WHERE "Username" = '${USER}'`);
  live.later(15);
  const frozen = await live.run(IntegrationOffboard, OFFBOARD);
  assert.equal(frozen.to, 'frozen', JSON.stringify(frozen));
  assert.deepEqual([left().frozen, stage()], [true, 'frozen']);

  const early = await live.run(IntegrationOffboard, OFFBOARD);
  assert.equal(early.failed, 'still-frozen-too-short');
  const back = await live.run(IntegrationOffboard, `${OFFBOARD} --back`);
  assert.deepEqual(
    [back.from, back.to, left().frozen, stage()],
    ['frozen', 'in use', false, undefined],
    JSON.stringify(back),
  );

  await live.run(IntegrationOffboard, OFFBOARD);
  live.later(7);
  for (const next of ['revoked', 'unassigned', 'deactivated', 'removed']) {
    const moved = await live.run(IntegrationOffboard, OFFBOARD);
    assert.equal(moved.to, next, JSON.stringify(moved));
    assert.equal(stage(), next);
    if (next === 'unassigned') {
      assert.equal(left().assigned, 0);
      await live.run(IntegrationOffboard, `${OFFBOARD} --back`);
      assert.deepEqual([left().assigned, stage()], [1, 'revoked']);
      await live.run(IntegrationOffboard, OFFBOARD);
    }
    if (next === 'deactivated') assert.deepEqual(moved.owned.unknown, []);
  }
  assert.deepEqual(left(), { active: false, frozen: true, assigned: 0, sessions: 0, set: 0 });
  const over = await live.run(IntegrationOffboard, OFFBOARD);
  assert.equal(over.failed, 'no-further-step');
  const applied = await live.run(IntegrationApply, '--auto-approve --target-org prod');
  assert.deepEqual(applied.plan.changes, []);
});

test('the guide shows what was done here', () => {
  const shown = guideCommands('offboarding.md');
  assert.ok(shown.length >= 2);
  assert.deepEqual(
    shown.filter((command) => !live.typed.includes(command)),
    [],
  );
});
