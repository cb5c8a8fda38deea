import fc from 'fast-check';
import { buildAccessGraph } from '../../src/access/build-graph.ts';
import { effectiveAccess } from '../../src/access/effective.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { marked } from '../../src/plan/ownership-mark.ts';
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

/** Everything granted to each active user. */
export function holdings(snapshot: Snapshot): ReadonlyMap<string, ReadonlySet<string>> {
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

/** Random orgs, declarations that meet them half-way, and sets that were ours before. */
export const cases = fc.record({ org: orgs, wishes: desires, markedNames: fc.subarray(NAMES) });

/** The snapshot, what is wished of it, and the plan between. */
export function planOf({ org, wishes, markedNames }: typeof cases extends fc.Arbitrary<infer Case> ? Case : never) {
  const snapshot = withMarks(anOrg(org), markedNames);
  const desired = aDesiredState(wishes.map(({ name, grants: wished }) => aDesiredIntegration(name, wished)));
  const options = { orgId: undefined, environment: undefined, today: TODAY, recordsOf: () => undefined };
  return { snapshot, desired, options, plan: makePlan(snapshot, desired, options) };
}
