import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMetadata } from '../../src/connectors/sfdx/read.ts';
import { auditIntegrations } from '../../src/rules/audited-integration.ts';
import { judgeSnapshot } from './judge.ts';

async function auditOrg(path: string) {
  const snapshot = await readMetadata({ path });
  const named = [
    {
      name: 'nightly-loader',
      owner: 'sales-ops@harborpine.example',
      users: [],
      profiles: [],
      permissionSets: [],
      groups: [],
      apps: ['Nightly_Loader'],
      origin: { path: 'leastwise.yml', line: 6 },
    },
  ];
  const settings = { preset: 'strict', integrations: path.includes('messy') ? named : [] } as const;
  const result = judgeSnapshot(snapshot, { settings });
  return { ...result, audited: auditIntegrations(result, result.findings) };
}

/** What the messy org was made to show: rule, subject, severity. More may be found; none of these may be missed. */
const INTENDED: readonly string[] = [
  'escalation-path HR_Sync critical',
  'user-on-system-administrator erp critical',
  'view-all-data Backup_Read_Only critical',
  'view-all-data Marketing_Connector critical',
  'backup-may-delete Backup_Read_Only high',
  'extraction-permissions Backup_Read_Only high',
  'view-all-fields Backup_Read_Only high',
  'modify-all-records Marketing_Connector high',
  'modify-all-records Integration_Shared high',
  'set-also-of-people Integration_Shared high',
  'profile-grants-objects Billing API high',
  'profile-also-of-people Sales Manager high',
  'user-of-several-applications integration@harborpine.example high',
  'session-activated-set Support_Bot_Session high',
  'ui-login-possible billing high',
  'ui-login-possible marketing-platform high',
  'application-without-permission-set billing medium',
  'description-contradicts-grants Backup_Read_Only medium',
  'description-contradicts-grants Marketing_Connector medium',
  'password-login Billing API medium',
  'profile-grants-setup Billing API medium',
  'set-of-several-applications Integration_Shared medium',
  'unresolved-group-member Support_Bot medium',
  'latent-field-edits Backup_Read_Only info',
];

test('the messy org has every finding that it was made to show', async () => {
  const { findings } = await auditOrg('examples/messy-org');
  const made = new Set(findings.map(({ rule, subject, severity }) => `${rule} ${subject} ${severity}`));
  assert.deepEqual(
    INTENDED.filter((intended) => !made.has(intended)),
    [],
  );
  // The muting set of the bot takes Modify All and Delete away.
  assert.ok(!findings.some(({ rule, subject }) => rule === 'modify-all-records' && subject.startsWith('Support_Bot')));
});

test('the messy org in a few words per integration', async () => {
  const { audited } = await auditOrg('examples/messy-org');
  const verdicts = Object.fromEntries(audited.map(({ name, verdict }) => [name, verdict]));
  assert.deepEqual(Object.keys(verdicts), [
    'backup',
    'billing',
    'erp',
    'hr-sync',
    'log-shipper',
    'marketing-platform',
    'nightly-loader',
    'price-feed',
    'shipping',
    'support-bot',
    'warehouse',
  ]);
  assert.equal(verdicts['hr-sync'], 'can make itself admin');
  assert.equal(verdicts['erp'], 'is System Administrator');
  assert.equal(verdicts['backup'], 'may read everything');
  assert.match(verdicts['shipping'] ?? '', /high/);
});

test('the clean org is clean, and keeps every mark of the design', async () => {
  const { findings, audited } = await auditOrg('examples/clean-org');
  assert.deepEqual(
    findings.filter(({ severity }) => severity !== 'info').map(({ rule, subject }) => `${rule} ${subject}`),
    [],
  );
  assert.equal(audited.length, 5);
  for (const { name, marks, verdict } of audited) {
    assert.deepEqual(
      marks.map(({ principle, state }) => `${principle} ${state}`),
      ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7'].map((principle) => `${principle} kept`),
      name,
    );
    assert.equal(verdict, '✓', name);
  }
});
