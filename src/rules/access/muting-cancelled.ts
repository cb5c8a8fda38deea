import { exampleTree, groupFile, mutingSetFile, permissionSetFile, userFile } from '../example-tree.ts';
import { integrationSubject, ownIntegrations } from '../integration-subject.ts';
import { mutedEntries } from '../muted-entries.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../wording.ts';

export const mutingCancelled: Rule = {
  id: 'muting-cancelled',
  code: 'S40',
  title: 'Muted in a group, granted beside it',
  why: 'Muting takes away inside its group only. What the profile, another set or another group gives stays, so the muting reads like a restriction that does not exist.',
  fix: 'Take the grant away where it comes from: leastwise explain shows every path.',
  severity: 'medium',
  principles: ['B2', 'D6'],
  threats: ['Destroy', 'Exfiltrate'],
  references: [],
  needs: ['groups'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'The member of the group is assigned by itself too',
        files: exampleTree(
          permissionSetFile('Cases', { objects: { Case: 'read edit delete' } }),
          mutingSetFile('Case_Muting', { objects: { Case: 'delete' } }),
          groupFile('Case_Integration', { members: ['Cases'], muting: 'Case_Muting' }),
          userFile('case.sync@example.com', {
            profile: 'Integration API Only',
            permissionSets: ['Case_Integration', 'Cases'],
          }),
        ),
        says: 'Case delete',
      },
    ],
    pass: [
      {
        name: 'Only the group',
        files: exampleTree(
          permissionSetFile('Cases', { objects: { Case: 'read edit delete' } }),
          mutingSetFile('Case_Muting', { objects: { Case: 'delete' } }),
          groupFile('Case_Integration', { members: ['Cases'], muting: 'Case_Muting' }),
          userFile('case.sync@example.com', {
            profile: 'Integration API Only',
            permissionSets: ['Case_Integration'],
          }),
        ),
      },
    ],
  },
  *check(context) {
    const { snapshot } = context;
    for (const integration of ownIntegrations(context.integrations)) {
      const access = context.access({ kind: 'integration', id: integration.name });
      const groups = snapshot.groups.filter(
        ({ id, mutingSets }) => integration.groups.includes(id) && mutingSets.length > 0,
      );
      for (const group of groups) {
        const cancelled = mutedEntries(snapshot, group).filter(({ permission }) => access.may(permission));
        const verdict = { ...integrationSubject(integration), key: group.name };
        if (cancelled.length === 0) yield { ...verdict, outcome: 'pass' };
        else {
          const texts = cancelled.map(({ text }) => text);
          yield {
            ...verdict,
            outcome: 'fail',
            message: `Group "${group.name}" mutes ${listed(texts)}, but ${integration.name} has it by another way.`,
            details: texts,
            locations: [...cancelled.map(({ origin }) => origin), group.origin],
          };
        }
      }
    }
  },
};
