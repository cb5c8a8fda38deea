import { appSubject, appsOf, appTitle, settingOrigin } from '../apps.ts';
import { clientAppFiles, connectedAppFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';

const WORDS = {
  bypass: 'ignores IP restrictions',
  'bypass-with-second-factor': 'ignores IP restrictions after a second factor, which a program never gives',
  'enforce-relax-refresh': 'ignores IP restrictions when a token is refreshed',
} as const;

export const appIpRelaxed: Rule = {
  id: 'app-ip-relaxed',
  code: 'A06',
  title: 'An app that relaxes IP restrictions',
  why: 'An integration calls from a few known addresses. Where the app relaxes the restriction, a stolen token works from anywhere, whatever ranges the profile names.',
  fix: 'Set IP relaxation to "Enforce IP restrictions", and name the addresses the application calls from.',
  severity: 'high',
  principles: ['B4'],
  threats: ['Impersonate', 'Exfiltrate'],
  references: [],
  needs: [],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Bypass',
        files: clientAppFiles('ERP', { xml: '<ipRelaxationPolicyType>Bypass</ipRelaxationPolicyType>' }),
        says: 'ignores IP restrictions',
      },
      {
        name: 'When refreshing',
        files: clientAppFiles('ERP', { xml: '<ipRelaxationPolicyType>Enforce_RelaxRefresh</ipRelaxationPolicyType>' }),
        says: 'refreshed',
      },
    ],
    pass: [
      {
        name: 'Enforced',
        files: clientAppFiles('ERP', { xml: '<ipRelaxationPolicyType>Enforce</ipRelaxationPolicyType>' }),
      },
      { name: 'Not in the source', files: connectedAppFile('ERP', {}) },
    ],
  },
  *check({ snapshot }) {
    for (const app of appsOf(snapshot)) {
      const { ipRelaxation } = app;
      const subject = appSubject(app);
      if (ipRelaxation === undefined)
        yield { ...subject, outcome: 'not-checked', reason: `the IP relaxation of ${app.name} is not in this source` };
      else if (ipRelaxation === 'enforce') yield { ...subject, outcome: 'pass' };
      else {
        const locations = [settingOrigin(app, 'ipRelaxation', 'ipRelaxationPolicyType')];
        const severity = ipRelaxation === 'bypass' && !app.template ? 'high' : 'medium';
        yield { ...subject, outcome: 'fail', message: `${appTitle(app)} ${WORDS[ipRelaxation]}.`, severity, locations };
      }
    }
  },
};
