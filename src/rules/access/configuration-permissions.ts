import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { riskGroupVerdicts } from '../risk-group.ts';
import type { Rule } from '../rule.ts';

export const configurationPermissions: Rule = {
  id: 'configuration-permissions',
  code: 'S10',
  title: 'Configuration and code',
  why: 'Who changes packages, sandboxes or automations stays in the org after the token is revoked. (What opens a way to System Administrator is told by escalation-path.)',
  fix: 'Remove the permissions; give them to a declared deployment identity only.',
  severity: 'high',
  principles: ['S1', 'X1', 'B4'],
  threats: ['Escalate', 'Persist'],
  references: [{ standard: 'SBS', id: 'DEP-001' }],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'It may copy the org into sandboxes',
        files: exampleTree(permissionSetFile('ERP_Integration', { system: ['ApiEnabled', 'ManageSandboxes'] })),
        says: 'Manage Sandboxes',
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
    riskGroupVerdicts(context, ['configuration', 'agent'], {
      means: 'it can change how the org works, not only its data',
    }),
};
