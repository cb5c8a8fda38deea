import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf } from '../../../src/connectors/org/answer.ts';
import { reactionTo, waitBefore } from '../../../src/connectors/org/back-off.ts';

const failure = (status: number, code = '', message = '') => ({ status, code, message });

test('a busy org is asked again, a wrong question is not, an ended session is renewed', () => {
  assert.equal(reactionTo(failure(503), 1), 'again');
  assert.equal(reactionTo(failure(0), 1), 'again');
  assert.equal(reactionTo(failure(400, 'UNABLE_TO_LOCK_ROW'), 1), 'again');
  const concurrent = 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.';
  assert.equal(reactionTo(failure(403, 'REQUEST_LIMIT_EXCEEDED', concurrent), 4), 'again');
  assert.equal(reactionTo(failure(503), 5), 'give-up');
  assert.equal(reactionTo(failure(400, 'INVALID_FIELD'), 1), 'give-up');
  assert.equal(reactionTo(failure(404, 'NOT_FOUND'), 1), 'give-up');
  assert.equal(reactionTo(failure(401, 'INVALID_SESSION_ID', 'Session expired or invalid'), 1), 'renew-session');
});

test("the day's limit is not tried against, nor is a session that is not meant for this", () => {
  assert.equal(reactionTo(failure(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'), 1), 'give-up');
  const refused = 'This session is not valid for use with the REST API';
  assert.equal(reactionTo(failure(401, 'INVALID_SESSION_ID', refused), 1), 'give-up');
});

test('waits grow, are a little random, heed the org, and end somewhere', () => {
  assert.equal(
    waitBefore(1, 500, undefined, () => 0.5),
    500,
  );
  assert.equal(
    waitBefore(3, 500, undefined, () => 0.5),
    2000,
  );
  assert.equal(
    waitBefore(3, 500, undefined, () => 0),
    1500,
  );
  assert.equal(
    waitBefore(1, 500, '7', () => 0),
    7000,
  );
  assert.equal(
    waitBefore(20, 500, undefined, () => 1),
    30_000,
  );
});

test('errors are told by arrays, by single objects and by OAuth; other bodies leave the status', () => {
  assert.deepEqual(failureOf(400, [{ errorCode: 'X', message: '\nwhy' }]), failure(400, 'X', 'why'));
  assert.deepEqual(
    failureOf(400, { error: 'invalid_grant', error_description: 'gone' }),
    failure(400, 'invalid_grant', 'gone'),
  );
  assert.deepEqual(failureOf(502, undefined), failure(502, '', 'HTTP status 502'));
});
