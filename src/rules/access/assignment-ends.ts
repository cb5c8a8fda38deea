import type { Assignment } from '../../model/user.ts';
import { daysBetween } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { daysAgo } from '../example-org.ts';
import { ownIntegrations } from '../integration-subject.ts';
import type { Rule, Verdict } from '../rule.ts';

const WARN_DAYS = 30;

export const assignmentEnds: Rule = {
  id: 'assignment-ends',
  code: 'U14',
  title: 'Access that ends by itself',
  why: 'An assignment with an end date stops granting in that minute, without a word to anybody. The application then fails somewhere in the middle of its work.',
  fix: 'Extend the assignment where the application goes on, or take it away now where it does not; set a review date in the declaration of the integration instead of an end date in the org.',
  severity: 'medium',
  principles: ['D7', 'B3'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'Object Reference: PermissionSetAssignment.ExpirationDate' }],
  needs: ['assignments'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'It ends in nine days',
        files: integrationTree(),
        org: { assignments: [{ username: ERP_USER, set: 'ERP_More', expires: daysAgo(-9) }] },
        says: 'ends on 2026-12-03',
      },
      {
        name: 'It has ended',
        files: integrationTree(),
        org: { assignments: [{ username: ERP_USER, set: 'ERP_More', expires: daysAgo(3) }] },
        says: 'ended on 2026-11-21',
      },
    ],
    pass: [
      {
        name: 'No end, or a late one',
        files: integrationTree(),
        org: { assignments: [{ username: ERP_USER, set: 'ERP_More', expires: daysAgo(-200) }] },
      },
    ],
  },
  *check({ snapshot, integrations, today }) {
    const usernames = new Map(
      ownIntegrations(integrations).flatMap(({ name, users }) => users.map((username) => [username, name] as const)),
    );
    for (const assignment of snapshot.assignments) {
      const integration = usernames.get(assignment.username);
      if (integration !== undefined) yield judge(assignment, integration, today);
    }
  },
};

function judge({ username, target, expires, ended, origin }: Assignment, integration: string, today: string): Verdict {
  const subject = { subject: username, subjectKind: 'user', integrations: [integration] } as const;
  const left = expires === undefined ? undefined : daysBetween(today, expires);
  const isOver = ended !== undefined || (left !== undefined && left < 0);
  if (!isOver && (left === undefined || left > WARN_DAYS)) return { ...subject, outcome: 'pass' };
  const day = expires?.slice(0, 10);
  const what = target.kind === 'group' ? 'group' : 'permission set';
  const says = ended === 'revoked' ? 'was revoked' : isOver ? `ended on ${day}` : `ends on ${day}`;
  return {
    ...subject,
    outcome: 'fail',
    message: `The assignment of ${what} "${target.name}" to ${username} ${says}.`,
    severity: isOver ? 'low' : 'medium',
    locations: [origin],
    key: `${target.kind} ${target.name}`,
  };
}
