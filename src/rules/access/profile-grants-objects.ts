import { dedicatedProfiles } from '../design-profile.ts';
import { exampleTree, permissionSetFile, profileFile } from '../example-tree.ts';
import { grantedEntries } from '../granted-entries.ts';
import { verbsIn } from '../object-grants.ts';
import type { Rule } from '../rule.ts';
import { subjectOf, titleOf } from '../subject.ts';
import { counted, listed } from '../wording.ts';

export const profileGrantsObjects: Rule = {
  id: 'profile-grants-objects',
  code: 'P03',
  title: 'Integration profile opens objects',
  why: 'What the profile opens is open to every application on it, and stays open when a permission set is cut down. Nobody can tell which application needs it.',
  fix: 'Move the object permissions into the permission set of the application that needs them, then set them to false in the profile (a profile deploys as an overlay: what is left out stays).',
  severity: 'high',
  principles: ['D2', 'D6'],
  threats: ['Exfiltrate', 'Destroy'],
  references: [{ standard: 'SBS', id: 'PERM-001' }],
  needs: ['profiles'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A profile made for one application',
        files: exampleTree(
          profileFile('Billing API', {
            objects: { Invoice__c: 'read create edit' },
            system: ['ApiEnabled', 'ApiUserOnly'],
          }),
        ),
        says: 'opens 1 object: Invoice__c',
      },
    ],
    pass: [
      {
        name: 'Listed as false opens nothing',
        files: exampleTree(
          profileFile('Integration API Only', { objects: { Account: '' }, system: ['ApiEnabled', 'ApiUserOnly'] }),
          permissionSetFile('Billing_Integration', { objects: { Invoice__c: 'read create edit' } }),
        ),
      },
    ],
  },
  *check(context) {
    for (const profile of dedicatedProfiles(context)) {
      const entries = grantedEntries(context.snapshot, profile, profile.grants.objects);
      if (entries.length === 0) yield { ...subjectOf(profile), outcome: 'pass' };
      else {
        const names = entries.map(({ name }) => name);
        yield {
          ...subjectOf(profile),
          outcome: 'fail',
          message: `${titleOf(profile)} of integrations opens ${counted(names.length, 'object')}: ${listed(names)}.`,
          details: entries.map(({ name, bits }) => `${name}: ${verbsIn(bits)}`),
          locations: entries.map(({ origin }) => origin),
        };
      }
    }
  },
};
