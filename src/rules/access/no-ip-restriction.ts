import type { Integration } from '../../model/integration.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { clientAppFiles, exampleTree, profileFile, userFile } from '../example-tree.ts';
import { containersOf, integrationOrigins, ownIntegrations } from '../integration-subject.ts';
import { restricts } from '../ip-ranges.ts';
import type { Rule } from '../rule.ts';
import { counted, listed } from '../wording.ts';

const ranges =
  '<loginIpRanges><endAddress>203.0.113.15</endAddress><startAddress>203.0.113.0</startAddress></loginIpRanges>';
const user = userFile('erp@acme.example', { profile: 'Integrations' });
const app = clientAppFiles('ERP', { runAs: 'erp@acme.example' });

/**
 * A profile's ranges bind its users; an external client app's bind it when it enforces them. A connected app's only trust.
 * `undefined`: what the apps enforce was not read.
 */
function isRestricted(snapshot: Snapshot, integration: Integration): boolean | undefined {
  const profiles = containersOf(snapshot, integration.profiles);
  const apps = snapshot.externalClientApps.filter(({ id }) => integration.apps.includes(id));
  const byProfile = profiles.length > 0 && profiles.every(({ loginIpRanges }) => restricts(loginIpRanges));
  if (byProfile) return true;
  if (apps.length > 0 && apps.some(({ unread }) => unread !== undefined)) return undefined;
  return (
    apps.length > 0 && apps.every(({ ipRanges, ipRelaxation }) => restricts(ipRanges) && ipRelaxation === 'enforce')
  );
}

export const noIpRestriction: Rule = {
  id: 'no-ip-restriction',
  code: 'P11',
  title: 'Integrations that may log in from anywhere',
  why: 'A program calls from a few known addresses. Where they are named, a stolen token is worth nothing elsewhere: that alone would have stopped the thefts of 2025.',
  fix: 'Name the addresses of each application in its external client app and enforce them; on the shared profile, name the union of all.',
  severity: 'medium',
  principles: ['B4'],
  threats: ['Impersonate', 'Exfiltrate'],
  references: [{ standard: 'Salesforce', id: 'Security Health Review' }],
  needs: ['profiles', 'loginRanges'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Neither profile nor app names an address',
        files: exampleTree(profileFile('Integrations', { system: ['ApiEnabled', 'ApiUserOnly'] }), user, app),
        says: 'from any address',
      },
    ],
    pass: [
      {
        name: 'The profile does',
        files: exampleTree(
          profileFile('Integrations', { system: ['ApiEnabled', 'ApiUserOnly'], xml: ranges }),
          user,
          app,
        ),
      },
    ],
  },
  *check({ snapshot, integrations }) {
    // Without its profile in the source nobody can say what binds an integration; without a user or app, whether it logs in.
    const known = ownIntegrations(integrations).filter(
      ({ profiles, users, apps }) => profiles.length > 0 && users.length + apps.length > 0,
    );
    const open = known.filter((integration) => isRestricted(snapshot, integration) === false);
    const unclear = known.filter((integration) => isRestricted(snapshot, integration) === undefined);
    const subject = { subject: 'IP restrictions', subjectKind: 'org' } as const;
    for (const { name, apps } of unclear) {
      const reason = snapshot.externalClientApps.find(({ id }) => apps.includes(id))?.unread ?? '';
      yield { ...subject, outcome: 'not-checked', reason: `the addresses that ${name} may call from: ${reason}` };
    }
    if (open.length === 0) {
      if (known.length > unclear.length) yield { ...subject, outcome: 'pass' };
      return;
    }
    const names = open.map(({ name }) => name);
    yield {
      ...subject,
      outcome: 'fail',
      message: `${counted(open.length, 'integration')} may log in from any address: ${listed(names, 6)}.`,
      details: names,
      integrations: names,
      locations: open.flatMap((integration) => integrationOrigins(snapshot, integration).slice(0, 1)),
    };
  },
};
