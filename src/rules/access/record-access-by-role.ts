import { ERP_USER, integrationTree } from '../example-integration.ts';
import { ownIntegrations } from '../integration-subject.ts';
import { usersOf } from '../profile-of.ts';
import type { Rule } from '../rule.ts';

export const recordAccessByRole: Rule = {
  id: 'record-access-by-role',
  code: 'U13',
  title: 'Integration user with a role',
  why: 'A role gives the records of everybody below it, and whatever sharing rules give to it. That is in no permission set, changes with the organisation chart, and nobody thinks of the application when it does.',
  fix: 'Take the user out of the role hierarchy; share what the application needs with it alone, by a sharing rule to a public group with only that user.',
  severity: 'medium',
  principles: ['S1', 'D6'],
  threats: ['Exfiltrate'],
  references: [],
  needs: ['users'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'The user stands in the hierarchy',
        files: integrationTree(),
        org: { users: { [ERP_USER]: { role: 'Sales Leads' } } },
        says: 'role "Sales Leads"',
      },
    ],
    pass: [{ name: 'No role', files: integrationTree(), org: {} }],
  },
  *check({ snapshot, integrations }) {
    for (const integration of ownIntegrations(integrations)) {
      for (const user of usersOf(snapshot, integration)) {
        // Only an org tells roles; a user definition without one says nothing.
        if (user.recordId === undefined && user.role === undefined && snapshot.org === undefined) continue;
        const subject = { subject: user.username, subjectKind: 'user', integrations: [integration.name] } as const;
        if (user.role === undefined) yield { ...subject, outcome: 'pass' };
        else
          yield {
            ...subject,
            outcome: 'fail',
            message: `${user.username} of ${integration.name} has the role "${user.role}": it sees the records of everybody below it.`,
            locations: [user.origin],
          };
      }
    }
  },
};
