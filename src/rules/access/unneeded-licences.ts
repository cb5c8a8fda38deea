import type { Integration } from '../../model/integration.ts';
import type { User } from '../../model/user.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { containersOf, ownIntegrations } from '../integration-subject.ts';
import { usersOf } from '../profile-of.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { counted, listed } from '../wording.ts';

export const unneededLicences: Rule = {
  id: 'unneeded-licences',
  code: 'S31',
  title: 'Permission set licences that no set of the integration needs',
  why: 'A licence costs a seat, and it is the key to permissions that nobody means the application to have: the next set of that feature can be assigned without a question.',
  fix: 'Take the permission set licences from the user, unless a permission of its set depends on them.',
  severity: 'low',
  principles: ['S1'],
  threats: [],
  references: [],
  needs: ['users', 'licences', 'permissionSets', 'assignments'],
  presets: ['strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A licence for analytics on the user of the ERP',
        files: integrationTree(),
        org: {
          users: { [ERP_USER]: { permissionSetLicenses: ['EinsteinAnalyticsPlusPsl'] } },
          licences: [{ kind: 'permission-set', name: 'EinsteinAnalyticsPlusPsl', label: 'CRM Analytics Plus' }],
        },
        says: 'CRM Analytics Plus',
      },
    ],
    pass: [
      {
        name: 'A licence that its permission set names',
        files: integrationTree({ set: { license: 'CRM Analytics Plus', objects: { Account: 'read' } } }),
        org: {
          users: { [ERP_USER]: { permissionSetLicenses: ['EinsteinAnalyticsPlusPsl'] } },
          licences: [{ kind: 'permission-set', name: 'EinsteinAnalyticsPlusPsl', label: 'CRM Analytics Plus' }],
        },
      },
      {
        name: 'A licence for integrations',
        files: integrationTree(),
        org: {
          users: { [ERP_USER]: { permissionSetLicenses: ['SalesforceAPIIntegrationPsl'] } },
          licences: [{ kind: 'permission-set', name: 'SalesforceAPIIntegrationPsl', forIntegrations: true }],
        },
      },
    ],
  },
  *check(context) {
    for (const integration of ownIntegrations(context.integrations)) {
      for (const user of usersOf(context.snapshot, integration)) {
        if (user.permissionSetLicenses.length > 0) yield judge(context, integration, user);
      }
    }
  },
};

function judge({ snapshot }: RuleContext, integration: Integration, user: User): Verdict {
  const subject = { subject: user.username, subjectKind: 'user', integrations: [integration.name] } as const;
  const groups = snapshot.groups.filter(({ id }) => integration.groups.includes(id));
  const members = new Set(groups.flatMap((group) => group.members.map(({ name }) => name)));
  const sets = [
    ...containersOf(snapshot, integration.permissionSets),
    ...snapshot.containers.filter(({ kind, name }) => kind === 'permission-set' && members.has(name)),
  ];
  const needed = new Set(sets.map(({ license }) => license).filter((name) => name !== ''));
  const unneeded = snapshot.licences.filter(
    ({ kind, name, label, forIntegrations }) =>
      kind === 'permission-set' &&
      user.permissionSetLicenses.includes(name) &&
      !forIntegrations &&
      !needed.has(label) &&
      !needed.has(name),
  );
  if (unneeded.length === 0) return { ...subject, outcome: 'pass' };
  const labels = unneeded.map(({ label }) => label);
  return {
    ...subject,
    outcome: 'fail',
    message: `${user.username} of ${integration.name} has ${counted(labels.length, 'permission set licence')} that no set of it names: ${listed(labels)}.`,
    // Permissions of a set without a licence may still rest on one.
    confidence: 'possible',
    details: labels,
    locations: [user.origin],
  };
}
