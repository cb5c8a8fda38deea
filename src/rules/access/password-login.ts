import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { riskGroupVerdicts } from '../risk-group.ts';
import type { Rule } from '../rule.ts';

export const passwordLogin: Rule = {
  id: 'password-login',
  code: 'U10',
  covers: ['U11'],
  title: 'Password log-in',
  why: 'Passwords of integrations are never changed, stand in scripts, and need no second factor. SOAP login() ends with Summer ’27; until then Use Any API Auth keeps it alive.',
  fix: 'Move the application to the client-credentials or JWT flow of an external client app, then remove the permissions.',
  severity: 'high',
  principles: ['S1'],
  threats: ['Impersonate', 'Persist'],
  references: [],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'It may use SOAP login()',
        files: exampleTree(permissionSetFile('ERP_Integration', { system: ['ApiEnabled', 'UseAnyApiAuth'] })),
        says: 'Use Any API Auth',
      },
      {
        name: 'Its password never expires',
        files: exampleTree(permissionSetFile('ERP_Integration', { system: ['ApiEnabled', 'PasswordNeverExpires'] })),
        says: 'Password Never Expires',
      },
    ],
    pass: [
      {
        name: 'Only the API',
        files: exampleTree(permissionSetFile('ERP_Integration', { system: ['ApiEnabled'] })),
      },
    ],
  },
  check: (context) => riskGroupVerdicts(context, ['login'], { means: 'it is meant to log in with a password' }),
};
