import type { Integration } from '../../model/integration.ts';
import { behaviourOfAll, newestDay, total } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { integrationOrigins, integrationSubject, ownIntegrations } from '../integration-subject.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { counted } from '../wording.ts';

export const undeclaredIntegration: Rule = {
  id: 'undeclared-integration',
  code: 'U15',
  title: 'An integration at work that nobody has declared',
  why: 'It reads or writes today, and stands in no list: nobody answers for it, nobody reviews it, and nobody would miss it from the list of suspects.',
  fix: 'Find its owner and declare it, in integrations/ or in leastwise.yml; or revoke its tokens and freeze its user.',
  severity: 'high',
  principles: ['B2', 'B3'],
  threats: ['Persist'],
  references: [{ standard: 'SBS', id: 'ACS-007' }],
  needs: [],
  needsAnyOf: ['logins', 'usage', 'tokens'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'One is declared, another one calls',
        files: integrationTree(),
        org: { calls: [{ username: ERP_USER, application: 'ERP', count: 200 }] },
        declared: ['billing'],
        says: 'erp is at work',
      },
    ],
    pass: [
      {
        name: 'It is declared',
        files: integrationTree(),
        org: { calls: [{ username: ERP_USER, application: 'ERP', count: 200 }] },
        declared: ['erp'],
      },
      {
        name: 'It does nothing',
        files: integrationTree(),
        org: {},
        declared: ['billing'],
      },
    ],
  },
  *check(context) {
    const own = ownIntegrations(context.integrations);
    if (own.some(isDeclared)) {
      for (const integration of own) yield judge(context, integration);
      return;
    }
    if (own.length > 0)
      yield {
        subject: 'declared integrations',
        subjectKind: 'org',
        outcome: 'not-checked',
        reason: 'no integration is declared yet, so none can be missing: name yours in leastwise.yml (leastwise init)',
      };
  },
};

function isDeclared({ evidence }: Integration): boolean {
  return evidence.some(({ signal }) => signal === 'declared');
}

function judge({ snapshot }: RuleContext, integration: Integration): Verdict {
  const subject = integrationSubject(integration);
  const { logins, calls, tokens } = behaviourOfAll(snapshot, integration);
  const isIdle = logins.length + calls.length + tokens.length === 0;
  if (isDeclared(integration) || isIdle) return { ...subject, outcome: 'pass' };
  const last = newestDay([
    ...logins.map((one) => one.last),
    ...calls.map((one) => one.lastDay),
    ...tokens.map((one) => one.lastUsed),
  ]);
  const did = [
    ...(calls.length > 0 ? [counted(total(calls), 'call')] : []),
    ...(logins.length > 0 ? [counted(total(logins), 'log-in')] : []),
    ...(tokens.length > 0 ? [counted(tokens.length, 'token')] : []),
  ];
  return {
    ...subject,
    outcome: 'fail',
    message: `${integration.name} is at work (${did.join(', ')}, last on ${last}), and nobody has declared it.`,
    confidence: integration.confidence,
    locations: integrationOrigins(snapshot, integration),
  };
}
