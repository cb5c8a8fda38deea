import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProbeAnswer } from '../../src/model/probe.ts';
import type { CheckOutcome } from '../../src/model/verification.ts';
import { BOUND_REACHED, type Judged, probeCheck, type TriedKind } from '../../src/verify/judge-answer.ts';

const answer = (status: number, code = '', message = '', rows = 0): ProbeAnswer => ({ status, code, message, rows });

function outcome(kind: TriedKind, granted: boolean, given: ProbeAnswer, more: Partial<Judged> = {}): CheckOutcome {
  return probeCheck({ permission: 'X', granted, kind, asked: 'x', ...more }, given).outcome;
}

test('a good answer proves what is granted and refutes what is not; a refusal the other way round', () => {
  const refusals: readonly (readonly [TriedKind, number, string, string?])[] = [
    ['read', 400, 'INVALID_TYPE'],
    ['read-field', 400, 'INVALID_FIELD'],
    ['create', 400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'entity type cannot be inserted: Account'],
    ['create-closed', 404, 'NOT_FOUND'],
    ['edit', 400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'entity type cannot be updated: Account'],
    ['edit-field', 400, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
    ['delete', 403, 'INSUFFICIENT_ACCESS_OR_READONLY'],
    ['system', 403, 'INSUFFICIENT_ACCESS'],
  ];
  for (const [kind, status, code, message] of refusals) {
    assert.equal(outcome(kind, true, answer(200)), 'proved', kind);
    assert.equal(outcome(kind, false, answer(204)), 'refuted', kind);
    assert.equal(outcome(kind, true, answer(status, code, message)), 'refuted', kind);
    assert.equal(outcome(kind, false, answer(status, code, message)), 'proved', kind);
  }
});

test('an error behind permissions says that they let it pass: never that a right is missing', () => {
  const apex = 'AccountTrigger: execution of BeforeInsert caused by: System.NullPointerException';
  for (const given of [
    answer(400, 'REQUIRED_FIELD_MISSING'),
    answer(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION'),
    answer(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', apex),
  ]) {
    assert.equal(outcome('create', true, given), 'not-checked');
    assert.equal(outcome('create', false, given), 'refuted');
  }
  const past = ['REQUIRED_FIELD_MISSING'];
  assert.equal(outcome('system', true, answer(400, 'REQUIRED_FIELD_MISSING'), { past }), 'proved');
  assert.equal(outcome('system', false, answer(400, 'REQUIRED_FIELD_MISSING'), { past }), 'refuted');
});

test('what says nothing about permissions is not checked, whatever was expected', () => {
  const silent = [answer(0), answer(500, ''), answer(401, 'INVALID_SESSION_ID'), answer(403, 'REQUEST_LIMIT_EXCEEDED')];
  for (const given of [
    ...silent,
    answer(400, 'UNABLE_TO_LOCK_ROW'),
    answer(404, 'NOT_FOUND'),
    answer(0, BOUND_REACHED),
  ])
    for (const granted of [true, false]) assert.equal(outcome('edit', granted, given), 'not-checked', given.code);
  assert.equal(outcome('delete-of-another', false, answer(403, 'INSUFFICIENT_ACCESS_OR_READONLY')), 'not-checked');
  assert.equal(outcome('system', false, answer(200, '', '', 0), { needsRow: true }), 'not-checked');
  assert.equal(outcome('system', false, answer(200, '', '', 1), { needsRow: true }), 'refuted');
});

test('an API that is closed refutes what is granted, and proves nothing of the rest', () => {
  assert.equal(outcome('read', true, answer(403, 'API_DISABLED_FOR_ORG')), 'refuted');
  assert.equal(outcome('read', false, answer(403, 'API_DISABLED_FOR_ORG')), 'not-checked');
});

test('words of the org are never kept: they may quote a record', () => {
  const check = probeCheck(
    { permission: 'X', granted: true, kind: 'create', asked: 'x' },
    answer(400, 'DUPLICATE_VALUE', 'duplicate value found: Iban__c duplicates value DE00 on record with id: 001'),
  );
  assert.doesNotMatch(JSON.stringify(check), /DE00|Iban|001/);
  assert.match(check.seen, /^400 DUPLICATE_VALUE/);
});
