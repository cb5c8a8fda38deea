import { fieldSensitivity, type Sensitive } from '../../access/sensitive-data.ts';
import { FieldBits } from '../../model/permission.ts';
import { exampleTree, fieldFile, permissionSetFile } from '../example-tree.ts';
import { byName, type GrantedEntry, grantedEntries } from '../granted-entries.ts';
import { grantVerdict } from '../holding.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { type GrantingContainer, judgedContainers, subjectOf, titleOf } from '../subject.ts';
import { counted, listed } from '../wording.ts';

export const sensitiveFields: Rule = {
  id: 'sensitive-fields',
  code: 'S19',
  title: 'Sensitive fields open to an integration',
  why: 'Fields that the org has classified, or whose names speak of secrets, identities, health or money, are what a leaked token is sold for.',
  fix: 'Take away the fields that the application does not need; for those it needs, say so in the purpose of the integration, or waive with an owner and an end date.',
  severity: 'medium',
  principles: ['S1', 'B4'],
  threats: ['Exfiltrate'],
  references: [{ standard: 'SBS', id: 'ACS-008' }],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A field that the org classified, for editing',
        files: exampleTree(
          permissionSetFile('HR_Sync', {
            objects: { Employee__c: 'read edit' },
            fields: { 'Employee__c.Pay__c': 'edit' },
          }),
          fieldFile('Employee__c', 'Pay__c', { securityClassification: 'Restricted', type: 'Currency' }),
        ),
        says: 'may edit 1 sensitive field: Employee__c.Pay__c',
      },
      {
        name: 'A name that leaves little doubt',
        files: exampleTree(
          permissionSetFile('HR_Sync', { objects: { Contact: 'read' }, fields: { 'Contact.National_Id__c': 'read' } }),
        ),
        says: 'Contact.National_Id__c',
      },
    ],
    pass: [
      {
        name: 'Ordinary fields',
        files: exampleTree(
          permissionSetFile('HR_Sync', { objects: { Contact: 'read' }, fields: { 'Contact.Badge__c': 'read' } }),
        ),
      },
      {
        name: 'A tick box and a lookup whose names speak of passwords and tokens',
        files: exampleTree(
          permissionSetFile('HR_Sync', {
            objects: { Contact: 'read' },
            fields: { 'Contact.Enable_Password_Reset__c': 'read', 'Contact.Auth_Token__c': 'read' },
          }),
          fieldFile('Contact', 'Auth_Token__c', { type: 'Lookup', referenceTo: 'Auth_Token__c' }),
        ),
      },
      {
        name: 'Listed as false',
        files: exampleTree(
          permissionSetFile('HR_Sync', { objects: { Contact: 'read' }, fields: { 'Contact.National_Id__c': '' } }),
        ),
      },
    ],
  },
  *check(context) {
    const sensitivity = fieldSensitivity(context.snapshot);
    const isSensitive = byName(context.snapshot, (name) => sensitivity(name) !== undefined);
    for (const container of judgedContainers(context.snapshot)) {
      // What people may see is for other reviews: only what an integration holds is judged.
      if (context.integrationsOf(container.id).length > 0) {
        yield judge(context, container, isSensitive, sensitivity);
      }
    }
  },
};

function judge(
  context: RuleContext,
  container: GrantingContainer,
  isSensitive: (field: number) => boolean,
  sensitivity: (field: string) => Sensitive | undefined,
): Verdict {
  const found = grantedEntries(context.snapshot, container, container.grants.fields, undefined, isSensitive)
    .flatMap((entry) => {
      const sensitive = sensitivity(entry.name);
      return sensitive && isLive(context, container, entry) ? [{ ...entry, ...sensitive }] : [];
    })
    .sort((a, b) => Number(b.classified) - Number(a.classified) || b.bits - a.bits);
  if (found.length === 0) return { ...subjectOf(container), outcome: 'pass' };
  const edited = found.filter(({ bits }) => (bits & FieldBits.edit) !== 0);
  const shown = edited.length > 0 ? edited : found;
  const verb = edited.length > 0 ? 'edit' : 'read';
  const more = found.length - shown.length;
  const classified = shown.some((entry) => entry.classified);
  return grantVerdict(
    context,
    container,
    found.map(({ name }) => ({ kind: 'field', field: name, verb: 'read' })),
    found.map(({ origin }) => origin),
    {
      message: `With ${titleOf(container).replace(/^P/, 'p')} an integration may ${verb} ${counted(shown.length, 'sensitive field')}: ${listed(shown.map(({ name }) => name))}${more > 0 ? `, and read ${more} more` : ''}.`,
      severity: classified && verb === 'edit' ? 'high' : 'medium',
      confidence: classified ? 'certain' : 'likely',
      details: found.map(({ name, bits, reason }) => `${name}: ${bits & FieldBits.edit ? 'edit' : 'read'} (${reason})`),
    },
  );
}

/** Whether any integration that holds the container really reads the field: without Read on the object it does not. */
function isLive(context: RuleContext, container: GrantingContainer, { name }: GrantedEntry): boolean {
  return context
    .integrationsOf(container.id)
    .some((integration) =>
      context.access({ kind: 'integration', id: integration.name }).may({ kind: 'field', field: name, verb: 'read' }),
    );
}
