import { exampleTree, file, permissionSetFile } from '../example-tree.ts';
import { containersOf, ownIntegrations } from '../integration-subject.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../wording.ts';

const policy = (set: string) =>
  file('useraccesspolicies/Grant_Sets.useraccesspolicy-meta.xml', 'UserAccessPolicy', [
    '<isDisabled>false</isDisabled>',
    '<masterLabel>Grant sets</masterLabel>',
    '<status>Active</status>',
    '<triggerType>Create</triggerType>',
    [
      '<userAccessPolicyActions>',
      '    <action>Grant</action>',
      `    <target>${set}</target>`,
      '    <type>PermissionSet</type>',
      '</userAccessPolicyActions>',
    ].join('\n'),
  ]);

export const accessPolicyGrants: Rule = {
  id: 'access-policy-grants',
  code: 'S30',
  title: 'Access policy that hands out a set of an integration',
  why: 'A user access policy assigns by itself, whenever a user meets its conditions: the set of an application reaches users that nobody thought of, and comes back after it is taken away.',
  fix: 'Take the permission set out of the policy, and assign it to the user of the application by hand or by its declared file.',
  severity: 'medium',
  principles: ['D7', 'X3'],
  threats: ['Persist'],
  references: [],
  needs: ['accessPolicies'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Every new user gets the set of the ERP',
        files: exampleTree(
          permissionSetFile('ERP_Integration', { objects: { Order__c: 'read' } }),
          policy('ERP_Integration'),
        ),
        says: 'ERP_Integration',
      },
    ],
    pass: [
      {
        name: 'A set of people',
        files: exampleTree(
          permissionSetFile('ERP_Integration', { objects: { Order__c: 'read' } }),
          policy('Sales_Console'),
        ),
      },
    ],
  },
  *check({ snapshot, integrations, integrationsOf }) {
    const own = ownIntegrations(integrations);
    const held = [
      ...containersOf(
        snapshot,
        own.flatMap(({ permissionSets }) => permissionSets),
      ),
      ...snapshot.groups.filter(({ id }) => own.some(({ groups }) => groups.includes(id))),
    ];
    for (const { name, status, actions, origin } of snapshot.userAccessPolicies) {
      const given = actions.filter(
        ({ action, target }) => action === 'Grant' && held.some((part) => part.name === target),
      );
      const subject = { subject: name, subjectKind: 'org' } as const;
      if (given.length === 0 || /draft|inactive|deactivated/i.test(status)) yield { ...subject, outcome: 'pass' };
      else {
        const parts = held.filter((part) => given.some(({ target }) => target === part.name));
        const holders = parts.flatMap(({ id }) => integrationsOf(id));
        yield {
          ...subject,
          outcome: 'fail',
          message: `User access policy "${name}" grants ${listed(given.map(({ target }) => target))} of integrations by itself.`,
          integrations: [...new Set(holders.map((holder) => holder.name))],
          locations: [...given.map((action) => action.origin), origin],
        };
      }
    }
  },
};
