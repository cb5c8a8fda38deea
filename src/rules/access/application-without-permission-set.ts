import { administration } from '../design-profile.ts';
import { exampleTree, permissionSetFile, profileFile, userFile } from '../example-tree.ts';
import { grantedEntries } from '../granted-entries.ts';
import { containersOf, integrationOrigins, integrationSubject, ownIntegrations } from '../integration-subject.ts';
import { usersOf } from '../profile-of.ts';
import type { Rule } from '../rule.ts';
import { counted } from '../wording.ts';

export const applicationWithoutPermissionSet: Rule = {
  id: 'application-without-permission-set',
  code: 'D05',
  title: 'Application without a permission set of its own',
  why: 'When all that the application may do stands in the profile, it cannot be changed without touching every other user of the profile, and the profile cannot be shared.',
  fix: 'Make one permission set for the application with what it needs, assign it, and empty the profile.',
  severity: 'medium',
  principles: ['D5', 'D6', 'B2'],
  threats: [],
  references: [{ standard: 'SBS', id: 'PERM-001' }],
  needs: ['profiles', 'users'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Everything in the profile',
        files: exampleTree(
          profileFile('Billing API', { objects: { Invoice__c: 'read edit' }, system: ['ApiEnabled', 'ApiUserOnly'] }),
          userFile('billing.sync@example.com', { profile: 'Billing API' }),
        ),
        says: 'no permission set',
      },
    ],
    pass: [
      {
        name: 'A set of its own',
        files: exampleTree(
          profileFile('Integration API Only', { system: ['ApiEnabled', 'ApiUserOnly'] }),
          permissionSetFile('Billing_Sync', { objects: { Invoice__c: 'read edit' } }),
          userFile('billing.sync@example.com', { profile: 'Integration API Only', permissionSets: ['Billing_Sync'] }),
        ),
      },
    ],
  },
  *check({ snapshot, integrations }) {
    for (const integration of ownIntegrations(integrations)) {
      const profiles = containersOf(snapshot, integration.profiles);
      const assigned = snapshot.assignments.filter(({ username }) => integration.users.includes(username));
      if (usersOf(snapshot, integration).length === 0 || profiles.length === 0) continue;
      const objects = profiles.flatMap((profile) => grantedEntries(snapshot, profile, profile.grants.objects));
      const isAdmin = profiles.some((profile) => administration(snapshot, profile) !== undefined);
      const sets = integration.permissionSets.length + integration.groups.length + assigned.length;
      if (sets > 0 || isAdmin || objects.length === 0) {
        yield { ...integrationSubject(integration), outcome: 'pass' };
        continue;
      }
      yield {
        ...integrationSubject(integration),
        outcome: 'fail',
        message: `${integration.name} has no permission set: what it may do on ${counted(objects.length, 'object')} stands in profile "${profiles.map(({ name }) => name).join('", "')}".`,
        locations: integrationOrigins(snapshot, integration),
      };
    }
  },
};
