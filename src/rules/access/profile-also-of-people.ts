import { administration, integrationProfiles } from '../design-profile.ts';
import { exampleTree, permissionSetFile, profileFile, userFile } from '../example-tree.ts';
import { containerOrigin } from '../granted-entries.ts';
import { isOnProfile, peopleIn } from '../profile-of.ts';
import type { Rule } from '../rule.ts';
import { subjectOf, titleOf } from '../subject.ts';
import { listed } from '../wording.ts';

export const profileAlsoOfPeople: Rule = {
  id: 'profile-also-of-people',
  code: 'P08',
  title: 'Integration on a profile of people',
  why: 'A profile that people work with opens screens, reports and their data to the application, cannot be made API-only, and grows whenever the people need something.',
  fix: 'Move the integration user to the API-only profile that all integrations share, and grant what the application needs in its own permission set.',
  severity: 'high',
  principles: ['D1', 'D2', 'S1'],
  threats: ['Exfiltrate', 'Impersonate'],
  references: [{ standard: 'Salesforce', id: 'Well-Architected: Secure' }],
  needs: ['profiles', 'users'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Beside the sales team',
        files: exampleTree(
          profileFile('Sales Manager', { objects: { Account: 'read edit' } }),
          userFile('jane.doe@example.com', { profile: 'Sales Manager', name: 'Jane Doe' }),
          userFile('marketing.sync@example.com', { profile: 'Sales Manager' }),
        ),
        says: 'jane.doe@example.com',
      },
    ],
    pass: [
      {
        name: 'A profile for programs only',
        files: exampleTree(
          profileFile('Integration API Only', { system: ['ApiEnabled', 'ApiUserOnly'] }),
          userFile('marketing.sync@example.com', { profile: 'Integration API Only' }),
          permissionSetFile('Marketing_Sync', { objects: { Lead: 'read create' } }),
        ),
      },
    ],
  },
  *check(context) {
    const people = peopleIn(context.snapshot, context.integrations);
    for (const profile of integrationProfiles(context)) {
      // An integration beside administrators is told as an administrator.
      if (administration(context.snapshot, profile) !== undefined) continue;
      const sharing = people.filter((user) => isOnProfile(user, profile));
      const machines = context.integrationsOf(profile.id);
      // A person's user that a program uses is told as that: its profile is the person's.
      if (machines.every((integration) => integration.people !== undefined)) continue;
      if (sharing.length === 0) yield { ...subjectOf(profile), outcome: 'pass' };
      else {
        const names = sharing.map(({ username }) => username);
        yield {
          ...subjectOf(profile),
          outcome: 'fail',
          message: `${titleOf(profile)} is shared by ${listed(machines.map(({ name }) => name))} and by people: ${listed(names)}.`,
          details: names,
          locations: [containerOrigin(profile), ...sharing.map(({ origin }) => origin)],
        };
      }
    }
  },
};
