import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../src/model/problem.ts';
import type { Waiver } from '../../src/model/settings.ts';
import { modifyAllRecords } from '../../src/rules/access/modify-all-records.ts';
import { userOfSeveralApplications } from '../../src/rules/access/user-of-several-applications.ts';
import { viewAllData } from '../../src/rules/access/view-all-data.ts';
import {
  clientAppFiles,
  exampleTree,
  groupFile,
  mutingSetFile,
  permissionSetFile,
  profileFile,
  userFile,
} from '../../src/rules/example-tree.ts';
import type { Rule, Verdict } from '../../src/rules/rule.ts';
import { judge } from './judge.ts';

const BACKUP = permissionSetFile('Nightly_Sync', { system: ['ApiEnabled', 'ViewAllData'] });

const waiver = (until: string, subject = 'nightly-sync'): Waiver => ({
  rule: 'view-all-data',
  subject,
  owner: 'security@example.com',
  reason: 'It reads everything until the move',
  ticket: 'SEC-1',
  until,
  origin: { path: 'leastwise.yml', line: 4 },
});

/** A rule that says what it is told, for looking at the runner alone. */
function saying(verdicts: readonly Verdict[], rule: Partial<Rule> = {}): Rule {
  return { ...viewAllData, id: 'said', needs: [], needsAnyOf: [], check: () => verdicts, ...rule };
}

const FAIL = {
  outcome: 'fail',
  subject: 'Nightly_Sync',
  subjectKind: 'permission-set',
  subjectId: 'permission-set:Nightly_Sync',
  message: 'wrong',
  locations: [],
} as const;

test('a valid waiver is shown with its reason, owner, ticket and end', () => {
  const { findings, summaries } = judge(BACKUP, {
    rules: [viewAllData],
    settings: { waivers: [waiver('2026-11-24')] },
  });
  assert.deepEqual(
    findings.map(({ outcome, reason }) => [outcome, reason]),
    [['waived', 'It reads everything until the move. Accepted by security@example.com (SEC-1) until 2026-11-24.']],
  );
  assert.equal(summaries[0]?.outcome, 'waived');
});

test('an expired waiver fails again and says so', () => {
  const { findings } = judge(BACKUP, { rules: [viewAllData], settings: { waivers: [waiver('2026-11-23')] } });
  assert.deepEqual(
    findings.map(({ rule, outcome }) => [rule, outcome]),
    [['view-all-data', 'fail']],
  );
  assert.match(findings[0]?.reason ?? '', /^Its waiver ended on 2026-11-23: /);
});

test('an unused waiver is a finding of its own, with its place', () => {
  const { findings, texts } = judge(BACKUP, {
    rules: [viewAllData],
    settings: { waivers: [waiver('2027-01-01'), waiver('2027-01-01', 'gone')] },
  });
  const unused = findings.filter(({ rule }) => rule === 'unused-waiver');
  assert.deepEqual(
    unused.map(({ subject, locations }) => [subject, locations]),
    [['view-all-data: gone', [{ path: 'leastwise.yml', line: 4 }]]],
  );
  assert.ok(texts.some(({ id }) => id === 'unused-waiver'));
});

test('a waiver of a rule that could not be checked is not called unused', () => {
  const { findings, summaries } = judge(BACKUP, {
    rules: [{ ...viewAllData, needs: ['usage'] }],
    settings: { waivers: [waiver('2027-01-01')] },
  });
  assert.deepEqual(findings, []);
  assert.equal(summaries[0]?.outcome, 'not-checked');
  assert.match(summaries[0]?.reason ?? '', /event logs/);
});

test('a waiver of one integration does not cover what two of them share', () => {
  const files = exampleTree(
    clientAppFiles('Shipping', { runAs: 'integration@example.com' }),
    clientAppFiles('Warehouse', { runAs: 'integration@example.com' }),
  );
  const outcomes = (subject: string) =>
    judge(files, {
      rules: [userOfSeveralApplications],
      settings: { waivers: [{ ...waiver('2027-01-01', subject), rule: 'user-of-several-applications' }] },
    }).findings.map(({ rule, outcome }) => `${rule} ${outcome}`);
  assert.deepEqual(outcomes('shipping'), ['user-of-several-applications fail', 'unused-waiver fail']);
  assert.deepEqual(outcomes('*'), ['user-of-several-applications waived']);
  assert.deepEqual(outcomes('integration@example.com'), ['user-of-several-applications waived']);
});

test('a baseline leaves out what it knows and counts it', () => {
  const [known] = judge(BACKUP, { rules: [viewAllData] }).findings;
  assert.ok(known);
  const { findings, baselined, summaries } = judge(BACKUP, {
    rules: [viewAllData],
    settings: { baseline: new Set([known.fingerprint]) },
  });
  assert.deepEqual([findings, baselined, summaries[0]?.failed], [[], 1, 0]);
});

test('a fingerprint survives moved lines and more of the same, not another subject', () => {
  const print = (files: Readonly<Record<string, string>>) =>
    judge(files, { rules: [modifyAllRecords] }).findings[0]?.fingerprint;
  const all = 'read edit delete viewAll modifyAll';
  const one = print(permissionSetFile('ERP_Sync', { objects: { Account: all } }));
  assert.match(one ?? '', /^[0-9a-f]{64}$/);
  assert.equal(print(permissionSetFile('ERP_Sync', { description: 'x', objects: { Account: all, Case: all } })), one);
  assert.notEqual(print(permissionSetFile('CRM_Sync', { objects: { Account: all } })), one);
});

test('two files with one name: the same sentence once with both places, different ones each with a fingerprint', () => {
  const all = 'read edit delete viewAll modifyAll';
  const elsewhere = (files: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path.replace('force-app', 'extras'), text]));
  const set = (objects: Readonly<Record<string, string>>) => permissionSetFile('ERP_Sync', { objects });
  const same = judge({ ...set({ Account: all }), ...elsewhere(set({ Account: all })) }, { rules: [modifyAllRecords] });
  assert.equal(same.findings.length, 1);
  assert.equal(same.findings[0]?.locations.length, 2);
  const different = judge(
    { ...set({ Account: all }), ...elsewhere(set({ Case: all })) },
    { rules: [modifyAllRecords] },
  );
  assert.equal(new Set(different.findings.map(({ fingerprint }) => fingerprint)).size, 2);
});

test('settings switch rules off, set severities, and switch on what the preset leaves out', () => {
  const severities = (rules: Readonly<Record<string, 'off' | 'low'>>, preset: 'legacy' | 'recommended') =>
    judge(BACKUP, { rules: [{ ...viewAllData, presets: ['recommended'] }], settings: { rules, preset } }).findings.map(
      ({ severity }) => severity,
    );
  assert.deepEqual(severities({}, 'recommended'), ['critical']);
  assert.deepEqual(severities({ 'view-all-data': 'off' }, 'recommended'), []);
  assert.deepEqual(severities({ 'view-all-data': 'low' }, 'recommended'), ['low']);
  assert.deepEqual(severities({}, 'legacy'), []);
  assert.deepEqual(severities({ 'view-all-data': 'low' }, 'legacy'), ['low']);
});

test('settings that name an unknown rule are refused, with what was meant', () => {
  const run = () => judge(BACKUP, { rules: [viewAllData], settings: { rules: { 'view-all': 'off' } } });
  assert.throws(run, (error) => {
    assert.ok(error instanceof Problem);
    assert.equal(error.code, 'unknown-rule');
    assert.match(error.actions.join(), /view-all-data/);
    return true;
  });
});

test('a failure that nobody known holds counts two steps less and says so', () => {
  const files = permissionSetFile('Sales_Console', { system: ['ViewAllData'] });
  const [finding] = judge(files, { rules: [viewAllData] }).findings;
  assert.equal(finding?.severity, 'medium');
  assert.deepEqual(finding?.integrations, []);
  assert.match(finding?.reason ?? '', /No integration known here holds it.*medium instead of critical/);
});

test('what is shipped is for information only, and no line where nothing of it is serious', () => {
  const profile = (system: readonly string[]) =>
    profileFile('Sales Insights Integration User', { custom: false, system: ['ApiUserOnly', ...system] });
  const [finding] = judge(profile(['ViewAllData']), { rules: [viewAllData] }).findings;
  assert.equal(finding?.severity, 'info');
  assert.match(finding?.reason ?? '', /Shipped by Salesforce/);
  const mild = saying([{ ...FAIL, subjectId: 'profile:Sales Insights Integration User' }], { severity: 'medium' });
  assert.deepEqual(judge(profile([]), { rules: [mild] }).findings, []);
});

test('what is missing is not checked, what is partly read does not pass, what fails still fails', () => {
  const broken = { ...BACKUP, 'force-app/main/default/permissionsets/Bad.permissionset-meta.xml': '<PermissionSet' };
  const outcome = (files: Readonly<Record<string, string>>, rule: Rule) =>
    judge(files, { rules: [rule] }).summaries[0]?.outcome;
  const pass = { outcome: 'pass', subject: 'x', subjectKind: 'org' } as const;
  assert.equal(outcome(BACKUP, saying([pass], { needs: ['permissionSets'] })), 'pass');
  assert.equal(outcome(BACKUP, saying([pass], { needs: ['profiles'] })), 'not-checked');
  assert.equal(outcome(BACKUP, saying([pass], { needsAnyOf: ['profiles', 'permissionSets'] })), 'pass');
  assert.equal(outcome(BACKUP, saying([pass], { needsAnyOf: ['profiles', 'groups'] })), 'not-checked');
  assert.equal(outcome(broken, saying([pass], { needs: ['permissionSets'] })), 'not-checked');
  assert.equal(outcome(broken, saying([FAIL], { needs: ['permissionSets'] })), 'fail');
  assert.equal(outcome(BACKUP, saying([])), 'not-applicable');
  assert.equal(outcome(BACKUP, saying([pass, { ...pass, outcome: 'not-checked', reason: 'unknown' }])), 'not-checked');
});

test('a rule that throws is a problem with its name, not a stack trace of its own', () => {
  const rule = saying([], {
    check: () => {
      throw new TypeError('boom');
    },
  });
  assert.throws(
    () => judge(BACKUP, { rules: [rule] }),
    (error) => error instanceof Problem && error.message.includes('said') && error.message.includes('boom'),
  );
});

test('a failure is no surer than it is that there is an integration', () => {
  const confidence = (set: string) =>
    judge(permissionSetFile(set, { system: ['ViewAllData'] }), { rules: [viewAllData] }).findings[0]?.confidence;
  assert.equal(confidence('ERP_Integration'), 'likely');
  assert.equal(confidence('Nightly_Backup'), 'possible');
  assert.equal(confidence('Sales_Console'), 'certain');
});

test('findings come worst first, waived ones last', () => {
  const rules = [
    saying([FAIL], { id: 'mild', severity: 'low' }),
    saying([FAIL], { id: 'bad', severity: 'high' }),
    saying([FAIL], { id: 'accepted', severity: 'critical' }),
  ];
  const waivers = [{ ...waiver('2027-01-01'), rule: 'accepted' }];
  const { findings } = judge(BACKUP, { rules, settings: { waivers } });
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['bad', 'mild', 'accepted'],
  );
});

test('muting decides per group: the same set is muted in one and open in the other', () => {
  const files = exampleTree(
    permissionSetFile('Campaigns', { objects: { Campaign: 'read create edit delete viewAll modifyAll' } }),
    mutingSetFile('Campaign_Muting', { objects: { Campaign: 'create edit delete modifyAll' } }),
    groupFile('Campaign_Integration', { members: ['Campaigns'], muting: 'Campaign_Muting' }),
    groupFile('Marketing_Integration', { members: ['Campaigns'] }),
  );
  const [finding, ...others] = judge(files, { rules: [modifyAllRecords] }).findings;
  assert.deepEqual(others, []);
  assert.deepEqual(finding?.integrations, ['marketing-integration']);
  assert.ok(finding?.details.includes('muted in group Campaign_Integration'));
  assert.match(finding?.message ?? '', /In effect through group Marketing_Integration\./);
});

test('the same tree gives the same answer', () => {
  const files = exampleTree(
    BACKUP,
    permissionSetFile('ERP_Integration', { system: ['ManageUsers'] }),
    userFile('erp.sync@example.com', { profile: 'Integration API Only', permissionSets: ['ERP_Integration'] }),
  );
  assert.deepEqual(judge(files).findings, judge(files).findings);
});
