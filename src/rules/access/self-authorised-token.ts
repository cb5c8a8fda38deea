import { appTitle } from '../apps.ts';
import { integrationTree } from '../example-integration.ts';
import { exampleTree, userFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';
import { appOfToken, integrationsOfTokens, tokensByApplication, usersOfTokens } from '../token-subject.ts';
import { counted, listed } from '../wording.ts';

const people = ['jane.doe@acme.example', 'john.roe@acme.example'];

export const selfAuthorisedToken: Rule = {
  id: 'self-authorised-token',
  code: 'A23',
  title: 'Tokens that people gave an app by themselves',
  why: 'Where every user may authorise an app, each token acts with all that its person may do, and no administrator was asked. When the maker of the app is broken into, all of them leak together.',
  fix: 'Let only pre-authorised users in, give the app one user of its own with one permission set, and revoke the tokens of people.',
  severity: 'medium',
  principles: ['D3', 'S1'],
  threats: ['Exfiltrate', 'Impersonate'],
  references: [{ standard: 'SBS', id: 'OAUTH-002' }],
  needs: ['tokens'],
  needsAnyOf: ['connectedApps', 'externalClientApps'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Two people use an app that everybody may authorise',
        files: exampleTree(
          integrationTree({ app: { selfAuthorised: true } }),
          ...people.map((username) => userFile(username, { profile: 'Sales' })),
        ),
        org: {
          logins: people.map((username) => ({ username, loginType: 'Application', count: 60 })),
          tokens: people.map((username) => ({ username, application: 'ERP' })),
        },
        says: 'jane.doe@acme.example and john.roe@acme.example',
      },
    ],
    pass: [
      {
        name: 'Only pre-authorised users may',
        files: exampleTree(integrationTree(), ...people.map((username) => userFile(username, { profile: 'Sales' }))),
        org: { tokens: people.map((username) => ({ username, application: 'ERP' })) },
      },
    ],
  },
  *check(context) {
    const appOf = appOfToken(context.snapshot);
    for (const [application, tokens] of tokensByApplication(context.snapshot)) {
      const app = tokens.map(appOf).find((one) => one !== undefined);
      if (app === undefined) continue;
      const subject = { subject: app.name, subjectKind: 'app', subjectId: app.id } as const;
      if (app.adminApprovedOnly === undefined) {
        yield { ...subject, outcome: 'not-checked', reason: `${app.name} does not say who may use it` };
        continue;
      }
      if (app.adminApprovedOnly) {
        yield { ...subject, outcome: 'pass' };
        continue;
      }
      // The one user of the application is what the rule on open apps is about.
      const own = new Set(
        context.integrationsOf(app.id).flatMap((one) => one.users.filter((name) => !one.people?.includes(name))),
      );
      const users = usersOfTokens(tokens).filter((username) => !own.has(username));
      if (users.length === 0) {
        yield { ...subject, outcome: 'pass' };
        continue;
      }
      yield {
        ...subject,
        outcome: 'fail',
        message: `${appTitle(app)}: ${counted(users.length, 'user')} authorised it without an admin's word: ${listed(users)}.`,
        details: [`${application}: ${counted(tokens.length, 'token')}`, ...users],
        integrations: [
          ...new Set([
            ...context.integrationsOf(app.id).map(({ name }) => name),
            ...integrationsOfTokens(context, tokens),
          ]),
        ],
        adminsToChange: true,
        locations: [app.origin, ...tokens.map(({ origin }) => origin)],
      };
    }
  },
};
