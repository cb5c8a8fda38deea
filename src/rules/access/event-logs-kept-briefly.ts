import { daysIn, windowOf } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import type { Rule } from '../rule.ts';
import { counted } from '../wording.ts';

const ENOUGH_DAYS = 30;

export const eventLogsKeptBriefly: Rule = {
  id: 'event-logs-kept-briefly',
  code: 'E03',
  title: 'Event logs that are gone before anybody looks',
  why: 'Which application read what, from where, stands in the API Total Usage log alone. Without Event Monitoring the org keeps it for a day: after a theft there is nothing left to read.',
  fix: 'Fetch the log file every day and keep it for thirty days at least, or license Event Monitoring.',
  severity: 'low',
  principles: ['B3'],
  threats: [],
  references: [{ standard: 'SBS', id: 'INT-004' }],
  needs: ['usage'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'One day',
        files: integrationTree(),
        org: { calls: [{ username: ERP_USER }], logDays: 1 },
        says: '1 day',
      },
    ],
    pass: [{ name: 'A month', files: integrationTree(), org: { calls: [{ username: ERP_USER }], logDays: 30 } }],
  },
  *check({ snapshot }) {
    const window = windowOf(snapshot, 'api-calls');
    if (window === undefined) return;
    const days = daysIn(window);
    const subject = { subject: 'event logs', subjectKind: 'org' } as const;
    // The file of yesterday comes in the course of today.
    if (days >= ENOUGH_DAYS - 2) yield { ...subject, outcome: 'pass' };
    else
      yield {
        ...subject,
        outcome: 'fail',
        message: `The logs of API calls in this org go back ${counted(days, 'day')}, to ${window.from}.`,
        locations: snapshot.apiCalls.slice(0, 1).map(({ origin }) => origin),
      };
  },
};
