import type { Integration } from '../../model/integration.ts';
import type { User } from '../../model/user.ts';
import { behaviourOf, daysBetween, newestDay } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { daysAgo } from '../example-org.ts';
import { ownIntegrations } from '../integration-subject.ts';
import { usersOf } from '../profile-of.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';

const DORMANT_DAYS = 90;

export const dormantIntegration: Rule = {
  id: 'dormant-integration',
  code: 'U07',
  title: 'Integration user that nobody uses',
  why: 'Nobody misses an account that nobody uses, and nobody notices when somebody else uses it. In the thefts of 2025 it was forgotten tokens that opened the door.',
  fix: 'Ask the owner. Then freeze the user; when nothing breaks within a month, revoke its tokens and deactivate it.',
  severity: 'medium',
  principles: ['B4'],
  threats: ['Persist', 'Impersonate'],
  references: [{ standard: 'SBS', id: 'ACS-010' }],
  needs: ['users', 'logins'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Last seen half a year ago',
        files: integrationTree(),
        org: { users: { [ERP_USER]: { created: daysAgo(800), lastLogin: daysAgo(180) } } },
        says: 'last seen 180 days ago',
      },
      {
        name: 'It never logged in',
        files: integrationTree(),
        org: { users: { [ERP_USER]: { created: daysAgo(800) } } },
        says: 'never',
      },
    ],
    pass: [
      {
        name: 'It logs in every day',
        files: integrationTree(),
        org: {
          users: { [ERP_USER]: { created: daysAgo(800), lastLogin: daysAgo(0) } },
          logins: [{ username: ERP_USER, count: 90 }],
        },
      },
      {
        name: 'It keeps its session, and uses its token',
        files: integrationTree(),
        org: {
          users: { [ERP_USER]: { created: daysAgo(800), lastLogin: daysAgo(200) } },
          tokens: [{ username: ERP_USER, application: 'ERP', lastUsed: daysAgo(2) }],
        },
      },
      {
        name: 'It was made last week',
        files: integrationTree(),
        org: { users: { [ERP_USER]: { created: daysAgo(7) } } },
      },
    ],
  },
  *check(context) {
    for (const integration of ownIntegrations(context.integrations)) {
      for (const user of usersOf(context.snapshot, integration)) {
        if (user.active && !user.frozen) yield judge(context, integration, user);
      }
    }
  },
};

function judge(context: RuleContext, integration: Integration, user: User): Verdict {
  const { snapshot, today } = context;
  const { username, lastLogin, created } = user;
  const subject = { subject: username, subjectKind: 'user', integrations: [integration.name] } as const;
  const { logins, calls, tokens } = behaviourOf(snapshot, username);
  const seen = newestDay([
    lastLogin,
    ...logins.map(({ last }) => last),
    ...calls.map(({ lastDay }) => lastDay),
    ...tokens.map(({ lastUsed }) => lastUsed),
  ]);
  const idle = daysBetween(seen ?? created ?? today, today);
  if (idle <= DORMANT_DAYS) return { ...subject, outcome: 'pass' };
  const access = context.access({ kind: 'user', id: user.id });
  const opens = ['ModifyAllData', 'ViewAllData', 'ManageUsers', 'AuthorApex'].find((name) => access.hasSystem(name));
  const when =
    seen === undefined ? `was never seen since it was made ${idle} days ago` : `was last seen ${idle} days ago`;
  return {
    ...subject,
    outcome: 'fail',
    message: `${username} of ${integration.name} ${when}, is active${opens === undefined ? '' : ', and could read or change everything'}.`,
    severity: opens === undefined ? 'medium' : 'high',
    locations: [user.origin],
  };
}
