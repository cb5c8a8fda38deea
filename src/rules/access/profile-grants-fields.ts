import { FieldBits } from '../../model/permission.ts';
import { dedicatedProfiles } from '../design-profile.ts';
import { exampleTree, profileFile } from '../example-tree.ts';
import { grantedEntries } from '../granted-entries.ts';
import type { Rule } from '../rule.ts';
import { subjectOf, titleOf } from '../subject.ts';
import { counted, listed } from '../wording.ts';

export const profileGrantsFields: Rule = {
  id: 'profile-grants-fields',
  code: 'P04',
  title: 'Integration profile opens fields',
  why: 'Field permissions in the profile hold for every application on it. As soon as one of them is given the object, all these fields are open to it.',
  fix: 'Move the field permissions into the permission set of the application that needs them, then set them to false in the profile.',
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
        name: 'A field of invoices',
        files: exampleTree(
          profileFile('Billing API', { fields: { 'Invoice__c.Paid__c': 'edit' }, system: ['ApiUserOnly'] }),
        ),
        says: '1 field',
      },
    ],
    pass: [
      {
        name: 'Listed as false opens nothing',
        files: exampleTree(
          profileFile('Billing API', { fields: { 'Invoice__c.Paid__c': '' }, system: ['ApiUserOnly'] }),
        ),
      },
    ],
  },
  *check(context) {
    for (const profile of dedicatedProfiles(context)) {
      const entries = grantedEntries(context.snapshot, profile, profile.grants.fields);
      if (entries.length === 0) yield { ...subjectOf(profile), outcome: 'pass' };
      else {
        const edited = entries.filter(({ bits }) => (bits & FieldBits.edit) !== 0).length;
        const objects = [...new Set(entries.map(({ name }) => name.slice(0, name.indexOf('.'))))];
        yield {
          ...subjectOf(profile),
          outcome: 'fail',
          message: `${titleOf(profile)} of integrations opens ${counted(entries.length, 'field')} of ${listed(objects)}, ${edited} of them for editing.`,
          details: entries.map(({ name, bits }) => `${name}: ${(bits & FieldBits.edit) !== 0 ? 'edit' : 'read'}`),
          locations: entries.map(({ origin }) => origin),
        };
      }
    }
  },
};
