import { objectSensitivity } from '../../access/sensitive-data.ts';
import { ObjectBits } from '../../model/permission.ts';
import { exampleTree, fieldFile, permissionSetFile } from '../example-tree.ts';
import { type GrantedEntry, grantsSystem } from '../granted-entries.ts';
import { objectGrants } from '../object-grants.ts';
import type { Rule } from '../rule.ts';
import type { GrantingContainer } from '../subject.ts';
import { counted, listed } from '../wording.ts';

const INCLUDE_IT: readonly string[] = ['ModifyAllData', 'ViewAllData'];

export const viewAllRecords: Rule = {
  id: 'view-all-records',
  code: 'S08',
  title: 'View All Records on objects',
  why: 'View All Records reads every record of the object, whatever sharing says. On people and their cases that is a data breach in waiting.',
  fix: 'Grant Read, and let sharing rules open the records that the application works on.',
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
        name: 'Every order',
        files: exampleTree(permissionSetFile('ERP_Integration', { objects: { Order__c: 'read viewAll' } })),
        says: 'View All Records on 1 object: Order__c',
      },
      {
        name: 'Every person, with classified fields',
        files: exampleTree(
          permissionSetFile('ERP_Integration', { objects: { Employee__c: 'read viewAll' } }),
          fieldFile('Employee__c', 'Salary__c', { securityClassification: 'Restricted', type: 'Currency' }),
        ),
        says: 'personal or classified data',
      },
    ],
    pass: [
      {
        name: 'Read, with sharing',
        files: exampleTree(permissionSetFile('ERP_Integration', { objects: { Order__c: 'read' } })),
      },
    ],
  },
  *check(context) {
    const { snapshot } = context;
    const sensitive = objectSensitivity(snapshot);
    yield* objectGrants(context, 'viewAll', say, ({ bits }, reaches) => {
      // Modify All Records includes it, and has a rule of its own.
      return (bits & ObjectBits.modifyAll) === 0 || !reaches('modifyAll');
    });

    function say(title: string, entries: readonly GrantedEntry[], container: GrantingContainer) {
      // What opens every object includes it too.
      if (INCLUDE_IT.some((name) => grantsSystem(snapshot, container, name))) return undefined;
      const objects = entries.map(({ name }) => name);
      const personal = objects.filter(sensitive);
      // The objects that matter most are named first, and named alone where they say it all.
      const others = objects.filter((object) => !personal.includes(object));
      const about = personal.length > 0 ? `, ${listed(personal)} with personal or classified data among them` : '';
      const all = `: ${listed(objects)}${personal.length > 0 ? ', with personal or classified data' : ''}`;
      return {
        message: `${title} gives View All Records on ${counted(objects.length, 'object')}${others.length === 0 || personal.length === 0 ? all : about}.`,
        severity: personal.length > 0 ? ('high' as const) : ('medium' as const),
        details: [...personal, ...others],
      };
    }
  },
};
