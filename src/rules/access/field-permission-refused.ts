import { FieldBits } from '../../model/permission.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { fieldSecurity } from '../../platform/field-permissionability.ts';
import { exampleTree, fieldFile, permissionSetFile } from '../example-tree.ts';
import { byName, grantedEntries } from '../granted-entries.ts';
import type { Rule } from '../rule.ts';
import { isGranting, subjectOf, titleOf } from '../subject.ts';
import { counted, listed } from '../wording.ts';

const set = permissionSetFile('ERP_Integration', {
  objects: { Order__c: 'read edit' },
  fields: { 'Order__c.Number__c': 'edit' },
});

export const fieldPermissionRefused: Rule = {
  id: 'field-permission-refused',
  code: 'S21',
  title: 'A field permission that Salesforce refuses',
  why: 'Required and master-detail fields carry no field-level security, and nobody can edit a formula or an auto-number. A file that says otherwise does not deploy.',
  fix: 'Remove the entries of required and master-detail fields; set editable to false for formulas, roll-ups and auto-numbers.',
  severity: 'low',
  principles: ['B2'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'Object Reference, FieldPermissions' }],
  needs: ['permissionSets', 'fields'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A required field',
        files: exampleTree(
          set,
          fieldFile('Order__c', 'Number__c', { label: 'Number', required: 'true', type: 'Text' }),
        ),
        says: 'Order__c.Number__c',
      },
      {
        name: 'An editable formula',
        files: exampleTree(set, fieldFile('Order__c', 'Number__c', { formula: '1', label: 'Number', type: 'Number' })),
        says: 'Order__c.Number__c',
      },
    ],
    pass: [
      {
        name: 'A plain field',
        files: exampleTree(set, fieldFile('Order__c', 'Number__c', { label: 'Number', type: 'Text' })),
      },
    ],
  },
  *check({ snapshot }) {
    const refusedBits = refusedBitsOf(snapshot);
    for (const container of snapshot.containers) {
      if (!isGranting(container) || container.kind === 'profile') continue;
      const refused = grantedEntries(
        snapshot,
        container,
        container.grants.fields,
        EVERY_BIT,
        (id, bits) => (bits & refusedBits(id)) !== 0,
      );
      if (refused.length === 0) yield { ...subjectOf(container), outcome: 'pass' };
      else {
        const names = refused.map(({ name }) => name);
        yield {
          ...subjectOf(container),
          outcome: 'fail',
          message: `${titleOf(container)} grants ${counted(refused.length, 'field')} in a way that Salesforce refuses: ${listed(names)}.`,
          details: names,
          locations: refused.map(({ origin }) => origin),
        };
      }
    }
  },
};

const EVERY_BIT = FieldBits.read | FieldBits.edit;

/** What may not be granted of a field: its edit, or anything. Of fields whose file is not here too little is known. */
function refusedBitsOf(snapshot: Snapshot): (id: number) => number {
  const definitions = new Map(snapshot.fields.map((field) => [field.name, field]));
  return byName(snapshot, (name) => {
    const definition = definitions.get(name);
    const security = definition && fieldSecurity(definition);
    if (security === 'follows-object' || security === 'system') return EVERY_BIT;
    return security === 'read-only' ? FieldBits.edit : 0;
  });
}
