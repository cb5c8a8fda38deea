import { userLicence } from '../../platform/licences.ts';
import { exampleTree, permissionSetFile, profileFile, userFile } from '../example-tree.ts';
import { containerOrigin } from '../granted-entries.ts';
import { containersOf, integrationSubject, ownIntegrations } from '../integration-subject.ts';
import { isOnProfile, usersOf } from '../profile-of.ts';
import type { Rule } from '../rule.ts';

export const licenceMismatch: Rule = {
  id: 'licence-mismatch',
  code: 'S24',
  title: 'Permission set of another licence',
  why: 'A permission set that is bound to a user licence can be assigned only to users with that licence, and the licence of a set cannot be changed later: the deployment or the assignment will fail.',
  fix: 'Make the permission set anew, without a licence or with that of the user.',
  severity: 'high',
  principles: ['D4', 'D5'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'Object Reference: PermissionSet.LicenseId' }],
  needs: ['permissionSets', 'profiles', 'users'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A set for full licences, a user on the integration licence',
        files: exampleTree(
          profileFile('Integration API Only', { license: 'Salesforce Integration', system: ['ApiUserOnly'] }),
          permissionSetFile('ERP_Integration', { license: 'Salesforce' }),
          userFile('erp@example.com', { profile: 'Integration API Only', permissionSets: ['ERP_Integration'] }),
        ),
        says: 'licence "Salesforce"',
      },
    ],
    pass: [
      {
        name: 'A set of the permission set licence for integrations',
        files: exampleTree(
          profileFile('Integration API Only', { license: 'Salesforce Integration', system: ['ApiUserOnly'] }),
          permissionSetFile('ERP_Integration', { license: 'Salesforce API Integration' }),
          userFile('erp@example.com', { profile: 'Integration API Only', permissionSets: ['ERP_Integration'] }),
        ),
      },
    ],
  },
  *check({ snapshot, integrations }) {
    for (const integration of ownIntegrations(integrations)) {
      const profiles = containersOf(snapshot, integration.profiles);
      for (const user of usersOf(snapshot, integration)) {
        const licence = user.license ?? profiles.find((profile) => isOnProfile(user, profile))?.license;
        if (licence === undefined || licence === '') continue;
        // Of a permission set licence the source does not say whether the user has it.
        const foreign = containersOf(snapshot, integration.permissionSets).filter(
          (set) => userLicence(set.license) !== undefined && set.license !== licence,
        );
        if (foreign.length === 0) yield { ...integrationSubject(integration), outcome: 'pass' };
        for (const set of foreign) {
          yield {
            ...integrationSubject(integration),
            outcome: 'fail',
            message: `Permission set "${set.name}" is bound to the licence "${set.license}", but ${user.username} has "${licence}": it cannot be assigned.`,
            locations: [containerOrigin(set), user.origin],
            key: `${set.name} ${user.username}`,
          };
        }
      }
    }
  },
};
