import type { IpRange } from '../../model/container.ts';
import type { Integration } from '../../model/integration.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { isSuccessful } from '../../platform/login-types.ts';
import { appsOf } from '../apps.ts';
import { behaviourOfAll, total } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { containersOf, integrationSubject, ownIntegrations } from '../integration-subject.ts';
import { isInRange, isIpAddress, restricts } from '../ip-ranges.ts';
import type { Rule, Verdict } from '../rule.ts';
import { counted, listed } from '../wording.ts';

const profile = {
  system: ['ApiEnabled', 'ApiUserOnly'],
  xml: '<loginIpRanges><endAddress>203.0.113.15</endAddress><startAddress>203.0.113.0</startAddress></loginIpRanges>',
};

export const callFromUndeclaredAddress: Rule = {
  id: 'call-from-undeclared-address',
  code: 'E02',
  title: 'Calls from addresses that nobody named',
  why: 'The ranges of profile and app say where the application lives. Whoever calls from elsewhere with its token has moved house without a word, or is somebody else.',
  fix: 'Ask the owner at once. When the address is not theirs, freeze the user, revoke its tokens and look at what was read; when it is, name it, and enforce ranges on every request.',
  severity: 'high',
  principles: ['B4', 'B3'],
  threats: ['Impersonate', 'Exfiltrate'],
  references: [],
  needs: [],
  needsAnyOf: ['logins', 'usage'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Outside of the ranges of its profile',
        files: integrationTree({ profile }),
        org: {
          calls: [
            { username: ERP_USER, sourceIp: '203.0.113.10', count: 900 },
            { username: ERP_USER, sourceIp: '192.0.2.66', count: 40 },
          ],
        },
        says: '192.0.2.66',
      },
    ],
    pass: [
      {
        name: 'Within them',
        files: integrationTree({ profile }),
        org: { calls: [{ username: ERP_USER, sourceIp: '203.0.113.10', count: 900 }] },
      },
      {
        name: 'No range is named: another rule says so',
        files: integrationTree(),
        org: { calls: [{ username: ERP_USER, sourceIp: '192.0.2.66', count: 900 }] },
      },
    ],
  },
  *check({ snapshot, integrations }) {
    for (const integration of ownIntegrations(integrations)) {
      const ranges = rangesOf(snapshot, integration);
      if (integration.users.length > 0 && restricts(ranges)) yield judge(snapshot, integration, ranges);
    }
  },
};

/** Of its apps where they name any, for those are its own; else of its profiles. */
function rangesOf(snapshot: Snapshot, integration: Integration): readonly IpRange[] {
  const own = appsOf(snapshot).filter(({ id }) => integration.apps.includes(id));
  const ofApps = own.flatMap(({ ipRanges }) => ipRanges);
  if (ofApps.length > 0) return ofApps;
  return containersOf(snapshot, integration.profiles).flatMap(({ loginIpRanges }) => loginIpRanges);
}

function judge(snapshot: Snapshot, integration: Integration, ranges: readonly IpRange[]): Verdict {
  const { logins, calls } = behaviourOfAll(snapshot, integration);
  const strange = [...calls, ...logins.filter(({ status }) => isSuccessful(status))].filter(
    ({ sourceIp }) => isIpAddress(sourceIp) && !ranges.some((range) => isInRange(sourceIp, range)),
  );
  if (strange.length === 0) return { ...integrationSubject(integration), outcome: 'pass' };
  const addresses = [...Map.groupBy(strange, ({ sourceIp }) => sourceIp)].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...integrationSubject(integration),
    outcome: 'fail',
    message: `${integration.name} logged in or called from ${counted(addresses.length, 'address', 'addresses')} outside of its ranges: ${listed(addresses.map(([address]) => address))}.`,
    details: addresses.map(([address, some]) => `${address}: ${counted(total(some), 'time')}`),
    locations: [...strange.slice(0, 1).map(({ origin }) => origin), ...ranges.map(({ origin }) => origin)],
  };
}
