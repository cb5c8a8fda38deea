import { appSubject, appsOf, appTitle, hasPolicies, settingOrigin } from '../apps.ts';
import { clientAppFiles, connectedAppFile, exampleTree } from '../example-tree.ts';
import type { Rule } from '../rule.ts';

export const appOpenToEveryone: Rule = {
  id: 'app-open-to-everyone',
  code: 'A01',
  title: 'An app that every user may authorise',
  why: 'Where users may authorise an app themselves, one of them talked into it is enough: the app then acts with all that person may do. The data thefts of 2025 began like that.',
  fix: 'Let only users pre-authorised by an admin in ("Admin approved users are pre-authorized"), and name the one permission set of the application.',
  severity: 'high',
  principles: ['S1', 'B4'],
  threats: ['Exfiltrate', 'Persist'],
  references: [{ standard: 'SBS', id: 'OAUTH-002' }],
  needs: [],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A connected app',
        files: connectedAppFile('ERP', { selfAuthorised: true }),
        says: 'every user may authorise',
      },
      {
        name: 'An external client app',
        files: clientAppFiles('ERP', { selfAuthorised: true }),
        says: 'every user may authorise',
      },
    ],
    pass: [
      {
        name: 'Only pre-authorised users',
        files: exampleTree(
          connectedAppFile('ERP', { permissionSets: ['ERP'] }),
          clientAppFiles('HR', { permissionSets: ['HR'] }),
        ),
      },
    ],
  },
  *check({ snapshot }) {
    for (const app of appsOf(snapshot)) {
      const subject = appSubject(app);
      if (app.adminApprovedOnly === false) {
        const locations = [settingOrigin(app, 'isAdminApproved', 'permittedUsersPolicyType')];
        yield {
          ...subject,
          outcome: 'fail',
          message: `${appTitle(app)}: every user may authorise it, without an admin's word.`,
          severity: app.template ? 'medium' : 'high',
          locations,
        };
      } else if (app.adminApprovedOnly === true) yield { ...subject, outcome: 'pass' };
      else {
        const reason = hasPolicies(app)
          ? `${app.name} does not say who may use it`
          : `the policies of ${app.name} are not in this source`;
        yield { ...subject, outcome: 'not-checked', reason };
      }
    }
  },
};
