import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import type { Licence } from '../../../src/model/org.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import type { DesiredIntegration } from '../../../src/plan/desired-state.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { marked } from '../../../src/plan/ownership-mark.ts';
import { simulate } from '../../../src/plan/simulate.ts';
import { CHANGE_RULES } from '../../../src/rules/change-register.ts';
import { runChangeRules } from '../../../src/rules/run-changes.ts';
import { anOrg, type OrgSketch } from '../../access/an-org.ts';
import { aDesiredIntegration, aDesiredState } from '../../plan/a-desired-state.ts';

const TODAY = '2026-06-15';
const ORIGIN = { path: 'User/005', line: 0 };

interface Case {
  readonly org: OrgSketch;
  readonly facts?: Partial<Snapshot>;
  readonly desired: readonly DesiredIntegration[];
  readonly maxIntegrations?: number;
  /** Integrations whose set carries our mark. */
  readonly ours?: readonly string[];
}

/** `refuse:rule` and `warn:rule` of every finding, with its message behind. */
function judged({ org, facts = {}, desired, maxIntegrations = 10, ours = [] }: Case) {
  const sketch = anOrg(org);
  const before: Snapshot = {
    ...sketch,
    ...facts,
    containers: sketch.containers.map((set) => {
      const name = set.name.replace(/^Int_/, '').toLowerCase();
      return ours.includes(name) ? { ...set, description: marked('', name) } : set;
    }),
  };
  const options = { orgId: undefined, environment: undefined, today: TODAY, recordsOf: () => undefined };
  const { desired: _, ...plan } = makePlan(before, aDesiredState(desired), options);
  const findings = runChangeRules({
    plan,
    before,
    after: simulate(before, plan.changes),
    declaredUsers: new Set(desired.map(({ user }) => user.username)),
    today: TODAY,
    silentDays: 30,
    maxIntegrations,
  });
  return findings.map(({ effect, rule, message }) => ({ what: `${effect}:${rule}`, message }));
}

const login = (username: string, last: string) => ({
  username,
  application: 'ERP',
  loginType: 'Remote Access 2.0',
  loginSubType: 'OauthJwtBearer',
  apiType: 'N/A',
  apiVersion: '60.0',
  sourceIp: '203.0.113.1',
  status: 'Success',
  count: 3,
  first: last,
  last,
  origin: ORIGIN,
});

const apiCall = (username: string, method: string, entities: readonly string[]) => ({
  username,
  application: 'ERP',
  applicationId: undefined,
  client: '',
  family: 'REST',
  category: '',
  method,
  resource: '/sobjects/Account',
  entities,
  apiVersion: '60.0',
  sourceIp: '203.0.113.1',
  statusClass: '2xx',
  countsAgainstLimit: true,
  count: 9,
  firstDay: '2026-06-01',
  lastDay: '2026-06-14',
  origin: ORIGIN,
});

const seats = (total: number, used: number): Licence => ({
  kind: 'user',
  name: 'Salesforce',
  label: 'Salesforce',
  status: 'Active',
  total,
  used,
  expires: undefined,
  forIntegrations: undefined,
  origin: ORIGIN,
});

const EMPTY: OrgSketch = { profiles: [{ name: 'API Only', grants: ['ApiEnabled'] }] };
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `Set_${at}`, grants: ['Account:read'] }));
/** The user and set of `a` as they should be. */
const A_KEPT: OrgSketch = {
  ...EMPTY,
  sets: [{ name: 'Int_A', grants: ['Account:read'] }],
  users: [{ username: 'a@x.example', profile: 'API Only', sets: [{ name: 'Int_A' }] }],
};
const PERSON = { username: 'person@x.example', profile: 'Sales', sets: [{ name: 'Int_A' }] };

const CASES: Readonly<Record<string, { readonly fails: Case; readonly passes: Case; readonly says: RegExp }>> = {
  'touches-a-person': {
    fails: {
      org: { ...A_KEPT, users: [...(A_KEPT.users ?? []), PERSON] },
      desired: [aDesiredIntegration('a', ['Account:read'])],
    },
    passes: {
      org: { ...A_KEPT, users: [...(A_KEPT.users ?? []), { ...PERSON, sets: [] }] },
      desired: [aDesiredIntegration('a', ['Account:read', 'Account:edit'])],
    },
    says: /person@x\.example .* loses 1 grant/,
  },
  'locks-out-live-integration': {
    fails: {
      org: A_KEPT,
      ours: ['a'],
      facts: { logins: [login('a@x.example', '2026-06-10T08:00:00Z')] },
      desired: [aDesiredIntegration('b', [])],
    },
    passes: {
      org: A_KEPT,
      ours: ['a'],
      facts: { logins: [login('a@x.example', '2026-03-10T08:00:00Z')] },
      desired: [aDesiredIntegration('b', [])],
    },
    says: /a@x\.example is locked out, and was last used on 2026-06-10/,
  },
  'freezes-a-person': {
    fails: {
      org: A_KEPT,
      ours: ['a'],
      facts: { logins: [{ ...login('a@x.example', '2026-03-10T08:00:00Z'), loginType: 'Application' }] },
      desired: [aDesiredIntegration('b', [])],
    },
    passes: {
      org: A_KEPT,
      ours: ['a'],
      facts: { logins: [login('a@x.example', '2026-03-10T08:00:00Z')] },
      desired: [aDesiredIntegration('b', [])],
    },
    says: /a@x\.example logged in with a browser, last on 2026-03-10/,
  },
  'unfreezes-a-user': {
    fails: {
      org: { ...A_KEPT, users: (A_KEPT.users ?? []).map((user) => ({ ...user, frozen: true })) },
      desired: [aDesiredIntegration('a', ['Account:read'])],
    },
    passes: { org: A_KEPT, desired: [aDesiredIntegration('a', ['Account:read'])] },
    says: /a@x\.example is frozen, and would be let in again/,
  },
  'touches-many-integrations': {
    fails: { org: A_KEPT, desired: [aDesiredIntegration('a', ['Account:edit', 'Account:read'])], maxIntegrations: 0 },
    passes: { org: EMPTY, desired: [aDesiredIntegration('a', []), aDesiredIntegration('b', [])], maxIntegrations: 0 },
    says: /1 integrations are changed/,
  },
  'leaves-an-admin': {
    fails: { org: EMPTY, desired: [aDesiredIntegration('a', ['ManageUsers', 'AssignPermissionSets'])] },
    passes: { org: EMPTY, desired: [aDesiredIntegration('a', ['Account:read'])] },
    says: /a is as good as an administrator afterwards/,
  },
  'exceeds-seats': {
    fails: { org: {}, facts: { licences: [seats(5, 5)] }, desired: [aDesiredIntegration('a', [])] },
    passes: { org: {}, facts: { licences: [seats(5, 4)] }, desired: [aDesiredIntegration('a', [])] },
    says: /1 seat of Salesforce is needed, 0 of 5 are free/,
  },
  'exceeds-permission-sets': {
    fails: { org: { ...EMPTY, sets: many(1000) }, desired: [aDesiredIntegration('a', [])] },
    passes: { org: { ...EMPTY, sets: many(999) }, desired: [aDesiredIntegration('a', [])] },
    says: /would hold 1001 permission sets/,
  },
  'loses-used-access': {
    fails: {
      org: A_KEPT,
      facts: { apiCalls: [apiCall('a@x.example', 'GET', ['Account'])] },
      desired: [aDesiredIntegration('a', ['Contact:read'])],
    },
    passes: {
      org: A_KEPT,
      facts: { apiCalls: [apiCall('a@x.example', 'GET', ['Contact'])] },
      desired: [aDesiredIntegration('a', ['Contact:read'])],
    },
    says: /a@x\.example loses what it used .*Account \(read\)/,
  },
  'widens-an-integration': {
    fails: {
      org: A_KEPT,
      desired: [aDesiredIntegration('a', ['Account:read', 'Contact:read', 'Contact.Birthdate:read'])],
    },
    passes: {
      org: { ...A_KEPT, sets: [{ name: 'Int_A', grants: ['Account:read', 'Contact:read'] }] },
      desired: [aDesiredIntegration('a', ['Account:read'])],
    },
    says: /1 object more; 1 readable field more; sensitive Contact\.Birthdate/,
  },
};

test('every rule about changes has a case here, and a file of its name', () => {
  const files = globSync('src/rules/change/*.ts').map((path) => basename(path, '.ts'));
  assert.deepEqual(CHANGE_RULES.map(({ id }) => id).sort(), files.sort());
  assert.deepEqual(Object.keys(CASES).sort(), files.sort());
});

for (const [id, { fails, passes, says }] of Object.entries(CASES)) {
  describe(id, () => {
    const effect = CHANGE_RULES.find((rule) => rule.id === id)?.effect;
    test('speaks', () => {
      const found = judged(fails).find(({ what }) => what === `${effect}:${id}`);
      assert.ok(found, JSON.stringify(judged(fails)));
      assert.match(found.message, says);
    });
    test('is silent', () => {
      assert.deepEqual(
        judged(passes).filter(({ what }) => what.endsWith(`:${id}`)),
        [],
      );
    });
  });
}

test('whether a user is alive is not guessed: without log-ins and calls it warns', () => {
  const coverage = { ...anOrg({}).coverage };
  const absent = { state: 'absent', reason: 'no org' } as const;
  const facts = { coverage: { ...coverage, logins: absent, usage: absent } };
  const found = judged({ org: A_KEPT, ours: ['a'], facts, desired: [aDesiredIntegration('b', [])] });
  assert.ok(
    found.some(({ what, message }) => what === 'warn:locks-out-live-integration' && /could not be told/.test(message)),
  );
});

test('what we did not make is not planned but refused', () => {
  const org = { ...EMPTY, sets: [{ name: 'Int_A', grants: ['Account:read'] }] };
  const found = judged({ org, desired: [aDesiredIntegration('a', [], { adopt: false })] });
  assert.deepEqual(
    found.map(({ what }) => what),
    ['refuse:not-owned'],
  );
  assert.match(found[0]?.message ?? '', /permission set Int_A exists and was not made by Leastwise/);
});

test('a protected integration is told about and left alone', () => {
  const found = judged({ org: A_KEPT, desired: [aDesiredIntegration('a', [], { protect: true })] });
  assert.deepEqual(
    found.map(({ what }) => what),
    ['warn:protected-integration'],
  );
});
