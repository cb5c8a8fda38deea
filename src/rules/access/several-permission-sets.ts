import { exampleTree, permissionSetFile, userFile } from '../example-tree.ts';
import { containerOrigin } from '../granted-entries.ts';
import { containersOf, integrationSubject, ownIntegrations } from '../integration-subject.ts';
import type { Rule } from '../rule.ts';
import { counted, listed } from '../wording.ts';

export const severalPermissionSets: Rule = {
  id: 'several-permission-sets',
  code: 'S02',
  title: 'Access of one application spread over many sets',
  why: 'Whoever wants to know what the application may do has to add the sets up, and a grant that is removed from one may still stand in another.',
  fix: 'Merge them into one permission set of the application, or put them into one group that only this application has.',
  severity: 'low',
  principles: ['D5', 'B2'],
  threats: [],
  references: [],
  needs: ['permissionSets'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Three sets for one user',
        files: exampleTree(
          permissionSetFile('ERP_Orders', { objects: { Order__c: 'read' } }),
          permissionSetFile('ERP_Accounts', { objects: { Account: 'read' } }),
          userFile('erp.sync@example.com', {
            profile: 'Integration API Only',
            permissionSets: ['ERP_Orders', 'ERP_Accounts'],
          }),
        ),
        says: '2 permission sets',
      },
    ],
    pass: [
      {
        name: 'One set',
        files: exampleTree(
          permissionSetFile('ERP_Orders', { objects: { Order__c: 'read' } }),
          userFile('erp.sync@example.com', { profile: 'Integration API Only', permissionSets: ['ERP_Orders'] }),
        ),
      },
    ],
  },
  *check({ snapshot, integrations }) {
    for (const integration of ownIntegrations(integrations)) {
      const sets = containersOf(snapshot, integration.permissionSets);
      const groups = snapshot.groups.filter(({ id }) => integration.groups.includes(id));
      const names = [...new Set([...sets, ...groups].map(({ name }) => name))];
      if (names.length === 1) yield { ...integrationSubject(integration), outcome: 'pass' };
      if (names.length < 2) continue;
      const what =
        groups.length > 0
          ? counted(names.length, 'permission set and group', 'permission sets and groups')
          : counted(names.length, 'permission set');
      yield {
        ...integrationSubject(integration),
        outcome: 'fail',
        message: `The access of ${integration.name} is spread over ${what}: ${listed(names)}.`,
        details: names,
        locations: [...sets.map(containerOrigin), ...groups.map(({ origin }) => origin)],
      };
    }
  },
};
