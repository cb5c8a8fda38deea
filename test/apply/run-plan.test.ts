import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { runPlan } from '../../src/apply/run-plan.ts';
import type { Refusal } from '../../src/apply/target.ts';
import type { Change } from '../../src/model/change.ts';
import { Problem } from '../../src/model/problem.ts';
import type { Run, RunStep } from '../../src/model/run.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { simulate } from '../../src/plan/simulate.ts';
import { undoOf } from '../../src/plan/undo.ts';
import { anOrg } from '../access/an-org.ts';
import { aDesiredIntegration, aDesiredState } from '../plan/a-desired-state.ts';
import { cases, holdings, planOf } from '../plan/random-case.ts';

/** What happens to the n-th batch: nothing bad, refused, lost before it happened, lost after it happened, killed. */
type Fate = 'good' | 'refused' | 'lost-before' | 'lost-after' | 'killed-before' | 'killed-after';

class Killed extends Error {}

/** An org in a variable: batches of consecutive changes of one kind, and a fate for each. */
function fakeOrg(start: Snapshot, fates: readonly Fate[]) {
  let state = start;
  let batchNumber = 0;
  const seen: Snapshot[] = [start];
  const steps = new Map<string, RunStep>();
  const at = '2026-06-15T10:00:00.000Z';
  const write = (changes: readonly Change[], mark: RunStep['state'], message?: string): Promise<void> => {
    for (const change of changes) steps.set(change.id, { change, state: mark, at, message });
    return Promise.resolve();
  };
  const target = {
    batches: (changes: readonly Change[]) =>
      changes.reduce<Change[][]>((all, change) => {
        const last = all.at(-1);
        if (last?.[0]?.subject === change.subject) last.push(change);
        else all.push([change]);
        return all;
      }, []),
    check: (): Promise<readonly Refusal[]> => Promise.resolve([]),
    perform: (batch: readonly Change[]): Promise<void> => {
      const fate = fates[batchNumber++] ?? 'good';
      if (fate === 'refused') return Promise.reject(new Problem({ kind: 'org', code: 'org-refused', message: 'no' }));
      if (fate === 'killed-before') return Promise.reject(new Killed());
      if (fate !== 'lost-before') {
        state = simulate(state, batch);
        seen.push(state);
      }
      if (fate === 'killed-after') return Promise.reject(new Killed());
      if (fate === 'good') return Promise.resolve();
      return Promise.reject(new Problem({ kind: 'org', code: 'outcome-unknown', message: 'connection reset' }));
    },
  };
  const journal = {
    id: 'run',
    begun: (changes: readonly Change[]) => write(changes, 'begun'),
    done: (changes: readonly Change[]) => write(changes, 'done'),
    failed: (changes: readonly Change[], _at: string, message: string) => write(changes, 'failed', message),
  };
  const run = (): Run => ({
    id: 'run',
    started: at,
    orgId: undefined,
    target: 'fake',
    fingerprint: '',
    kind: 'apply',
    steps: [...steps.values()],
    outcome: 'open',
  });
  return { target, journal, run, seen, state: () => state };
}

const NO_WAIT = { now: () => new Date('2026-06-15T10:00:00Z'), wait: () => Promise.resolve() };
const fates = (choices: readonly Fate[]) => fc.array(fc.constantFrom(...choices), { maxLength: 8 });

function applied(given: Parameters<typeof planOf>[0], list: readonly Fate[]) {
  const { snapshot, desired, options, plan } = planOf(given);
  const org = fakeOrg(snapshot, list);
  const replan = () => Promise.resolve(makePlan(org.state(), desired, options).changes);
  const start = (changes: readonly Change[]) =>
    runPlan({ target: org.target, journal: org.journal, changes, replan, ...NO_WAIT });
  return { snapshot, plan, org, replan, start };
}

describe('any org, any declarations', () => {
  test('broken connections or not: the declared state is reached, within the bound at every step', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fates(['good', 'good', 'lost-before', 'lost-after']), async (given, list) => {
        // Three broken tries in a row end a run: that is another test.
        const bearable = list.map((fate, at) =>
          list.slice(0, at).filter((one) => one !== 'good').length < 3 ? fate : 'good',
        );
        const { snapshot, plan, org, replan, start } = applied(given, bearable);
        await start(plan.changes);
        assert.deepEqual(await replan(), []);
        const [before, after] = [holdings(snapshot), holdings(org.state())];
        for (const moment of org.seen) {
          for (const [username, held] of holdings(moment)) {
            const excess = [...held].filter((one) => !before.get(username)?.has(one) && !after.get(username)?.has(one));
            assert.deepEqual(excess, [], username);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test('killed at any step and run again: the same end, nothing doubled', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fates(['good', 'killed-before', 'killed-after']), async (given, list) => {
        const { plan, org, replan, start } = applied(given, list);
        for (let lives = 0; lives <= list.length; lives++) {
          try {
            await start(await replan());
            break;
          } catch (error) {
            assert.ok(error instanceof Problem && error.cause instanceof Killed, String(error));
          }
        }
        assert.deepEqual(await replan(), []);
        assert.deepEqual(holdings(org.state()), holdings(simulate(planOf(given).snapshot, plan.changes)));
        const names = org.state().containers.map(({ id }) => id);
        assert.equal(new Set(names).size, names.length);
      }),
      { numRuns: 150 },
    );
  });

  test('taken back, even half-way: everybody holds what they held', async () => {
    await fc.assert(
      fc.asyncProperty(
        cases,
        fates(['good', 'good', 'refused', 'killed-after', 'killed-before']),
        async (given, list) => {
          const { snapshot, plan, org, start } = applied(given, list);
          await start(plan.changes).catch(() => undefined);
          const undo = undoOf(org.run(), org.state());
          assert.deepEqual([undo.changedSince, undo.irreversible], [[], []]);
          const users = new Set(snapshot.users.map(({ username }) => username));
          const then = [...holdings(simulate(org.state(), undo.changes))].filter(([username]) => users.has(username));
          assert.deepEqual(new Map(then), holdings(snapshot));
        },
      ),
      { numRuns: 150 },
    );
  });
});

const OPTIONS = { orgId: undefined, environment: undefined, today: '2026-06-15', recordsOf: () => undefined };
const ORG = anOrg({ profiles: [{ name: 'API Only', grants: ['ApiEnabled'] }] });
const DESIRED = aDesiredState([aDesiredIntegration('a', ['Account:read'])]);

function planned(fate: readonly Fate[], desired = DESIRED) {
  const org = fakeOrg(ORG, fate);
  const { changes } = makePlan(ORG, desired, OPTIONS);
  const replan = () => Promise.resolve(makePlan(org.state(), desired, OPTIONS).changes);
  return { org, changes, options: { target: org.target, journal: org.journal, changes, replan, ...NO_WAIT } };
}

test('a refusal stops the run, says how many were done and how to go on or back', async () => {
  const { org, options } = planned(['good', 'refused']);
  await assert.rejects(runPlan(options), (error: Problem) => {
    assert.equal(error.code, 'stopped');
    assert.match(error.message, /Stopped after 1 of 3: no/);
    assert.match(error.actions.join(' '), /goes on where it stopped.*rollback run/);
    return true;
  });
  assert.deepEqual(
    org.run().steps.map(({ state }) => state),
    ['done', 'failed'],
  );
});

test('what the target would refuse is said before anything is changed', async () => {
  const { org, options } = planned([]);
  const target = {
    ...org.target,
    check: () => Promise.resolve([{ change: 'permission-set:Int_A', message: 'no CustomObject named Order__c found' }]),
  };
  await assert.rejects(runPlan({ ...options, target }), {
    code: 'refused-by-target',
    message: /Nothing was changed.*Int_A: no CustomObject/,
  });
  assert.deepEqual(org.run().steps, []);
});

test('what somebody else changed meanwhile is not done unasked', async () => {
  const { options } = planned(['lost-after']);
  const more = makePlan(ORG, aDesiredState([aDesiredIntegration('b', [])]), OPTIONS).changes;
  const replan = async () => [...(await options.replan()), ...more];
  await assert.rejects(runPlan({ ...options, replan }), { code: 'not-approved', message: /Int_B/ });
});

test('an org that changes it back is told about', async () => {
  const { options, changes } = planned([]);
  await assert.rejects(runPlan({ ...options, replan: () => Promise.resolve(changes.slice(0, 1)) }), {
    code: 'not-conformed',
    message: /1 left to do: permission-set:Int_A/,
  });
});

test('a connection that stays broken ends the run', async () => {
  const lost: Fate[] = Array.from({ length: 9 }, () => 'lost-before');
  await assert.rejects(runPlan(planned(lost).options), { code: 'stopped', message: /connection reset/ });
});

test('steps that somebody changed since are not undone', async () => {
  const { org, options } = planned([]);
  await runPlan(options);
  const set = org.state().containers.find(({ name }) => name === 'Int_A');
  const changed = {
    ...org.state(),
    containers: org.state().containers.map((one) => (one === set ? { ...one, label: 'Mine' } : one)),
  };
  const undo = undoOf(org.run(), changed);
  assert.deepEqual(
    undo.changedSince.map(({ id }) => id),
    ['permission-set:Int_A'],
  );
  assert.deepEqual(
    undo.changes.map(({ subject }) => subject),
    ['assignment', 'user'],
  );
});
