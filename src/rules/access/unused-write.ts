import type { Integration } from '../../model/integration.ts';
import { ObjectBits } from '../../model/permission.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { integrationOrigins, integrationSubject, ownIntegrations } from '../integration-subject.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { usageEvidence } from '../usage-evidence.ts';
import { counted, listed } from '../wording.ts';

const set = { objects: { Account: 'read create edit delete' } };
const WRITES = ['create', 'edit', 'delete'] as const;

export const unusedWrite: Rule = {
  id: 'unused-write',
  code: 'S16',
  title: 'May write, and only reads',
  why: 'An application that only reads loses nothing when it can no longer change and delete; a thief loses the choice of destroying what he read.',
  fix: 'Take the verbs that were never used out of the permission set: delete first, then create and edit.',
  severity: 'medium',
  principles: ['S1', 'B4'],
  threats: ['Destroy'],
  references: [{ standard: 'SBS', id: 'ACS-008' }],
  needs: ['usage'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Only queries in a month',
        files: integrationTree({ set }),
        org: { calls: [{ username: ERP_USER, entities: ['Account'], count: 900 }] },
        says: 'Account: create, edit, delete',
      },
    ],
    pass: [
      {
        name: 'All verbs are used',
        files: integrationTree({ set }),
        org: {
          calls: [
            { username: ERP_USER, method: 'PATCH', resource: '/sobjects/Account/{id}', entities: ['Account'] },
            { username: ERP_USER, method: 'DELETE', resource: '/sobjects/Account/{id}', entities: ['Account'] },
          ],
        },
      },
      {
        name: 'A bulk job may have done any of them',
        files: integrationTree({ set }),
        org: { calls: [{ username: ERP_USER, family: 'Bulk', method: 'POST', entities: ['Account'] }] },
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
  const unused = context
    .access({ kind: 'integration', id: integration.name })
    .objects.flatMap(({ object, granted }) => {
      const seen = verbs.get(object);
      // Objects that were never touched at all are told by the rule on unused objects.
      const idle = seen ? WRITES.filter((verb) => (granted & ObjectBits[verb]) !== 0 && !seen.has(verb)) : [];
      return idle.length > 0 ? [{ object, idle }] : [];
    });
  if (unused.length === 0) return { ...integrationSubject(integration), outcome: 'pass' };
  const details = unused.map(({ object, idle }) => `${object}: ${idle.join(', ')}`);
  const deletes = unused.some(({ idle }) => idle.includes('delete'));
  return {
    ...integrationSubject(integration),
    outcome: 'fail',
    message: `${integration.name} did not use in ${days} days what it may do with ${counted(unused.length, 'object')}: ${listed(details)}.`,
    severity: deletes ? 'medium' : 'low',
    confidence: 'likely',
    details,
    locations: integrationOrigins(context.snapshot, integration),
  };
}
