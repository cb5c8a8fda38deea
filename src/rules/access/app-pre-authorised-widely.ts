import { appSubject, appsOf, appTitle } from '../apps.ts';
import { connectedAppFile, exampleTree, permissionSetFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../wording.ts';

export const appPreAuthorisedWidely: Rule = {
  id: 'app-pre-authorised-widely',
  code: 'A02',
  title: 'An app pre-authorised for more than its own permission set',
  why: 'Whoever has a pre-authorised profile or set can be logged in through the app without being asked. A profile brings in everybody on it; several sets mean that nobody knows whose app it is.',
  fix: 'Pre-authorise the one permission set of the application, and nothing else.',
  severity: 'medium',
  principles: ['D5', 'X3', 'B2'],
  threats: ['Impersonate', 'Persist'],
  references: [{ standard: 'SBS', id: 'OAUTH-002' }],
  needs: [],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'For a profile',
        files: connectedAppFile('ERP', { profiles: ['System Administrator'] }),
        says: 'profile System Administrator',
      },
      {
        name: 'For several sets',
        files: exampleTree(
          connectedAppFile('ERP', { permissionSets: ['ERP', 'HR', 'Billing'] }),
          permissionSetFile('ERP', { label: 'ERP' }),
        ),
        says: '3 permission sets',
      },
    ],
    pass: [
      {
        name: 'For its own set',
        files: exampleTree(
          connectedAppFile('ERP', { permissionSets: ['ERP'] }),
          permissionSetFile('ERP', { label: 'ERP' }),
        ),
      },
    ],
  },
  *check({ snapshot }) {
    for (const app of appsOf(snapshot)) {
      const { profiles, permissionSets } = app;
      const reasons = [
        ...(profiles.length > 0
          ? [`for ${profiles.length === 1 ? 'profile' : 'profiles'} ${listed(profiles.map(({ name }) => name))}`]
          : []),
        ...(permissionSets.length > 1
          ? [`for ${permissionSets.length} permission sets (${listed(permissionSets.map(({ name }) => name))})`]
          : []),
      ];
      if (reasons.length === 0) yield { ...appSubject(app), outcome: 'pass' };
      else {
        const extra = [...profiles, ...(permissionSets.length > 1 ? permissionSets : [])];
        yield {
          ...appSubject(app),
          outcome: 'fail',
          message: `${appTitle(app)} is pre-authorised ${reasons.join(' and ')}.`,
          details: extra.map(({ name }) => name),
          locations: extra.map(({ origin }) => origin),
        };
      }
    }
  },
};
