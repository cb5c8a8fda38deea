import type { Integration } from '../../model/integration.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { SOAP_LOGIN_ENDS } from '../../platform/api-versions.ts';
import { isSuccessful, loginWay, namesApplication } from '../../platform/login-types.ts';
import { behaviourOfAll, newestDay, total } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { integrationSubject, ownIntegrations } from '../integration-subject.ts';
import type { Rule, Verdict } from '../rule.ts';

export const soapLoginInUse: Rule = {
  id: 'soap-login-in-use',
  code: 'U09',
  title: 'SOAP login() with a password',
  why: `SOAP login() ends with ${SOAP_LOGIN_ENDS}: on that day the application stops. Until then its password stands in a script, needs no second factor, and names no application in the logs.`,
  fix: 'Move the application to the client-credentials or JWT flow of an external client app, then take Use Any API Auth from its user and change the password to one that nobody knows.',
  severity: 'high',
  principles: ['S1', 'B3'],
  threats: ['Impersonate', 'Persist'],
  references: [{ standard: 'Salesforce', id: 'Help 005132110' }],
  needs: [],
  needsAnyOf: ['logins', 'usage'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Log-ins by the partner API',
        files: integrationTree(),
        org: {
          logins: [
            { username: ERP_USER, loginType: 'Other Apex API', apiType: 'SOAP Partner', apiVersion: '58.0', count: 60 },
          ],
        },
        says: '60 times',
      },
      {
        name: 'Calls of the method login',
        files: integrationTree(),
        org: { calls: [{ username: ERP_USER, family: 'SOAP', method: 'POST', resource: 'login', count: 12 }] },
        says: '12 times',
      },
    ],
    pass: [
      {
        name: 'Client credentials',
        files: integrationTree(),
        org: { logins: [{ username: ERP_USER, loginSubType: 'OauthClientCredentials', count: 60 }] },
      },
      {
        name: 'A wrong password is no log-in',
        files: integrationTree(),
        org: { logins: [{ username: ERP_USER, loginType: 'Other Apex API', status: 'Invalid Password' }] },
      },
    ],
  },
  *check({ snapshot, integrations }) {
    for (const integration of ownIntegrations(integrations)) {
      if (integration.users.length > 0) yield judge(snapshot, integration);
    }
  },
};

function judge(snapshot: Snapshot, integration: Integration): Verdict {
  const { logins, calls } = behaviourOfAll(snapshot, integration);
  const soap = logins.filter((login) => loginWay(login) === 'soap-password' && isSuccessful(login.status));
  const called = calls.filter(({ family, resource }) => family === 'SOAP' && /(^|\/)login$/i.test(resource));
  if (soap.length + called.length === 0) return { ...integrationSubject(integration), outcome: 'pass' };
  const users = [...new Set([...soap, ...called].map(({ username }) => username))];
  // Both tell of the same log-ins, over windows of different length.
  const times = Math.max(total(soap), total(called));
  const last = newestDay([...soap.map((one) => one.last), ...called.map((one) => one.lastDay)]);
  const versions = [...new Set(soap.map(({ apiVersion }) => apiVersion))].filter(namesApplication).sort();
  return {
    ...integrationSubject(integration),
    outcome: 'fail',
    message: `${integration.name} logged in with a password by SOAP login() ${times} times, last on ${last}: that ends with ${SOAP_LOGIN_ENDS}.`,
    details: [...users, ...versions.map((version) => `API ${version}`)],
    locations: [...soap, ...called].map(({ origin }) => origin),
  };
}
