import type { Integration } from '../../model/integration.ts';
import { behaviourOfAll, daysIn, total, windowOf } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { integrationSubject, ownIntegrations } from '../integration-subject.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';

/** From so much of the day's requests on, one application can leave the others without any. */
const LARGE_SHARE = 0.5;

export const apiAllocation: Rule = {
  id: 'api-allocation',
  code: 'E05',
  title: 'One application uses up the requests of the day',
  why: 'All applications share one number of requests a day. When one of them runs wild, all of them stop, and the org tells nobody which it was.',
  fix: 'Let the application ask for changes only, in bulk or in composite requests; watch its share.',
  severity: 'low',
  principles: ['B3'],
  threats: ['Destroy'],
  references: [],
  needs: ['usage'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Two thirds of what a day has',
        files: integrationTree(),
        org: { calls: [{ username: ERP_USER, count: 300_000 }], dailyRequests: { used: 12_000, limit: 15_000 } },
        says: '67 %',
      },
    ],
    pass: [
      {
        name: 'A small part',
        files: integrationTree(),
        org: { calls: [{ username: ERP_USER, count: 3000 }], dailyRequests: { used: 200, limit: 15_000 } },
      },
    ],
  },
  *check(context) {
    const limit = context.snapshot.org?.dailyRequests?.limit;
    const own = ownIntegrations(context.integrations).filter(({ users }) => users.length > 0);
    if (limit === undefined || limit <= 0) {
      const subject = { subject: 'requests of a day', subjectKind: 'org' } as const;
      if (own.length > 0)
        yield { ...subject, outcome: 'not-checked', reason: 'the org did not say how many it allows' };
      return;
    }
    for (const integration of own) yield judge(context, integration, limit);
  },
};

function judge({ snapshot }: RuleContext, integration: Integration, limit: number): Verdict {
  const calls = behaviourOfAll(snapshot, integration).calls.filter(({ countsAgainstLimit }) => countsAgainstLimit);
  const window = windowOf(snapshot, 'api-calls');
  const daily = Math.round(total(calls) / Math.max(1, window ? daysIn(window) : 1));
  const share = daily / limit;
  if (share < LARGE_SHARE) return { ...integrationSubject(integration), outcome: 'pass' };
  return {
    ...integrationSubject(integration),
    outcome: 'fail',
    message: `${integration.name} makes ${daily} requests a day: ${Math.round(share * 100)} % of the ${limit} that the org has.`,
    locations: calls.slice(0, 1).map(({ origin }) => origin),
    key: 'share',
  };
}
