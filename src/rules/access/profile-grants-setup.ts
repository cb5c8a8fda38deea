import { dedicatedProfiles } from '../design-profile.ts';
import { exampleTree, profileFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';
import { setupDetails, setupGrants } from '../setup-grants.ts';
import { subjectOf, titleOf } from '../subject.ts';
import { listed } from '../wording.ts';

export const profileGrantsSetup: Rule = {
  id: 'profile-grants-setup',
  code: 'P06',
  title: 'Integration profile opens code, pages, flows or apps',
  why: 'Apex that the profile opens can be called by every application on it, and runs in system mode when it was saved at API version 66 or older: then no object or field permission is asked.',
  fix: 'Grant the classes, flows and custom permissions in the permission set of the application that calls them, and set them to false in the profile.',
  severity: 'medium',
  principles: ['D2', 'D6'],
  threats: ['Exfiltrate', 'Escalate'],
  references: [{ standard: 'SBS', id: 'PERM-001' }],
  needs: ['profiles'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A REST class in the profile',
        files: exampleTree(profileFile('Billing API', { classes: ['InvoiceRest'], system: ['ApiUserOnly'] })),
        says: '1 Apex class',
      },
    ],
    pass: [{ name: 'None of these', files: exampleTree(profileFile('Billing API', { system: ['ApiUserOnly'] })) }],
  },
  *check(context) {
    for (const profile of dedicatedProfiles(context)) {
      // Every profile has record types and tabs by default; screens that nobody sees open no data.
      const grants = setupGrants(context.snapshot, profile).filter(
        ({ type }) => type !== 'tab' && type !== 'recordType',
      );
      if (grants.length === 0) yield { ...subjectOf(profile), outcome: 'pass' };
      else {
        const texts = grants.map(({ text }) => text);
        yield {
          ...subjectOf(profile),
          outcome: 'fail',
          message: `${titleOf(profile)} of integrations opens ${listed(texts, 6)}.`,
          details: setupDetails(grants),
          locations: grants.flatMap(({ entries }) => entries.map(({ origin }) => origin)),
        };
      }
    }
  },
};
