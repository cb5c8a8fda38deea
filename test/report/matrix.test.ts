import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OrgMatrix } from '../../src/model/org-matrix.ts';
import { csvMatrix } from '../../src/report/csv-matrix.ts';
import { htmlMatrix } from '../../src/report/html/matrix-page.ts';
import { jsonMatrix } from '../../src/report/json-matrix.ts';
import { markdownMatrix } from '../../src/report/markdown-matrix.ts';
import { terminalMatrix } from '../../src/report/terminal-matrix.ts';
import { assertValid } from './answer-schema.ts';
import { aHostileAudit, anAudit, HOSTILE } from './sample-audit.ts';

const STYLE = { width: 100, colour: false, unicode: true, verbose: false };
const failed = (label: string, message: string): OrgMatrix['orgs'][number] => ({
  label,
  state: 'failed',
  failure: { kind: 'org', code: 'session-ended', message, actions: ['Log in again.'] },
});
const MATRIX: OrgMatrix = {
  version: '1.0.0',
  date: '2026-11-25',
  elapsed: 1234.5,
  orgs: [
    { label: 'prod', state: 'audited', audit: anAudit() },
    failed('uat', 'The session with uat has ended.'),
    { label: 'empty', state: 'audited', audit: { ...anAudit(), findings: [], rules: [], integrations: [] } },
  ],
};

test('one line an org; one that could not be read has question marks and its reason, never a pass', () => {
  const text = terminalMatrix(MATRIX, STYLE);
  assert.match(text, /^ ORG +INTEGRATIONS +CRITICAL/);
  assert.match(text, /\n uat +\? +\? +\? /);
  assert.match(text, /✗ uat: The session with uat has ended\./);
  assert.match(text, /2 orgs audited, 1 could not be read\n$/);
  const [rule] = anAudit().rules.filter(({ outcome }) => outcome === 'fail');
  assert.ok(rule);
  assert.match(text, new RegExp(`\\n ${rule.rule} +${rule.failed} +\\? +-`));
});

test('as data it holds every audit and every failure', () => {
  assertValid('org-matrix', jsonMatrix(MATRIX));
  const rows = csvMatrix(MATRIX).trimEnd().split('\r\n');
  assert.equal(rows.length, 1 + anAudit().rules.length + 1);
  assert.ok(rows.some((row) => row.startsWith('uat,failed,,,,,,,The session')));
  assert.match(markdownMatrix(MATRIX), /\n\| uat \| \? \|.*\n/);
  assert.match(markdownMatrix(MATRIX), /- \*\*uat\*\* could not be read/);
});

test('names of orgs and their errors are text in every output', () => {
  const orgs = HOSTILE.map((text) => failed(text, text));
  const hostile = { ...MATRIX, orgs: [...orgs, { label: 'x', state: 'audited' as const, audit: aHostileAudit() }] };
  const page = htmlMatrix(hostile);
  assert.ok(!/<(script|img)/i.test(page) && !page.includes('\u001b'));
  assert.match(page, /default-src 'none'/);
  assert.ok(!terminalMatrix(hostile, STYLE).includes('\u001b'));
  assert.ok(!markdownMatrix(hostile).includes('](http'));
  for (const row of csvMatrix(hostile).split('\r\n')) assert.ok(!/^[=+@-]/.test(row), row);
});
