import { riskyPermission } from '../../platform/risk-tiers.ts';
import { userPermissionLabel } from '../../platform/user-permissions.ts';
import { dedicatedProfiles } from '../design-profile.ts';
import { exampleTree, profileFile } from '../example-tree.ts';
import { grantedEntries } from '../granted-entries.ts';
import type { Rule } from '../rule.ts';
import { subjectOf, titleOf } from '../subject.ts';
import { counted, listed } from '../wording.ts';

/**
 * What an API-only profile has by itself: the two that make it one, and what Salesforce switches on in every profile
 * (seen in the standard profile "Minimum Access - API Only Integrations").
 */
const BY_ITSELF: ReadonlySet<string> = new Set(['ApiEnabled', 'ApiUserOnly', 'ChatterInternalUser', 'ViewHelpLink']);

export const profileGrantsSystemPermissions: Rule = {
  id: 'profile-grants-system-permissions',
  code: 'P05',
  title: 'Integration profile holds further system permissions',
  why: 'A system permission in the profile belongs to every application on it. (Dangerous ones are told by their own rules, wherever they stand.)',
  fix: 'Set them to false in the profile; where an application really needs one, grant it in its permission set.',
  severity: 'medium',
  principles: ['D2', 'D6'],
  threats: ['Exfiltrate'],
  references: [{ standard: 'SBS', id: 'PERM-001' }],
  needs: ['profiles'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Reports in the profile of programs',
        files: exampleTree(profileFile('Billing API', { system: ['ApiEnabled', 'ApiUserOnly', 'RunReports'] })),
        says: 'Run Reports',
      },
    ],
    pass: [
      {
        name: 'What makes a profile API-only',
        files: exampleTree(
          profileFile('Billing API', { system: ['ApiEnabled', 'ApiUserOnly', 'ChatterInternalUser'] }),
        ),
      },
    ],
  },
  *check(context) {
    for (const profile of dedicatedProfiles(context)) {
      const entries = grantedEntries(context.snapshot, profile, profile.grants.system).filter(
        ({ name }) => !BY_ITSELF.has(name) && riskyPermission(name) === undefined,
      );
      if (entries.length === 0) yield { ...subjectOf(profile), outcome: 'pass' };
      else {
        const labels = entries.map(({ name }) => userPermissionLabel(name));
        yield {
          ...subjectOf(profile),
          outcome: 'fail',
          message: `${titleOf(profile)} of integrations holds ${counted(labels.length, 'system permission')} beyond API access: ${listed(labels)}.`,
          details: labels,
          locations: entries.map(({ origin }) => origin),
        };
      }
    }
  },
};
