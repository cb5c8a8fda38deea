import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { grantedEntries } from '../granted-entries.ts';
import { containersOf, ownIntegrations } from '../integration-subject.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../wording.ts';

const access = (principal: string) => ({
  system: ['ApiEnabled', 'ApiUserOnly'],
  xml: `<externalCredentialPrincipalAccesses><enabled>true</enabled><externalCredentialPrincipal>${principal}</externalCredentialPrincipal></externalCredentialPrincipalAccesses>`,
});

export const credentialOfSeveralIntegrations: Rule = {
  id: 'credential-of-several-integrations',
  code: 'S42',
  title: 'A stored credential that several integrations may use',
  why: 'A principal of an external credential is a log-in to another system. When several integrations may use it, that system cannot tell them apart, and each leak opens it.',
  fix: 'Give each application a principal of its own.',
  severity: 'medium',
  principles: ['X3', 'B3'],
  threats: ['Impersonate'],
  references: [],
  needs: ['permissionSets'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Two integrations, one principal',
        files: exampleTree(
          permissionSetFile('ERP_Integration', access('Bank-Payments')),
          permissionSetFile('HR_Integration', access('Bank-Payments')),
        ),
        says: 'Bank-Payments',
      },
    ],
    pass: [
      {
        name: 'One each',
        files: exampleTree(
          permissionSetFile('ERP_Integration', access('Bank-ERP')),
          permissionSetFile('HR_Integration', access('Bank-HR')),
        ),
      },
    ],
  },
  *check({ snapshot, integrations }) {
    const users = ownIntegrations(integrations).flatMap((integration) =>
      containersOf(snapshot, [...integration.permissionSets, ...integration.profiles]).flatMap((container) =>
        grantedEntries(snapshot, container, container.grants.setup.externalCredentialPrincipal).map((entry) => ({
          integration: integration.name,
          entry,
        })),
      ),
    );
    for (const [principal, uses] of Map.groupBy(users, ({ entry }) => entry.name)) {
      const names = [...new Set(uses.map(({ integration }) => integration))];
      const subject = { subject: principal, subjectKind: 'org', integrations: names } as const;
      if (names.length < 2) yield { ...subject, outcome: 'pass' };
      else
        yield {
          ...subject,
          outcome: 'fail',
          message: `${listed(names)} may all use the stored credential ${principal}.`,
          details: names,
          locations: uses.map(({ entry }) => entry.origin),
        };
    }
  },
};
