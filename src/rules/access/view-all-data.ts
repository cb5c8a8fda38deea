import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { grantsSystem } from '../granted-entries.ts';
import type { Rule } from '../rule.ts';
import { systemGrants } from '../system-grants.ts';

export const viewAllData: Rule = {
  id: 'view-all-data',
  code: 'S05',
  title: 'View All Data',
  why: 'View All Data reads every record of every object, whatever sharing says, new objects included. In 2025 the stolen tokens of one such application emptied hundreds of orgs.',
  fix: 'Remove View All Data. Grant Read on the objects that the application needs, and View All Records on those of them where sharing rules cannot open the right records.',
  severity: 'critical',
  principles: ['S1', 'B4'],
  threats: ['Exfiltrate'],
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
        name: 'A backup set reads everything',
        files: exampleTree(permissionSetFile('Backup_Integration', { system: ['ApiEnabled', 'ViewAllData'] })),
        says: 'View All Data',
      },
    ],
    pass: [
      {
        name: 'The objects that are backed up, one by one',
        files: exampleTree(
          permissionSetFile('Backup_Integration', { objects: { Account: 'read viewAll' }, system: ['ApiEnabled'] }),
        ),
      },
      {
        name: 'Listed as false is not granted',
        files: exampleTree(
          permissionSetFile('Backup_Integration', {
            xml: '<userPermissions>\n    <enabled>false</enabled>\n    <name>ViewAllData</name>\n</userPermissions>',
          }),
        ),
      },
    ],
  },
  *check(context) {
    yield* systemGrants(context, ['ViewAllData'], (title, _granted, container) => {
      // Modify All Data includes it, and has a rule of its own: one line is enough.
      if (grantsSystem(context.snapshot, container, 'ModifyAllData')) return undefined;
      return {
        message: `${title} gives View All Data: every record of every object can be read, sharing set aside.`,
        details: [],
      };
    });
  },
};
