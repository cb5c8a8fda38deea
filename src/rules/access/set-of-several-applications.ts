import type { Integration } from '../../model/integration.ts';
import { clientAppFiles, exampleTree, permissionSetFile, userFile } from '../example-tree.ts';
import { containerOrigin } from '../granted-entries.ts';
import { ownIntegrations } from '../integration-subject.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../wording.ts';

export const setOfSeveralApplications: Rule = {
  id: 'set-of-several-applications',
  code: 'S01',
  title: 'One permission set for several applications',
  why: 'What is added for one application is open to all of them, and nothing can be taken away because nobody knows who needs it.',
  fix: 'Make one permission set per application with what that application needs, assign it to its user, and delete the shared one.',
  severity: 'medium',
  principles: ['X3', 'D5', 'D7', 'B2'],
  threats: ['Exfiltrate'],
  references: [{ standard: 'SBS', id: 'PERM-001' }],
  needs: ['permissionSets'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Two apps are pre-authorised for one set',
        files: exampleTree(
          permissionSetFile('Integration_Shared', { objects: { Account: 'read' }, system: ['ApiEnabled'] }),
          clientAppFiles('Shipping', { permissionSets: ['Integration_Shared'] }),
          clientAppFiles('Warehouse', { permissionSets: ['Integration_Shared'] }),
        ),
        says: 'shipping and warehouse',
      },
    ],
    pass: [
      {
        name: 'Each app has its set',
        files: exampleTree(
          permissionSetFile('Int_Shipping', { objects: { Shipment__c: 'read' } }),
          permissionSetFile('Int_Warehouse', { objects: { Shipment__c: 'read' } }),
          clientAppFiles('Shipping', { permissionSets: ['Int_Shipping'] }),
          clientAppFiles('Warehouse', { permissionSets: ['Int_Warehouse'] }),
          userFile('shipping@example.com', { profile: 'Integration API Only', permissionSets: ['Int_Shipping'] }),
        ),
      },
    ],
  },
  *check({ snapshot, integrations }) {
    const own = ownIntegrations(integrations);
    const holders = (id: string, parts: (integration: Integration) => readonly string[]) =>
      own.filter((integration) => parts(integration).includes(id)).map(({ name }) => name);
    const sets = snapshot.containers.filter(({ kind }) => kind === 'permission-set');
    for (const part of [
      ...sets.map((set) => ({ ...subject(set), kind: 'permission-set' as const, origin: containerOrigin(set) })),
      ...snapshot.groups.map((group) => ({ ...subject(group), kind: 'group' as const, origin: group.origin })),
    ]) {
      const names = holders(part.id, (held) => (part.kind === 'group' ? held.groups : held.permissionSets));
      if (names.length === 0) continue;
      const verdict = { subject: part.name, subjectKind: part.kind, subjectId: part.id, integrations: names };
      if (names.length === 1) yield { ...verdict, outcome: 'pass' };
      else {
        const title = part.kind === 'group' ? 'Permission set group' : 'Permission set';
        yield {
          ...verdict,
          outcome: 'fail',
          message: `${title} "${part.name}" is shared by ${listed(names, 5)}.`,
          details: names,
          locations: [part.origin],
        };
      }
    }
  },
};

function subject({ id, name }: { readonly id: string; readonly name: string }) {
  return { id, name };
}
