import { isSuccessful, loginWay } from '../../platform/login-types.ts';
import { behaviourOfAll, newestDay, total } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { integrationSubject, ownIntegrations } from '../integration-subject.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../wording.ts';

export const passwordFlowInUse: Rule = {
  id: 'password-flow-in-use',
  code: 'U17',
  covers: ['U09'],
  title: 'OAuth with username and password',
  why: 'The username-password flow sends the password of the user with every log-in. Whoever reads the configuration of the client has it, for every application and the user interface, and no second factor stands in the way.',
  fix: 'Move the application to the client-credentials or JWT flow, then block the flow for the whole org (OAuth and OpenID Connect settings).',
  severity: 'high',
  principles: ['S1'],
  threats: ['Impersonate', 'Persist'],
  references: [{ standard: 'Salesforce', id: 'Help: OAuth 2.0 Username-Password Flow' }],
  needs: ['logins'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'The username-password flow',
        files: integrationTree(),
        org: {
          logins: [{ username: ERP_USER, application: 'ERP', loginSubType: 'OauthUsernamePassword', count: 30 }],
        },
        says: '30 times',
      },
    ],
    pass: [
      {
        name: 'Client credentials',
        files: integrationTree(),
        org: { logins: [{ username: ERP_USER, loginSubType: 'OauthClientCredentials', count: 60 }] },
      },
    ],
  },
  *check({ snapshot, integrations }) {
    for (const integration of ownIntegrations(integrations)) {
      if (integration.users.length === 0) continue;
      const logins = behaviourOfAll(snapshot, integration).logins.filter(
        (login) => loginWay(login) === 'oauth-password' && isSuccessful(login.status),
      );
      if (logins.length === 0) yield { ...integrationSubject(integration), outcome: 'pass' };
      else {
        const apps = [...new Set(logins.map(({ application }) => application))].filter((name) => name !== '');
        yield {
          ...integrationSubject(integration),
          outcome: 'fail',
          message: `${integration.name} logged in by the username-password flow ${total(logins)} times, last on ${newestDay(logins.map(({ last }) => last))}${apps.length > 0 ? `, through ${listed(apps)}` : ''}.`,
          details: [...new Set(logins.map(({ username }) => username))],
          locations: logins.map(({ origin }) => origin),
        };
      }
    }
  },
};
