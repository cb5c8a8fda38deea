import { FieldBits } from '../../model/permission.ts';
import { hasObjectPermissions } from '../../platform/objects-without-permissions.ts';
import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { byName, grantedEntries } from '../granted-entries.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { type GrantingContainer, judgedContainers, subjectOf, titleOf } from '../subject.ts';
import { counted, listed } from '../wording.ts';

export const fieldsWithoutObject: Rule = {
  id: 'fields-without-object',
  code: 'S22',
  title: 'Fields of an object that stays closed',
  why: 'A field is only seen by who may read its object. Such entries open nothing today, mislead whoever reviews the set, and open at once on the day when somebody adds the object.',
  fix: 'Remove the fields, or grant Read on the object if the application needs them.',
  severity: 'low',
  principles: ['S1', 'B2'],
  threats: [],
  references: [],
  needs: ['permissionSets'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'No entry opens the object',
        files: exampleTree(permissionSetFile('ERP_Sync', { fields: { 'Invoice__c.Amount__c': 'read' } })),
        says: '1 field of Invoice__c',
      },
    ],
    pass: [
      {
        name: 'The set opens the object',
        files: exampleTree(
          permissionSetFile('ERP_Sync', {
            objects: { Invoice__c: 'read' },
            fields: { 'Invoice__c.Amount__c': 'read' },
          }),
        ),
      },
      {
        name: 'Tasks have no object permissions of their own',
        files: exampleTree(permissionSetFile('ERP_Sync', { fields: { 'Task.Priority__c': 'read' } })),
      },
    ],
  },
  *check(context) {
    const objectOf = byName(context.snapshot, (field) => field.slice(0, field.indexOf('.')));
    for (const container of judgedContainers(context.snapshot)) {
      // People's sets are made to be combined; what an integration holds is known.
      if (container.kind === 'permission-set' && context.integrationsOf(container.id).length > 0) {
        yield judge(context, container, objectOf);
      }
    }
  },
};

function judge(context: RuleContext, container: GrantingContainer, objectOf: (field: number) => string): Verdict {
  const { snapshot, integrationsOf, access } = context;
  const holders = integrationsOf(container.id).map(({ name }) => access({ kind: 'integration', id: name }));
  const closed = new Map<string, boolean>();
  const isClosed = (object: string): boolean => {
    const known =
      closed.get(object) ??
      (hasObjectPermissions(object) && !holders.some((holder) => holder.may({ kind: 'object', object, verb: 'read' })));
    closed.set(object, known);
    return known;
  };
  const dead = grantedEntries(snapshot, container, container.grants.fields, FieldBits.read, (id) =>
    isClosed(objectOf(id)),
  );
  if (dead.length === 0) return { ...subjectOf(container), outcome: 'pass' };
  const objects = [...new Set(dead.map(({ name }) => name.slice(0, name.indexOf('.'))))];
  const certain = holders.every(({ bound }) => bound === 'exact');
  const nothing = certain ? 'nothing' : 'nothing in this source';
  return {
    ...subjectOf(container),
    outcome: 'fail',
    message: `${titleOf(container)} opens ${counted(dead.length, 'field')} of ${listed(objects)}, but ${nothing} that its integration holds opens ${objects.length === 1 ? 'the object' : 'these objects'}.`,
    confidence: certain ? 'certain' : 'possible',
    details: dead.map(({ name }) => name),
    locations: dead.map(({ origin }) => origin),
  };
}
