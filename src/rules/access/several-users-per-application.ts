import { clientAppFiles, exampleTree, userFile } from '../example-tree.ts';
import { integrationOrigins, integrationSubject, ownIntegrations } from '../integration-subject.ts';
import type { Rule } from '../rule.ts';
import { counted, listed } from '../wording.ts';

export const severalUsersPerApplication: Rule = {
  id: 'several-users-per-application',
  code: 'U02',
  title: 'Several users for one application',
  why: 'Each further user is another account to steal, rotate and retire, and its access drifts from that of the others.',
  fix: 'Let the application use one user; where two really differ in what they may do, they are two applications: name them so in leastwise.yml.',
  severity: 'medium',
  principles: ['D3', 'B3'],
  threats: ['Persist'],
  references: [{ standard: 'Salesforce', id: 'Help: Give Integration Users API Only Access' }],
  needs: ['users'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Two accounts of one application',
        files: exampleTree(
          userFile('billing.sync@example.com', { profile: 'Integration API Only' }),
          userFile('billing.api@example.com', { profile: 'Integration API Only' }),
        ),
        says: '2 users',
      },
    ],
    pass: [
      {
        name: 'One user',
        files: exampleTree(
          clientAppFiles('Billing', { runAs: 'billing@example.com' }),
          userFile('billing@example.com', { profile: 'Integration API Only' }),
        ),
      },
    ],
  },
  *check({ snapshot, integrations }) {
    for (const integration of ownIntegrations(integrations)) {
      const { users } = integration;
      if (users.length === 1) yield { ...integrationSubject(integration), outcome: 'pass' };
      if (users.length < 2) continue;
      yield {
        ...integrationSubject(integration),
        outcome: 'fail',
        message: `${integration.name} uses ${counted(users.length, 'user')}: ${listed(users)}.`,
        details: users,
        locations: integrationOrigins(snapshot, integration),
      };
    }
  },
};
