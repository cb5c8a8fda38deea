import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { riskGroupVerdicts } from '../risk-group.ts';
import type { Rule } from '../rule.ts';

export const extractionPermissions: Rule = {
  id: 'extraction-permissions',
  code: 'S13',
  title: 'Taking data out in bulk, or past recovery',
  why: 'Whole exports, every file, decrypted fields, event logs, hard deletes: each goes past what object and field permissions restrain.',
  fix: 'Remove what the application does not do; the rest belongs into its purpose, or into a waiver with an owner.',
  severity: 'high',
  principles: ['S1', 'B4'],
  threats: ['Exfiltrate', 'Destroy'],
  references: [{ standard: 'SBS', id: 'ACS-008' }],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'It deletes past the recycle bin',
        files: exampleTree(permissionSetFile('ERP_Integration', { system: ['ApiEnabled', 'BulkApiHardDelete'] })),
        says: 'Bulk API Hard Delete',
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
    riskGroupVerdicts(context, ['extraction'], { means: 'it takes data out, or deletes it, past the usual limits' }),
};
