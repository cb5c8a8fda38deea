import { exampleTree, permissionSetFile, profileFile, userFile } from '../example-tree.ts';
import { containersOf, ownIntegrations } from '../integration-subject.ts';
import { peopleIn } from '../profile-of.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../wording.ts';

export const setAlsoOfPeople: Rule = {
  id: 'set-also-of-people',
  code: 'S03',
  title: 'Permission set of an application assigned to people',
  why: 'The people can do what the application does, past the screens and validations that are made for them; and what they ask for later is open to the application too.',
  fix: 'Take the set from the people, and give them a set of their own with what their work needs.',
  severity: 'high',
  principles: ['D7', 'X3'],
  threats: ['Exfiltrate', 'Impersonate'],
  references: [{ standard: 'SBS', id: 'PERM-001' }],
  needs: ['permissionSets', 'assignments'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'An employee has the set of the ERP',
        files: exampleTree(
          permissionSetFile('ERP_Integration', { objects: { Order__c: 'read edit' } }),
          profileFile('Integration API Only', { system: ['ApiEnabled', 'ApiUserOnly'] }),
          userFile('erp@example.com', { profile: 'Integration API Only', permissionSets: ['ERP_Integration'] }),
          userFile('jane.doe@example.com', { profile: 'Sales Manager', permissionSets: ['ERP_Integration'] }),
        ),
        says: 'jane.doe@example.com',
      },
    ],
    pass: [
      {
        name: 'Only the user of the ERP has it',
        files: exampleTree(
          permissionSetFile('ERP_Integration', { objects: { Order__c: 'read edit' } }),
          userFile('erp@example.com', { profile: 'Integration API Only', permissionSets: ['ERP_Integration'] }),
        ),
      },
    ],
  },
  *check({ snapshot, integrations }) {
    const people = new Set(peopleIn(snapshot, integrations).map(({ username }) => username));
    // What an integration has by a person's user is the person's.
    const machines = ownIntegrations(integrations).filter((integration) => integration.people === undefined);
    const held = new Set(machines.flatMap(({ permissionSets }) => permissionSets));
    for (const { id, name, files } of containersOf(snapshot, [...held])) {
      const given = snapshot.assignments.filter(
        ({ username, target }) => people.has(username) && target.name.toLowerCase() === name.toLowerCase(),
      );
      const subject = { subject: name, subjectKind: 'permission-set', subjectId: id } as const;
      if (given.length === 0) yield { ...subject, outcome: 'pass' };
      else {
        const names = given.map(({ username }) => username);
        yield {
          ...subject,
          outcome: 'fail',
          message: `Permission set "${name}" of an application is also assigned to people: ${listed(names)}.`,
          details: names,
          locations: [...given.map(({ origin }) => origin), { path: files[0] ?? '', line: 0 }],
        };
      }
    }
  },
};
