import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openOrgToWrite } from '../../../src/connectors/org/write.ts';
import { ADMIN_USERNAME } from '../../../src/local-org/seed/first-day.ts';
import type { Change } from '../../../src/model/change.ts';
import { type ApiUser, apiUser, type TestOrg, testOrg } from '../../local-org/client.ts';
import { localSession, readLocal } from './local-session.ts';

const USERNAME = 'robot@integrations.example';
let org: TestOrg;
let robot: ApiUser;
before(async () => {
  org = await testOrg({
    seed: {
      users: [],
      tokens: [{ user: ADMIN_USERNAME, application: 'Mine', usedDaysAgo: 1 }],
    },
  });
  robot = await apiUser(org, 'Robot');
});
after(() => org.close());

const change = (subject: 'tokens' | 'sessions', username: string, application = ''): Change =>
  ({
    subject,
    id: `${subject}:${application}→${username}`,
    integration: 'robot',
    before: { username, application, count: 1 },
    after: undefined,
    reason: 'it leaves',
    preconditions: [],
  }) as Change;

async function perform(...changes: readonly Change[]): Promise<void> {
  const target = openOrgToWrite(localSession(org), { firstWait: 1 });
  try {
    for (const batch of target.batches(changes)) await target.perform(batch);
  } finally {
    await target.close();
  }
}

test('sessions of a user are ended, and nobody else’s', async () => {
  assert.equal((await robot.client.get('sobjects')).status, 200);
  const { snapshot } = await readLocal(org, { families: new Set(['sessions', 'tokens']) });
  assert.ok(snapshot.sessions.some(({ username }) => username === USERNAME));
  assert.equal(snapshot.coverage.sessions.state, 'read');
  await perform(change('sessions', USERNAME));
  assert.equal((await robot.client.get('sobjects')).status, 401);
  assert.equal((await org.admin.get('sobjects')).status, 200);
});

test('a token is revoked by what deletes it; done again, nothing is left to do', async () => {
  const tokens = async () => (await readLocal(org, { families: new Set(['tokens']) })).snapshot.tokens;
  assert.deepEqual(
    (await tokens()).map(({ application }) => application),
    ['Mine'],
  );
  await perform(change('tokens', ADMIN_USERNAME, 'Mine'));
  assert.deepEqual(await tokens(), []);
  await perform(change('tokens', ADMIN_USERNAME, 'Mine'));
});

test('sessions are only read when they are asked for', async () => {
  const { snapshot } = await readLocal(org);
  assert.deepEqual([snapshot.sessions, snapshot.coverage.sessions.state], [[], 'absent']);
});
