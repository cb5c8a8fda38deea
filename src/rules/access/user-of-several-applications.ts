import { clientAppFiles, connectedAppFile, exampleTree, userFile } from '../example-tree.ts';
import { ownIntegrations } from '../integration-subject.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../wording.ts';

/** Evidence that joins an application and a user: settings say so, or it was seen. */
const JOINS: ReadonlySet<string> = new Set(['run-as', 'works-as']);

export const userOfSeveralApplications: Rule = {
  id: 'user-of-several-applications',
  code: 'U01',
  covers: ['A08'],
  title: 'One user for several applications',
  why: 'Logs show the user, not the application: nobody can tell afterwards which of them read or deleted what. The user holds what all of them need together, so the weakest of them opens everything.',
  fix: 'Give each application its own user, and each user only the permission set of its application.',
  severity: 'high',
  principles: ['D3', 'X3', 'B3'],
  threats: ['Impersonate', 'Exfiltrate'],
  references: [{ standard: 'Salesforce', id: 'Well-Architected: Secure' }],
  needs: [],
  needsAnyOf: ['users', 'connectedApps', 'externalClientApps'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Two apps run as one user',
        files: exampleTree(
          clientAppFiles('Shipping', { runAs: 'integration@example.com' }),
          clientAppFiles('Warehouse', { runAs: 'integration@example.com' }),
          userFile('integration@example.com', { profile: 'Integration API Only' }),
        ),
        says: 'shipping and warehouse',
      },
      {
        name: 'Two apps were seen to log in as one user',
        files: exampleTree(
          connectedAppFile('Shipping', {}),
          connectedAppFile('Warehouse', {}),
          userFile('integration@example.com', { profile: 'Integration API Only' }),
        ),
        org: {
          logins: ['Shipping', 'Warehouse'].map((application) => ({
            username: 'integration@example.com',
            application,
            count: 90,
          })),
        },
        says: 'shipping and warehouse',
      },
    ],
    pass: [
      {
        name: 'Each app runs as its own user',
        files: exampleTree(
          clientAppFiles('Shipping', { runAs: 'shipping@example.com' }),
          clientAppFiles('Warehouse', { runAs: 'warehouse@example.com' }),
        ),
      },
    ],
  },
  *check({ snapshot, integrations }) {
    const own = ownIntegrations(integrations);
    for (const username of new Set(own.flatMap(({ users }) => users))) {
      const sharing = own.filter(({ users }) => users.includes(username));
      const names = sharing.map(({ name }) => name);
      const subject = { subject: username, subjectKind: 'user', integrations: names } as const;
      if (sharing.length === 1) yield { ...subject, outcome: 'pass' };
      else {
        const runAs = sharing.flatMap(({ evidence }) =>
          evidence.filter(({ signal, text }) => JOINS.has(signal) && text.endsWith(` ${username}`)),
        );
        const user = snapshot.users.find((candidate) => candidate.username === username);
        yield {
          ...subject,
          outcome: 'fail',
          message: `User ${username} is shared by ${listed(names, 5)}.`,
          details: runAs.map(({ text }) => text),
          locations: [...(user ? [user.origin] : []), ...runAs.flatMap(({ origin }) => origin ?? [])],
        };
      }
    }
  },
};
