import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { riskGroupVerdicts } from '../risk-group.ts';
import type { Rule } from '../rule.ts';

export const securityBypass: Rule = {
  id: 'security-bypass',
  code: 'S14',
  title: 'Exempt from security controls',
  why: 'An integration that is exempt from transaction security, second factors or read-only layouts is the account that an attacker looks for.',
  fix: 'Remove the permissions.',
  severity: 'high',
  principles: ['S1', 'B4'],
  threats: ['Impersonate', 'Exfiltrate'],
  references: [{ standard: 'SBS', id: 'ACS-008' }],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'It acts as other users',
        files: exampleTree(permissionSetFile('ERP_Integration', { system: ['ApiEnabled', 'CanDoActAsUser'] })),
        says: 'Do Act As User',
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
    riskGroupVerdicts(context, ['bypass'], { means: 'a control that holds for others does not hold for it' }),
};
