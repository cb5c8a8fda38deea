import {
  type App,
  appSubject,
  appsOf,
  appTitle,
  notRead,
  scopesAreKnown,
  settingOrigin,
  takesRefreshTokens,
} from '../apps.ts';
import { clientAppFiles, exampleTree } from '../example-tree.ts';
import type { Rule, Verdict } from '../rule.ts';

const LONGEST_DAYS = 90;

export const refreshTokenNeverEnds: Rule = {
  id: 'refresh-token-never-ends',
  code: 'A05',
  title: 'Refresh tokens that outlive their use',
  why: 'A refresh token is a password that nobody types. The tokens stolen from Salesloft Drift in 2025 opened hundreds of orgs because they never ended.',
  fix: 'End refresh tokens after 30 days without use, or use the client-credentials flow, which has none.',
  severity: 'high',
  principles: ['B4'],
  threats: ['Persist'],
  references: [{ standard: 'SBS', id: 'DEP-006' }],
  needs: [],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Valid until revoked',
        files: clientAppFiles('ERP', {
          scopes: ['Api', 'RefreshToken'],
          xml: '<refreshTokenPolicyType>Infinite</refreshTokenPolicyType>',
        }),
        says: 'until revoked',
      },
      {
        name: 'A year',
        files: clientAppFiles('ERP', {
          scopes: ['Api', 'RefreshToken'],
          xml: '<refreshTokenPolicyType>SpecificLifetime</refreshTokenPolicyType><refreshTokenValidityPeriod>12</refreshTokenValidityPeriod><refreshTokenValidityUnit>Months</refreshTokenValidityUnit>',
        }),
        says: '360 days',
      },
    ],
    pass: [
      {
        name: 'Two weeks without use',
        files: exampleTree(
          clientAppFiles('ERP', {
            scopes: ['Api', 'RefreshToken'],
            xml: '<refreshTokenPolicyType>SpecificInactivity</refreshTokenPolicyType><refreshTokenValidityPeriod>14</refreshTokenValidityPeriod><refreshTokenValidityUnit>Days</refreshTokenValidityUnit>',
          }),
        ),
      },
      {
        name: 'No refresh token at all',
        files: clientAppFiles('ERP', {
          runAs: 'erp@acme.example',
          xml: '<refreshTokenPolicyType>Infinite</refreshTokenPolicyType>',
        }),
      },
    ],
  },
  *check({ snapshot }) {
    for (const app of appsOf(snapshot)) yield judge(app);
  },
};

function judge(app: App): Verdict {
  const { refreshToken } = app;
  const subject = appSubject(app);
  const unread = scopesAreKnown(app) ? undefined : notRead(app);
  if (unread) return unread;
  if (!takesRefreshTokens(app)) return { ...subject, outcome: 'pass' };
  if (refreshToken === undefined)
    return {
      ...subject,
      outcome: 'not-checked',
      reason: `the refresh token policy of ${app.name} is not in this source`,
    };
  const days = Math.round(refreshToken.days ?? 0);
  const endless = refreshToken.kind === 'infinite';
  if (!endless && days <= LONGEST_DAYS) return { ...subject, outcome: 'pass' };
  const length = endless ? 'until revoked' : `for ${days} days`;
  return {
    ...subject,
    outcome: 'fail',
    message: `Refresh tokens of ${appTitle(app).replace(/^[A-Z]/, (letter) => letter.toLowerCase())} are valid ${length}.`,
    severity: endless && !app.template ? 'high' : 'medium',
    locations: [settingOrigin(app, 'refreshTokenPolicy', 'refreshTokenPolicyType')],
  };
}
