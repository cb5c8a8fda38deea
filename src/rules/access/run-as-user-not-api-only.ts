import { appSubject, appsOf, appTitle, settingOrigin } from '../apps.ts';
import { clientAppFiles, exampleTree, profileFile, userFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';

export const runAsUserNotApiOnly: Rule = {
  id: 'run-as-user-not-api-only',
  code: 'A07',
  title: 'A run-as user that is not API only',
  why: 'Whoever has the secret of a client-credentials app acts as its run-as user. Salesforce asks for a user with API Only User there; another one may be a person, or log in to the user interface.',
  fix: 'Run the app as a user of its own, on the profile of API users, which grants API Only User.',
  severity: 'high',
  principles: ['D3', 'S1'],
  threats: ['Impersonate'],
  references: [{ standard: 'Salesforce', id: 'Metadata API, oauthClientCredentialUser' }],
  needs: ['users', 'profiles'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A person',
        files: exampleTree(
          profileFile('Sales', { system: ['ApiEnabled'] }),
          userFile('jane@acme.example', { profile: 'Sales' }),
          clientAppFiles('ERP', { runAs: 'jane@acme.example' }),
        ),
        says: 'jane@acme.example',
      },
    ],
    pass: [
      {
        name: 'An API-only user',
        files: exampleTree(
          profileFile('Integrations', { system: ['ApiEnabled', 'ApiUserOnly'] }),
          userFile('erp@acme.example', { profile: 'Integrations' }),
          clientAppFiles('ERP', { runAs: 'erp@acme.example' }),
        ),
      },
    ],
  },
  *check({ snapshot, access }) {
    for (const app of appsOf(snapshot)) {
      if (app.runAsUser === undefined) continue;
      const subject = appSubject(app);
      const wanted = app.runAsUser.toLowerCase();
      const user = snapshot.users.find(({ username }) => username.toLowerCase() === wanted);
      const held = user && access({ kind: 'user', id: user.id });
      if (user === undefined || held === undefined)
        yield { ...subject, outcome: 'not-checked', reason: `run-as user ${app.runAsUser} is not in this source` };
      else if (held.hasSystem('ApiUserOnly')) yield { ...subject, outcome: 'pass' };
      else if (held.bound === 'at-least')
        yield {
          ...subject,
          outcome: 'not-checked',
          reason: `what ${user.username} holds is not all in this source: ${held.boundReasons.join('; ')}`,
        };
      else {
        const message = `${appTitle(app)} runs as ${user.username}, who is not an API Only User.`;
        yield {
          ...subject,
          outcome: 'fail',
          message,
          locations: [settingOrigin(app, 'oauthClientCredentialUser', 'clientCredentialsFlowUser'), user.origin],
        };
      }
    }
  },
};
