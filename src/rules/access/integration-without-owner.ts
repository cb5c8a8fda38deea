import type { Integration } from '../../model/integration.ts';
import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { containersOf, integrationOrigins, ownIntegrations } from '../integration-subject.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { counted, listed } from '../wording.ts';

export const integrationWithoutOwner: Rule = {
  id: 'integration-without-owner',
  code: 'U12',
  title: 'Integration without an owner on record',
  why: 'When a token leaks, or a review is due, somebody has to answer for the application. Salesforce keeps no such list, so it has to stand in the metadata or in leastwise.yml.',
  fix: 'Write the owning team into the description of the permission set ("Owner: team@example.com"), or name the integration with its owner in leastwise.yml.',
  severity: 'low',
  principles: ['B2'],
  threats: [],
  references: [{ standard: 'SBS', id: 'ACS-007' }],
  needs: [],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Nobody is named',
        files: exampleTree(permissionSetFile('ERP_Integration', { description: 'Orders', system: ['ApiEnabled'] })),
        says: '1 integration',
      },
    ],
    pass: [
      {
        name: 'An address in the description',
        files: exampleTree(
          permissionSetFile('ERP_Integration', {
            description: 'Orders. Owner: erp-team@example.com',
            system: ['ApiEnabled'],
          }),
        ),
      },
    ],
  },
  *check(context) {
    // A profile alone is no application: who uses it is unknown, and so is whom to ask.
    const own = ownIntegrations(context.integrations).filter(
      ({ users, permissionSets, groups, apps }) =>
        users.length + permissionSets.length + groups.length + apps.length > 0,
    );
    const orphans = own.filter((integration) => !hasOwner(context, integration));
    const subject = { subject: 'owners of integrations', subjectKind: 'org' } as const;
    if (own.length > 0 && orphans.length === 0) yield { ...subject, outcome: 'pass' };
    if (orphans.length === 0) return;
    const names = orphans.map(({ name }) => name);
    yield {
      ...subject,
      outcome: 'fail',
      message: `${counted(names.length, 'integration')} of ${own.length} ${names.length === 1 ? 'has' : 'have'} no owner on record: ${listed(names, 5)}.`,
      details: names,
      integrations: names,
      locations: orphans.flatMap((integration) => integrationOrigins(context.snapshot, integration).slice(0, 1)),
    };
  },
};

/** Declared, a contact of the app, or an address or the word "owner" in a description. */
function hasOwner({ snapshot }: RuleContext, integration: Integration): boolean {
  if (integration.owner !== undefined) return true;
  const apps = [...snapshot.connectedApps, ...snapshot.externalClientApps].filter(({ id }) =>
    integration.apps.includes(id),
  );
  const groups = snapshot.groups.filter(({ id }) => integration.groups.includes(id));
  const described = [...containersOf(snapshot, integration.permissionSets), ...groups, ...apps];
  return (
    apps.some(({ contactEmail }) => contactEmail !== '') ||
    described.some(({ description }) => /\S@\S+\.\S|\bowner\b/i.test(description))
  );
}
