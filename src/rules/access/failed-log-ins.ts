import type { Integration } from '../../model/integration.ts';
import { isSuccessful } from '../../platform/login-types.ts';
import { behaviourOfAll, newestDay, total } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { integrationSubject, ownIntegrations } from '../integration-subject.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { counted, listed } from '../wording.ts';

/** A token that ran out, or a deployment on the way, may fail a few times. */
const FEW = 3;

export const failedLogIns: Rule = {
  id: 'failed-log-ins',
  code: 'E07',
  title: 'Log-ins that fail again and again',
  why: 'A program does not mistype. What keeps failing is a client that nobody repaired, a secret that was not changed everywhere, or somebody who tries what he found.',
  fix: 'Look at the addresses. Repair the client or switch it off; when the address is a stranger, change the secret.',
  severity: 'low',
  principles: ['B3'],
  threats: ['Impersonate'],
  references: [],
  needs: ['logins'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'From an address that is not allowed',
        files: integrationTree(),
        org: {
          logins: [{ username: ERP_USER, status: 'Failed: ip restricted', sourceIp: '192.0.2.44', count: 40 }],
        },
        says: '40 log-ins',
      },
    ],
    pass: [
      {
        name: 'A few among many',
        files: integrationTree(),
        org: {
          logins: [
            { username: ERP_USER, count: 900 },
            { username: ERP_USER, status: 'Failed: expired access/refresh token', count: 2 },
          ],
        },
      },
    ],
  },
  *check(context) {
    for (const integration of ownIntegrations(context.integrations)) {
      if (integration.users.length > 0) yield judge(context, integration);
    }
  },
};

function judge({ snapshot }: RuleContext, integration: Integration): Verdict {
  const failed = behaviourOfAll(snapshot, integration).logins.filter(({ status }) => !isSuccessful(status));
  const count = total(failed);
  if (count <= FEW) return { ...integrationSubject(integration), outcome: 'pass' };
  const restricted = failed.some(({ status }) => /restricted/i.test(status));
  const reasons = [...Map.groupBy(failed, ({ status }) => status)];
  const addresses = [...new Set(failed.map(({ sourceIp }) => sourceIp))].filter((address) => address !== '');
  return {
    ...integrationSubject(integration),
    outcome: 'fail',
    message: `${counted(count, 'log-in')} of ${integration.name} failed, last on ${newestDay(failed.map(({ last }) => last))}${addresses.length > 0 ? `, from ${listed(addresses)}` : ''}.`,
    severity: restricted ? 'medium' : 'low',
    details: reasons.map(([status, some]) => `${status}: ${total(some)}`),
    locations: failed.map(({ origin }) => origin),
  };
}
