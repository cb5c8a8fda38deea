import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildAccessGraph } from '../../src/access/build-graph.ts';
import { effectiveAccess } from '../../src/access/effective.ts';
import type { Change } from '../../src/model/change.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { marked } from '../../src/plan/ownership-mark.ts';
import { reverseAll } from '../../src/plan/reverse.ts';
import { simulate } from '../../src/plan/simulate.ts';
import { anOrg, type HolderSketch } from '../access/an-org.ts';
import { aDesiredIntegration, aDesiredState } from './a-desired-state.ts';

const TODAY = '2026-06-15';
const SYSTEM = ['ApiEnabled', 'ManageUsers', 'ModifyAllData'];
const PERMISSIONS = [
  ...['Account', 'Invoice__c'].flatMap((object) => ['read', 'edit', 'viewAll'].map((verb) => `${object}:${verb}`)),
  ...['Account.Phone', 'Invoice__c.Amount__c'].flatMap((field) => [`${field}:read`, `${field}:edit`]),
  ...SYSTEM,
];
const SETS = ['Int_A', 'Int_B', 'Int_C', 'Other'];
const USERS = ['a@x.example', 'b@x.example', 'c@x.example', 'person@x.example'];
const NAMES = ['a', 'b', 'c'];

const grants = fc.uniqueArray(fc.constantFrom(...PERMISSIONS), { maxLength: 6 });
const holder = (name: string): fc.Arbitrary<HolderSketch> => fc.record({ name: fc.constant(name), grants });

/** Some of the sets and users that declarations name exist, with anything in them and assigned to anybody. */
const orgs = fc
  .record({
    profiles: fc.tuple(holder('API Only'), holder('Admins')),
    sets: fc.subarray(SETS).chain((names) => fc.tuple(...names.map(holder))),
    users: fc.subarray(USERS).chain((names) =>
      fc.tuple(
        ...names.map((username) =>
          fc.record({
            username: fc.constant(username),
            profile: fc.constantFrom('API Only', 'Admins'),
            sets: fc.subarray(SETS).map((sets) => sets.map((name) => ({ name }))),
          }),
        ),
      ),
    ),
  })
  .map((sketch) => {
    const known = new Set(sketch.sets.map(({ name }) => name));
    return {
      ...sketch,
      users: sketch.users.map((user) => ({ ...user, sets: user.sets.filter(({ name }) => known.has(name)) })),
    };
  });

const desires = fc
  .subarray(NAMES)
  .chain((names) => fc.tuple(...names.map((name) => fc.record({ name: fc.constant(name), grants }))));

/** Sets of integrations that are not declared carry our mark now and then: then they are retired. */
function withMarks(snapshot: Snapshot, markedNames: readonly string[]): Snapshot {
  return {
    ...snapshot,
    containers: snapshot.containers.map((container) => {
      const name = container.name.replace(/^Int_/, '').toLowerCase();
      return markedNames.includes(name) ? { ...container, description: marked('', name) } : container;
    }),
  };
}

function holdings(snapshot: Snapshot): ReadonlyMap<string, ReadonlySet<string>> {
  const graph = buildAccessGraph(snapshot, { today: TODAY });
  return new Map(
    snapshot.users
      .filter(({ active }) => active)
      .map((user) => {
        const { objects, fields, systemPermissions } = effectiveAccess(graph, { kind: 'user', id: user.id });
        const held = [
          ...objects.flatMap(({ object, granted }) => bits(granted).map((bit) => `${object}:${bit}`)),
          ...fields.flatMap(({ field, granted }) => bits(granted).map((bit) => `${field}:${bit}`)),
          ...systemPermissions,
        ];
        return [user.username, new Set(held)] as const;
      }),
  );
}

const bits = (mask: number): readonly number[] => [1, 2, 4, 8, 16, 32, 64].filter((bit) => (mask & bit) !== 0);

const cases = fc.record({ org: orgs, wishes: desires, markedNames: fc.subarray(NAMES) });

function planOf({ org, wishes, markedNames }: typeof cases extends fc.Arbitrary<infer Case> ? Case : never) {
  const snapshot = withMarks(anOrg(org), markedNames);
  const desired = aDesiredState(wishes.map(({ name, grants: wished }) => aDesiredIntegration(name, wished)));
  const options = { orgId: undefined, environment: undefined, today: TODAY, recordsOf: () => undefined };
  return { snapshot, desired, options, plan: makePlan(snapshot, desired, options) };
}

test('what a plan leaves behind needs no second plan', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { snapshot, desired, options, plan } = planOf(given);
      const again = makePlan(simulate(snapshot, plan.changes), desired, options);
      assert.deepEqual(again.changes, []);
      assert.deepEqual(again.drift, []);
    }),
    { numRuns: 300 },
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
    { numRuns: 300 },
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
    { numRuns: 300 },
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
