import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildAccessGraph } from '../../src/access/build-graph.ts';
import { readMetadata } from '../../src/connectors/sfdx/read.ts';
import { readMetadataFiles } from '../../src/connectors/sfdx/read-files.ts';
import { discoverIntegrations } from '../../src/discover/discover.ts';
import type { NamedIntegration } from '../../src/model/settings.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import {
  clientAppFiles,
  connectedAppFile,
  type ExampleFiles,
  exampleTree,
  groupFile,
  permissionSetFile,
  profileFile,
  userFile,
} from '../../src/rules/example-tree.ts';
import { corpusPath, corpusTest } from '../corpus.ts';

interface Asked {
  readonly named?: readonly NamedIntegration[];
  readonly exclude?: readonly string[];
}

function discoverIn(snapshot: Snapshot, { named = [], exclude = [] }: Asked = {}) {
  return discoverIntegrations(snapshot, buildAccessGraph(snapshot, { today: '2026-11-24' }), { named, exclude });
}

function discover(files: readonly ExampleFiles[], asked: Asked = {}) {
  return discoverIn(readMetadataFiles(exampleTree(...files)), asked);
}

const API_ONLY = profileFile('Integration API Only', {
  license: 'Salesforce Integration',
  system: ['ApiEnabled', 'ApiUserOnly'],
});

test('app, run-as user, its set and its profile are one integration', () => {
  const found = discover([
    API_ONLY,
    permissionSetFile('Orders', { objects: { Order__c: 'read' } }),
    userFile('erp@example.com', { profile: 'Integration API Only', permissionSets: ['Orders'] }),
    clientAppFiles('ERP_Orders', { runAs: 'erp@example.com', permissionSets: ['Orders'] }),
  ]);
  assert.equal(found.length, 1);
  const [erp] = found;
  assert.equal(erp?.name, 'erp-orders');
  assert.equal(erp?.confidence, 'certain');
  assert.deepEqual(erp?.users, ['erp@example.com']);
  assert.deepEqual(erp?.permissionSets, ['permission-set:Orders']);
  assert.deepEqual(erp?.profiles, ['profile:Integration API Only']);
  assert.deepEqual(
    new Set(erp?.evidence.map(({ signal }) => signal)),
    new Set(['app', 'run-as', 'pre-authorised', 'licence', 'api-only']),
  );
});

test('two apps on one user and one set stay two, and both hold what they share', () => {
  const found = discover([
    API_ONLY,
    permissionSetFile('Integration_Shared', { objects: { Account: 'read' } }),
    userFile('integration@example.com', { profile: 'Integration API Only', permissionSets: ['Integration_Shared'] }),
    clientAppFiles('Shipping', { runAs: 'integration@example.com', permissionSets: ['Integration_Shared'] }),
    clientAppFiles('Warehouse', { runAs: 'integration@example.com', permissionSets: ['Integration_Shared'] }),
  ]);
  assert.deepEqual(
    found.map(({ name, users, permissionSets }) => [name, users, permissionSets]),
    ['shipping', 'warehouse'].map((name) => [name, ['integration@example.com'], ['permission-set:Integration_Shared']]),
  );
});

test('users on one profile are applications of their own', () => {
  const found = discover([
    API_ONLY,
    userFile('billing@example.com', { profile: 'Integration API Only' }),
    userFile('payroll@example.com', { profile: 'Integration API Only' }),
  ]);
  assert.deepEqual(
    found.map(({ name }) => name),
    ['billing', 'payroll'],
  );
});

test('a connected app names its sets by label, an external client app by name', () => {
  const set = permissionSetFile('Set_17', { label: 'ERP orders (API)', objects: { Order__c: 'read' } });
  for (const app of [
    connectedAppFile('ERP', { permissionSets: ['ERP orders (API)'] }),
    clientAppFiles('ERP', { permissionSets: ['Set_17'] }),
  ]) {
    const [erp] = discover([set, app]);
    assert.deepEqual(erp?.permissionSets, ['permission-set:Set_17']);
  }
});

test('an app pre-authorised for a profile of people does not become those people', () => {
  const [app] = discover([
    profileFile('Sales Manager', { objects: { Account: 'read edit' } }),
    connectedAppFile('Loader', { profiles: ['Sales Manager'] }),
  ]);
  assert.deepEqual(app?.profiles, []);
});

test('a person is no integration, and neither is a set of people', () => {
  const found = discover([
    profileFile('Sales Manager', { system: ['ApiEnabled'] }),
    permissionSetFile('Sales_Console', { objects: { Account: 'read' } }),
    userFile('jane.doe@example.com', { profile: 'Sales Manager', name: 'Jane Doe', permissionSets: ['Sales_Console'] }),
  ]);
  assert.deepEqual(found, []);
});

test('sets and apps of one name are joined, those of two are not', () => {
  const found = discover([
    permissionSetFile('HR_Sync', { objects: { Employee__c: 'read' } }),
    permissionSetFile('Payroll_Sync', { objects: { Employee__c: 'read' } }),
    connectedAppFile('HR', {}),
  ]);
  assert.deepEqual(
    found.map(({ name, apps, permissionSets }) => [name, apps, permissionSets]),
    [
      ['hr', ['connected-app:HR'], ['permission-set:HR_Sync']],
      ['payroll-sync', [], ['permission-set:Payroll_Sync']],
    ],
  );
});

test('a group belongs to an application when all its members do, and holds them', () => {
  const found = discover([
    permissionSetFile('CRM_Sync', { objects: { Account: 'read' } }),
    permissionSetFile('CRM_JWT', { objects: { Contact: 'read' } }),
    permissionSetFile('Sales_Console', { objects: { Lead: 'read' } }),
    groupFile('CRM_Bundle', { members: ['CRM_Sync', 'CRM_JWT'] }),
    groupFile('Everybody', { members: ['CRM_Sync', 'Sales_Console'] }),
  ]);
  assert.deepEqual(
    found.map(({ name, groups, permissionSets }) => [name, groups, permissionSets]),
    [['crm-sync', ['group:CRM_Bundle'], []]],
  );
});

test('what leastwise.yml names is certain; its parts are not found a second time', () => {
  const origin = { path: 'leastwise.yml', line: 3 };
  const named = [
    {
      name: 'nightly-loader',
      owner: 'ops@example.com',
      users: [],
      profiles: [],
      permissionSets: ['Everything'],
      groups: [],
      apps: ['Loader'],
      origin,
    },
  ];
  const found = discover(
    [permissionSetFile('Everything', { objects: { Account: 'read' } }), connectedAppFile('Loader', {})],
    { named },
  );
  assert.equal(found.length, 1);
  assert.equal(found[0]?.name, 'nightly-loader');
  assert.equal(found[0]?.owner, 'ops@example.com');
  assert.deepEqual(found[0]?.apps, ['connected-app:Loader']);
  assert.deepEqual(found[0]?.permissionSets, ['permission-set:Everything']);
});

test('what leastwise.yml excludes is none, with wildcards and by label', () => {
  const files = [
    permissionSetFile('Admin_Integrasjoner', { label: 'Admin - Integrasjoner' }),
    permissionSetFile('ERP_Integration', {}),
    connectedAppFile('Loader', {}),
  ];
  const names = (exclude: readonly string[]) => discover(files, { exclude }).map(({ name }) => name);
  assert.deepEqual(names(['Admin_*']), ['erp-integration', 'loader']);
  assert.deepEqual(names(['admin - integrasjoner', 'loader']), ['erp-integration']);
});

test('a name alone is possible or likely, a licence or API Only is certain', () => {
  const confidence = (files: ExampleFiles) => discover([files])[0]?.confidence;
  assert.equal(confidence(permissionSetFile('Nightly_Backup', {})), 'possible');
  assert.equal(confidence(permissionSetFile('ERP_Integration', {})), 'likely');
  assert.equal(confidence(permissionSetFile('Orders', { license: 'Salesforce API Integration' })), 'certain');
  assert.equal(confidence(permissionSetFile('Orders', { system: ['ApiUserOnly'] })), 'certain');
});

test('API Only listed as false is no evidence', () => {
  const xml = '<userPermissions>\n    <enabled>false</enabled>\n    <name>ApiUserOnly</name>\n</userPermissions>';
  assert.deepEqual(discover([permissionSetFile('Orders', { xml })]), []);
});

test('what Salesforce and packages ship is a class of its own', () => {
  const found = discover([
    profileFile('Analytics Cloud Integration User', { custom: false, system: ['ApiUserOnly'] }),
    permissionSetFile('sfdcInternalInt__sfdc_slack', { license: 'Cloud Integration User' }),
    permissionSetFile('acme__Connector', {}),
    permissionSetFile('ERP_Integration', {}),
  ]);
  assert.deepEqual(Object.fromEntries(found.map(({ name, class: kind }) => [name, kind])), {
    'analytics-cloud-integration-user': 'salesforce',
    'sfdcinternalint-sfdc-slack': 'salesforce',
    'acme-connector': 'package',
    'erp-integration': 'own',
  });
});

test('the only user with the set of an application is its user', () => {
  const [erp] = discover([
    permissionSetFile('ERP_Integration', { objects: { Order__c: 'read' } }),
    userFile('jdoe@example.com', { profile: 'Sales Manager', name: 'J Doe', permissionSets: ['ERP_Integration'] }),
  ]);
  assert.deepEqual(erp?.users, ['jdoe@example.com']);
});

test('two applications of one name get names of their own', () => {
  const found = discover([
    permissionSetFile('Integration_User', { label: 'API access' }),
    permissionSetFile('Integration_User_2', { label: 'API access' }),
  ]);
  assert.deepEqual(
    found.map(({ name }) => name),
    ['api-access', 'api-access-2'],
  );
});

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'Exygy+sf-dahlia-salesforce': [],
  'SFDO-Community+Summit-Events-App': [],
  'SalesforceCommerceCloud+b2c-crm-sync': ['b2c-crm-sync'],
  'SalesforceFoundation+NPSP': [],
  'jongpie+NebulaLogger': [],
  'navikt+crm-arbeidsgiver-base': ['admin-integrasjoner', 'arbeidsgiver-backup'],
  'navikt+crm-nks-base': ['backup-nks'],
  'trailheadapps+coral-cloud': [],
  'Fossiltalk+CairnCI-Internal': [],
};

for (const [tree, names] of Object.entries(EXPECTED)) {
  corpusTest(`finds the integrations that ${tree} made itself`, async () => {
    const found = discoverIn(await readMetadata({ path: corpusPath(tree) }));
    assert.deepEqual(
      found.filter(({ class: kind }) => kind === 'own').map(({ name }) => name),
      names,
    );
  });
}
