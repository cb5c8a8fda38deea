import { appSubject, appsOf, appTitle, settingOrigin } from '../apps.ts';
import { clientAppFiles, connectedAppFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';

export const appPreAuthorisedForNobody: Rule = {
  id: 'app-pre-authorised-for-nobody',
  code: 'A03',
  title: 'An app that only pre-authorised users may use, and none is',
  why: 'Nobody can log in through it: either it is dead, or the link to its permission set lives in the org alone and will be lost with the next deployment.',
  fix: 'Name the permission set of the application in the app, or retire the app.',
  severity: 'low',
  principles: ['B2'],
  threats: [],
  references: [],
  needs: [],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [{ name: 'No set, no profile', files: connectedAppFile('ERP', {}), says: 'for nobody' }],
    pass: [{ name: 'A set', files: clientAppFiles('ERP', { permissionSets: ['ERP'] }) }],
  },
  *check({ snapshot }) {
    for (const app of appsOf(snapshot)) {
      if (app.template || app.adminApprovedOnly !== true) continue;
      if (app.permissionSets.length + app.profiles.length > 0) yield { ...appSubject(app), outcome: 'pass' };
      else {
        const locations = [settingOrigin(app, 'isAdminApproved', 'permittedUsersPolicyType')];
        yield {
          ...appSubject(app),
          outcome: 'fail',
          confidence: 'likely',
          message: `${appTitle(app)} lets only pre-authorised users in, and is pre-authorised for nobody in this source.`,
          locations,
        };
      }
    }
  },
};
