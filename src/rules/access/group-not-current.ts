import { exampleTree, groupFile, permissionSetFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';

export const groupNotCurrent: Rule = {
  id: 'group-not-current',
  code: 'S25',
  title: 'Permission set group that is not recalculated',
  why: 'A group gives what was last calculated, not what its members say now. While it is outdated or failed, nobody sees in Setup what it really opens.',
  fix: 'Recalculate the group in Setup; when that fails, remove the member that cannot be combined with the others.',
  severity: 'medium',
  principles: ['B2', 'B3'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'Object Reference: PermissionSetGroup.Status' }],
  needs: ['groups'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'The last calculation failed',
        files: exampleTree(
          permissionSetFile('Cases', { objects: { Case: 'read' } }),
          groupFile('Case_Integration', { members: ['Cases'], status: 'Failed' }),
        ),
        says: 'Failed',
      },
    ],
    pass: [
      {
        name: 'Up to date',
        files: exampleTree(
          permissionSetFile('Cases', { objects: { Case: 'read' } }),
          groupFile('Case_Integration', { members: ['Cases'], status: 'Updated' }),
        ),
      },
    ],
  },
  *check({ snapshot }) {
    for (const { id, name, status, origin } of snapshot.groups) {
      const subject = { subject: name, subjectKind: 'group', subjectId: id } as const;
      if (status === undefined) continue;
      if (status === 'Updated') yield { ...subject, outcome: 'pass' };
      else {
        yield {
          ...subject,
          outcome: 'fail',
          message: `Permission set group "${name}" has the status ${status}: what it gives is not what its members say.`,
          locations: [origin],
        };
      }
    }
  },
};
