import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  applicationKey,
  integrationName,
  signalInDescription,
  signalInName,
} from '../../src/discover/integration-words.ts';

const STRONG = [
  'ERP_Integration',
  'B2C_CRM_SYNC',
  'Schnittstellenbenutzer',
  'Interfaz de integración',
  "Profil d'intégration SAP",
  'Integração Totvs',
  'Synchronisatie_Exact',
  'Systembruker',
  'svc_warehouse',
  'svc01',
  'MuleSoft Anypoint',
  'Minimum Access - API Only Integrations',
  'Billing API User',
  'Service Account',
  'HubSpotConnector',
];

for (const name of STRONG) {
  test(`"${name}" speaks of a machine`, () => assert.equal(signalInName(name)?.strength, 'strong'));
}

for (const name of [
  'Arbeidsgiver_Backup',
  'Int_Billing',
  'Support Bot',
  'API_Access',
  'NKS_Webhook',
  'B2C_CRM_JWT',
  'Admin_Integrasjoner',
  'Integration Managers',
  'Dataloader nightly',
  'Data_Loader_Download',
]) {
  test(`"${name}" may speak of a machine`, () => assert.equal(signalInName(name)?.strength, 'weak'));
}

const PEOPLE = [
  'Capital_Markets',
  'Rapid_Response',
  'Integrity_Team',
  'Integrated_Care',
  'Therapist',
  'Apiary',
  'Syncope_Clinic',
  'Case_Feed',
  'International_Sales',
  'Interior_Design',
  'Robotham_Admin',
  'Bottom_Line',
  'Service_Agent',
  'User Interface Tester',
  'Custom_Metadata_Editor',
  'Customer Community User',
  'Batch_Gift_Entry',
  'NPSP_Data_Import',
  'Hint_Editor',
  'Sales Connect',
  'Allow_Salesforce_Files_Sync',
  'Outlook Integration',
];

for (const name of PEOPLE) {
  test(`"${name}" is for people`, () => assert.equal(signalInName(name), undefined));
}

test('a description counts only where it names a machine account', () => {
  assert.equal(signalInDescription('Granted to the system user that runs the backup')?.word, 'system user');
  assert.equal(signalInDescription('Integration between SAP and Salesforce')?.word, 'integration');
  assert.equal(signalInDescription('Lets users change the HubSpot integration'), undefined);
  assert.equal(signalInDescription('Needed to update records of inactive users via data loader'), undefined);
  assert.equal(signalInDescription('For sales people of the SAP sync'), undefined);
  assert.equal(signalInDescription('Access to the API controller of the bank account page'), undefined);
  assert.equal(
    signalInDescription('For sales people. They may see, in the last tab of all, the list of what the integration did'),
    undefined,
  );
});

test('the application of a name is what is left without the words for machines', () => {
  for (const name of ['HR_Sync', 'hr-sync@acme.example', 'HR Sync Integration User', 'Int_HR', 'HR API'])
    assert.equal(applicationKey(name), 'hr', name);
  assert.notEqual(applicationKey('HR_Sync'), applicationKey('ERP_Sync'));
  assert.notEqual(applicationKey('ERP1_Integration'), applicationKey('ERP2_Integration'));
  assert.equal(applicationKey('B2C_CRM_SYNC'), applicationKey('B2C-CRM-Jwt'));
  for (const name of ['Integration User', 'API Only', 'Service Account', 'svc@acme.example', 'svc01'])
    assert.equal(applicationKey(name), '', name);
});

test('names are kebab-case and never empty', () => {
  assert.equal(integrationName('Nightly Loader'), 'nightly-loader');
  assert.equal(integrationName('erp.orders@acme.example'), 'erp-orders');
  assert.equal(integrationName('Intégration Crédit (2)'), 'integration-credit-2');
  assert.equal(integrationName('🚀'), 'unnamed');
  assert.equal(integrationName('基幹連携'), '基幹連携');
});
