import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { riskGroupVerdicts } from '../risk-group.ts';
import type { Rule } from '../rule.ts';

export const appApproval: Rule = {
  id: 'app-approval',
  code: 'S12',
  title: 'Any application may come in',
  why: 'Since September 2025 Salesforce blocks applications that nobody installed, because attackers got in with a copy of Data Loader. These permissions set that block aside.',
  fix: 'Remove the permissions; install and pre-authorise the application instead.',
  severity: 'critical',
  principles: ['S1', 'B4'],
  threats: ['Persist', 'Exfiltrate'],
  references: [
    { standard: 'SBS', id: 'ACS-003' },
    { standard: 'SBS', id: 'ACS-006' },
  ],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'It may authorise uninstalled apps',
        files: exampleTree(
          permissionSetFile('ERP_Integration', { system: ['ApiEnabled', 'CanApproveUninstalledApps'] }),
        ),
        says: 'Approve Uninstalled Connected Apps',
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
    riskGroupVerdicts(context, ['app-approval'], {
      means: 'it may authorise applications that nobody installed or approved',
    }),
};
