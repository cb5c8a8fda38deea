import { FieldBits, ObjectBits } from '../../model/permission.ts';
import { hasObjectPermissions } from '../../platform/objects-without-permissions.ts';
import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { byName, grantedEntries } from '../granted-entries.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { type GrantingContainer, judgedContainers, subjectOf, titleOf } from '../subject.ts';
import { counted, listed } from '../wording.ts';

export const latentFieldEdits: Rule = {
  id: 'latent-field-edits',
  code: 'S33',
  title: 'Fields that open as soon as the object does',
  why: 'An editable field of an object that may only be read does nothing today. The day somebody adds Edit on the object, by any set, all these fields open at once.',
  fix: 'Set the fields to read-only, or remove them, while the object stays read-only.',
  severity: 'info',
  principles: ['S1'],
  threats: [],
  references: [],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A read-only object with an editable field',
        files: exampleTree(
          permissionSetFile('Price_Sync', {
            objects: { Product2: 'read' },
            fields: { 'Product2.Price__c': 'edit' },
          }),
        ),
        says: '1 field',
      },
    ],
    pass: [
      {
        name: 'The object may be edited',
        files: exampleTree(
          permissionSetFile('Price_Sync', {
            objects: { Product2: 'read edit' },
            fields: { 'Product2.Price__c': 'edit' },
          }),
        ),
      },
      {
        name: 'With Create alone, the field is written when a record is made',
        files: exampleTree(
          permissionSetFile('Price_Sync', {
            objects: { Product2: 'read create' },
            fields: { 'Product2.Price__c': 'edit' },
          }),
        ),
      },
      {
        name: 'Tasks have no object permissions of their own',
        files: exampleTree(
          permissionSetFile('Price_Sync', { objects: { Account: 'read' }, fields: { 'Task.Priority__c': 'edit' } }),
        ),
      },
    ],
  },
  *check(context) {
    // One string an object, so that comparing it with that of the field before is comparing two pointers.
    const objects = new Map<string, string>();
    const objectOf = byName(context.snapshot, (field) => {
      const object = field.slice(0, field.indexOf('.'));
      const known = objects.get(object) ?? (hasObjectPermissions(object) ? object : '');
      objects.set(object, known);
      return known;
    });
    for (const container of judgedContainers(context.snapshot)) yield judge(context, container, objectOf);
  },
};

/** @param objectOf the object of a field, empty when it takes no object permissions */
function judge(context: RuleContext, container: GrantingContainer, objectOf: (field: number) => string): Verdict {
  const { snapshot } = context;
  const objects = new Map(
    grantedEntries(snapshot, container, container.grants.objects).map(({ name, bits }) => [name, bits]),
  );
  const unlistedCount = saysAll(context, container);
  const isClosed = (object: string): boolean => {
    const bits = objects.get(object);
    return bits === undefined ? unlistedCount : (bits & (ObjectBits.create | ObjectBits.edit)) === 0;
  };
  let before = '';
  let isLatent = false;
  const latent = grantedEntries(snapshot, container, container.grants.fields, FieldBits.edit, (id) => {
    const object = objectOf(id);
    if (object !== before) isLatent = object !== '' && isClosed(object);
    before = object;
    return isLatent;
  }).filter(({ name }) => !isEdited(context, container, name));
  if (latent.length === 0) return { ...subjectOf(container), outcome: 'pass' };
  const touched = [...new Set(latent.map(({ name }) => name.slice(0, name.indexOf('.'))))];
  return {
    ...subjectOf(container),
    outcome: 'fail',
    message: `${titleOf(container)} makes ${counted(latent.length, 'field')} of ${listed(touched)} editable, but no record of ${touched.length === 1 ? 'it' : 'them'} may be created or edited: nothing can be written today.`,
    details: latent.map(({ name }) => name),
    locations: latent.map(({ origin }) => origin),
  };
}

/**
 * Whether objects that the container does not list count as closed: a profile that lists objects lists all it opens, and
 * what an integration holds is known. People's sets are made to be combined, so there an absent object says nothing.
 */
function saysAll({ integrationsOf }: RuleContext, { id, kind, grants }: GrantingContainer): boolean {
  return kind === 'profile' ? grants.objects.ids.length > 0 : integrationsOf(id).length > 0;
}

/** Whether an integration with the container edits the field after all, by what else it holds. */
function isEdited(context: RuleContext, container: GrantingContainer, field: string): boolean {
  return context
    .integrationsOf(container.id)
    .some(({ name }) => context.access({ kind: 'integration', id: name }).may({ kind: 'field', field, verb: 'edit' }));
}
