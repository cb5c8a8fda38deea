import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Plan } from '../../src/model/plan.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { marked } from '../../src/plan/ownership-mark.ts';
import { jsonPlan } from '../../src/report/json-plan.ts';
import { terminalPlan } from '../../src/report/terminal-plan.ts';
import { anOrg } from '../access/an-org.ts';
import { aDesiredIntegration, aDesiredState, aGrantList } from '../plan/a-desired-state.ts';

const STYLE = { width: 120, colour: false, unicode: true, verbose: false };
const OPTIONS = { orgId: '00D', environment: undefined, today: '2026-06-15', recordsOf: () => 18_400 };

function plan(): Plan {
  const org = anOrg({
    profiles: [{ name: 'API Only', grants: ['ApiEnabled', 'Account:read'] }],
    sets: [
      { name: 'Int_A', grants: ['Account:read', 'Account.Phone:read'] },
      { name: 'Int_C', grants: ['Contact:read'] },
    ],
    users: [
      { username: 'a@x.example', profile: 'API Only', sets: [{ name: 'Int_A' }] },
      { username: 'c@x.example', profile: 'API Only', sets: [{ name: 'Int_C' }] },
    ],
  });
  const snapshot = {
    ...org,
    source: { ...org.source, kind: 'org' as const, label: 'prod\u001b[2J' },
    containers: org.containers.map((set) =>
      set.name === 'Int_C' ? { ...set, description: marked('', 'c', aGrantList([])) } : set,
    ),
  };
  const wished = [
    aDesiredIntegration('a', ['Account:read', 'Account:edit', 'Account.Phone:read', 'Account.Phone:edit']),
    aDesiredIntegration('b', ['Order__c:read', 'Order__c.Status__c:read', 'ApiEnabled'], {
      notes: [
        {
          integration: 'b',
          code: 'completed',
          text: 'read comes with edit',
          origin: { path: 'integrations/b.yml', line: 7 },
        },
      ],
    }),
    aDesiredIntegration('c', ['Account:read']),
  ];
  const { desired: _, ...made } = makePlan(snapshot, aDesiredState(wished), OPTIONS);
  return {
    ...made,
    findings: [
      {
        rule: 'touches-a-person',
        severity: 'high',
        effect: 'refuse',
        changes: [],
        message: 'jane loses 3 grants.',
        fix: 'Declare her.',
      },
    ],
  };
}

test('a plan reads like Terraform: drift first, what will happen, the count, the risk, what is refused', () => {
  const text = terminalPlan(plan(), STYLE);
  const lines = text.split('\n').map((line) => line.trimEnd());
  const at = (part: string): number => {
    const found = lines.findIndex((line) => line.includes(part));
    assert.ok(found >= 0, `${part} is not in\n${text}`);
    return found;
  };
  const order = [
    'Changed outside of the declarations:',
    '+ Contact:read',
    'leastwise will perform the following actions on prod',
    '# what all integrations share',
    '~ profile',
    '- Account read',
    '# a will be updated in place',
    '+ Account edit',
    '# b will be created',
    '+ permission set  Int_B',
    '+ user            b@x.example',
    '+ assignment      Int_B → b@x.example',
    'integrations/b.yml:7',
    'Plan: 3 to add, 3 to change, 0 to destroy.',
    'Risk: a reaches 1 object (≈ 18,400 records), 1 field, none sensitive; no escalation path.',
    '■ refused  touches-a-person',
    'fix: Declare her.',
  ].map(at);
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
    text,
  );
  assert.ok(!text.includes('\u001b'), 'names from an org cannot speak to the terminal');
});

test('nothing to do is said in one line', () => {
  const { desired: _, ...made } = makePlan(anOrg({}), aDesiredState([]), OPTIONS);
  assert.equal(terminalPlan(made, STYLE), ' No changes. sketch is as it is declared.\n');
});

test('the JSON holds the whole plan, with null where there is nothing', () => {
  const json = JSON.parse(JSON.stringify(jsonPlan(plan())));
  assert.deepEqual(json.counts, { add: 3, change: 3, destroy: 0 });
  assert.equal(json.changes.length, 6);
  assert.ok(json.changes.every((change: object) => 'before' in change && 'after' in change));
  assert.match(json.fingerprint, /^[0-9a-f]{64}$/);
});
