import { ObjectBits, type Permission } from '../../model/permission.ts';
import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { grantedEntries } from '../granted-entries.ts';
import { grantVerdict } from '../holding.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { type GrantingContainer, judgedContainers, subjectOf, titleOf } from '../subject.ts';
import { isToldAsAdministrator } from '../told-as-administrator.ts';
import { counted, listed } from '../wording.ts';

export const viewAllFields: Rule = {
  id: 'view-all-fields',
  code: 'S06',
  title: 'View All Fields',
  why: 'View All Fields opens every field of an object, those that will be added next year included, without a single field permission: whoever counts field permissions sees nothing.',
  fix: 'Switch View All Fields off and list the fields that the application reads.',
  severity: 'high',
  principles: ['S1', 'D6', 'B4'],
  threats: ['Exfiltrate'],
  references: [],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Every field of Contact',
        files: exampleTree(permissionSetFile('Marketing_Sync', { objects: { Contact: 'read viewAllFields' } })),
        says: 'Contact',
      },
      {
        name: 'Every field of everything',
        files: exampleTree(permissionSetFile('Marketing_Sync', { system: ['ApiEnabled', 'ViewAllFieldsGlobal'] })),
        says: 'View All Fields (Global)',
      },
    ],
    pass: [
      {
        name: 'The fields that the application reads',
        files: exampleTree(
          permissionSetFile('Marketing_Sync', { objects: { Contact: 'read' }, fields: { 'Contact.Email': 'read' } }),
        ),
      },
    ],
  },
  *check(context) {
    for (const container of judgedContainers(context.snapshot)) yield judge(context, container);
  },
};

function judge(context: RuleContext, container: GrantingContainer): Verdict {
  const { snapshot } = context;
  if (isToldAsAdministrator(context, container)) return { ...subjectOf(container), outcome: 'pass' };
  const everywhere = grantedEntries(snapshot, container, container.grants.system).filter(
    ({ name }) => name === 'ViewAllFieldsGlobal',
  );
  const onObjects = grantedEntries(snapshot, container, container.grants.objects, ObjectBits.viewAllFields);
  if (everywhere.length + onObjects.length === 0) return { ...subjectOf(container), outcome: 'pass' };
  const objects = [...new Set(onObjects.map(({ name }) => name))].sort();
  const permissions: readonly Permission[] = [
    ...everywhere.map(({ name }) => ({ kind: 'system', name }) as const),
    ...objects.map((object) => ({ kind: 'object', object, verb: 'viewAllFields' }) as const),
  ];
  const reach =
    everywhere.length > 0
      ? 'View All Fields (Global): every field of every object that it may read'
      : `View All Fields on ${counted(objects.length, 'object')}: ${listed(objects)}`;
  const origins = [...everywhere, ...onObjects].map(({ origin }) => origin);
  return grantVerdict(context, container, permissions, origins, {
    message: `${titleOf(container)} gives ${reach}, future fields included.`,
    details: objects,
  });
}
