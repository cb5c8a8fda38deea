import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { marked } from '../../src/plan/ownership-mark.ts';
import { anOrg } from '../access/an-org.ts';
import { aDesiredIntegration, aDesiredState, aGrantList } from './a-desired-state.ts';

const OPTIONS = { orgId: undefined, environment: undefined, today: '2026-06-15', recordsOf: () => undefined };

/** An org that holds a set of `a` with these grants, marked as if it had been left with others. */
function anOrgWith(grants: readonly string[], leftWith: readonly string[], more: Partial<Snapshot> = {}): Snapshot {
  const org = anOrg({
    profiles: [{ name: 'API Only', grants: ['ApiEnabled'] }],
    sets: [{ name: 'Int_A', grants }],
    users: [{ username: 'a@x.example', profile: 'API Only', sets: [{ name: 'Int_A' }] }],
  });
  const description = marked('What a needs', 'a', aGrantList(leftWith));
  return {
    ...org,
    containers: org.containers.map((one) => (one.name === 'Int_A' ? { ...one, description } : one)),
    ...more,
  };
}

const driftIn = (snapshot: Snapshot, declared: readonly string[]) =>
  makePlan(snapshot, aDesiredState([aDesiredIntegration('a', declared)]), OPTIONS).drift.filter(
    ({ integration }) => integration === 'a',
  );

test('a grant that somebody clicked is told from one that was declared and not applied', () => {
  const [clicked] = driftIn(anOrgWith(['Account:read', 'Contact:read'], ['Account:read']), ['Account:read']);
  assert.deepEqual([clicked?.moved, clicked?.texts[0]], ['source', '+ Contact:read']);
  const [declared] = driftIn(anOrgWith(['Account:read'], ['Account:read']), ['Account:read', 'Contact:read']);
  assert.deepEqual([declared?.moved, declared?.texts[0]], ['declaration', '- Contact:read']);
});

test('the trail names the last who touched it, and the address when only one log-in was open', () => {
  const change = (display: string, at: string, by: string) => ({
    at,
    by,
    delegate: '',
    action: 'PermSetEntityPermChanged',
    section: 'Manage Users',
    display,
    origin: { path: 'SetupAuditTrail', line: 0 },
  });
  const login = (username: string, sourceIp: string) => ({
    username,
    sourceIp,
    application: 'Browser',
    loginType: 'Application',
    loginSubType: '',
    apiType: '',
    apiVersion: '',
    status: 'Success',
    count: 3,
    first: '2026-06-01T08:00:00.000Z',
    last: '2026-06-14T08:00:00.000Z',
    origin: { path: 'LoginHistory', line: 0 },
  });
  const setupChanges = [
    change('Changed permission set Int_A_Long: Contact', '2026-06-14T12:00:00.000Z', 'other@x.example'),
    change('Changed permission set Int_A: Contact Read was enabled', '2026-06-14T10:00:00.000Z', 'jane@x.example'),
    change('Changed permission set Int_A: Case Read was enabled', '2026-06-02T10:00:00.000Z', 'old@x.example'),
  ];
  const grants = ['Account:read', 'Contact:read'];
  const one = anOrgWith(grants, ['Account:read'], { setupChanges, logins: [login('jane@x.example', '203.0.113.7')] });
  assert.deepEqual(driftIn(one, ['Account:read'])[0]?.author, {
    by: 'jane@x.example',
    at: '2026-06-14T10:00:00.000Z',
    display: 'Changed permission set Int_A: Contact Read was enabled',
    from: '203.0.113.7',
  });
  const two = { ...one, logins: [...one.logins, login('jane@x.example', '198.51.100.9')] };
  assert.equal(driftIn(two, ['Account:read'])[0]?.author?.from, undefined, 'two addresses are none');
});

test('what an account holds beside its set was given by somebody; what all share is told as such', () => {
  const org = anOrg({
    profiles: [{ name: 'API Only', grants: ['ApiEnabled', 'ModifyAllData'] }],
    sets: [
      { name: 'Int_A', grants: ['Account:read'] },
      { name: 'Sales', grants: ['Lead:read'] },
    ],
    users: [{ username: 'a@x.example', profile: 'API Only', sets: [{ name: 'Int_A' }, { name: 'Sales' }] }],
  });
  const { drift } = makePlan(
    org,
    aDesiredState([aDesiredIntegration('a', ['Account:read'], { adopt: true })]),
    OPTIONS,
  );
  const texts = drift.filter(({ moved }) => moved === 'source').flatMap(({ texts: lines }) => lines);
  assert.ok(texts.includes('+ permission set Sales → a@x.example'), texts.join('\n'));
  assert.ok(texts.includes('+ ModifyAllData'), texts.join('\n'));
});
