import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Declaration } from '../../src/model/declaration.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { desiredState } from '../../src/plan/desire.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { simulate } from '../../src/plan/simulate.ts';
import { anOrg } from '../access/an-org.ts';
import { A_DESIGN, aDeclaration } from './a-declaration.ts';

const ORIGIN = { path: 'x', line: 0 };
const OLD = 'old@x.example';

/** One user with two sets, one of which somebody else holds too; tokens of two applications and a session. */
function anOldOrg(): Snapshot {
  const org = anOrg({
    profiles: [{ name: 'Admin', grants: ['ApiEnabled'] }],
    sets: [
      { name: 'Old_Set', grants: ['Account:read'] },
      { name: 'Shared_Set', grants: ['Contact:read'] },
    ],
    users: [
      { username: OLD, profile: 'Admin', sets: [{ name: 'Old_Set' }, { name: 'Shared_Set' }] },
      { username: 'person@x.example', profile: 'Admin', sets: [{ name: 'Shared_Set' }] },
    ],
  });
  const token = (username: string, application: string) => ({
    username,
    application,
    applicationId: undefined,
    useCount: 1,
    created: undefined,
    lastUsed: undefined,
    origin: ORIGIN,
  });
  const session = { username: OLD, id: '0Ak', sourceIp: '', loginType: '', sessionType: '', created: undefined };
  return {
    ...org,
    org: { id: '00D', name: 'x', domain: 'x.example', readAs: 'admin@x.example' } as Snapshot['org'],
    tokens: [token(OLD, 'ERP'), token(OLD, 'WMS'), token('person@x.example', 'ERP'), token('person@x.example', 'Mail')],
    sessions: [{ ...session, origin: ORIGIN }],
  };
}

const replaced = (stage: string, what = `user: ${OLD}, permissionSets: [Old_Set, Shared_Set]`) =>
  aDeclaration(
    'new',
    `access: { objects: { Account: read } }\nreplaces: { ${what}, stage: ${stage}, since: 2026-11-01 }\n`,
  );

function planned(snapshot: Snapshot, ...declarations: readonly Declaration[]) {
  const options = { design: A_DESIGN, environment: undefined, snapshot, keptSets: new Map(), adopt: () => false };
  const desired = desiredState(declarations, options);
  const plan = { orgId: '00D', environment: undefined, today: '2026-12-01', recordsOf: () => undefined };
  return makePlan(snapshot, desired, plan);
}

/** What a plan does with what was there before. */
const touching = (snapshot: Snapshot, ...declarations: readonly Declaration[]) =>
  planned(snapshot, ...declarations).changes.filter(({ before }) => before);

describe('an account that is replaced', () => {
  test('is left alone while the new one works beside it', () => {
    assert.deepEqual(touching(anOldOrg(), replaced('expand')), []);
  });

  test('loses more at each stage, in an order that never strands it, and nothing twice', () => {
    let org = anOldOrg();
    const seen: string[][] = [];
    for (const stage of ['frozen', 'revoked', 'unassigned', 'deactivated', 'removed']) {
      const { changes } = planned(org, replaced(stage));
      seen.push(changes.filter(({ before }) => before).map(({ id }) => id));
      org = simulate(org, changes);
      assert.deepEqual(planned(org, replaced(stage)).changes, [], stage);
    }
    assert.deepEqual(seen, [
      [`user:${OLD}`],
      [`tokens:ERP→${OLD}`, `tokens:WMS→${OLD}`, `sessions:${OLD}`],
      [`assignment:Old_Set→${OLD}`, `assignment:Shared_Set→${OLD}`],
      [`user:${OLD}`],
      // The other set is held by a person.
      ['permission-set:Old_Set'],
    ]);
    assert.equal(org.users.find(({ username }) => username === OLD)?.active, false);
    assert.deepEqual(
      org.tokens.map(({ username }) => username),
      ['person@x.example', 'person@x.example'],
    );
  });

  test('may be taken through all of it at once', () => {
    const org = simulate(anOldOrg(), planned(anOldOrg(), replaced('removed')).changes);
    assert.deepEqual(planned(org, replaced('removed')).changes, []);
  });

  test('goes no further than all who replace it say', () => {
    const second = { ...replaced('removed'), name: 'second', label: 'Second' };
    assert.deepEqual(
      touching(anOldOrg(), replaced('frozen'), second).map(({ id }) => id),
      [`user:${OLD}`],
    );
  });

  test('is not brought back to life by its own file', () => {
    const own = aDeclaration(
      'old',
      `user: { username: ${OLD} }\npermissionSet: Old_Set\nkeeps: { profile: Admin, permissionSets: [Shared_Set] }\naccess: { objects: { Account: read } }\n`,
    );
    const frozen = planned(anOldOrg(), own, replaced('frozen'));
    const org = simulate(anOldOrg(), frozen.changes);
    assert.deepEqual(planned(org, own, replaced('frozen')).changes, []);
    assert.equal(org.users.find(({ username }) => username === OLD)?.frozen, true);
  });
});

test('a person loses the tokens of the application, and nothing else', () => {
  const declared = replaced('revoked', 'person: person@x.example, applications: [ERP]');
  assert.deepEqual(
    touching(anOldOrg(), declared).map(({ id }) => id),
    ['tokens:ERP→person@x.example'],
  );
});

test('a set that is replaced on the same user stays until it is taken away', () => {
  const lines = (stage: string) =>
    aDeclaration(
      'old',
      `user: { username: ${OLD} }\nkeeps: { profile: Admin, permissionSets: [Old_Set] }\naccess: { objects: { Contact: read } }\nreplaces: { permissionSets: [Shared_Set], stage: ${stage}, since: 2026-11-01 }\n`,
    );
  assert.deepEqual(touching(anOldOrg(), lines('expand')), []);
  assert.deepEqual(
    touching(anOldOrg(), lines('unassigned')).map(({ id }) => id),
    [`assignment:Shared_Set→${OLD}`],
  );
});

test('an integration that is retired is not created, and goes with its own set', () => {
  const alive = aDeclaration('erp', 'access: { objects: { Account: read } }\n');
  const org = simulate(anOldOrg(), planned(anOldOrg(), alive).changes);
  const retired = (stage: string) =>
    aDeclaration('erp', `access: { objects: { Account: read } }\nretire: { stage: ${stage}, since: 2026-11-01 }\n`);
  assert.deepEqual(planned(anOldOrg(), retired('frozen')).changes, []);
  const ids = planned(org, retired('removed')).changes.map(({ id }) => id);
  assert.deepEqual(ids.slice(-2), ['licence:SalesforceAPIIntegrationPsl→erp@x.example.int', 'permission-set:Int_Erp']);
  const end = simulate(org, planned(org, retired('removed')).changes);
  assert.deepEqual(planned(end, retired('removed')).changes, []);
});

test('a suspended integration is told about and left alone', () => {
  const { changes, findings } = planned(
    anOldOrg(),
    aDeclaration('erp', 'access: { objects: { Account: read } }\nsuspended: 2026-11-01\n'),
  );
  assert.deepEqual(
    changes.filter(({ integration }) => integration === 'erp'),
    [],
  );
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['suspended-integration'],
  );
});
