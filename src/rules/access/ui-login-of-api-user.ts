import type { User } from '../../model/user.ts';
import { SALESFORCE_INTEGRATION } from '../../platform/licences.ts';
import { isSuccessful, loginWay } from '../../platform/login-types.ts';
import { behaviourOf, newestDay, total } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { daysAgo } from '../example-org.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { listed } from '../wording.ts';

export const uiLoginOfApiUser: Rule = {
  id: 'ui-login-of-api-user',
  code: 'U16',
  title: 'Somebody logged in to the UI as an API-only user',
  why: 'An API-only user has no business in the user interface. Who tries has its password: an employee who takes a short cut, or a thief who looks around.',
  fix: 'Find out who it was by the address, change the password to one that nobody knows, revoke its sessions and tokens, and give people users of their own.',
  severity: 'high',
  principles: ['S1', 'D3'],
  threats: ['Impersonate'],
  references: [{ standard: 'Salesforce', id: 'Security Health Review: API-Only Access' }],
  needs: ['users', 'logins'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'It worked',
        files: integrationTree(),
        org: { logins: [{ username: ERP_USER, loginType: 'Application', sourceIp: '198.51.100.9', last: daysAgo(4) }] },
        says: 'logged in to the user interface',
      },
      {
        name: 'It was tried',
        files: integrationTree(),
        org: {
          logins: [{ username: ERP_USER, loginType: 'Application', status: 'Failed: API only', count: 3 }],
        },
        says: 'tried 3 times',
      },
    ],
    pass: [
      {
        name: 'Only the API',
        files: integrationTree(),
        org: { logins: [{ username: ERP_USER, count: 300 }] },
      },
    ],
  },
  *check(context) {
    for (const user of context.snapshot.users) {
      const apiOnly =
        user.license === SALESFORCE_INTEGRATION ||
        context.access({ kind: 'user', id: user.id }).hasSystem('ApiUserOnly');
      if (apiOnly) yield judge(context, user);
    }
  },
};

function judge({ snapshot }: RuleContext, { username, id, origin }: User): Verdict {
  const subject = { subject: username, subjectKind: 'user', subjectId: id } as const;
  const tried = behaviourOf(snapshot, username).logins.filter((login) => loginWay(login) === 'browser');
  if (tried.length === 0) return { ...subject, outcome: 'pass' };
  const worked = tried.filter(({ status }) => isSuccessful(status));
  const shown = worked.length > 0 ? worked : tried;
  const last = newestDay(shown.map((login) => login.last));
  const addresses = [...new Set(shown.map(({ sourceIp }) => sourceIp))].filter((address) => address !== '');
  const from = addresses.length > 0 ? ` from ${listed(addresses)}` : '';
  return {
    ...subject,
    outcome: 'fail',
    message:
      worked.length > 0
        ? `Somebody logged in to the user interface as ${username}, an API-only user, ${total(worked)} times, last on ${last}${from}.`
        : `Somebody tried ${total(tried)} times to log in to the user interface as ${username}, an API-only user, last on ${last}${from}.`,
    severity: worked.length > 0 ? 'high' : 'medium',
    locations: [...shown.map((login) => login.origin), origin],
  };
}
