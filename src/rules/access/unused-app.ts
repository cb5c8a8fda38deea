import type { Snapshot } from '../../model/snapshot.ts';
import { type App, appSubject, appsOf, appTitle } from '../apps.ts';
import { behaviourOf } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { clientAppFiles, exampleTree } from '../example-tree.ts';
import type { Rule, Verdict } from '../rule.ts';

export const unusedApp: Rule = {
  id: 'unused-app',
  code: 'A10',
  title: 'An app that nobody uses',
  why: 'An app that is installed can be authorised, and its secret lies somewhere. Nobody watches the door of a house that nobody lives in.',
  fix: 'Ask its owner; then block it, and uninstall it when nothing was missed for a month.',
  severity: 'low',
  principles: ['B4'],
  threats: ['Persist'],
  references: [{ standard: 'SBS', id: 'OAUTH-004' }],
  needs: ['logins', 'tokens'],
  needsAnyOf: ['connectedApps', 'externalClientApps'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'No token, no log-in, no call',
        files: exampleTree(integrationTree(), clientAppFiles('Old_Portal', { permissionSets: ['ERP'] })),
        org: { logins: [{ username: ERP_USER, application: 'ERP' }] },
        says: 'Old Portal',
      },
    ],
    pass: [
      {
        name: 'It logs in',
        files: integrationTree(),
        org: { logins: [{ username: ERP_USER, application: 'ERP' }] },
      },
      {
        name: 'Its user is at work',
        files: integrationTree(),
        org: { calls: [{ username: ERP_USER, application: 'ERP' }] },
      },
    ],
  },
  *check({ snapshot }) {
    const seen = namesSeen(snapshot);
    for (const app of appsOf(snapshot)) if (!app.template) yield judge(snapshot, app, seen);
  },
};

/** Names and ids of applications in everything that anybody did. */
function namesSeen({ logins, tokens, apiCalls }: Snapshot): ReadonlySet<string> {
  const used = [...tokens, ...apiCalls];
  return new Set(
    [
      ...[...logins, ...used].map(({ application }) => application),
      ...used.map(({ applicationId = '' }) => applicationId),
    ]
      .filter((text) => text !== '')
      .map((text) => text.toLowerCase()),
  );
}

function judge(snapshot: Snapshot, app: App, seen: ReadonlySet<string>): Verdict {
  const recordId = app.origin.path.slice(app.origin.path.indexOf('/') + 1);
  const byName = [app.name, app.label, recordId].some((text) => seen.has(text.toLowerCase()));
  const { logins, calls } =
    app.runAsUser === undefined ? { logins: [], calls: [] } : behaviourOf(snapshot, app.runAsUser);
  if (byName || logins.length + calls.length > 0) return { ...appSubject(app), outcome: 'pass' };
  return {
    ...appSubject(app),
    outcome: 'fail',
    message: `${appTitle(app)} has no token, and nobody logged in or called through it in the time that was looked at.`,
    locations: [app.origin],
  };
}
