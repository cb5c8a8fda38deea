import { ERP_USER, integrationTree } from '../example-integration.ts';
import type { Rule } from '../rule.ts';
import { counted, listed } from '../wording.ts';

export const tokenOfInactiveUser: Rule = {
  id: 'token-of-inactive-user',
  code: 'A24',
  covers: ['U08'],
  title: 'Tokens of a user who is switched off',
  why: 'Freezing or deactivating a user does not revoke its tokens. They work again in the minute in which somebody switches the user on.',
  fix: 'Revoke the tokens as a part of switching off.',
  severity: 'medium',
  principles: ['B4'],
  threats: ['Persist'],
  references: [],
  needs: ['users', 'tokens'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A frozen user with a token',
        files: integrationTree(),
        org: {
          users: { [ERP_USER]: { frozen: true } },
          tokens: [{ username: ERP_USER, application: 'ERP' }],
        },
        says: 'is frozen',
      },
    ],
    pass: [
      {
        name: 'The user is active',
        files: integrationTree(),
        org: { tokens: [{ username: ERP_USER, application: 'ERP' }] },
      },
    ],
  },
  *check({ snapshot, integrationsOf }) {
    const byUser = Map.groupBy(snapshot.tokens, ({ username }) => username.toLowerCase());
    for (const user of snapshot.users) {
      const tokens = byUser.get(user.username.toLowerCase());
      if (tokens === undefined) continue;
      // A person who has left and an integration that was retired leave the same thing behind.
      const subject = {
        subject: user.username,
        subjectKind: 'org',
        integrations: integrationsOf(user.id).map(({ name }) => name),
      } as const;
      if (user.active && !user.frozen) yield { ...subject, outcome: 'pass' };
      else
        yield {
          ...subject,
          outcome: 'fail',
          message: `${user.username} is ${user.active ? 'frozen' : 'inactive'} and has ${counted(tokens.length, 'live token')}: ${listed([...new Set(tokens.map(({ application }) => application))])}.`,
          locations: [user.origin, ...tokens.map(({ origin }) => origin)],
        };
    }
  },
};
