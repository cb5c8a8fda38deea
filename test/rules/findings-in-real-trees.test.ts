import assert from 'node:assert/strict';
import { effectiveAccess } from '../../src/access/effective.ts';
import { readMetadata } from '../../src/connectors/sfdx/read.ts';
import type { Finding } from '../../src/model/finding.ts';
import { auditIntegrations } from '../../src/rules/audited-integration.ts';
import { corpusPath, corpusTest } from '../corpus.ts';
import { judgeSnapshot } from './judge.ts';

/** Findings verified by hand in real trees (FINDINGS.md beside them), and the silence where nothing is wrong. */
async function auditTree(tree: string) {
  return judgeSnapshot(await readMetadata({ path: corpusPath(tree) }), { settings: { preset: 'recommended' } });
}

function about(findings: readonly Finding[], rule: string, subject: string): readonly Finding[] {
  return findings.filter((finding) => finding.rule === rule && finding.subject === subject);
}

function only(findings: readonly Finding[], rule: string, subject: string): Finding {
  const [found, ...others] = about(findings, rule, subject);
  assert.ok(found, `${rule} of ${subject} is missing`);
  assert.deepEqual(others, []);
  return found;
}

function places({ locations }: Finding): readonly string[] {
  return locations.map(({ path, line }) => `${path.split('/').at(-1)}:${line}`);
}

corpusTest('F5: integration managers get Modify All on Account, Contact and stored tokens', async () => {
  const { findings, integrations } = await auditTree('SalesforceCommerceCloud+b2c-crm-sync');
  const sync = only(findings, 'modify-all-records', 'B2C_CRM_SYNC');
  assert.equal(sync.severity, 'high');
  assert.match(sync.message, /10 objects.*In effect through group B2C_Integration_Managers/);
  for (const object of ['Account', 'B2C_AuthToken__c', 'Contact']) assert.ok(sync.details.includes(object), object);
  const base = sync.locations.filter(({ path }) => path.startsWith('src/sfdc/base/'));
  for (const [from, to] of [
    [1135, 1143],
    [1144, 1152],
    [1225, 1233],
  ] as const)
    assert.ok(
      base.some(({ line }) => line >= from && line <= to),
      `no line within ${from}-${to}`,
    );
  assert.deepEqual(
    integrations.map(({ groups }) => groups),
    [['group:B2C_Integration_Managers']],
  );
  assert.match(only(findings, 'duplicate-name', 'B2C_CRM_SYNC').message, /in 3 files that differ/);
  assert.match(only(findings, 'duplicate-name', 'B2C_CRM_JWT').message, /in 2 files/);
});

corpusTest('F6: a clean profile has no finding, a shipped one with View All Data is information', async () => {
  const { findings, integrations } = await auditTree('Fossiltalk+CairnCI-Internal');
  const clean = findings.filter(({ subject, integrations: names, message }) =>
    [subject, ...names, message].some((text) => /minimum.access.*api.only/i.test(text)),
  );
  assert.deepEqual(clean, []);
  const shipped = only(findings, 'view-all-data', 'Sales Insights Integration User');
  assert.equal(shipped.severity, 'info');
  assert.match(shipped.reason, /Shipped by Salesforce/);
  assert.deepEqual(places(shipped), ['Sales Insights Integration User.profile-meta.xml:1467']);
  const insights = integrations.find(({ name }) => name === 'sales-insights-integration-user');
  assert.equal(insights?.class, 'salesforce');
  assert.ok(insights.evidence.some(({ signal, origin }) => signal === 'api-only' && origin !== undefined));
  assert.ok(!findings.some(({ severity }) => severity === 'critical' || severity === 'high'));
});

corpusTest('F7: a session-activated set of Salesforce reads everything without any field permission', async () => {
  const { findings, snapshot, graph } = await auditTree('Fossiltalk+CairnCI-Internal');
  const name = 'sfdcInternalInt__sfdc_a360_sfcrm_data_extract';
  const ranges = only(findings, 'ip-range-too-broad', 'Admin');
  assert.match(ranges.message, /everybody/);
  assert.ok(ranges.locations[0] && ranges.locations[0].line >= 1255 && ranges.locations[0].line <= 1258);
  for (const rule of ['session-activated-set', 'view-all-fields', 'view-all-records'])
    assert.equal(only(findings, rule, name).severity, 'info', rule);
  assert.match(only(findings, 'view-all-records', name).message, /638 objects/);
  assert.match(only(findings, 'view-all-fields', name).message, /600 objects/);
  const set = snapshot.containers.find((container) => container.name === name);
  assert.ok(set);
  const access = effectiveAccess(graph, { kind: 'container', id: set.id });
  assert.ok(access.may({ kind: 'field', field: 'Account.Phone', verb: 'read' }));
  assert.deepEqual(about(findings, 'modify-all-records', name), []);
});

corpusTest('F8: listed is not granted, and a read-only backup is clean', async () => {
  const result = await auditTree('navikt+crm-arbeidsgiver-base');
  const { findings } = result;
  const audited = auditIntegrations(result, findings);
  const admin = audited.find(({ name }) => name === 'admin-integrasjoner');
  assert.equal(admin?.reach.readableFields, 3);
  assert.equal(admin.reach.editableFields, 0);
  assert.deepEqual(admin.reach.objects.find(({ object }) => object === 'AsyncRequest__c')?.verbs, ['read', 'edit']);
  const backup = audited.find(({ name }) => name === 'arbeidsgiver-backup');
  assert.equal(backup?.reach.objects.filter(({ verbs }) => verbs.length > 0).length, 9);
  const granted = effectiveAccess(result.graph, { kind: 'container', id: 'permission-set:Arbeidsgiver_Backup' }).fields;
  assert.equal(granted.length, 152);
  assert.equal(backup.reach.editableFields, 0);
  for (const subject of ['Admin_Integrasjoner', 'Arbeidsgiver_Backup'])
    assert.deepEqual(
      findings.filter((finding) => finding.subject === subject),
      [],
    );
  // One low line about owners is all there is to say of both.
  assert.deepEqual(
    findings.filter(({ integrations }) => integrations.includes('arbeidsgiver-backup')).map(({ rule }) => rule),
    ['integration-without-owner'],
  );
  assert.match(only(findings, 'duplicate-name', 'Manage_Customer_User_Permission').message, /in 2 files/);
});

corpusTest('F10: a group with an unknown member gives at least what is shown, and an escalated one', async () => {
  const { findings } = await auditTree('navikt+crm-nks-base');
  const group = only(findings, 'unresolved-group-member', 'NKS_Base_Scratch_Group');
  assert.match(group.message, /NavUnit_Admin.*at least/);
  assert.deepEqual(places(group), ['NKS_Base_Scratch_Group.permissionsetgroup-meta.xml:26']);
  const config = only(findings, 'escalation-path', 'NKS_Config');
  assert.match(config.message, /Customize Application.*In effect through group NKS_Base_Scratch_Group/);
  assert.deepEqual(places(config), [
    'NKS_Config.permissionset-meta.xml:607',
    'NKS_Base_Scratch_Group.permissionsetgroup-meta.xml:12',
  ]);
});

corpusTest('F11: editable fields of read-only objects are latent: information, no contradiction', async () => {
  const { findings } = await auditTree('Exygy+sf-dahlia-salesforce');
  const about = findings.filter(({ subject }) => subject === 'MOHCD - Read Only');
  assert.deepEqual(
    about.map(({ rule, severity }) => [rule, severity]),
    [['latent-field-edits', 'info']],
  );
  assert.equal(about[0]?.details.length, 32);
});

corpusTest('trees without integrations have no line above medium', async () => {
  for (const tree of [
    'Exygy+sf-dahlia-salesforce',
    'SFDO-Community+Summit-Events-App',
    'SalesforceFoundation+NPSP',
    'jongpie+NebulaLogger',
    'trailheadapps+coral-cloud',
  ]) {
    const { findings } = await auditTree(tree);
    const loud = findings.filter(({ severity }) => severity === 'critical' || severity === 'high');
    assert.deepEqual(
      loud.map(({ rule, subject }) => `${tree}: ${rule} ${subject}`),
      [],
    );
  }
});
