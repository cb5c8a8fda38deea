import type { Container } from '../../model/container.ts';
import { ObjectBits, type Permission } from '../../model/permission.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { exampleTree, groupFile, mutingSetFile, permissionSetFile } from '../example-tree.ts';
import { grantedEntries } from '../granted-entries.ts';
import { mutedEntries } from '../muted-entries.ts';
import type { Rule } from '../rule.ts';
import { counted, listed } from '../wording.ts';

export const mutingWithoutEffect: Rule = {
  id: 'muting-without-effect',
  code: 'S39',
  title: 'Muting of what no member grants',
  why: 'Who reads the muting set believes that something was taken away. It was never there, or it comes from a member that has gone; the muting that was meant may be missing.',
  fix: 'Remove the entries from the muting set, or correct the object they name.',
  severity: 'low',
  principles: ['B2'],
  threats: [],
  references: [],
  needs: ['groups'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Delete is muted, but no member gives it',
        files: exampleTree(
          permissionSetFile('Cases', { objects: { Case: 'read' } }),
          mutingSetFile('Case_Muting', { objects: { Case: 'delete' } }),
          groupFile('Case_Integration', { members: ['Cases'], muting: 'Case_Muting' }),
        ),
        says: 'Case delete',
      },
    ],
    pass: [
      {
        name: 'What is muted was granted',
        files: exampleTree(
          permissionSetFile('Cases', { objects: { Case: 'read edit delete' } }),
          mutingSetFile('Case_Muting', { objects: { Case: 'delete' } }),
          groupFile('Case_Integration', { members: ['Cases'], muting: 'Case_Muting' }),
        ),
      },
      {
        name: 'A member is missing: it may grant what is muted',
        files: exampleTree(
          permissionSetFile('Cases', { objects: { Case: 'read' } }),
          mutingSetFile('Case_Muting', { objects: { Case: 'delete' } }),
          groupFile('Case_Integration', { members: ['Cases', 'Elsewhere'], muting: 'Case_Muting' }),
        ),
      },
    ],
  },
  *check({ snapshot }) {
    for (const group of snapshot.groups.filter(({ mutingSets }) => mutingSets.length > 0)) {
      const members = group.members.map(({ name }) =>
        snapshot.containers.filter((set) => set.kind === 'permission-set' && set.name === name),
      );
      const subject = { subject: group.name, subjectKind: 'group', subjectId: group.id } as const;
      // What a missing member grants is unknown, and so is what muting takes from it.
      if (members.some((found) => found.length === 0)) continue;
      const idle = mutedEntries(snapshot, group).filter(
        ({ permission }) => !members.flat().some((set) => grants(snapshot, set, permission)),
      );
      if (idle.length === 0) yield { ...subject, outcome: 'pass' };
      else {
        const texts = idle.map(({ text }) => text);
        yield {
          ...subject,
          outcome: 'fail',
          message: `Group "${group.name}" mutes ${counted(texts.length, 'permission')} that no member grants: ${listed(texts)}.`,
          details: texts,
          locations: idle.map(({ origin }) => origin),
        };
      }
    }
  },
};

function grants(snapshot: Snapshot, set: Container, permission: Permission): boolean {
  if (permission.kind === 'system') {
    return grantedEntries(snapshot, set, set.grants.system).some(({ name }) => name === permission.name);
  }
  if (permission.kind !== 'object') return false;
  const entries = grantedEntries(snapshot, set, set.grants.objects, ObjectBits[permission.verb]);
  return entries.some(({ name }) => name === permission.object);
}
