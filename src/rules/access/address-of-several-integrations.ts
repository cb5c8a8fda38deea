import { isSuccessful } from '../../platform/login-types.ts';
import { behaviourOfAll } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { clientAppFiles, exampleTree, userFile } from '../example-tree.ts';
import { integrationOrigins, ownIntegrations } from '../integration-subject.ts';
import { isIpAddress } from '../ip-ranges.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../wording.ts';

const BILLING_USER = 'billing@acme.example';
const two = exampleTree(
  integrationTree(),
  userFile(BILLING_USER, { profile: 'Integrations' }),
  clientAppFiles('Billing', { runAs: BILLING_USER }),
);

export const addressOfSeveralIntegrations: Rule = {
  id: 'address-of-several-integrations',
  code: 'E09',
  title: 'Several integrations at one address',
  why: 'Behind one address stands one server, or one middleware. Who takes it has the secrets of all of them, so what they may do counts together, and an address alone does not tell them apart.',
  fix: 'Know that they stand and fall together. Where one of them may do much more than the others, give it a server and an address of its own.',
  severity: 'info',
  principles: ['B3', 'B4'],
  threats: ['Impersonate'],
  references: [],
  needs: [],
  needsAnyOf: ['logins', 'usage'],
  presets: ['strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Two users from one server',
        files: two,
        org: { logins: [ERP_USER, BILLING_USER].map((username) => ({ username, sourceIp: '203.0.113.10' })) },
        says: 'billing and erp',
      },
    ],
    pass: [
      {
        name: 'Each from its own',
        files: two,
        org: {
          logins: [
            { username: ERP_USER, sourceIp: '203.0.113.10' },
            { username: BILLING_USER, sourceIp: '203.0.113.20' },
          ],
        },
      },
    ],
  },
  *check({ snapshot, integrations }) {
    const own = ownIntegrations(integrations).filter(({ users }) => users.length > 0);
    const byAddress = new Map<string, Set<string>>();
    for (const integration of own) {
      const { logins, calls } = behaviourOfAll(snapshot, integration);
      for (const { sourceIp } of [...calls, ...logins.filter(({ status }) => isSuccessful(status))]) {
        if (!isIpAddress(sourceIp)) continue;
        const known = byAddress.get(sourceIp) ?? new Set();
        byAddress.set(sourceIp, known.add(integration.name));
      }
    }
    for (const [address, names] of [...byAddress].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const subject = { subject: address, subjectKind: 'org' } as const;
      const sharing = own.filter(({ name }) => names.has(name));
      // Several names for one user are told by the rule on shared users.
      const users = new Set(sharing.flatMap((integration) => integration.users));
      if (sharing.length < 2 || users.size < 2) yield { ...subject, outcome: 'pass' };
      else
        yield {
          ...subject,
          outcome: 'fail',
          message: `${listed([...names].sort(), 5)} call from ${address}.`,
          integrations: [...names].sort(),
          details: [...names].sort(),
          locations: sharing.flatMap((integration) => integrationOrigins(snapshot, integration).slice(0, 1)),
        };
    }
  },
};
