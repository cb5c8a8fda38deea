import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditIntegrations } from '../../src/rules/audited-integration.ts';
import {
  clientAppFiles,
  connectedAppFile,
  type ExampleFiles,
  exampleTree,
  permissionSetFile,
  profileFile,
  userFile,
} from '../../src/rules/example-tree.ts';
import { ACCESS_RULES, judge } from './judge.ts';

function audited(...files: readonly ExampleFiles[]) {
  const result = judge(exampleTree(...files), { rules: ACCESS_RULES, settings: { preset: 'recommended' } });
  return auditIntegrations(result, result.findings);
}

function marks(name: string, ...files: readonly ExampleFiles[]): Readonly<Record<string, string>> {
  const integration = audited(...files).find((one) => one.name === name);
  assert.ok(integration, `no ${name}`);
  return Object.fromEntries(integration.marks.map(({ principle, state }) => [principle, state]));
}

const PROFILE = profileFile('Integration API Only', {
  license: 'Salesforce Integration',
  system: ['ApiEnabled', 'ApiUserOnly'],
  xml: '<loginIpRanges><endAddress>203.0.113.15</endAddress><startAddress>203.0.113.0</startAddress></loginIpRanges>',
});
const SET = permissionSetFile('ERP_Orders', { description: 'Owner: erp@example.com', objects: { Order__c: 'read' } });
const APP = clientAppFiles('ERP', { runAs: 'erp@example.com', permissionSets: ['ERP_Orders'] });
const USER = userFile('erp@example.com', { profile: 'Integration API Only', permissionSets: ['ERP_Orders'] });

test('an integration by the design keeps all seven marks', () => {
  assert.deepEqual(new Set(Object.values(marks('erp', PROFILE, SET, APP, USER))), new Set(['kept']));
});

test('what a tree without users and profiles cannot say is unknown, not kept', () => {
  assert.deepEqual(marks('erp', SET, clientAppFiles('ERP', { permissionSets: ['ERP_Orders'] })), {
    D1: 'unknown',
    D2: 'unknown',
    D3: 'unknown',
    D4: 'unknown',
    D5: 'kept',
    D6: 'unknown',
    D7: 'unknown',
  });
});

test('a profile that opens something breaks D2 and D6, a system permission D6 alone', () => {
  const with_ = (grants: Parameters<typeof profileFile>[1]) =>
    marks('erp', profileFile('Integration API Only', grants), SET, APP, USER);
  const objects = with_({ system: ['ApiUserOnly'], objects: { Account: 'read' } });
  assert.deepEqual([objects['D2'], objects['D6']], ['broken', 'broken']);
  const system = with_({ system: ['ApiUserOnly', 'RunReports'] });
  assert.deepEqual([system['D2'], system['D6']], ['kept', 'broken']);
});

test('a shared user breaks D3, a shared set D5, an assignment to a person D7', () => {
  const shop = clientAppFiles('Shop', { runAs: 'erp@example.com', permissionSets: ['ERP_Orders'] });
  const jane = userFile('jane.doe@example.com', {
    name: 'Jane Doe',
    profile: 'Sales',
    permissionSets: ['ERP_Orders'],
  });
  const shared = marks('erp', PROFILE, SET, APP, USER, shop, jane);
  assert.deepEqual([shared['D3'], shared['D5'], shared['D7']], ['broken', 'broken', 'broken']);
});

test('the administrator and a profile of people break D1, another licence D4', () => {
  const admin = userFile('erp@example.com', { profile: 'System Administrator', permissionSets: ['ERP_Orders'] });
  assert.equal(marks('erp', profileFile('Admin', { custom: false }), SET, APP, admin)['D1'], 'broken');
  const platform = profileFile('Integration API Only', { license: 'Salesforce Platform', system: ['ApiUserOnly'] });
  assert.equal(marks('erp', platform, SET, APP, USER)['D4'], 'broken');
});

test('one profile of many is the design; the one beside it is not', () => {
  const other = profileFile('Billing API', { system: ['ApiEnabled', 'ApiUserOnly'] });
  const users = [
    userFile('billing@example.com', { profile: 'Billing API' }),
    userFile('payroll@example.com', { profile: 'Integration API Only' }),
  ];
  const files = [PROFILE, other, SET, APP, USER, ...users];
  assert.equal(marks('billing', ...files)['D1'], 'broken');
  assert.equal(marks('erp', ...files)['D1'], 'kept');
});

test('verdicts: the worst in words, else counts, else a tick; never a tick for what is not there', () => {
  const verdict = (...files: readonly ExampleFiles[]) => audited(...files)[0]?.verdict;
  assert.equal(verdict(PROFILE, SET, APP, USER), '✓');
  assert.equal(verdict(permissionSetFile('HR_Sync', { system: ['ManageUsers'] })), 'can make itself admin');
  assert.equal(verdict(permissionSetFile('HR_Sync', { system: ['ViewAllData'] })), 'may read everything');
  assert.match(verdict(permissionSetFile('HR_Sync', { objects: { Lead: 'read viewAllFields' } })) ?? '', /^1 high/);
  const app = judge(connectedAppFile('Loader', {}), { rules: [] });
  assert.equal(auditIntegrations(app, [])[0]?.verdict, '? its access is not in this source');
  const shipped = profileFile('Analytics Cloud Integration User', { custom: false, system: ['ApiUserOnly'] });
  assert.equal(verdict(shipped), 'shipped by Salesforce');
});

test('reach counts what is live, and says when there may be more', () => {
  const [erp] = audited(
    permissionSetFile('ERP_Integration', {
      objects: { Order__c: 'read edit' },
      fields: { 'Order__c.Status__c': 'edit', 'Account.Phone': 'edit' },
    }),
  );
  assert.deepEqual(
    [erp?.reach.objects.length, erp?.reach.readableFields, erp?.reach.editableFields, erp?.reach.bound],
    [1, 1, 1, 'at-least'],
  );
});
