import type { Integration } from '../../model/integration.ts';
import { ObjectBits } from '../../model/permission.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { integrationOrigins, integrationSubject, ownIntegrations } from '../integration-subject.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { usageEvidence } from '../usage-evidence.ts';
import { counted, listed } from '../wording.ts';

const set = { objects: { Account: 'read', Contact: 'read', Case: 'read' } };

export const unusedObject: Rule = {
  id: 'unused-object',
  code: 'S15',
  title: 'Objects that the integration never used',
  why: 'What an application does not use it will not miss, but a thief will use it. Access that was never used is the cheapest to take away.',
  fix: 'Ask the owner whether a yearly run needs it; then take the objects out of the permission set.',
  severity: 'medium',
  principles: ['S1', 'B4'],
  threats: ['Exfiltrate'],
  references: [{ standard: 'SBS', id: 'ACS-008' }],
  needs: ['usage'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Three objects, one of them used in a month',
        files: integrationTree({ set }),
        org: { calls: [{ username: ERP_USER, entities: ['Account'], count: 900 }] },
        says: 'Case and Contact',
      },
    ],
    pass: [
      {
        name: 'All are used',
        files: integrationTree({ set }),
        org: { calls: [{ username: ERP_USER, entities: ['Account', 'Case', 'Contact'], count: 900 }] },
      },
      {
        name: 'Most calls name no object: nothing is said',
        files: integrationTree({ set }),
        org: {
          calls: [
            { username: ERP_USER, entities: ['Account'], count: 10 },
            { username: ERP_USER, resource: '/composite', method: 'POST', count: 90 },
          ],
        },
      },
    ],
  },
  *check(context) {
    for (const integration of ownIntegrations(context.integrations)) {
      // Of a person's access nobody can say what the application needs.
      if (integration.users.length > 0 && integration.people === undefined) yield judge(context, integration);
    }
  },
};

function judge(context: RuleContext, integration: Integration): Verdict {
  const { verbs, days, tooThin } = usageEvidence(context.snapshot, integration);
  if (tooThin !== undefined) return { ...integrationSubject(integration), outcome: 'not-checked', reason: tooThin };
  const access = context.access({ kind: 'integration', id: integration.name });
  const used = new Set([...verbs.keys()].map((name) => name.toLowerCase()));
  const unused = access.objects
    .filter(({ object, granted }) => (granted & ObjectBits.read) !== 0 && !used.has(object.toLowerCase()))
    .map(({ object }) => object);
  if (unused.length === 0) return { ...integrationSubject(integration), outcome: 'pass' };
  return {
    ...integrationSubject(integration),
    outcome: 'fail',
    message: `${integration.name} may read ${counted(unused.length, 'object')} that it did not use in ${days} days: ${listed(unused)}.`,
    // A parent may be granted only because its details need it.
    confidence: 'likely',
    details: unused,
    locations: integrationOrigins(context.snapshot, integration),
  };
}
