import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Declaration, OrgDesign } from '../../src/model/declaration.ts';
import { type DesireOptions, desiredState } from '../../src/plan/desire.ts';
import { markOf, withoutMark } from '../../src/plan/ownership-mark.ts';
import { anOrg } from '../access/an-org.ts';
import { A_DESIGN, aDeclaration } from './a-declaration.ts';

function desire(declarations: readonly Declaration[], more: Partial<DesireOptions> = {}) {
  return desiredState(declarations, {
    design: A_DESIGN,
    environment: undefined,
    snapshot: undefined,
    keptSets: new Map(),
    adopt: () => false,
    ...more,
  });
}

function only(declaration: Declaration, more: Partial<DesireOptions> = {}) {
  const [integration] = desire([declaration], more).integrations;
  assert.ok(integration);
  return integration;
}

test('names follow from the naming rules, spelled as the label spells them', () => {
  const plain = only(aDeclaration('erp-orders', 'login: { flow: client-credentials }\n'));
  assert.equal(plain.permissionSet.name, 'Int_Erp_Orders');
  assert.equal(plain.user.username, 'erp-orders@x.example.int');
  assert.equal(plain.user.alias, 'erporder');
  assert.equal(plain.user.lastName, 'Erp Orders');
  assert.equal(plain.app?.name, 'Erp_Orders');
  assert.equal(only(aDeclaration('erp-orders', 'label: ERP Orders\n')).permissionSet.name, 'Int_ERP_Orders');
  assert.equal(only(aDeclaration('u', 'label: Übersee (EU) – Zoll\n')).permissionSet.name, 'Int_Ubersee_EU_Zoll');
  assert.equal(only(aDeclaration('hr', 'permissionSet: HR_Sync\n')).permissionSet.name, 'HR_Sync');
});

test('what the naming rules cannot make is refused with what to write', () => {
  const bad = (lines: string, design: Partial<OrgDesign> = {}): string => {
    try {
      desire([{ ...aDeclaration('erp', lines), owner: 'The ERP team' }], { design: { ...A_DESIGN, ...design } });
    } catch (error) {
      return (error as { code: string }).code;
    }
    return '';
  };
  assert.equal(bad(''), 'no-username');
  assert.equal(bad('user: { username: erp@x.example }\n'), 'no-email');
  assert.equal(bad('user: { username: erp@x.example, email: erp@x.example }\n'), '');
  assert.equal(bad('', { user: { ...A_DESIGN.user, email: 'it@x.example' } }), '');
  const written = 'user: { username: erp@x.example, email: erp@x.example }\n';
  assert.equal(bad(`label: "…"\n${written}`), 'bad-name');
  assert.equal(
    bad(`label: 4ever\n${written}`, { naming: { ...A_DESIGN.naming, permissionSet: '{Name}' } }),
    'bad-name',
  );
  assert.equal(bad(`label: ${'x'.repeat(80)}\n${written}`), 'bad-name');
});

test('two integrations never share a user, set or app, also not by the naming rules', () => {
  const two = [aDeclaration('a', 'label: Erp\n'), aDeclaration('b', 'label: ERP\n')];
  assert.throws(() => desire(two), { code: 'one-name-for-two', message: /a and b would share the permission set/ });
});

test('the integration licence brings its permission set licence, a full licence none', () => {
  const declaration = aDeclaration('a', 'licences: [KnowledgePsl]\n');
  const integration = only(declaration);
  assert.equal(integration.permissionSet.licence, 'Salesforce API Integration');
  assert.deepEqual(
    integration.licences.map(({ licence }) => licence),
    ['SalesforceAPIIntegrationPsl', 'KnowledgePsl'],
  );
  const full = only(declaration, { design: { ...A_DESIGN, licence: 'Salesforce' } });
  assert.equal(full.permissionSet.licence, '');
  assert.deepEqual(
    full.licences.map(({ licence }) => licence),
    ['KnowledgePsl'],
  );
});

test('the shared profile lets programs log in and opens nothing', () => {
  const { profile } = desire([]);
  assert.deepEqual(profile.grants, { objects: {}, fields: {}, system: ['ApiEnabled', 'ApiUserOnly'], setup: {} });
  assert.equal(profile.licence, 'Salesforce Integration');
  assert.equal(markOf(profile.description)?.integration, 'shared');
});

test('description and owner stand in the set, with our mark', () => {
  const { permissionSet, assignment } = only(aDeclaration('erp', 'expires: 2027-01-31\n'));
  assert.equal(withoutMark(permissionSet.description), 'What erp does. Owner: team@x.example');
  assert.equal(markOf(permissionSet.description)?.integration, 'erp');
  assert.equal(assignment.expires, '2027-01-31T23:59:59.000Z');
});

test('an app logs in by its flow, from its addresses, as its user alone', () => {
  const { app } = only(
    aDeclaration('erp', 'login: { flow: client-credentials, ipRanges: [203.0.113.0/28, 198.51.100.7] }\n'),
  );
  assert.ok(app);
  const { description, ...rest } = app;
  assert.equal(markOf(description)?.integration, 'erp');
  assert.deepEqual(rest, {
    name: 'Erp',
    label: 'Erp',
    contactEmail: 'team@x.example',
    scopes: ['Api'],
    flow: 'client-credentials',
    runAsUser: 'erp@x.example.int',
    permissionSets: ['Int_Erp'],
    ipRanges: [
      { start: '198.51.100.7', end: '198.51.100.7' },
      { start: '203.0.113.0', end: '203.0.113.15' },
    ],
    ipRelaxation: 'enforce',
    refreshToken: { kind: 'zero', days: undefined },
    sessionTimeout: 60,
  });
});

test('the JWT bearer flow needs the refresh token scope, and says so', () => {
  const { app, notes } = only(aDeclaration('erp', 'login:\n  flow: jwt-bearer\n  scopes: [api, mcp_apy]\n'));
  assert.deepEqual(app?.scopes, ['Api', 'RefreshToken', 'mcp_apy']);
  assert.equal(app?.runAsUser, undefined);
  assert.deepEqual(
    notes.map(({ code, origin }) => `${code} ${origin?.line}`),
    ['unknown-scope 6', 'added 5', 'no-certificate 5'],
  );
});

test('an environment has its own suffix, user, addresses, and may lack an integration', () => {
  const erp = aDeclaration(
    'erp',
    `login: { flow: client-credentials, ipRanges: [192.0.2.1] }
environments:
  uat: { user: { email: uat@x.example }, ipRanges: [192.0.2.9] }
  production: { present: false }
`,
  );
  const uat = only(erp, { environment: 'uat' });
  assert.equal(uat.user.username, 'erp@x.example.int.uat');
  assert.equal(uat.user.email, 'uat@x.example');
  assert.equal(uat.app?.runAsUser, 'erp@x.example.int.uat');
  assert.deepEqual(uat.app?.ipRanges, [{ start: '192.0.2.9', end: '192.0.2.9' }]);
  const production = desire([erp], { environment: 'production' });
  assert.deepEqual(production.integrations, []);
  assert.deepEqual(production.absent, ['erp']);
  assert.throws(() => desire([erp], { environment: 'test' }), { code: 'unknown-environment' });
  const named = aDeclaration('b', 'environments: { uat: { user: { username: other@x.example } } }\n');
  assert.equal(only(named, { environment: 'uat' }).user.username, 'other@x.example');
});

test('an earlier name is remembered as the naming rules made it', () => {
  const { movedFrom } = only(aDeclaration('erp-orders', 'label: ERP Orders\nmoved: erp\n'));
  assert.deepEqual(movedFrom, {
    name: 'erp',
    permissionSet: 'Int_Erp',
    username: 'erp@x.example.int',
    app: 'Erp',
  });
});

const ACCESS = (lines: string): string => `access:\n${lines.replaceAll(/^/gm, '  ')}\n`;

function completed(lines: string, snapshot = anOrg({})) {
  const { permissionSet, notes } = only(aDeclaration('a', ACCESS(lines)), { snapshot });
  return {
    grants: permissionSet.grants,
    notes: notes.map(({ code, text, origin }) => `${origin?.line} ${code}: ${text}`),
  };
}

test('what other permissions need is added, and each addition says why', () => {
  const { grants, notes } = completed(
    'objects:\n  Account: edit\n  Case: { modifyAll: true, reason: r }\n  Lead: { fields: { read: [Rating] } }\nsystem: [EditActivatedOrders]',
  );
  assert.deepEqual(grants.objects, {
    Account: ['read', 'edit'],
    Case: ['read', 'edit', 'delete', 'viewAll', 'modifyAll'],
    Lead: ['read'],
  });
  assert.deepEqual(grants.system, ['ActivateOrder', 'ApiEnabled', 'EditActivatedOrders']);
  assert.deepEqual(notes, [
    '8 added: Lead read is added: its fields need it',
    '6 added: Account read is added: edit needs it',
    '7 added: Case read, edit, delete, viewAll is added: modifyAll needs it',
    '9 added: ActivateOrder is added: EditActivatedOrders needs it',
  ]);
});

test('what opens everything is never added by itself', () => {
  const { grants, notes } = completed('system: [QueryAllFiles]');
  assert.deepEqual(grants.system, ['ApiEnabled', 'QueryAllFiles']);
  assert.match(notes[0] ?? '', /^5 needs-consent: QueryAllFiles needs ViewAllData/);
});

test('a detail brings its master, and the master of that', () => {
  const definition = (name: string, referenceTo: string) => ({
    ...anOrg({ fields: [{ name, kind: 'master-detail' }] }).fields[0]!,
    referenceTo: [referenceTo],
  });
  const snapshot = {
    ...anOrg({}),
    fields: [definition('Line__c.Order__c', 'Order__c'), definition('Order__c.Deal__c', 'Deal__c')],
  };
  const { grants, notes } = completed('objects:\n  Line__c: read, create', snapshot);
  assert.deepEqual(grants.objects, { Deal__c: ['read'], Line__c: ['read', 'create'], Order__c: ['read'] });
  assert.ok(notes.some((note) => note.includes('Order__c read is added: Line__c is its detail')));
});

test('fields without security of their own are left out, formulas are only read', () => {
  const snapshot = anOrg({
    fields: [
      { name: 'Order__c.Status__c', kind: 'plain' },
      { name: 'Order__c.Number__c', kind: 'required' },
      { name: 'Order__c.Total__c', kind: 'formula' },
    ],
  });
  const { grants, notes } = completed(
    'objects:\n  Order__c: { edit: true, fields: { edit: [Status__c, Number__c, Total__c, OwnerId], read: [Name, CreatedDate] } }\n  account: { read: true, fields: { read: [BillingCity, Phone] } }',
    snapshot,
  );
  assert.deepEqual(grants.fields, {
    'Order__c.Status__c': ['read', 'edit'],
    'Order__c.Total__c': ['read'],
    'account.Phone': ['read'],
    'account.BillingCity': ['read'],
  });
  assert.deepEqual(notes.map((note) => note.split(': ')[1]?.split(' ')[0]).sort(), [
    'Order__c',
    'Order__c.CreatedDate',
    'Order__c.Name',
    'Order__c.Number__c',
    'Order__c.OwnerId',
    'Order__c.Total__c',
  ]);
});

test('names are spelled as the org spells them, parts of addresses are granted as a whole', () => {
  const snapshot = anOrg({ sets: [{ name: 'S', grants: ['Account:read', 'Account.Phone:read'] }] });
  const { grants, notes } = completed(
    'objects:\n  account: { read: true, fields: { read: [BillingCity, phone] } }',
    snapshot,
  );
  assert.deepEqual(grants.objects, { Account: ['read'] });
  assert.deepEqual(grants.fields, { 'Account.BillingAddress': ['read'], 'Account.Phone': ['read'] });
  assert.match(notes[0] ?? '', /part-of-field: Account.BillingCity is part of Account.BillingAddress/);
});

test('objects without permissions of their own say through what they are opened', () => {
  const { grants, notes } = completed('objects:\n  OrderItem: create\n  User: read\n  Task: edit\n  Config__mdt: read');
  assert.deepEqual(grants.objects, { Order: ['read', 'edit'] });
  assert.deepEqual(grants.setup, { customMetadataType: ['Config__mdt'] });
  assert.deepEqual(
    notes.map((note) => note.split(':')[0]),
    ['6 follows-parent', '7 open-to-all', '8 activity', '9 opened-by-name', 'undefined added'],
  );
  const granted = anOrg({ sets: [{ name: 'S', grants: ['OrderItem:read'] }] });
  assert.deepEqual(completed('objects:\n  OrderItem: read', granted).grants.objects, { OrderItem: ['read'] });
});

test('what is not known here is said, with what was probably meant', () => {
  const snapshot = anOrg({ fields: [{ name: 'Order__c.Status__c', kind: 'plain' }] });
  const { notes } = completed(
    'objects:\n  Order__c: { read: true, fields: { read: [Statsu__c] } }\nsystem: [ViewSteup]',
    snapshot,
  );
  assert.match(notes.join('\n'), /Order__c\.Statsu__c is not defined here.*did you mean Order__c\.Status__c\?/);
  assert.match(notes.join('\n'), /unknown-permission: ViewSteup .*did you mean ViewSetup\?/);
});

test('a set that a team keeps as a file is taken as it is, with our mark', () => {
  const kept = {
    name: 'HR',
    label: 'HR',
    description: 'Kept by HR',
    licence: '',
    activationRequired: false,
    grants: { objects: { Account: ['read' as const] }, fields: {}, system: [], setup: {} },
  };
  const declaration = aDeclaration('hr', 'permissionSet: ../HR.permissionset-meta.xml\n');
  const { permissionSet, assignment } = only(declaration, { keptSets: new Map([['hr', kept]]) });
  assert.deepEqual(permissionSet.grants, kept.grants);
  assert.equal(withoutMark(permissionSet.description), 'Kept by HR');
  assert.equal(assignment.target.name, 'HR');
});
