import type { Integration } from '../../model/integration.ts';
import { behaviourOfAll, total } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { integrationOrigins, integrationSubject, ownIntegrations } from '../integration-subject.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { counted, listed } from '../wording.ts';

export const refusedCalls: Rule = {
  id: 'refused-calls',
  code: 'S18',
  title: 'Calls for objects that are not granted',
  why: 'Either the application lacks something that it needs and somebody waits for its data, or its token is in hands that try doors.',
  fix: 'Ask the owner. Grant what it needs, for the fields it needs; when nobody knows of the calls, revoke its tokens and look at the addresses.',
  severity: 'medium',
  principles: ['B3'],
  threats: [],
  references: [],
  needs: ['usage'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'It asks for cases, and may not read them',
        files: integrationTree(),
        org: { calls: [{ username: ERP_USER, entities: ['Case'], statusClass: '4xx', count: 40 }] },
        says: 'Case',
      },
    ],
    pass: [
      {
        name: 'A mistake in a request for what it may read',
        files: integrationTree(),
        org: { calls: [{ username: ERP_USER, entities: ['Account'], statusClass: '4xx', count: 40 }] },
      },
    ],
  },
  *check(context) {
    for (const integration of ownIntegrations(context.integrations)) {
      if (integration.users.length > 0) yield judge(context, integration);
    }
  },
};

function judge(context: RuleContext, integration: Integration): Verdict {
  const { calls } = behaviourOfAll(context.snapshot, integration);
  const access = context.access({ kind: 'integration', id: integration.name });
  const refused = calls.filter(
    ({ statusClass, entities }) =>
      statusClass === '4xx' && entities.some((object) => !access.may({ kind: 'object', object, verb: 'read' })),
  );
  if (refused.length === 0) return { ...integrationSubject(integration), outcome: 'pass' };
  const objects = [...new Set(refused.flatMap(({ entities }) => entities))]
    .filter((object) => !access.may({ kind: 'object', object, verb: 'read' }))
    .sort();
  return {
    ...integrationSubject(integration),
    outcome: 'fail',
    message: `${counted(total(refused), 'call')} of ${integration.name} for ${listed(objects)} ${total(refused) === 1 ? 'was' : 'were'} refused: nothing grants it.`,
    confidence: 'likely',
    details: objects,
    locations: [...refused.map(({ origin }) => origin), ...integrationOrigins(context.snapshot, integration)],
  };
}
