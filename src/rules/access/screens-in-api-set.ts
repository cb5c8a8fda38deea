import { exampleTree, permissionSetFile, profileFile, userFile } from '../example-tree.ts';
import { containersOf, ownIntegrations } from '../integration-subject.ts';
import type { Rule } from '../rule.ts';
import { setupDetails, setupGrants } from '../setup-grants.ts';
import { isGranting, subjectOf, titleOf } from '../subject.ts';
import { listed } from '../wording.ts';

export const screensInApiSet: Rule = {
  id: 'screens-in-api-set',
  code: 'S28',
  title: 'Apps, tabs and pages for a program',
  why: 'A program sees no screen. Such grants say that the set was copied from one of people, and hide what the application needs.',
  fix: 'Remove app, tab and page settings from the permission set of the application.',
  severity: 'low',
  principles: ['S1', 'B2'],
  threats: [],
  references: [],
  needs: ['permissionSets'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'The sales app in the set of an API-only user',
        files: exampleTree(
          permissionSetFile('ERP_Integration', { apps: { standard__LightningSales: 'visible' } }),
          profileFile('Integration API Only', { system: ['ApiEnabled', 'ApiUserOnly'] }),
          userFile('erp@example.com', { profile: 'Integration API Only', permissionSets: ['ERP_Integration'] }),
        ),
        says: '1 app',
      },
    ],
    pass: [
      {
        name: 'Only data',
        files: exampleTree(permissionSetFile('ERP_Integration', { objects: { Order__c: 'read edit' } })),
      },
    ],
  },
  *check(context) {
    const { snapshot } = context;
    const held = new Set(ownIntegrations(context.integrations).flatMap(({ permissionSets }) => permissionSets));
    for (const container of containersOf(snapshot, [...held])) {
      if (!isGranting(container)) continue;
      // Where people have the set too, they may well need its screens.
      const apiOnly = context
        .integrationsOf(container.id)
        .every(({ name }) => context.access({ kind: 'integration', id: name }).hasSystem('ApiUserOnly'));
      const grants = setupGrants(snapshot, container, ['app', 'tab', 'apexPage']);
      if (grants.length === 0) yield { ...subjectOf(container), outcome: 'pass' };
      else if (apiOnly) {
        const texts = grants.map(({ text }) => text);
        yield {
          ...subjectOf(container),
          outcome: 'fail',
          message: `${titleOf(container)} opens ${listed(texts)} to a user that is API-only.`,
          details: setupDetails(grants),
          locations: grants.flatMap(({ entries }) => entries.map(({ origin }) => origin)),
        };
      }
    }
  },
};
