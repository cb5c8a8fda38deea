import type { Integration } from '../../model/integration.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { User } from '../../model/user.ts';
import { behaviourOf, newestDay, total, uiLogins } from '../behaviour.ts';
import { daysAgo } from '../example-org.ts';
import { clientAppFiles, exampleTree, userFile } from '../example-tree.ts';
import { integrationSubject, ownIntegrations } from '../integration-subject.ts';
import { usersOf } from '../profile-of.ts';
import type { Rule } from '../rule.ts';

export const personalUser: Rule = {
  id: 'personal-user',
  code: 'U03',
  title: "Application on a person's own user",
  why: 'People change jobs, roles and passwords, and the application breaks or gains access with them. What it does looks as if the person had done it.',
  fix: 'Give the application a user of its own on the API-only profile, and take its permission set from the person.',
  severity: 'high',
  principles: ['D3', 'S1', 'B3'],
  threats: ['Impersonate'],
  references: [{ standard: 'Salesforce', id: 'Well-Architected: Secure' }],
  needs: ['users'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'An app runs as an employee',
        files: exampleTree(
          clientAppFiles('Warehouse', { runAs: 'jane.doe@example.com' }),
          userFile('jane.doe@example.com', { profile: 'Sales Manager', name: 'Jane Doe' }),
        ),
        says: 'Jane Doe',
      },
      {
        name: 'The user of an app works in the user interface, too',
        files: exampleTree(
          clientAppFiles('Warehouse', { runAs: 'warehouse@example.com' }),
          userFile('warehouse@example.com', { profile: 'Sales Manager', name: 'Warehouse' }),
        ),
        org: {
          logins: [
            { username: 'warehouse@example.com', application: 'Warehouse', count: 90 },
            { username: 'warehouse@example.com', loginType: 'Application', count: 40, last: daysAgo(2) },
          ],
        },
        says: 'logs in to the user interface',
      },
    ],
    pass: [
      {
        name: 'An app runs as a user of its own',
        files: exampleTree(
          clientAppFiles('Warehouse', { runAs: 'warehouse@example.com' }),
          userFile('warehouse@example.com', { profile: 'Integration API Only', name: 'Warehouse Integration' }),
        ),
      },
    ],
  },
  *check({ snapshot, integrations, access }) {
    for (const integration of ownIntegrations(integrations)) {
      for (const user of usersOf(snapshot, integration)) {
        // A person has to get at the UI.
        const apiOnly = access({ kind: 'user', id: user.id }).hasSystem('ApiUserOnly');
        const seen = apiOnly ? undefined : personSeen(snapshot, user);
        if (apiOnly || (seen === undefined && !looksLikePerson(user, integration)))
          yield { ...integrationSubject(integration), outcome: 'pass' };
        else {
          const named = `${integration.name} works as ${user.username}`;
          yield {
            ...integrationSubject(integration),
            outcome: 'fail',
            message: seen
              ? `${named}, and somebody logs in to the user interface as it, too: ${seen}.`
              : `${named}, which looks like the user of a person (${user.name}).`,
            confidence: seen && looksLikePerson(user, integration) ? 'certain' : 'likely',
            locations: [user.origin],
            key: user.username,
          };
        }
      }
    }
  },
};

/** A look into an account by an administrator happens; who comes back works there. */
const A_FEW_TIMES = 3;

/** How often and when a person worked in the user interface; `undefined` when nobody was seen to. */
function personSeen(snapshot: Snapshot, { username }: User): string | undefined {
  const seen = uiLogins(behaviourOf(snapshot, username).logins);
  const times = total(seen);
  return times <= A_FEW_TIMES ? undefined : `${times} times, last on ${newestDay(seen.map(({ last }) => last))}`;
}

/** First and last name, both in the username and in no name of the application; and nothing that speaks of a program. */
function looksLikePerson({ username, name }: User, { name: application, label, evidence }: Integration): boolean {
  const ofPrograms = ['licence', 'api-only', 'username', 'name'];
  const machine = evidence.some(
    ({ signal, text }) => ofPrograms.includes(signal) && (text.includes(username) || text.includes(`"${name}"`)),
  );
  const words = name.toLowerCase().split(/\s+/);
  const local = username.toLowerCase().split('@')[0] ?? '';
  const called = `${application} ${label}`.toLowerCase();
  const personal = words.length >= 2 && words.every((word) => local.includes(word)) && /[._-]/.test(local);
  return personal && !machine && !words.some((word) => called.includes(word));
}
