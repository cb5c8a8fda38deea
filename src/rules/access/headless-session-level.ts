import { appSubject, appsOf, appTitle, settingOrigin } from '../apps.ts';
import { clientAppFiles } from '../example-tree.ts';
import type { Rule } from '../rule.ts';

export const headlessSessionLevel: Rule = {
  id: 'headless-session-level',
  code: 'A18',
  title: 'An app that asks a program for a second factor',
  why: 'A high-assurance session needs a person who confirms. A program has none, so the integration stops, and the quick way out is usually a weaker policy for everybody.',
  fix: 'Use the standard session level for applications of servers; protect them by IP ranges and short tokens.',
  severity: 'medium',
  principles: ['B3'],
  threats: [],
  references: [],
  needs: [],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'High assurance',
        files: clientAppFiles('ERP', {
          runAs: 'erp@acme.example',
          xml: '<requiredSessionLevel>HIGH_ASSURANCE</requiredSessionLevel>',
        }),
        says: 'high-assurance',
      },
    ],
    pass: [
      {
        name: 'Standard',
        files: clientAppFiles('ERP', {
          runAs: 'erp@acme.example',
          xml: '<requiredSessionLevel>STANDARD</requiredSessionLevel>',
        }),
      },
    ],
  },
  *check({ snapshot }) {
    for (const app of appsOf(snapshot)) {
      const { sessionPolicy, flows } = app;
      if (!flows.clientCredentials || sessionPolicy === undefined) continue;
      const high =
        sessionPolicy.level === 'HIGH_ASSURANCE' || /^(RaiseSessionLevel|StepUpMFA)$/.test(sessionPolicy.action);
      if (!high) yield { ...appSubject(app), outcome: 'pass' };
      else {
        const message = `${appTitle(app)} runs without a person, but asks for a high-assurance session.`;
        yield {
          ...appSubject(app),
          outcome: 'fail',
          message,
          locations: [settingOrigin(app, 'requiredSessionLevel', 'sessionLevel', 'policyAction')],
        };
      }
    }
  },
};
