import { standardProfile } from '../../platform/standard-profiles.ts';
import { exampleTree, permissionSetFile, profileFile, userFile } from '../example-tree.ts';
import { integrationSubject, ownIntegrations } from '../integration-subject.ts';
import { usersOf } from '../profile-of.ts';
import type { Rule } from '../rule.ts';

export const userOnSystemAdministrator: Rule = {
  id: 'user-on-system-administrator',
  code: 'P01',
  title: 'Integration user on System Administrator',
  why: 'The System Administrator profile passes sharing and permissions. A stolen token of this integration is the whole org, and no permission set can make that smaller.',
  fix: 'Put the user on the API-only profile that all integrations share, and grant what the application needs in its own permission set.',
  severity: 'critical',
  principles: ['X1', 'D1', 'D2', 'D6'],
  threats: ['Escalate', 'Exfiltrate', 'Destroy'],
  references: [{ standard: 'SBS', id: 'ACS-008' }],
  needs: ['users'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'The profile goes by its label',
        files: exampleTree(
          userFile('erp.integration@example.com', {
            profile: 'System Administrator',
            permissionSets: ['ERP_Integration'],
          }),
          permissionSetFile('ERP_Integration', { objects: { Order__c: 'read edit' } }),
        ),
        says: 'System Administrator',
      },
    ],
    pass: [
      {
        name: 'On the profile that all integrations share',
        files: exampleTree(
          userFile('erp.integration@example.com', { profile: 'Integration API Only' }),
          profileFile('Integration API Only', { system: ['ApiEnabled', 'ApiUserOnly'] }),
        ),
      },
      {
        name: 'A person may be an administrator',
        files: exampleTree(userFile('jane.doe@example.com', { profile: 'System Administrator', name: 'Jane Doe' })),
      },
    ],
  },
  *check({ snapshot, integrations }) {
    for (const integration of ownIntegrations(integrations)) {
      const users = usersOf(snapshot, integration);
      const admins = users.filter(({ profile = '' }) => standardProfile(profile)?.role === 'administrator');
      if (admins.length > 0) {
        const names = admins.map(({ username }) => username).join(', ');
        yield {
          ...integrationSubject(integration),
          outcome: 'fail',
          message: `User ${names} of ${integration.name} is a System Administrator: a stolen token is the whole org.`,
          locations: admins.map(({ origin }) => origin),
        };
      } else if (users.length > 0) yield { ...integrationSubject(integration), outcome: 'pass' };
    }
  },
};
