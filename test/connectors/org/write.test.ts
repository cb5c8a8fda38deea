import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { runPlan } from '../../../src/apply/run-plan.ts';
import { openOrgToWrite } from '../../../src/connectors/org/write.ts';
import { type LocalOrg, startLocalOrg } from '../../../src/local-org/local-org.ts';
import type { Change } from '../../../src/model/change.ts';
import type { Run, RunStep } from '../../../src/model/run.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import type { DesiredState } from '../../../src/plan/desired-state.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { marked, SHARED } from '../../../src/plan/ownership-mark.ts';
import { undoOf } from '../../../src/plan/undo.ts';
import { aDesiredIntegration, aGrantList } from '../../plan/a-desired-state.ts';
import { holdings } from '../../plan/random-case.ts';
import { localSession, readLocal } from './local-session.ts';

const PROFILE = 'Integration API Only';
const PSL = 'SalesforceAPIIntegrationPsl';
const OPTIONS = { orgId: undefined, environment: undefined, today: '2026-06-15', recordsOf: () => undefined };

/** A new integration with everything: profile, set, user, licence, assignment, app. */
function desired(...integrations: readonly (readonly [string, readonly string[]])[]): DesiredState {
  return {
    profile: {
      name: PROFILE,
      description: marked('The one profile of all API users', SHARED),
      licence: 'Salesforce Integration',
      grants: aGrantList(['ApiEnabled', 'ApiUserOnly']),
    },
    absent: [],
    leaving: [],
    integrations: integrations.map(([name, grants]) => {
      const base = aDesiredIntegration(name, grants, { adopt: false });
      const { username } = base.user;
      const label = `App ${name}`;
      return {
        ...base,
        user: { ...base.user, profile: PROFILE },
        licences: [{ username, licence: PSL }],
        app: {
          name: `App_${name}`,
          label,
          description: marked('Talks', name),
          contactEmail: 'integrations@x.example',
          scopes: ['Api'],
          flow: 'client-credentials',
          runAsUser: username,
          permissionSets: [base.permissionSet.name],
          ipRanges: [{ start: '203.0.113.0', end: '203.0.113.15' }],
          ipRelaxation: 'enforce',
          refreshToken: { kind: 'zero', days: undefined },
          sessionTimeout: 60,
        },
      };
    }),
  };
}

interface Applying {
  readonly org: LocalOrg;
  readonly steps: Map<string, RunStep>;
  readonly moments: Snapshot[];
  calls: number;
}

async function snapshotOf(org: LocalOrg): Promise<Snapshot> {
  return (await readLocal(org)).snapshot;
}

function planned(snapshot: Snapshot, wished: DesiredState): readonly Change[] {
  return makePlan(snapshot, wished, OPTIONS).changes;
}

/** Applies changes to a local org; every batch is followed by a look at who holds what. */
async function applyTo(
  { org, steps, moments, ...state }: Applying,
  changes: readonly Change[],
  replan: () => Promise<readonly Change[]>,
): Promise<number> {
  const target = openOrgToWrite(localSession(org), { firstWait: 1 });
  const write = (list: readonly Change[], mark: RunStep['state'], message?: string): Promise<void> => {
    for (const change of list) steps.set(change.id, { change, state: mark, at: '', message });
    return Promise.resolve();
  };
  try {
    await runPlan({
      target: {
        ...target,
        perform: async (batch) => {
          await target.perform(batch);
          moments.push(await snapshotOf(org));
        },
      },
      journal: {
        id: 'run',
        begun: (list) => write(list, 'begun'),
        done: (list) => write(list, 'done'),
        failed: (list, _at, message) => write(list, 'failed', message),
      },
      changes,
      replan,
      now: () => new Date(),
      wait: () => Promise.resolve(),
    });
    return target.calls() + state.calls;
  } finally {
    await target.close();
  }
}

const applying = (org: LocalOrg): Applying => ({ org, steps: new Map(), moments: [], calls: 0 });

function runOf({ steps, org }: Applying): Run {
  return {
    id: 'run',
    started: '',
    orgId: org.org.id,
    target: 'local',
    fingerprint: '',
    kind: 'apply',
    steps: [...steps.values()],
    outcome: 'completed',
  };
}

describe('an org', () => {
  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg();
  });
  after(() => org.close());

  test('becomes what is declared, in few calls; nothing is left to do; and is taken back', async () => {
    const wished = desired(
      ['erp', ['Account:read', 'Account:edit', 'Account.Phone:read', 'Account.Phone:edit']],
      ['wms', ['Contact:read']],
    );
    const start = await snapshotOf(org);
    const changes = planned(start, wished);
    assert.deepEqual(
      changes.map(({ subject }) => subject),
      [
        'profile',
        'permission-set',
        'permission-set',
        'user',
        'user',
        'licence',
        'licence',
        'assignment',
        'assignment',
        'app',
        'app',
      ],
    );
    const doing = applying(org);
    const calls = await applyTo(doing, changes, async () => planned(await snapshotOf(org), wished));
    assert.ok(calls <= 8 * 2, `${calls} calls for two new integrations`);

    const [then, now] = [holdings(start), holdings(await snapshotOf(org))];
    assert.ok(now.get('erp@x.example')?.has('Account.Phone:2'));
    for (const moment of doing.moments)
      for (const [username, held] of holdings(moment))
        for (const grant of held)
          assert.ok(then.get(username)?.has(grant) || now.get(username)?.has(grant), `${username} ${grant}`);

    const undo = undoOf(runOf(doing), await snapshotOf(org));
    assert.deepEqual(
      undo.changedSince.map(({ id }) => id),
      [],
    );
    const back = applying(org);
    await applyTo(back, undo.changes, async () => undoOf(runOf(doing), await snapshotOf(org)).changes);
    const after = await snapshotOf(org);
    assert.deepEqual(holdings(after), then);
    assert.deepEqual(
      after.users.filter(({ username }) => username.endsWith('@x.example')).map(({ active }) => active),
      [false, false],
    );
    assert.ok(!after.containers.some(({ name }) => name === 'Int_ERP'));
    assert.ok(!after.externalClientApps.some(({ name }) => name.startsWith('App_')));
  });
});

test('a connection that drops after the org has done it: nothing is doubled, the end is the same', async () => {
  const org = await startLocalOrg();
  try {
    const wished = desired(['erp', ['Account:read']]);
    org.org.faults.add({
      kind: 'status',
      path: '/data/v68.0/composite',
      method: 'POST',
      after: 1,
      times: 1,
      status: 500,
    });
    org.org.faults.add({
      kind: 'drop-connection',
      path: '/data/v68.0/metadata/deployRequest',
      method: 'POST',
      after: 1,
      times: 1,
    });
    await applyTo(applying(org), planned(await snapshotOf(org), wished), async () =>
      planned(await snapshotOf(org), wished),
    );
    const snapshot = await snapshotOf(org);
    assert.equal(snapshot.users.filter(({ username }) => username === 'erp@x.example').length, 1);
    assert.equal(
      snapshot.assignments.filter(({ username, target }) => username === 'erp@x.example' && target.name === 'Int_ERP')
        .length,
      1,
    );
  } finally {
    await org.close();
  }
});

test('what the org would refuse is known before anything is changed', async () => {
  const org = await startLocalOrg();
  try {
    const wished = desired(['erp', ['Nowhere__c:read']]);
    const start = await snapshotOf(org);
    await assert.rejects(
      applyTo(applying(org), planned(start, wished), () => Promise.resolve([])),
      {
        code: 'refused-by-target',
        message: /Nothing was changed.*Nowhere__c/,
      },
    );
    assert.deepEqual(holdings(await snapshotOf(org)), holdings(start));
  } finally {
    await org.close();
  }
});

test('a locked row is tried again; a refusal stops with the words of the org', async () => {
  const org = await startLocalOrg();
  try {
    const wished = desired(['erp', ['Account:read']]);
    org.org.faults.add({
      kind: 'error',
      path: '/data/v68.0/composite',
      method: 'POST',
      times: 2,
      errorCode: 'UNABLE_TO_LOCK_ROW',
      status: 400,
    });
    await applyTo(applying(org), planned(await snapshotOf(org), wished), async () =>
      planned(await snapshotOf(org), wished),
    );
    // Two seats are left at most: the org says so, and what was done before stays done.
    org.org.store.all('UPDATE "UserLicense" SET "TotalLicenses" = "UsedLicenses" WHERE "Name" = ?', [
      'Salesforce Integration',
    ]);
    const more = desired(['erp', ['Account:read']], ['wms', ['Contact:read']]);
    await assert.rejects(
      applyTo(applying(org), planned(await snapshotOf(org), more), async () => planned(await snapshotOf(org), more)),
      { code: 'stopped', message: /LICENSE_LIMIT_EXCEEDED/ },
    );
    const left = planned(await snapshotOf(org), more).map(({ id }) => id);
    assert.ok(!left.includes('permission-set:Int_WMS') && left.includes('user:wms@x.example'), left.join(', '));
  } finally {
    await org.close();
  }
});
