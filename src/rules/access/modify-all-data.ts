import { exampleTree, permissionSetFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';
import { systemGrants } from '../system-grants.ts';

export const modifyAllData: Rule = {
  id: 'modify-all-data',
  code: 'S04',
  title: 'Modify All Data',
  why: 'Modify All Data reads, changes and deletes every record of every object, whatever sharing says, and is enough to deploy metadata. Whoever steals the token of such an integration owns the org.',
  fix: 'Remove Modify All Data and grant Read, Create or Edit on the objects that the application really works on.',
  severity: 'critical',
  principles: ['S1', 'X1', 'B4'],
  threats: ['Escalate', 'Destroy', 'Exfiltrate'],
  references: [
    { standard: 'SBS', id: 'ACS-004' },
    { standard: 'SBS', id: 'ACS-008' },
  ],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A permission set of an integration holds Modify All Data',
        files: exampleTree(permissionSetFile('ERP_Integration', { system: ['ApiEnabled', 'ModifyAllData'] })),
        says: 'Modify All Data',
      },
    ],
    pass: [
      {
        name: 'Only the object that the application works on',
        files: exampleTree(
          permissionSetFile('ERP_Integration', { objects: { Order__c: 'read edit' }, system: ['ApiEnabled'] }),
        ),
      },
    ],
  },
  *check(context) {
    yield* systemGrants(context, ['ModifyAllData'], (holder) => ({
      message: `${holder} gives Modify All Data: every record of every object can be read, changed and deleted.`,
      details: [],
    }));
  },
};
