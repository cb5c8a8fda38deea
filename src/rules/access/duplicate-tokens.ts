import type { TokenActivity } from '../../model/activity.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import type { Rule } from '../rule.ts';
import { integrationsOfTokens, tokensByApplication } from '../token-subject.ts';
import { counted, listed } from '../wording.ts';

/** So many installations of one application as one user are common: one for each environment of the client. */
const USUAL = 2;

export const duplicateTokens: Rule = {
  id: 'duplicate-tokens',
  code: 'A11',
  title: 'More tokens than the application needs',
  why: 'Every authorisation that was repeated leaves another token behind. Nobody knows which of them is in use and where the others lie, and revoking one stops nothing.',
  fix: 'Revoke all tokens of the user for that app, and authorise it once more; for a server, change to client credentials, which leave none.',
  severity: 'low',
  principles: ['B3', 'B4'],
  threats: ['Persist'],
  references: [],
  needs: ['tokens'],
  presets: ['strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Three of one user for one app',
        files: integrationTree(),
        org: { tokens: [1, 2, 3].map((useCount) => ({ username: ERP_USER, application: 'ERP', useCount })) },
        says: '3 tokens',
      },
      {
        name: 'Two, and one was never used',
        files: integrationTree(),
        org: { tokens: [0, 9].map((useCount) => ({ username: ERP_USER, application: 'ERP', useCount })) },
        says: '1 never used',
      },
    ],
    pass: [
      {
        name: 'One token',
        files: integrationTree(),
        org: { tokens: [{ username: ERP_USER, application: 'ERP', useCount: 9 }] },
      },
    ],
  },
  *check(context) {
    for (const [application, tokens] of tokensByApplication(context.snapshot)) {
      const subject = { subject: application, subjectKind: 'org' } as const;
      const byUser = [...Map.groupBy(tokens, ({ username }) => username)];
      const several = byUser.filter(([, own]) => areTooMany(own));
      if (several.length === 0) yield { ...subject, outcome: 'pass' };
      else {
        const concerned = several.flatMap(([, own]) => own);
        const idle = concerned.filter(({ useCount }) => useCount === 0).length;
        yield {
          ...subject,
          outcome: 'fail',
          message: `"${application}" has ${counted(concerned.length, 'token')}${idle > 0 ? `, ${idle} never used,` : ''} for ${listed(several.map(([username]) => username))}.`,
          details: several.map(([username, own]) => `${username}: ${own.length} tokens`),
          integrations: integrationsOfTokens(context, concerned),
          locations: concerned.map(({ origin }) => origin),
        };
      }
    }
  },
};

function areTooMany(tokens: readonly TokenActivity[]): boolean {
  return tokens.length > USUAL || (tokens.length > 1 && tokens.some(({ useCount }) => useCount === 0));
}
