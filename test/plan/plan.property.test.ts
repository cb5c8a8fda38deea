import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Change } from '../../src/model/change.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { reverseAll } from '../../src/plan/reverse.ts';
import { simulate } from '../../src/plan/simulate.ts';
import { cases, holdings, planOf } from './random-case.ts';

test('what a plan leaves behind needs no second plan', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { snapshot, desired, options, plan } = planOf(given);
      const again = makePlan(simulate(snapshot, plan.changes), desired, options);
      assert.deepEqual(again.changes, []);
      assert.deepEqual(again.drift, []);
    }),
    { numRuns: 150 },
  );
});

test('at no step does a user hold more than before and after together', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { snapshot, plan } = planOf(given);
      const before = holdings(snapshot);
      const after = holdings(simulate(snapshot, plan.changes));
      for (let done = 1; done < plan.changes.length; done++) {
        for (const [username, held] of holdings(simulate(snapshot, plan.changes.slice(0, done)))) {
          const excess = [...held].filter(
            (grant) => !before.get(username)?.has(grant) && !after.get(username)?.has(grant),
          );
          assert.deepEqual(excess, [], `${username} after ${done} of ${plan.changes.map(({ id }) => id).join(', ')}`);
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('undone, last step first, everybody holds what they held', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { snapshot, plan } = planOf(given);
      const undone = simulate(simulate(snapshot, plan.changes), reverseAll(plan.changes));
      const known = (change: Change) => change.subject === 'user' && !change.before;
      const made = new Set(plan.changes.filter(known).map(({ after }) => (after as { username: string }).username));
      const then = [...holdings(undone)].filter(([username]) => !made.has(username));
      assert.deepEqual(new Map(then), holdings(snapshot));
    }),
    { numRuns: 150 },
  );
});

test('nobody but the users of integrations is touched, except to lose a set that is not theirs', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { snapshot, desired, plan } = planOf(given);
      const declared = new Set(desired.integrations.map(({ user }) => user.username));
      for (const change of plan.changes) {
        if (change.subject === 'user' && change.after?.active !== false)
          assert.ok(declared.has(change.after?.username ?? ''), change.id);
        if (change.subject === 'assignment' && change.after) assert.ok(declared.has(change.after.username), change.id);
      }
      assert.ok(snapshot.users.length >= 0);
    }),
  );
});
