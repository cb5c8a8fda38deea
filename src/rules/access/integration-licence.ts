import { SALESFORCE_INTEGRATION } from '../../platform/licences.ts';
import { dedicatedProfiles } from '../design-profile.ts';
import { exampleTree, profileFile } from '../example-tree.ts';
import { containerOrigin } from '../granted-entries.ts';
import type { Rule } from '../rule.ts';
import { subjectOf, titleOf } from '../subject.ts';

export const integrationLicence: Rule = {
  id: 'integration-licence',
  code: 'D04',
  title: 'Integration profile on an unusual licence',
  why: 'A profile belongs to one licence. Other licences than Salesforce and Salesforce Integration cannot hold all permissions, so the application gets a profile of its own the day it needs one of them.',
  fix: 'Put the integrations on one profile of the full Salesforce licence, or of the free Salesforce Integration licence where its permissions are enough.',
  severity: 'low',
  principles: ['D4'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'Help: Give Integration Users API Only Access' }],
  needs: ['profiles'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A platform licence',
        files: exampleTree(
          profileFile('Billing Integration', { license: 'Salesforce Platform', system: ['ApiEnabled', 'ApiUserOnly'] }),
        ),
        says: 'Salesforce Platform',
      },
    ],
    pass: [
      {
        name: 'The integration licence',
        files: exampleTree(
          profileFile('Billing Integration', {
            license: 'Salesforce Integration',
            system: ['ApiEnabled', 'ApiUserOnly'],
          }),
        ),
      },
    ],
  },
  *check(context) {
    for (const profile of dedicatedProfiles(context)) {
      if (profile.license === '') continue;
      if (['Salesforce', SALESFORCE_INTEGRATION].includes(profile.license)) {
        yield { ...subjectOf(profile), outcome: 'pass' };
      } else {
        yield {
          ...subjectOf(profile),
          outcome: 'fail',
          message: `${titleOf(profile)} of integrations is on the licence "${profile.license}".`,
          locations: [containerOrigin(profile)],
        };
      }
    }
  },
};
