import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { riskGroupVerdicts } from '../risk-group.ts';
import type { Rule } from '../rule.ts';

export const identityPermissions: Rule = {
  id: 'identity-permissions',
  code: 'S11',
  title: 'Identities, apps and secrets',
  why: 'Auth providers, certificates, named credentials and connected apps decide who is who. An integration that manages them can make a second way in for itself, which stays when its token is revoked.',
  fix: 'Remove the permissions; apps and credentials are managed by people.',
  severity: 'high',
  principles: ['S1', 'B4'],
  threats: ['Impersonate', 'Persist'],
  references: [{ standard: 'SBS', id: 'ACS-008' }],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'It may read the secrets of other applications',
        files: exampleTree(permissionSetFile('ERP_Integration', { system: ['ApiEnabled', 'ViewClientSecret'] })),
        says: 'View Client Secret',
      },
    ],
    pass: [
      {
        name: 'Only the API',
        files: exampleTree(permissionSetFile('ERP_Integration', { system: ['ApiEnabled'] })),
      },
    ],
  },
  check: (context) => riskGroupVerdicts(context, ['identity'], { means: 'it can let others in, or act as them' }),
};
