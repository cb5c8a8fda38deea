import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { riskGroupVerdicts } from '../risk-group.ts';
import type { Rule } from '../rule.ts';

export const userAdministration: Rule = {
  id: 'user-administration',
  code: 'S09',
  title: 'User administration',
  why: 'Roles, sharing and frozen users decide who may do what. An integration that changes them changes the access of people, unseen. (What opens a way to System Administrator is told by escalation-path.)',
  fix: 'Remove the permissions; user administration belongs to people and their process.',
  severity: 'high',
  principles: ['S1', 'X1', 'B4'],
  threats: ['Escalate', 'Impersonate', 'Destroy'],
  references: [{ standard: 'SBS', id: 'ACS-008' }],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'It may lock users out',
        files: exampleTree(permissionSetFile('ERP_Integration', { system: ['ApiEnabled', 'FreezeUsers'] })),
        says: 'Freeze Users',
      },
    ],
    pass: [
      {
        name: 'Only the API',
        files: exampleTree(permissionSetFile('ERP_Integration', { system: ['ApiEnabled'] })),
      },
    ],
  },
  check: (context) =>
    riskGroupVerdicts(context, ['user-administration'], { means: 'it takes part in deciding who may do what' }),
};
