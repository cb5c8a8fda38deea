import type { Origin } from '../../model/origin.ts';
import { isSalesforceNamespace } from '../../platform/standard-profiles.ts';
import { exampleTree, groupFile, permissionSetFile, userFile } from '../example-tree.ts';
import { containerOrigin } from '../granted-entries.ts';
import { containersOf, integrationOrigins, integrationSubject, ownIntegrations } from '../integration-subject.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../wording.ts';

export const shippedPermissionSet: Rule = {
  id: 'shipped-permission-set',
  code: 'S26',
  title: 'Integration on a permission set that others ship',
  why: 'What a managed package or Salesforce ships changes with the next release, cannot be cut down, and is often not in the source at all: nobody reviews what it opens.',
  fix: 'Copy what the application needs into its own permission set; where the package insists on its set, record why.',
  severity: 'low',
  principles: ['D5', 'B2'],
  threats: ['Exfiltrate'],
  references: [],
  needs: [],
  needsAnyOf: ['permissionSets', 'groups'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A set of a managed package, through a group',
        files: exampleTree(
          permissionSetFile('Cases', { objects: { Case: 'read' } }),
          groupFile('Case_Integration', { members: ['Cases', 'acme__Case_Admin'] }),
        ),
        says: 'acme__Case_Admin',
      },
    ],
    pass: [
      {
        name: 'A set of its own',
        files: exampleTree(
          permissionSetFile('Case_Integration', { objects: { Case: 'read' } }),
          userFile('case.sync@example.com', { profile: 'Integration API Only', permissionSets: ['Case_Integration'] }),
        ),
      },
    ],
  },
  *check({ snapshot, integrations }) {
    for (const integration of ownIntegrations(integrations)) {
      const groups = snapshot.groups.filter(({ id }) => integration.groups.includes(id));
      const members = groups.flatMap((group) => group.members);
      const sets = containersOf(snapshot, integration.permissionSets);
      const shipped: readonly (Origin & { readonly name: string })[] = [
        ...sets.filter(({ namespace }) => namespace !== '').map((set) => ({ name: set.name, ...containerOrigin(set) })),
        ...members.filter(({ name }) => /^\w+?__/.test(name)).map(({ name, origin }) => ({ name, ...origin })),
      ];
      if (shipped.length === 0) {
        if (sets.length + groups.length > 0) yield { ...integrationSubject(integration), outcome: 'pass' };
        continue;
      }
      const names = [...new Set(shipped.map(({ name }) => name))];
      const bySalesforce = names.every((name) => isSalesforceNamespace(name.split('__')[0] ?? ''));
      yield {
        ...integrationSubject(integration),
        outcome: 'fail',
        message: `${integration.name} holds what ${bySalesforce ? 'Salesforce' : 'a package'} ships: ${listed(names)}.`,
        details: names,
        locations: [
          ...shipped.map(({ path, line }) => ({ path, line })),
          ...integrationOrigins(snapshot, integration).slice(0, 1),
        ],
      };
    }
  },
};
