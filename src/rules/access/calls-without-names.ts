import { total } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import type { Rule } from '../rule.ts';

const NOTABLE_SHARE = 0.1;

export const callsWithoutNames: Rule = {
  id: 'calls-without-names',
  code: 'E08',
  title: 'Calls of which the logs say too little',
  why: 'Password sessions name no application, and composite calls name no object. Of those nobody can say afterwards who did what, and no rule on unused access means anything.',
  fix: 'Let every application log in by an app of its own; for usage object by object, license Event Monitoring or record the traffic of the client.',
  severity: 'info',
  principles: ['B3'],
  threats: [],
  references: [],
  needs: ['usage'],
  presets: ['strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Half of the calls name no application',
        files: integrationTree(),
        org: {
          calls: [
            { username: ERP_USER, application: 'ERP', entities: ['Account'], count: 50 },
            { username: ERP_USER, application: '', entities: ['Account'], count: 50 },
          ],
        },
        says: '50 % name no application',
      },
    ],
    pass: [
      {
        name: 'All are named',
        files: integrationTree(),
        org: { calls: [{ username: ERP_USER, application: 'ERP', entities: ['Account'], count: 50 }] },
      },
    ],
  },
  *check({ snapshot }) {
    const { apiCalls } = snapshot;
    const all = total(apiCalls);
    if (all === 0) return;
    const [appless, nameless] = [
      total(apiCalls.filter(({ application }) => application === '')) / all,
      total(apiCalls.filter(({ entities }) => entities.length === 0)) / all,
    ];
    const percent = (share: number): string => `${Math.round(share * 100)} %`;
    const subject = { subject: 'event logs', subjectKind: 'org' } as const;
    if (appless < NOTABLE_SHARE && nameless < NOTABLE_SHARE) yield { ...subject, outcome: 'pass' };
    else
      yield {
        ...subject,
        outcome: 'fail',
        message: `Of ${all} API calls ${percent(appless)} name no application and ${percent(nameless)} no object: what they did is not known.`,
        locations: apiCalls.slice(0, 1).map(({ origin }) => origin),
      };
  },
};
