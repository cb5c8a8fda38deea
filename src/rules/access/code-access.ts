import { exampleTree, permissionSetFile } from '../example-tree.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { setupDetails, setupGrants } from '../setup-grants.ts';
import { type GrantingContainer, isGranting, subjectOf, titleOf } from '../subject.ts';
import { listed } from '../wording.ts';

/** Custom permissions that switch something off, as their names say. */
const BYPASS = /(^|_)(bypass|skip|disable|ignore|override)|(Bypass|Skip|Disable|Ignore|Override)/;

export const codeAccess: Rule = {
  id: 'code-access',
  code: 'S27',
  title: 'Code and switches open to an integration',
  why: 'An Apex class saved at API version 66 or older runs in system mode: who may call it needs no object and no field permission. A custom permission that skips validation lets an integration write what nobody else could.',
  fix: 'Keep the classes and flows that the application calls; remove the rest, and every switch that is not part of its purpose.',
  severity: 'low',
  principles: ['S1', 'B4'],
  threats: ['Exfiltrate', 'Escalate'],
  references: [],
  needs: ['permissionSets'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A switch that skips validation',
        files: exampleTree(permissionSetFile('ERP_Integration', { customPermissions: ['Skip_Validation'] })),
        says: 'Skip_Validation',
      },
      {
        name: 'Apex classes',
        files: exampleTree(permissionSetFile('ERP_Integration', { classes: ['OrderRest', 'OrderHandler'] })),
        says: '2 Apex classes',
      },
    ],
    pass: [
      {
        name: 'Only data',
        files: exampleTree(permissionSetFile('ERP_Integration', { objects: { Order__c: 'read edit' } })),
      },
    ],
  },
  *check(context) {
    for (const container of context.snapshot.containers) {
      const held = context.integrationsOf(container.id).length > 0;
      if (isGranting(container) && container.kind === 'permission-set' && held) yield judge(context, container);
    }
  },
};

function judge({ snapshot }: RuleContext, container: GrantingContainer): Verdict {
  const grants = setupGrants(snapshot, container, [
    'customPermission',
    'apexClass',
    'flow',
    'externalCredentialPrincipal',
    'externalDataSource',
    'agent',
  ]);
  if (grants.length === 0) return { ...subjectOf(container), outcome: 'pass' };
  const switches = grants
    .flatMap(({ type, entries }) => (type === 'customPermission' ? entries : []))
    .filter(({ name }) => BYPASS.test(name));
  const off = switches.length > 0 ? `, ${listed(switches.map(({ name }) => name))} among them` : '';
  return {
    ...subjectOf(container),
    outcome: 'fail',
    message: `${titleOf(container)} opens ${listed(
      grants.map(({ text }) => text),
      6,
    )} to an integration${off}.`,
    severity: switches.length > 0 ? 'medium' : 'low',
    details: setupDetails(grants),
    locations: [...switches, ...grants.flatMap(({ entries }) => entries)].map(({ origin }) => origin),
  };
}
