import { SALESFORCE_API_INTEGRATION, SALESFORCE_INTEGRATION } from '../../platform/licences.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import type { Rule } from '../rule.ts';

export const missingIntegrationLicence: Rule = {
  id: 'missing-integration-licence',
  code: 'U05',
  title: 'Integration user without its permission set licence',
  why: 'The Salesforce Integration licence opens no object by itself. Without a permission set licence beside it no permission set with objects can be assigned, and what was assigned opens nothing.',
  fix: 'Assign the permission set licence Salesforce API Integration to the user, then its permission set.',
  severity: 'high',
  principles: ['D4'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'Help: Give Integration Users API Only Access' }],
  needs: ['users', 'licences'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Nothing but the user licence',
        files: integrationTree(),
        org: { users: { [ERP_USER]: { license: SALESFORCE_INTEGRATION } } },
        says: 'has no permission set licence',
      },
    ],
    pass: [
      {
        name: 'The permission set licence is there',
        files: integrationTree(),
        org: {
          users: {
            [ERP_USER]: {
              license: SALESFORCE_INTEGRATION,
              permissionSetLicenses: [SALESFORCE_API_INTEGRATION.developerName],
            },
          },
          licences: [{ kind: 'permission-set', name: SALESFORCE_API_INTEGRATION.developerName, forIntegrations: true }],
        },
      },
      {
        name: 'A full licence needs none',
        files: integrationTree(),
        org: { users: { [ERP_USER]: { license: 'Salesforce' } } },
      },
    ],
  },
  *check({ snapshot }) {
    const opening = new Set([
      SALESFORCE_API_INTEGRATION.developerName,
      ...snapshot.licences.filter(({ forIntegrations }) => forIntegrations).map(({ name }) => name),
    ]);
    for (const user of snapshot.users) {
      if (!user.active || user.license !== SALESFORCE_INTEGRATION) continue;
      const subject = { subject: user.username, subjectKind: 'user', subjectId: user.id } as const;
      if (user.permissionSetLicenses.some((name) => opening.has(name))) yield { ...subject, outcome: 'pass' };
      else
        yield {
          ...subject,
          outcome: 'fail',
          message: `${user.username} is on ${SALESFORCE_INTEGRATION} and has no permission set licence: it can be given no object.`,
          locations: [user.origin],
        };
    }
  },
};
