import { exampleTree, groupFile, permissionSetFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';
import { counted, listed } from '../wording.ts';

export const unresolvedGroupMember: Rule = {
  id: 'unresolved-group-member',
  code: 'S35',
  title: 'Group with members that are not in this source',
  why: 'What the missing members grant is unknown: everything said about the group is "at least". A review that overlooks this signs for access it has not seen.',
  fix: 'Retrieve the missing permission sets into the source, or remove them from the group when they no longer exist.',
  severity: 'medium',
  principles: ['B2', 'B4'],
  threats: [],
  references: [],
  needs: ['groups'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A member that exists nowhere',
        files: exampleTree(
          permissionSetFile('Cases', { objects: { Case: 'read' } }),
          groupFile('Case_Integration', { members: ['Cases', 'Unit_Admin'] }),
        ),
        says: 'Unit_Admin',
      },
    ],
    pass: [
      {
        name: 'Every member is here',
        files: exampleTree(
          permissionSetFile('Cases', { objects: { Case: 'read' } }),
          groupFile('Case_Integration', { members: ['Cases'] }),
        ),
      },
    ],
  },
  *check({ snapshot, integrationsOf }) {
    const sets = snapshot.containers.filter(({ kind }) => kind === 'permission-set');
    const known = new Set(sets.map(({ name }) => name.toLowerCase()));
    for (const { id, name, members } of snapshot.groups) {
      const subject = { subject: name, subjectKind: 'group', subjectId: id } as const;
      const missing = members.filter((member) => !known.has(member.name.toLowerCase()));
      if (missing.length === 0) yield { ...subject, outcome: 'pass' };
      else {
        const names = missing.map((member) => member.name);
        const shipped = names.every((member) => /^\w+?__/.test(member));
        yield {
          ...subject,
          outcome: 'fail',
          message: `${counted(names.length, 'member')} of group "${name}" ${names.length === 1 ? 'is' : 'are'} not in this source: ${listed(names)}. What the group gives is at least what is shown.`,
          severity: integrationsOf(id).length === 0 ? 'info' : shipped ? 'low' : 'medium',
          details: names,
          locations: missing.map(({ origin }) => origin),
        };
      }
    }
  },
};
