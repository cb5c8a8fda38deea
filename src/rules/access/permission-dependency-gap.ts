import { OBJECT_VERBS, ObjectBits, type ObjectVerb } from '../../model/permission.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { OBJECT_VERB_NEEDS, USER_PERMISSION_NEEDS } from '../../platform/permission-dependencies.ts';
import { riskyPermission } from '../../platform/risk-tiers.ts';
import { userPermissionLabel } from '../../platform/user-permissions.ts';
import { permissionSetFile } from '../example-tree.ts';
import { grantedEntries } from '../granted-entries.ts';
import type { Rule } from '../rule.ts';
import { type GrantingContainer, isGranting, subjectOf, titleOf } from '../subject.ts';
import { counted, listed } from '../wording.ts';

interface Gap {
  readonly text: string;
  readonly origin: { readonly path: string; readonly line: number };
}

/** What is missing beside some verbs, for every combination of them: `edit needs read`. */
const VERB_GAPS: readonly (readonly string[])[] = Array.from({ length: 1 << OBJECT_VERBS.length }, (_, bits) => {
  const has = (verb: ObjectVerb): boolean => (bits & ObjectBits[verb]) !== 0;
  return OBJECT_VERBS.filter(has).flatMap((verb) => {
    const missing = OBJECT_VERB_NEEDS[verb].filter((need) => !has(need));
    return missing.length === 0 ? [] : [`${verb} needs ${listed(missing)}`];
  });
});

function objectGaps(snapshot: Snapshot, container: GrantingContainer): readonly Gap[] {
  const gapsOf = (bits: number) => VERB_GAPS[bits] ?? [];
  const { objects } = container.grants;
  return grantedEntries(snapshot, container, objects, undefined, (_, bits) => gapsOf(bits).length > 0).flatMap(
    ({ name, bits, origin }) => gapsOf(bits).map((gap) => ({ text: `${name} ${gap}`, origin })),
  );
}

function systemGaps(snapshot: Snapshot, container: GrantingContainer): readonly Gap[] {
  const entries = grantedEntries(snapshot, container, container.grants.system);
  const held = new Set(entries.map(({ name }) => name));
  // What other rules want removed is not to be completed: View All Data is no advice, whatever Query All Files needs.
  return entries
    .filter(({ name }) => riskyPermission(name) === undefined)
    .flatMap(({ name, origin }) => {
      const missing = (USER_PERMISSION_NEEDS[name] ?? []).filter((need) => !held.has(need));
      return missing.length === 0
        ? []
        : [{ text: `${userPermissionLabel(name)} needs ${listed(missing.map(userPermissionLabel))}`, origin }];
    });
}

export const permissionDependencyGap: Rule = {
  id: 'permission-dependency-gap',
  code: 'S20',
  title: 'A permission without those it depends on',
  why: 'Setup adds what a permission needs; the Metadata API refuses instead. The file will not deploy, or it grants more in the org than it says here.',
  fix: 'Grant what is needed beside it, or drop the permission.',
  severity: 'low',
  principles: ['B2'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'Tooling API, PermissionDependency' }],
  needs: ['permissionSets'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Edit without Read',
        files: permissionSetFile('ERP_Integration', { objects: { Account: 'edit' } }),
        says: 'needs read',
      },
      {
        name: 'A system permission alone',
        files: permissionSetFile('ERP_Integration', { system: ['EditActivatedOrders'] }),
        says: 'Activate Order',
      },
    ],
    pass: [{ name: 'Both', files: permissionSetFile('ERP_Integration', { objects: { Account: 'read edit' } }) }],
  },
  *check({ snapshot }) {
    for (const container of snapshot.containers) {
      // A profile file is an overlay: what it leaves out may well be granted in the org.
      if (!isGranting(container) || container.kind === 'profile') continue;
      const gaps = [...objectGaps(snapshot, container), ...systemGaps(snapshot, container)];
      if (gaps.length === 0) yield { ...subjectOf(container), outcome: 'pass' };
      else {
        const texts = gaps.map(({ text }) => text);
        yield {
          ...subjectOf(container),
          outcome: 'fail',
          message: `${titleOf(container)} grants ${counted(gaps.length, 'permission')} without what they depend on: ${listed(texts)}.`,
          details: texts,
          locations: gaps.map(({ origin }) => origin),
        };
      }
    }
  },
};
