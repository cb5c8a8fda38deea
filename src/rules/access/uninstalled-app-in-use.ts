import { newestDay } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { exampleTree, userFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';
import { appOfToken, integrationsOfTokens, tokensByApplication, usersOfTokens } from '../token-subject.ts';
import { counted, listed } from '../wording.ts';

export const uninstalledAppInUse: Rule = {
  id: 'uninstalled-app-in-use',
  code: 'A09',
  title: 'Tokens of an app that nobody installed',
  why: 'An app that is not installed has no policy here: no administrator chose who may use it, from where, or for how long. The Data Loader that talked its way into hundreds of orgs in 2025 was one.',
  fix: 'Install the app and let only pre-authorised users in, or revoke its tokens and block it (Setup, Connected Apps OAuth Usage).',
  severity: 'high',
  principles: ['S1', 'B4'],
  threats: ['Exfiltrate', 'Persist'],
  references: [{ standard: 'SBS', id: 'OAUTH-001' }],
  needs: ['tokens'],
  needsAnyOf: ['connectedApps', 'externalClientApps'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'An exporter that a person authorised',
        files: exampleTree(integrationTree(), userFile('jane.doe@acme.example', { profile: 'Sales' })),
        org: { tokens: [{ username: 'jane.doe@acme.example', application: 'Unknown Exporter', useCount: 40 }] },
        says: 'Unknown Exporter',
      },
    ],
    pass: [
      {
        name: 'The app is installed',
        files: integrationTree(),
        org: { tokens: [{ username: ERP_USER, application: 'ERP' }] },
      },
    ],
  },
  *check(context) {
    const appOf = appOfToken(context.snapshot);
    for (const [application, tokens] of tokensByApplication(context.snapshot)) {
      const [first] = tokens;
      const subject = {
        subject: application,
        // Not an app of this org, which is the point.
        subjectKind: 'org',
        integrations: integrationsOfTokens(context, tokens),
      } as const;
      // An id with no app beside it is one that the reading user may not see.
      const installed = tokens.some((token) => token.applicationId !== undefined || appOf(token) !== undefined);
      if (first === undefined || installed) yield { ...subject, outcome: 'pass' };
      else
        yield {
          ...subject,
          outcome: 'fail',
          message: `${counted(tokens.length, 'live token')} of "${application}", which is not installed here: ${listed(usersOfTokens(tokens))}, last used on ${newestDay(tokens.map(({ lastUsed }) => lastUsed)) ?? 'no day on record'}.`,
          details: usersOfTokens(tokens),
          locations: tokens.map(({ origin }) => origin),
        };
    }
  },
};
