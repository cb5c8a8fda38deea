import { dedicatedProfiles } from '../design-profile.ts';
import { exampleTree, permissionSetFile, profileFile, userFile } from '../example-tree.ts';
import { containerOrigin } from '../granted-entries.ts';
import type { Rule } from '../rule.ts';
import { counted, listed } from '../wording.ts';

export const profilePerApplication: Rule = {
  id: 'profile-per-application',
  code: 'P07',
  title: 'Several profiles for integrations',
  why: 'A profile per application grows by itself: each has grants of its own, nobody dares to touch any, and no two of them are alike. One profile that opens nothing is enough for all.',
  fix: 'Choose one API-only profile that opens nothing, move all integration users there, and delete the others.',
  severity: 'medium',
  principles: ['X2', 'D1', 'D4'],
  threats: ['Persist'],
  references: [{ standard: 'Salesforce', id: 'Well-Architected: Secure' }],
  needs: ['profiles'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Two applications, two profiles',
        files: exampleTree(
          profileFile('Billing API', { system: ['ApiEnabled', 'ApiUserOnly'] }),
          profileFile('Warehouse API', { system: ['ApiEnabled', 'ApiUserOnly'] }),
        ),
        says: '2 profiles',
      },
    ],
    pass: [
      {
        name: 'Two applications on one profile',
        files: exampleTree(
          profileFile('Integration API Only', { system: ['ApiEnabled', 'ApiUserOnly'] }),
          userFile('billing@example.com', { profile: 'Integration API Only', permissionSets: ['Billing_Integration'] }),
          userFile('warehouse@example.com', { profile: 'Integration API Only' }),
          permissionSetFile('Billing_Integration', { objects: { Invoice__c: 'read' } }),
        ),
      },
    ],
  },
  *check(context) {
    // The administrator's profile and those of people are told by rules of their own.
    const profiles = dedicatedProfiles(context);
    const subject = { subject: 'profiles of integrations', subjectKind: 'org' } as const;
    if (profiles.length === 1) yield { ...subject, outcome: 'pass' };
    if (profiles.length < 2) return;
    const holders = profiles.flatMap(({ id }) => context.integrationsOf(id));
    yield {
      ...subject,
      outcome: 'fail',
      message: `Integrations are spread over ${counted(profiles.length, 'profile')}: ${listed(profiles.map(({ name }) => name))}.`,
      details: profiles.map(({ id, name }) => {
        const users = context.integrationsOf(id).map((integration) => integration.name);
        return `${name}: ${users.join(', ')}`;
      }),
      integrations: [...new Set(holders.map(({ name }) => name))],
      locations: profiles.map(containerOrigin),
    };
  },
};
