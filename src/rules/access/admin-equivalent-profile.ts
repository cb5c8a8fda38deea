import { standardProfile } from '../../platform/standard-profiles.ts';
import { administration, integrationProfiles } from '../design-profile.ts';
import { exampleTree, profileFile } from '../example-tree.ts';
import { containerOrigin, grantedEntries } from '../granted-entries.ts';
import type { Rule } from '../rule.ts';
import { subjectOf, titleOf } from '../subject.ts';

const MARKS: ReadonlySet<string> = new Set(['ModifyAllData', 'ViewAllData', 'ManageUsers']);

export const adminEquivalentProfile: Rule = {
  id: 'admin-equivalent-profile',
  code: 'P02',
  title: 'Integration profile that equals an administrator',
  why: 'A copy of System Administrator under another name is still System Administrator, and every application whose user is on it may do everything.',
  fix: 'Make one API-only profile that opens nothing, move the users there, and grant each application what it needs in its own permission set.',
  severity: 'critical',
  principles: ['X1', 'D2', 'D6'],
  threats: ['Escalate', 'Exfiltrate', 'Destroy'],
  references: [
    { standard: 'SBS', id: 'ACS-004' },
    { standard: 'SBS', id: 'ACS-008' },
  ],
  needs: ['profiles'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A clone with another name',
        files: exampleTree(
          profileFile('Integration Profile', { system: ['ApiEnabled', 'ManageUsers', 'ModifyAllData'] }),
        ),
        says: 'Modify All Data',
      },
    ],
    pass: [
      {
        name: 'A profile that opens nothing',
        files: exampleTree(profileFile('Integration Profile', { system: ['ApiEnabled', 'ApiUserOnly'] })),
      },
    ],
  },
  *check(context) {
    const { snapshot } = context;
    for (const profile of integrationProfiles(context)) {
      // Who is on the standard profile is told user by user.
      if (standardProfile(profile.name)?.role === 'administrator') continue;
      const reason = administration(snapshot, profile);
      if (reason === undefined) yield { ...subjectOf(profile), outcome: 'pass' };
      else {
        const entries = grantedEntries(snapshot, profile, profile.grants.system).filter(({ name }) => MARKS.has(name));
        yield {
          ...subjectOf(profile),
          outcome: 'fail',
          message: `${titleOf(profile)} of integrations is ${reason}.`,
          locations: [...entries.map(({ origin }) => origin), containerOrigin(profile)],
        };
      }
    }
  },
};
