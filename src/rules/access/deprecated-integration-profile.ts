import { DEPRECATED_API_ONLY, MINIMUM_ACCESS_API_ONLY } from '../../platform/standard-profiles.ts';
import { exampleTree, profileFile, userFile } from '../example-tree.ts';
import { integrationSubject, ownIntegrations } from '../integration-subject.ts';
import { usersOf } from '../profile-of.ts';
import type { Rule } from '../rule.ts';

export const deprecatedIntegrationProfile: Rule = {
  id: 'deprecated-integration-profile',
  code: 'P10',
  title: 'Deprecated integration profile',
  why: `Salesforce replaced the profile "${DEPRECATED_API_ONLY}": since Summer ’24 it behaves as a custom profile, and can be changed and deleted.`,
  fix: `Move the user to "${MINIMUM_ACCESS_API_ONLY}", or to your own API-only profile.`,
  severity: 'low',
  principles: ['D1'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'Help: Give Integration Users API Only Access' }],
  needs: ['users'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A user on the old profile',
        files: exampleTree(userFile('erp.integration@example.com', { profile: DEPRECATED_API_ONLY })),
        says: 'deprecated',
      },
    ],
    pass: [
      {
        name: 'A user on its successor',
        files: exampleTree(userFile('erp.integration@example.com', { profile: MINIMUM_ACCESS_API_ONLY })),
      },
      {
        name: 'The profile is in the org, but nobody uses it',
        files: exampleTree(
          profileFile(DEPRECATED_API_ONLY, { custom: false, system: ['ApiEnabled', 'ApiUserOnly'] }),
          userFile('erp.integration@example.com', { profile: MINIMUM_ACCESS_API_ONLY }),
        ),
      },
    ],
  },
  *check({ snapshot, integrations }) {
    for (const integration of ownIntegrations(integrations)) {
      for (const { username, profile, origin } of usersOf(snapshot, integration)) {
        if (profile !== DEPRECATED_API_ONLY) yield { ...integrationSubject(integration), outcome: 'pass' };
        else {
          yield {
            ...integrationSubject(integration),
            outcome: 'fail',
            message: `User ${username} is on the deprecated profile "${DEPRECATED_API_ONLY}".`,
            locations: [origin],
            key: username,
          };
        }
      }
    }
  },
};
