import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../src/model/finding.ts';
import {
  type ExampleFiles,
  exampleTree,
  groupFile,
  mutingSetFile,
  permissionSetFile,
  profileFile,
} from '../../src/rules/example-tree.ts';
import { ACCESS_RULES, judge } from './judge.ts';

/** What other real trees taught: each pattern as the smallest tree in which a naive tool goes wrong. */
function findings(...files: readonly ExampleFiles[]): readonly Finding[] {
  return judge(exampleTree(...files), { rules: ACCESS_RULES, settings: { preset: 'recommended' } }).findings;
}

function said(...files: readonly ExampleFiles[]): readonly string[] {
  return findings(...files).map(({ rule, subject, severity }) => `${rule} ${subject} ${severity}`);
}

const ALL = 'create read edit delete viewAll modifyAll';
const OWNED = 'Owner: team@example.com';

test('muting leaves Read and View All Records of a set that gives everything', () => {
  const muted = findings(
    permissionSetFile('Campaigns', { description: OWNED, objects: { Campaign: ALL } }),
    mutingSetFile('Muting', { objects: { Campaign: 'create edit delete modifyAll' } }),
    groupFile('Campaign_Integration', { members: ['Campaigns'], muting: 'Muting', description: OWNED }),
  );
  assert.deepEqual(
    muted.map(({ rule, subject }) => `${rule} ${subject}`),
    ['view-all-records Campaigns'],
  );
  assert.match(muted[0]?.message ?? '', /In effect through group Campaign_Integration/);
});

test('a muted permission that no member grants is told, and changes nothing', () => {
  const texts = said(
    permissionSetFile('Campaigns', { objects: { Campaign: 'read' } }),
    mutingSetFile('Muting', { objects: { Case: 'delete' } }),
    groupFile('Campaign_Integration', { members: ['Campaigns'], muting: 'Muting', description: OWNED }),
  );
  assert.deepEqual(texts, ['muting-without-effect Campaign_Integration low']);
});

test('entries that say false are no grants, whatever they name', () => {
  const off = (name: string) =>
    `<userPermissions>\n    <enabled>false</enabled>\n    <name>${name}</name>\n</userPermissions>`;
  const texts = said(
    permissionSetFile('ERP_Integration', {
      description: OWNED,
      objects: { Account: '' },
      fields: { 'Contact.National_Id__c': '', 'Account.Phone': '' },
      xml: ['ManageUsers', 'ModifyAllData', 'ViewAllData'].map(off).join('\n'),
    }),
  );
  assert.deepEqual(texts, []);
});

test('a profile without object entries says nothing about objects', () => {
  const texts = said(
    profileFile('ERP Integration', {
      license: 'Salesforce Integration',
      system: ['ApiEnabled', 'ApiUserOnly'],
      fields: { 'Account.Phone': 'edit' },
    }),
  );
  assert.deepEqual(texts, ['profile-grants-fields ERP Integration medium']);
});

test('an empty group and a muting set of nobody are no findings', () => {
  assert.deepEqual(
    said(groupFile('Empty', { members: [] }), mutingSetFile('Nobody', { objects: { Case: 'read' } })),
    [],
  );
});

test('pieces of the administrator are one, without Modify All Data anywhere', () => {
  for (const permission of [
    'ManageUsers',
    'AssignPermissionSets',
    'ManageProfilesPermissionsets',
    'ResetPasswords',
    'AuthorApex',
    'CustomizeApplication',
    'ModifyMetadata',
  ]) {
    const texts = said(permissionSetFile('HR_Sync', { description: OWNED, system: [permission] }));
    assert.deepEqual(texts, ['escalation-path HR_Sync critical'], permission);
  }
});

test('API Only and administration together is still administration', () => {
  const texts = said(
    permissionSetFile('HR_Sync', { description: OWNED, system: ['ApiEnabled', 'ApiUserOnly', 'ManageUsers'] }),
  );
  assert.deepEqual(texts, ['escalation-path HR_Sync critical']);
});

test('a label or a description tells as much as a name', () => {
  const set = (words: { label?: string; description?: string }) =>
    said(permissionSetFile('Set_17', { ...words, system: ['ViewAllData'] }));
  assert.deepEqual(set({ label: 'Warehouse integration', description: OWNED }), ['view-all-data Set_17 critical']);
  assert.deepEqual(set({ description: `For the integration user of the warehouse. ${OWNED}` }), [
    'view-all-data Set_17 critical',
  ]);
  assert.deepEqual(set({ description: 'For the warehouse team' }), ['view-all-data Set_17 medium']);
});

test('field edits on an object with Create but no Edit are live; on one with neither they are latent', () => {
  const set = (verbs: string) =>
    said(
      permissionSetFile('Lead_Sync', {
        description: OWNED,
        objects: { Lead: verbs },
        fields: { 'Lead.Company_Size__c': 'edit', 'Task.Kind__c': 'edit' },
      }),
    );
  assert.deepEqual(set('read create'), []);
  assert.deepEqual(set('read'), ['latent-field-edits Lead_Sync info']);
});

test('what Salesforce ships does not flood a list', () => {
  const shipped = ['Standard', 'ServiceCloud', 'ContractManager', 'Chatter Free User'].map((name) =>
    profileFile(name, { custom: false, system: ['ExportReport', 'PasswordNeverExpires', 'ManageUsers'] }),
  );
  assert.deepEqual(said(...shipped, groupFile('force__GeneralUsers', { members: ['force__One', 'force__Two'] })), []);
});
