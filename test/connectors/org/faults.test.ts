import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openWire } from '../../../src/connectors/org/wire.ts';
import type { Fault } from '../../../src/local-org/faults.ts';
import { type LocalOrg, startLocalOrg } from '../../../src/local-org/local-org.ts';
import { Problem } from '../../../src/model/problem.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { localSession, readLocal } from './local-session.ts';

let org: LocalOrg;
let calm: Snapshot;
before(async () => {
  org = await startLocalOrg({ example: 'clean' });
  calm = (await readLocal(org)).snapshot;
});
after(() => org.close());

/** All that does not depend on when and at what cost it was read. */
function facts({ source: _source, org: _org, setupChanges: _changes, windows: _windows, ...rest }: Snapshot) {
  return rest;
}

async function withFault(fault: Fault): Promise<Snapshot> {
  org.org.faults.clear();
  org.org.faults.add(fault);
  try {
    return (await readLocal(org)).snapshot;
  } finally {
    org.org.faults.clear();
  }
}

for (const [what, fault] of [
  ['a session that expires in the middle', { kind: 'expire-session', after: 6 }],
  ['a busy org', { kind: 'status', status: 503, after: 3, times: 3 }],
  ['too many requests at a time', { kind: 'concurrent-limit', after: 4, times: 2 }],
  ['a locked row', { kind: 'error', errorCode: 'UNABLE_TO_LOCK_ROW', after: 5 }],
  ['a connection that drops', { kind: 'drop-connection', after: 4, times: 2 }],
  ['a connection that drops at once', { kind: 'drop-connection' }],
] as const) {
  test(`${what} changes nothing in what is read`, async () => {
    const snapshot = await withFault(fault);
    assert.deepEqual(facts(snapshot), facts(calm));
  });
}

function requestsOf({ org: { traffic, now } }: LocalOrg): number {
  return [...traffic.between(0, now().getTime() + 1)].length;
}

/** How reading ends when it cannot go on. */
async function endsWith(fault: Fault): Promise<Problem> {
  return withFault(fault).then(
    () => assert.fail('it was read'),
    (error: unknown) => (error instanceof Problem ? error : assert.fail(String(error))),
  );
}

test('a session that expires again ends the reading, and says how to log in', async () => {
  const problem = await endsWith({ kind: 'expire-session', after: 6, times: 2 });
  assert.deepEqual([problem.kind, problem.code], ['org', 'session-ended']);
  assert.match(problem.actions.join(), /sf org login web/);
});

test("the day's limit ends the reading at once", async () => {
  const before = requestsOf(org);
  const problem = await endsWith({ kind: 'daily-limit', times: 99 });
  assert.equal(problem.code, 'day-limit-reached');
  assert.ok(requestsOf(org) - before <= 5, 'nothing is tried against it');
});

test('an org that stays away ends the reading', async () => {
  const problem = await endsWith({ kind: 'drop-connection', times: 99 });
  assert.deepEqual([problem.kind, problem.code], ['org', 'org-unreachable']);
});

test('one table that cannot be read makes its family partial, and the rest is read', async () => {
  const snapshot = await withFault({
    kind: 'error',
    status: 500,
    errorCode: 'UNKNOWN_EXCEPTION',
    path: '/data/v68.0/query',
    method: 'GET',
    times: 99,
  });
  assert.equal(snapshot.coverage.permissionSets.state, 'partial');
  assert.match(snapshot.coverage.permissionSets.reason, /could not be read/);
  assert.ok(snapshot.containers.length > 0);
});

test('all that waits for an ended session is served by one renewal', async () => {
  let renewals = 0;
  const session = localSession(org);
  org.org.sessions.end({ token: session.token() });
  const renew = (): Promise<void> => {
    renewals += 1;
    return session.renew();
  };
  const wire = openWire({ ...session, renew }, { firstWait: 1 });
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => wire.ask({ method: 'GET', path: `${wire.base}/limits` })),
  );
  await wire.close();
  assert.deepEqual([answers.every(({ ok }) => ok), renewals], [true, 1]);
  assert.equal(wire.budget.day?.limit, 100_000);
});

test('what a reading costs is about what was expected, and more than is left of the day is not begun', async () => {
  const own = await startLocalOrg({ example: 'clean' });
  try {
    const { snapshot } = await readLocal(own);
    const { apiCalls = 0, expectedCalls = 0 } = snapshot.source;
    assert.ok(expectedCalls >= apiCalls * 0.75 && expectedCalls <= apiCalls * 1.5, `${expectedCalls} for ${apiCalls}`);

    const used = own.org.traffic.countedToday(own.org.now());
    Object.assign(own.org.switches, { dailyRequests: used + 20 });
    const begun = requestsOf(own);
    await assert.rejects(readLocal(own), { code: 'too-few-requests-left', message: /has \d+ API requests left today/ });
    assert.ok(requestsOf(own) - begun < 10, 'nothing large was asked for');
  } finally {
    await own.close();
  }
});
