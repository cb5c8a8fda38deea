import { appSubject, appsOf, appTitle, settingOrigin } from '../apps.ts';
import { clientAppFiles, exampleTree, userFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';

export const inactiveRunAsUser: Rule = {
  id: 'inactive-run-as-user',
  code: 'U08',
  title: 'An app that runs as a user who is switched off',
  why: 'Every call of the app fails today. The day somebody switches the user on again, for whatever reason, an application that was thought to be gone is back.',
  fix: 'Take the user out of the policy of the app; retire the app if nobody needs it, or run it as a user of its own.',
  severity: 'medium',
  principles: ['B2', 'B3'],
  threats: ['Persist'],
  references: [],
  needs: ['users'],
  needsAnyOf: ['connectedApps', 'externalClientApps'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'The user is inactive',
        files: exampleTree(
          userFile('erp@acme.example', { profile: 'Integrations', active: false }),
          clientAppFiles('ERP', { runAs: 'erp@acme.example' }),
        ),
        says: 'erp@acme.example, who is inactive',
      },
    ],
    pass: [
      {
        name: 'The user is active',
        files: exampleTree(
          userFile('erp@acme.example', { profile: 'Integrations' }),
          clientAppFiles('ERP', { runAs: 'erp@acme.example' }),
        ),
      },
    ],
  },
  *check({ snapshot }) {
    const users = new Map(snapshot.users.map((user) => [user.username.toLowerCase(), user]));
    for (const app of appsOf(snapshot)) {
      const user = app.runAsUser === undefined ? undefined : users.get(app.runAsUser.toLowerCase());
      if (user === undefined) continue;
      if (user.active && !user.frozen) yield { ...appSubject(app), outcome: 'pass' };
      else
        yield {
          ...appSubject(app),
          outcome: 'fail',
          message: `${appTitle(app)} runs as ${user.username}, who is ${user.active ? 'frozen' : 'inactive'}.`,
          locations: [settingOrigin(app, 'oauthClientCredentialUser', 'clientCredentialsFlowUser'), user.origin],
        };
    }
  },
};
