import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { before, describe, test } from 'node:test';
import { type LocalOrg, startLocalOrg } from '../../../src/local-org/local-org.ts';
import { firstRow, insertRow } from '../../../src/local-org/metadata/records.ts';
import { FACT_FAMILIES } from '../../../src/model/coverage.ts';
import type { NamedIntegration } from '../../../src/model/settings.ts';
import { loadOrg } from '../../../src/pipelines/load-live-org.ts';
import { RULES } from '../../../src/rules/register.ts';
import { type RunResult, runRules } from '../../../src/rules/run.ts';
import { localSession } from '../../connectors/org/local-session.ts';
import { DEFAULTS } from '../judge.ts';
import { BAD, BRIEF, GOOD, type LiveOrg } from './orgs.ts';

const DAY_MS = 86_400_000;

/** What each rule that asks an org says of the bad one: the subject of a failure, and a part of its sentence. */
const FAILS: Readonly<Record<string, readonly [subject: string, says: string]>> = {
  'access-changed-lately': ['erp', 'Run Reports was enabled'],
  'address-of-several-integrations': ['203.0.113.9', 'erp and shop'],
  'api-allocation': ['erp', '% of the 1000'],
  'assignment-ends': ['erp@live.example', '"Extra"'],
  'call-from-undeclared-address': ['erp', '192.0.2.66'],
  'calls-without-names': ['event logs', 'name no application'],
  'certificate-expires': ['Signing', 'ends on'],
  'dormant-integration': ['old.connector@live.example', 'never seen'],
  'duplicate-tokens': ['ERP', '3 tokens'],
  'failed-log-ins': ['erp', '12 log-ins'],
  'full-licence-not-needed': ['Salesforce licences', 'free'],
  'licence-seats': ['Other', 'ends on'],
  'missing-integration-licence': ['feed@live.example', 'no permission set licence'],
  'old-api-version': ['erp', '29.0'],
  'password-flow-in-use': ['shop', '30 times'],
  'personal-user': ['loader', 'logs in to the user interface'],
  'record-access-by-role': ['parts@live.example', 'Sales Leads'],
  'refused-calls': ['erp', 'Case'],
  'self-authorised-token': ['Gadget', 'jane.doe@live.example'],
  'soap-login-in-use': ['erp', '60 times'],
  'stale-token': ['Unknown Exporter', '200 days'],
  'token-of-inactive-user': ['gone.sync@live.example', 'frozen'],
  'ui-login-of-api-user': ['erp@live.example', 'logged in to the user interface'],
  'undeclared-integration': ['erp', 'nobody has declared it'],
  'uninstalled-app-in-use': ['Unknown Exporter', 'not installed'],
  'unneeded-licences': ['erp@live.example', 'Other'],
  'unused-app': ['Old_Portal', 'no token'],
  'unused-object': ['erp', 'Contact'],
  'unused-write': ['erp', 'Account: create, edit, delete'],
};

const results = new Map<LiveOrg, RunResult>();

before(async () => {
  for (const live of [GOOD, BAD, BRIEF]) results.set(live, await judged(live));
});

/** Reads a local org through the wire, as any live org, and judges it. */
async function judged(live: LiveOrg): Promise<RunResult> {
  const folder = mkdtempSync(join(tmpdir(), 'leastwise-live-'));
  for (const [path, text] of Object.entries(live.files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const org = await startLocalOrg({ tree: folder, seed: live.seed });
  try {
    assert.deepEqual(org.loaded.problems, []);
    beyondSeeds(org, live);
    const settings = { ...DEFAULTS, integrations: live.declared.map(named) };
    const today = org.org.now().toISOString().slice(0, 10);
    const families = new Set(FACT_FAMILIES);
    const loaded = await loadOrg(localSession(org), { settings, today, families });
    return runRules({ ...loaded, today }, RULES, settings);
  } finally {
    await org.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Certificates and permission set licences, which neither a tree nor a seed brings. */
function beyondSeeds({ org }: LocalOrg, { certificateDays, otherLicenceDays }: LiveOrg): void {
  const inDays = (days: number): string => new Date(org.now().getTime() + days * DAY_MS).toISOString();
  const certificate = { DeveloperName: 'Signing', MasterLabel: 'Signing', ExpirationDate: inDays(certificateDays) };
  insertRow(org, 'Certificate', org.adminId, { ...certificate, KeySize: 2048, OptionsIsCaSigned: 0 });
  if (otherLicenceDays === undefined) return;
  const licence = insertRow(org, 'PermissionSetLicense', org.adminId, {
    ...{ DeveloperName: 'OtherPsl', MasterLabel: 'Other', PermissionSetLicenseKey: 'OtherPsl', Status: 'Active' },
    ...{ TotalLicenses: 5, UsedLicenses: 1, ExpirationDate: inDays(otherLicenceDays).slice(0, 10) },
  });
  const user = firstRow(org, 'User', { Username: 'erp@live.example' });
  insertRow(org, 'PermissionSetLicenseAssign', org.adminId, {
    AssigneeId: user?.['Id'] ?? null,
    PermissionSetLicenseId: licence,
  });
}

function named(name: string): NamedIntegration {
  const parts = { users: [], profiles: [], permissionSets: [], groups: [], apps: [] };
  return { name, owner: undefined, ...parts, origin: { path: 'leastwise.yml', line: 1 } };
}

const result = (live: LiveOrg): RunResult => results.get(live) ?? assert.fail('not judged');

describe('each rule that asks an org, through the reading of a live one', () => {
  for (const [id, [subject, says]] of Object.entries(FAILS)) {
    test(`${id} fails on the org that was left to itself`, () => {
      const found = result(BAD).findings.filter(({ rule }) => rule === id);
      const one = found.find((finding) => finding.subject === subject);
      assert.ok(one, `${id} says of ${found.map((finding) => `${finding.subject}: ${finding.message}`).join('\n')}`);
      assert.ok(one.message.includes(says), one.message);
      assert.notDeepEqual(one.locations, []);
    });

    test(`${id} passes on the org as it should be`, () => {
      const summary = result(GOOD).summaries.find(({ rule }) => rule === id);
      const found = result(GOOD).findings.filter(({ rule }) => rule === id);
      assert.equal(summary?.outcome, 'pass', [summary?.reason, ...found.map(({ message }) => message)].join('\n'));
    });
  }

  test('event-logs-kept-briefly fails where they stay for a day, and passes where they stay for a month', () => {
    const outcome = (live: LiveOrg) =>
      result(live).summaries.find(({ rule }) => rule === 'event-logs-kept-briefly')?.outcome;
    assert.deepEqual([outcome(BRIEF), outcome(GOOD)], ['fail', 'pass']);
  });

  test('a day of logs calls nothing unused', () => {
    const summary = result(BRIEF).summaries.find(({ rule }) => rule === 'unused-object');
    assert.equal(summary?.outcome, 'not-checked');
    assert.match(summary?.reason ?? '', /the event logs cover 1 days?/);
  });

  test('every rule whose examples take an org is in the table', () => {
    const asking = RULES.filter(({ examples }) => examples.fail.some(({ org }) => org !== undefined));
    const known = new Set([...Object.keys(FAILS), 'event-logs-kept-briefly', 'user-of-several-applications']);
    assert.deepEqual(
      asking.filter(({ id }) => !known.has(id)).map(({ id }) => id),
      [],
    );
  });
});
