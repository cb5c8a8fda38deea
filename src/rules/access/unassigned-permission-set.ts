import { clientAppFiles, exampleTree, permissionSetFile, userFile } from '../example-tree.ts';
import { containerOrigin } from '../granted-entries.ts';
import { containersOf, ownIntegrations } from '../integration-subject.ts';
import { usersOf } from '../profile-of.ts';
import type { Rule } from '../rule.ts';
import { isGranting, subjectOf } from '../subject.ts';

export const unassignedPermissionSet: Rule = {
  id: 'unassigned-permission-set',
  code: 'D07',
  title: 'Permission set that the user of its application does not have',
  why: 'The set says what the application may do, but its user does not have it: either the application works by other grants that nobody reviews, or it does not work.',
  fix: 'Assign the set to the user of the application, and take away what it has instead; or delete the set.',
  severity: 'medium',
  principles: ['D7', 'B2'],
  threats: [],
  references: [],
  needs: ['permissionSets', 'users'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'The app is pre-authorised for a set, its user has another',
        files: exampleTree(
          permissionSetFile('Int_Warehouse', { objects: { Shipment__c: 'read' } }),
          clientAppFiles('Warehouse', { runAs: 'warehouse@example.com', permissionSets: ['Int_Warehouse'] }),
          userFile('warehouse@example.com', { profile: 'Integration API Only' }),
        ),
        says: 'Int_Warehouse',
      },
    ],
    pass: [
      {
        name: 'Its user has it',
        files: exampleTree(
          permissionSetFile('Int_Warehouse', { objects: { Shipment__c: 'read' } }),
          clientAppFiles('Warehouse', { runAs: 'warehouse@example.com', permissionSets: ['Int_Warehouse'] }),
          userFile('warehouse@example.com', { profile: 'Integration API Only', permissionSets: ['Int_Warehouse'] }),
        ),
      },
    ],
  },
  *check({ snapshot, integrations }) {
    for (const integration of ownIntegrations(integrations)) {
      const users = usersOf(snapshot, integration);
      // A user that only an app names is not described here: nobody can say what it has.
      if (users.length === 0 || users.length < integration.users.length) continue;
      const given = new Set(
        snapshot.assignments
          .filter(({ username }) => integration.users.includes(username))
          .map(({ target }) => target.name.toLowerCase()),
      );
      const groups = snapshot.groups.filter(({ name }) => given.has(name.toLowerCase()));
      for (const { members } of groups) for (const { name } of members) given.add(name.toLowerCase());
      for (const set of containersOf(snapshot, integration.permissionSets)) {
        if (!isGranting(set)) continue;
        const verdict = { ...subjectOf(set), integrations: [integration.name] };
        if (given.has(set.name.toLowerCase())) yield { ...verdict, outcome: 'pass' };
        else {
          yield {
            ...verdict,
            outcome: 'fail',
            message: `Permission set "${set.name}" belongs to ${integration.name}, but ${users.map(({ username }) => username).join(', ')} does not have it.`,
            locations: [containerOrigin(set), ...users.map(({ origin }) => origin)],
            key: integration.name,
          };
        }
      }
    }
  },
};
