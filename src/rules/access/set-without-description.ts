import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { containerOrigin } from '../granted-entries.ts';
import { containersOf, ownIntegrations } from '../integration-subject.ts';
import type { Rule } from '../rule.ts';
import { counted, listed } from '../wording.ts';

export const setWithoutDescription: Rule = {
  id: 'set-without-description',
  code: 'S29',
  title: 'Permission set of an integration without a description',
  why: 'Whoever is asked to change the set, or to delete it, cannot know what the application does and who would miss it.',
  fix: 'Say in the description what the application does, and who owns it.',
  severity: 'low',
  principles: ['B2'],
  threats: [],
  references: [{ standard: 'SBS', id: 'PERM-001' }],
  needs: ['permissionSets'],
  presets: ['strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'No description',
        files: exampleTree(permissionSetFile('ERP_Integration', { objects: { Order__c: 'read' } })),
        says: 'ERP_Integration',
      },
    ],
    pass: [
      {
        name: 'Purpose and owner',
        files: exampleTree(
          permissionSetFile('ERP_Integration', {
            description: 'Order status from the ERP. Owner: erp-team@example.com',
            objects: { Order__c: 'read' },
          }),
        ),
      },
    ],
  },
  *check({ snapshot, integrations }) {
    const own = ownIntegrations(integrations);
    const sets = containersOf(snapshot, [...new Set(own.flatMap(({ permissionSets }) => permissionSets))]);
    const silent = sets.filter(({ description }) => description.trim() === '');
    const subject = { subject: 'descriptions of permission sets', subjectKind: 'org' } as const;
    if (sets.length > 0 && silent.length === 0) yield { ...subject, outcome: 'pass' };
    if (silent.length === 0) return;
    const names = [...new Set(silent.map(({ name }) => name))];
    const holders = own.filter(({ permissionSets }) => silent.some(({ id }) => permissionSets.includes(id)));
    yield {
      ...subject,
      outcome: 'fail',
      message: `${counted(names.length, 'permission set')} of integrations ${names.length === 1 ? 'has' : 'have'} no description: ${listed(names, 5)}.`,
      details: names,
      integrations: holders.map(({ name }) => name),
      locations: silent.map(containerOrigin),
    };
  },
};
