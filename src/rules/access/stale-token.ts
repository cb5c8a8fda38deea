import type { TokenActivity } from '../../model/activity.ts';
import { daysBetween } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { daysAgo } from '../example-org.ts';
import type { Rule } from '../rule.ts';
import { integrationsOfTokens, tokensByApplication, usersOfTokens } from '../token-subject.ts';
import { counted, listed } from '../wording.ts';

const STALE_DAYS = 90;

export const staleToken: Rule = {
  id: 'stale-token',
  code: 'A22',
  covers: ['A10'],
  title: 'Tokens that nobody uses any more',
  why: 'A token that was forgotten still opens everything that its user may do, wherever it lies. Stolen refresh tokens of that kind were all that the thefts of August 2025 needed.',
  fix: 'Revoke the tokens (Setup, Connected Apps OAuth Usage, or the revoke endpoint), and let refresh tokens of the app end when they are not used for thirty days.',
  severity: 'medium',
  principles: ['B4'],
  threats: ['Persist', 'Impersonate'],
  references: [{ standard: 'SBS', id: 'DEP-006' }],
  needs: ['tokens'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Last used half a year ago',
        files: integrationTree(),
        org: { tokens: [{ username: ERP_USER, application: 'ERP', lastUsed: daysAgo(180), created: daysAgo(400) }] },
        says: '180 days',
      },
    ],
    pass: [
      {
        name: 'Used yesterday',
        files: integrationTree(),
        org: { tokens: [{ username: ERP_USER, application: 'ERP', lastUsed: daysAgo(1) }] },
      },
    ],
  },
  *check(context) {
    const { snapshot, today } = context;
    for (const [application, tokens] of tokensByApplication(snapshot)) {
      const subject = { subject: application, subjectKind: 'org' } as const;
      const stale = tokens.filter((token) => idleDays(token, today) > STALE_DAYS);
      if (stale.length === 0) yield { ...subject, outcome: 'pass' };
      else
        yield {
          ...subject,
          outcome: 'fail',
          message: `${counted(stale.length, 'token')} of "${application}" ${stale.length === 1 ? 'was' : 'were'} not used for ${Math.min(...stale.map((token) => idleDays(token, today)))} days: ${listed(usersOfTokens(stale))}.`,
          details: usersOfTokens(stale),
          integrations: integrationsOfTokens(context, stale),
          locations: stale.map(({ origin }) => origin),
        };
    }
  },
};

function idleDays({ lastUsed, created }: TokenActivity, today: string): number {
  const seen = lastUsed ?? created;
  return seen === undefined ? 0 : daysBetween(seen, today);
}
