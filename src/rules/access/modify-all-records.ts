import { objectSensitivity } from '../../access/sensitive-data.ts';
import { exampleTree, groupFile, mutingSetFile, permissionSetFile } from '../example-tree.ts';
import { grantsSystem } from '../granted-entries.ts';
import { objectGrants } from '../object-grants.ts';
import type { Rule } from '../rule.ts';
import { counted, listed } from '../wording.ts';

export const modifyAllRecords: Rule = {
  id: 'modify-all-records',
  code: 'S07',
  title: 'Modify All Records on objects',
  why: 'Modify All Records reads, changes and deletes every record of the object, whatever sharing says. One wrong mapping, or one stolen token, rewrites or empties the object.',
  fix: 'Grant Read, Create and Edit, and let sharing rules open the records that the application works on.',
  severity: 'high',
  principles: ['S1', 'B4'],
  threats: ['Destroy', 'Exfiltrate'],
  references: [{ standard: 'SBS', id: 'ACS-008' }],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'One object',
        files: exampleTree(
          permissionSetFile('Billing_Integration', { objects: { Invoice__c: 'read edit delete viewAll modifyAll' } }),
        ),
        says: 'Modify All Records on 1 object: Invoice__c',
      },
      {
        name: 'Through a group that mutes nothing of it',
        files: exampleTree(
          permissionSetFile('Campaigns', { objects: { Campaign: 'read create edit delete viewAll modifyAll' } }),
          groupFile('Campaign_Integration', { members: ['Campaigns'] }),
        ),
        says: 'Campaign',
      },
    ],
    pass: [
      {
        name: 'The verbs that the application needs',
        files: exampleTree(permissionSetFile('Billing_Integration', { objects: { Invoice__c: 'read create edit' } })),
      },
      {
        name: 'The group of the integration mutes it',
        files: exampleTree(
          permissionSetFile('Campaigns', { objects: { Campaign: 'read edit delete viewAll modifyAll' } }),
          mutingSetFile('Campaign_Muting', { objects: { Campaign: 'edit delete modifyAll' } }),
          groupFile('Campaign_Integration', { members: ['Campaigns'], muting: 'Campaign_Muting' }),
        ),
      },
    ],
  },
  *check(context) {
    const sensitive = objectSensitivity(context.snapshot);
    yield* objectGrants(context, 'modifyAll', (title, entries, container) => {
      // Modify All Data includes it, and has a rule of its own.
      if (grantsSystem(context.snapshot, container, 'ModifyAllData')) return undefined;
      const names = entries.map(({ name }) => name);
      const objects = names.toSorted((a, b) => Number(sensitive(b)) - Number(sensitive(a)));
      return {
        message: `${title} gives Modify All Records on ${counted(objects.length, 'object')}: ${listed(objects, 5)}.`,
        fix: `Switch Modify All Records off on ${listed(objects)}; grant Read, Create or Edit as the application needs them, and open records by sharing rules.`,
        details: objects,
      };
    });
  },
};
