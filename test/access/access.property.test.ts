import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildAccessGraph } from '../../src/access/build-graph.ts';
import { compareAccess } from '../../src/access/compare.ts';
import { effectiveAccess } from '../../src/access/effective.ts';
import { explainAccess } from '../../src/access/explain.ts';
import { parsePermission } from '../../src/access/permission-name.ts';
import { whoCan } from '../../src/access/who-can.ts';
import type { Holder } from '../../src/model/answer.ts';
import { formatPermission } from '../../src/model/permission-text.ts';
import { anOrg, type FieldSketch, type HolderSketch, type OrgSketch, type UserSketch } from './an-org.ts';
import { grantsOfGroup, grantsOfUser, may } from './oracle.ts';

const TODAY = '2026-06-15';
const OBJECTS = ['Account', 'Invoice__c'];
const FIELDS = [
  'Account.Phone',
  'Account.OwnerId',
  'Account.CreatedDate',
  'Invoice__c.Amount__c',
  'Invoice__c.Number__c',
];
const VERBS = ['read', 'create', 'edit', 'delete', 'viewAll', 'modifyAll', 'viewAllFields'];
const SYSTEM = ['ApiEnabled', 'ManageUsers', 'ModifyAllData', 'ViewAllData', 'ViewAllFieldsGlobal'];
const PERMISSIONS = [
  ...OBJECTS.flatMap((object) => VERBS.map((verb) => `${object}:${verb}`)),
  ...FIELDS.flatMap((field) => [`${field}:read`, `${field}:edit`]),
  ...SYSTEM,
];

const grants = fc.uniqueArray(fc.constantFrom(...PERMISSIONS), { maxLength: 8 });
const someOf = (names: readonly string[]) => fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 });
const holders = (names: readonly string[]): fc.Arbitrary<HolderSketch[]> =>
  fc.tuple(
    ...names.map((name) =>
      fc.record({ name: fc.constant(name), grants, session: fc.boolean().map((yes) => yes && name === 'S4') }),
    ),
  );

const SETS = ['S1', 'S2', 'S3', 'S4'];
const MUTING = ['M1', 'M2'];
const assigned = (names: readonly string[]) =>
  fc.uniqueArray(
    fc.record(
      {
        name: fc.constantFrom(...names),
        expires: fc.constantFrom('2026-06-14T09:00:00Z', '2026-06-15T09:00:00Z', '2027-01-01T00:00:00Z'),
        ended: fc.constantFrom('expired' as const, 'revoked' as const),
      },
      { requiredKeys: ['name'] },
    ),
    { maxLength: 3, selector: ({ name }) => name },
  );
const fields: fc.Arbitrary<FieldSketch[]> = fc.tuple(
  ...['Account.Phone', 'Invoice__c.Amount__c', 'Invoice__c.Number__c'].map((name) =>
    fc.record({ name: fc.constant(name), kind: fc.constantFrom('plain', 'required', 'formula', 'master-detail') }),
  ),
) as fc.Arbitrary<FieldSketch[]>;

/** Members and assignments that name what is not there ("Gone") make answers lower bounds. */
const orgs = fc.record({
  profiles: holders(['P1', 'P2']),
  sets: holders(SETS),
  muting: holders(MUTING),
  groups: fc.tuple(
    ...['G1', 'G2'].map((name) =>
      fc.record({
        name: fc.constant(name),
        members: someOf([...SETS, 'Gone']),
        muting: someOf(MUTING),
        session: fc.boolean().map((yes) => yes && name === 'G2'),
      }),
    ),
  ),
  users: fc.tuple(
    ...['u1', 'u2'].map((username) =>
      fc.record({
        username: fc.constant(username),
        profile: fc.constantFrom('P1', 'P2'),
        sets: assigned([...SETS, 'Gone']),
        groups: assigned(['G1', 'G2']),
      }),
    ),
  ),
  fields,
}) satisfies fc.Arbitrary<OrgSketch>;

const graphOf = (org: OrgSketch) => buildAccessGraph(anOrg(org), { today: TODAY });
const userOf = ({ username }: UserSketch): Holder => ({ kind: 'user', id: `user:${username}`, name: username });

function grantsOf(org: OrgSketch, holder: Holder): Set<string> {
  if (holder.kind === 'user')
    return grantsOfUser(org, org.users?.find(({ username }) => username === holder.name) ?? { username: '' }, TODAY);
  if (holder.kind === 'group')
    return grantsOfGroup(org, org.groups?.find(({ name }) => name === holder.name) ?? { name: '', members: [] });
  const [kind, name] = holder.id.split(':');
  const sketch = (kind === 'profile' ? org.profiles : org.sets)?.find((one) => one.name === name);
  return new Set(sketch?.grants);
}

test('users may do exactly what the rules say, granted or implied', () => {
  fc.assert(
    fc.property(orgs, (org) => {
      const graph = graphOf(org);
      for (const user of org.users) {
        const access = effectiveAccess(graph, userOf(user));
        const granted = grantsOfUser(org, user, TODAY);
        for (const permission of PERMISSIONS) {
          assert.equal(
            access.may(parsePermission(permission)),
            may(org, granted, permission),
            `${user.username} ${permission}`,
          );
        }
      }
    }),
    { numRuns: 400 },
  );
});

test('groups give what their members give, minus what they mute', () => {
  fc.assert(
    fc.property(orgs, (org) => {
      const graph = graphOf(org);
      for (const group of org.groups) {
        const access = effectiveAccess(graph, { kind: 'group', id: `group:${group.name}` });
        const granted = grantsOfGroup(org, group);
        for (const permission of PERMISSIONS) {
          assert.equal(
            access.may(parsePermission(permission)),
            may(org, granted, permission),
            `${group.name} ${permission}`,
          );
        }
        assert.equal(access.bound, group.members.includes('Gone') ? 'at-least' : 'exact');
      }
    }),
    { numRuns: 300 },
  );
});

/** The org without what a cut names. */
function withoutCut(org: OrgSketch, texts: readonly { action: string; text: string }[]): OrgSketch {
  const entries = new Set(texts.filter(({ action }) => action === 'remove-entry').map(({ text }) => text));
  const keep = (kind: string) => (sketch: HolderSketch) => ({
    ...sketch,
    grants: sketch.grants.filter((grant) => {
      const permission = parsePermission(grant);
      const what = permission.kind === 'system' ? undefined : `${permission.kind} ${grant.replace(':', ' ')}`;
      return ![...entries].some(
        (text) =>
          text.startsWith(`${kind} ${sketch.name}: `) &&
          (text.endsWith(`: ${what}`) || (what === undefined && text === `${kind} ${sketch.name}: ${labelOf(grant)}`)),
      );
    }),
  });
  const dropped = new Set(texts.filter(({ action }) => action === 'drop-member').map(({ text }) => text));
  const unassigned = new Set(texts.filter(({ action }) => action === 'unassign').map(({ text }) => text));
  return {
    ...org,
    profiles: org.profiles?.map(keep('profile')) ?? [],
    sets: org.sets?.map(keep('set')) ?? [],
    groups:
      org.groups?.map((group) => ({
        ...group,
        members: group.members.filter((name) => !dropped.has(`group ${group.name}: member ${name}`)),
      })) ?? [],
    users:
      org.users?.map((user) => ({
        ...user,
        sets: user.sets?.filter(({ name }) => !unassigned.has(`${user.username}: permission set ${name}`)) ?? [],
        groups: user.groups?.filter(({ name }) => !unassigned.has(`${user.username}: group ${name}`)) ?? [],
      })) ?? [],
  };
}

const LABELS: Readonly<Record<string, string>> = {
  ApiEnabled: 'API Enabled',
  ManageUsers: 'Manage Users',
  ModifyAllData: 'Modify All Data',
  ViewAllData: 'View All Data',
  ViewAllFieldsGlobal: 'View All Fields (Global)',
};
const labelOf = (grant: string): string => LABELS[grant] ?? grant;

test('an explanation says yes when the rules do, its cut takes the permission away, and no smaller part of it does', () => {
  fc.assert(
    fc.property(orgs, fc.constantFrom(...PERMISSIONS), (org, permission) => {
      const graph = graphOf(org);
      for (const user of org.users) {
        const holder = userOf(user);
        const explanation = explainAccess(graph, holder, parsePermission(permission), []);
        const yes = may(org, grantsOf(org, holder), permission);
        assert.equal(explanation.answer === 'yes', yes, `${user.username} ${permission}`);
        if (!yes) {
          assert.ok(explanation.whyNot.length > 0, 'a no has a reason');
          continue;
        }
        assert.ok(explanation.paths.length > 0 && explanation.cut.length > 0);
        const without = (cut: typeof explanation.cut): boolean => {
          const left = withoutCut(org, cut);
          return may(left, grantsOf(left, holder), permission);
        };
        assert.equal(without(explanation.cut), false, `cut ${JSON.stringify(explanation.cut)}`);
        if (explanation.entryCut.length > 0) assert.equal(without(explanation.entryCut), false, 'cut by entries');
        assert.ok(explanation.entryCut.every(({ alsoLost }) => alsoLost === 0));
        explanation.cut.forEach((_, left) => {
          const part = explanation.cut.filter((_, index) => index !== left);
          assert.equal(without(part), true, `part ${JSON.stringify(part)}`);
        });
      }
    }),
    { numRuns: 500 },
  );
});

test('who-can lists exactly those whom the rules allow', () => {
  fc.assert(
    fc.property(orgs, fc.constantFrom(...PERMISSIONS), (org, permission) => {
      const everyone: Holder[] = [
        ...org.users.map(userOf),
        ...org.groups.map(({ name }): Holder => ({ kind: 'group', id: `group:${name}`, name })),
        ...org.profiles.map(({ name }): Holder => ({ kind: 'container', id: `profile:${name}`, name })),
        ...org.sets.map(({ name }): Holder => ({ kind: 'container', id: `permission-set:${name}`, name })),
      ];
      const expected = everyone.filter((holder) => may(org, grantsOf(org, holder), permission)).map(({ id }) => id);
      const answer = whoCan(graphOf(org), parsePermission(permission), []);
      assert.deepEqual(answer.holders.map(({ holder }) => holder.id).sort(), expected.sort());
    }),
    { numRuns: 200 },
  );
});

test('a comparison is the difference of what is granted', () => {
  fc.assert(
    fc.property(orgs, (org) => {
      const graph = graphOf(org);
      const [a, b] = org.users.map(userOf) as [Holder, Holder];
      const side = (holder: Holder) => ({ label: holder.name, graph, holder, integrations: [] });
      const { gained, lost, kept } = compareAccess(side(a), side(b));
      const before = grantsOf(org, a);
      const after = grantsOf(org, b);
      const texts = (changes: typeof gained) => changes.map(({ permission }) => formatPermission(permission)).sort();
      assert.deepEqual(texts(gained), [...after].filter((grant) => !before.has(grant)).sort());
      assert.deepEqual(texts(lost), [...before].filter((grant) => !after.has(grant)).sort());
      assert.equal(kept, [...after].filter((grant) => before.has(grant)).length);
      for (const { origin } of [...gained, ...lost]) assert.ok(origin !== undefined && origin.line > 0);
    }),
    { numRuns: 300 },
  );
});
