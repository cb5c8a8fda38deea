import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { STYLE } from '../../src/report/html/style.ts';
import { htmlVerification } from '../../src/report/html/verification-page.ts';
import { terminalSealCheck, terminalVerification } from '../../src/report/terminal-verification.ts';
import { sealed } from '../../src/verify/seal.ts';
import { aVerification, NASTY } from '../verify/a-verification.ts';

const style = { width: 110, colour: false, unicode: true, verbose: false };

test('the terminal says the answer, what is wrong with the reason, and what nobody could tell', () => {
  const text = terminalVerification(sealed(aVerification()), [], style);
  assert.match(text, /✓ Leastwise +1 of 1 as declared/);
  assert.match(
    text,
    /✗ tried +0 of 0 granted requests succeed · 0 of 1 that are not granted are refused · 1 not checked/,
  );
  assert.match(text, /40 API calls of at most 90 · 2 records made and 1 removed/);
  assert.match(text, /✗ Lead:read is not declared and allowed: SELECT Id FROM Lead LIMIT 1 → allowed/);
  assert.match(text, /✗ left behind: Account 001000000000001AAA/);
  assert.match(text, /Account:delete: Leastwise says yes, Salesforce says no\. That is a mistake of ours/);
  assert.match(text, /○ Account:viewAll: needs records of somebody else/);
  assert.match(text, /▲ The user is frozen\./);
  assert.match(text, /1 check refuted, 2 proved\. 1 check was not possible\./);
});

test('many refuted checks are folded; nothing proved is no success', () => {
  const check = {
    judge: 'engine',
    permission: 'X:read',
    expected: 'granted',
    outcome: 'refuted',
    asked: '',
    seen: '',
  } as const;
  const many = sealed(aVerification({ checks: Array.from({ length: 20 }, () => check) }));
  assert.match(terminalVerification(many, [], style), /and 12 more: --verbose/);
  assert.doesNotMatch(terminalVerification(many, [], { ...style, verbose: true }), /more: --verbose/);
  const none = sealed(aVerification({ checks: [{ ...check, outcome: 'not-checked', seen: 'why' }] }));
  assert.match(terminalVerification(none, [], style), /Nothing was proved\. 1 check was not possible\./);
});

test('the page shows everything, runs nothing and lets no name through', () => {
  const page = htmlVerification(sealed(aVerification({ name: NASTY, username: NASTY, notes: [NASTY] })));
  assert.doesNotMatch(page, /<script|alert\(1\)<\/script>|javascript:|\son\w+=/);
  const hash = createHash('sha256').update(STYLE).digest('base64');
  assert.match(page, /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/);
  assert.ok(page.includes(`'sha256-${hash}'`) && !page.includes('unsafe-inline'));
  assert.ok(
    [...page].every((one) => one === '\n' || one.charCodeAt(0) >= 32),
    'no control character',
  );
  for (const text of [
    'Lead:read',
    'needs records of somebody else',
    '00D000000000001AAA',
    'admin@acme.example',
    sealed(aVerification()).tool,
  ])
    assert.ok(page.includes(text), text);
  const terminal = terminalVerification(sealed(aVerification({ name: NASTY, notes: [NASTY] })), [NASTY], style);
  assert.ok([...terminal].every((one) => one === '\n' || one.charCodeAt(0) >= 32));
});

test('a check of the seal says both hashes', () => {
  const about = { file: 'x.json', tool: 'leastwise 1.0.0', started: '2026-11-25', org: 'acme.example', by: 'admin' };
  const intact = terminalSealCheck({ ...about, intact: true, sealed: 'aa', computed: 'aa' }, style);
  assert.match(intact, /✓ x\.json is intact/);
  assert.match(intact, /who changes a file can seal it anew/);
  assert.match(
    terminalSealCheck({ ...about, intact: false, sealed: 'aa', computed: 'bb' }, style),
    /✗ x\.json was changed[\s\S]*aa\n[\s\S]*bb/,
  );
});
