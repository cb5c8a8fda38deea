import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { containerOrigin } from '../granted-entries.ts';
import type { Rule } from '../rule.ts';
import { isGranting, subjectOf } from '../subject.ts';

export const sessionActivatedSet: Rule = {
  id: 'session-activated-set',
  code: 'S23',
  title: 'Session-activated set for an integration',
  why: 'A set that has to be activated in a session grants nothing to a program until somebody or something activates it. Either the application does not work, or an automation hands out more than anybody sees.',
  fix: 'Put what the application needs into its plain permission set, and take the session-activated one away.',
  severity: 'high',
  principles: ['D5', 'B3'],
  threats: ['Escalate'],
  references: [{ standard: 'Salesforce', id: 'Metadata API: PermissionSet.hasActivationRequired' }],
  needs: ['permissionSets'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'An elevated set of a bot',
        files: exampleTree(
          permissionSetFile('Case_Sync', { activationRequired: true, objects: { Case: 'read edit delete' } }),
        ),
        says: 'session-activated',
      },
    ],
    pass: [
      {
        name: 'A plain set',
        files: exampleTree(permissionSetFile('Case_Sync', { objects: { Case: 'read edit' } })),
      },
      {
        name: 'A session-activated set of people',
        files: exampleTree(permissionSetFile('Case_Supervisor', { activationRequired: true })),
      },
    ],
  },
  *check({ snapshot, integrationsOf }) {
    for (const container of snapshot.containers) {
      if (!isGranting(container) || container.kind === 'profile' || integrationsOf(container.id).length === 0) continue;
      if (!container.activationRequired) yield { ...subjectOf(container), outcome: 'pass' };
      else {
        yield {
          ...subjectOf(container),
          outcome: 'fail',
          message: `Permission set "${container.name}" of an integration is session-activated: a program gets nothing from it until it is activated.`,
          locations: [containerOrigin(container)],
        };
      }
    }
    for (const { id, name, origin, activationRequired } of snapshot.groups) {
      if (!activationRequired || integrationsOf(id).length === 0) continue;
      yield {
        subject: name,
        subjectKind: 'group',
        subjectId: id,
        outcome: 'fail',
        message: `Permission set group "${name}" of an integration is session-activated: a program gets nothing from it until it is activated.`,
        locations: [origin],
      };
    }
  },
};
