import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import stringWidth from 'string-width';
import type { Audit } from '../../src/model/audit.ts';
import { csvAudit } from '../../src/report/csv-audit.ts';
import { junitAudit } from '../../src/report/junit-audit.ts';
import { markdownAudit } from '../../src/report/markdown-audit.ts';
import { sarifAudit } from '../../src/report/sarif-audit.ts';
import type { Style } from '../../src/report/style.ts';
import { terminalAudit } from '../../src/report/terminal-audit.ts';
import { terminalList } from '../../src/report/terminal-list.ts';
import { terminalReach } from '../../src/report/terminal-reach.ts';
import { untrustedCsv, untrustedLine, untrustedMarkdown, untrustedXml } from '../../src/report/untrusted-text.ts';
import { aFinding, aHostileAudit, anAudit, anIntegration, aReach, HOSTILE } from './sample-audit.ts';

const plain: Style = { width: 100, colour: false, unicode: true, verbose: false };
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom(...HOSTILE));

/** An audit whose every name is arbitrary text. */
const anyAudit = fc.array(anyText, { minLength: 1, maxLength: 4 }).map(
  (names): Audit =>
    anAudit({
      source: { kind: 'sfdx', label: names[0] ?? '', filesRead: 1, bytesRead: 1 },
      findings: names.map((name, at) =>
        aFinding('some-rule', name, 'high', {
          message: name,
          fix: name,
          details: [name, name],
          integrations: [name],
          locations: [{ path: name, line: at }],
          fingerprint: `${at}`.padStart(16, '0'),
        }),
      ),
      integrations: names.map((name) => anIntegration(name, { verdict: name, worst: 'high', owner: name })),
      diagnostics: names.map((name) => ({ code: 'x', level: 'error', message: name, path: name, line: 1, column: 1 })),
    }),
);

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/u;

test('no line of untrusted text can move the cursor, reorder or hide anything', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const line = untrustedLine(text);
      assert.ok(!UNSAFE.test(line) && !line.includes('\n'), JSON.stringify(line));
    }),
    { numRuns: 2000 },
  );
});

test('the terminal report is never wider than the terminal, and never carries a control character of an org', () => {
  const widths = fc.integer({ min: 60, max: 160 });
  fc.assert(
    fc.property(anyAudit, widths, fc.boolean(), fc.boolean(), (audit, width, verbose, unicode) => {
      const text = terminalAudit(audit, { width, colour: false, unicode, verbose });
      for (const line of text.split('\n')) {
        assert.ok(!UNSAFE.test(line), JSON.stringify(line));
        assert.ok(stringWidth(line) <= width, `${stringWidth(line)} > ${width}: ${line}`);
      }
    }),
    { numRuns: 150 },
  );
});

test('colours are only added, never part of what is said', () => {
  const coloured = terminalAudit(anAudit(), { ...plain, colour: true });
  assert.notEqual(coloured, terminalAudit(anAudit(), plain));
  assert.equal(stripVTControlCharacters(coloured), terminalAudit(anAudit(), plain));
});

test('plain ASCII where nothing else can be shown', () => {
  const text = terminalAudit(anAudit(), { ...plain, unicode: false });
  assert.match(text, /^[\x20-\x7e\n]+$/);
});

test('the terminal report reads as it was meant to', () => {
  const path = join(import.meta.dirname, 'golden', 'audit.txt');
  const text = terminalAudit(anAudit(), plain);
  if (!existsSync(path)) writeFileSync(path, text);
  assert.equal(text, readFileSync(path, 'utf8'));
});

test('lists and reaches keep within the terminal too', () => {
  const audit = aHostileAudit();
  const texts = [
    terminalList({ source: audit.source, integrations: audit.integrations, diagnostics: audit.diagnostics }, plain),
    ...audit.integrations.map(({ name, reach }) =>
      terminalReach({ holder: { kind: 'integration', id: name, name }, reach }, plain),
    ),
  ];
  for (const line of texts.join('\n').split('\n')) assert.ok(stringWidth(line) <= 100 && !UNSAFE.test(line), line);
});

/** The schema of the standard, from a package that ships it: draft 4 but for its name, so the current validator takes it. */
function sarifValidator() {
  const path = import.meta.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const text = readFileSync(new URL(path), 'utf8');
  const { $schema: _, id: __, ...schema } = JSON.parse(text) as Record<string, unknown>;
  // Its patterns were written before `u`.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

/** RFC 4180, written for the test. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      at += 1;
      while (at < text.length && !(text[at] === '"' && text[at + 1] !== '"')) {
        if (text[at] === '"') at += 1;
        field += text[at++];
      }
      at += 1;
    } else while (at < text.length && text[at] !== ',' && text[at] !== '\r') field += text[at++];
    rows.at(-1)?.push(field);
    if (text[at] === '\r') {
      at += 2;
      if (at < text.length) rows.push([]);
    } else at += 1;
  }
  return rows;
}

test('CSV parses back to as many fields, none of them a formula', () => {
  fc.assert(
    fc.property(anyAudit, (audit) => {
      const rows = parseCsv(csvAudit(audit));
      assert.equal(rows.length, audit.findings.length + 1);
      for (const row of rows) {
        assert.equal(row.length, rows[0]?.length);
        for (const field of row) assert.ok(!/^\s*[=+\-@]/.test(field), JSON.stringify(field));
      }
    }),
    { numRuns: 300 },
  );
  assert.equal(untrustedCsv('a "b", c'), '"a ""b"", c"');
});

test('JUnit is well-formed and says what failed, what was skipped and why', () => {
  fc.assert(
    fc.property(anyAudit, (audit) => {
      assert.equal(XMLValidator.validate(junitAudit(audit)), true);
    }),
    { numRuns: 200 },
  );
  const parsed = new XMLParser({ ignoreAttributes: false }).parse(junitAudit(anAudit()));
  const suites: { '@_name': string; '@_failures': string; '@_skipped': string }[] = parsed.testsuites.testsuite;
  const failures = suites.reduce((sum, suite) => sum + Number(suite['@_failures']), 0);
  assert.equal(failures, 5);
  assert.equal(suites.find((suite) => suite['@_name'] === 'login-hours')?.['@_skipped'], '1');
  assert.equal(suites.find((suite) => suite['@_name'] === 'view-all-data')?.['@_skipped'], '1');
  assert.ok(!/[<>&]/.test(untrustedXml('<a href="x">&</a>').replaceAll(/&(lt|gt|amp|quot|apos);/g, '')));
});

test('Markdown keeps names out of its syntax, and within what a comment may hold', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const cell = untrustedMarkdown(text).replaceAll(/\\[\\`*_{}[\]()#+!|~$]/g, '');
      assert.ok(!/[`|<>[\]]/.test(cell), cell);
      assert.ok(!/@\w/.test(cell) && !/https?:\/\//i.test(cell), cell);
    }),
    { numRuns: 1000 },
  );
  const many = anAudit({ findings: Array.from({ length: 2000 }, (_, at) => aFinding('r', `Set_${at}`, 'high')) });
  const text = markdownAudit(many);
  assert.ok(text.length <= 65_536 && /and [\d,]+ more findings\./.test(text));
});

test('SARIF: waivers are suppressed, places are encoded, what was not checked is a notification', () => {
  const audit = anAudit({
    findings: [
      aFinding('r', 'A', 'critical', { locations: [{ path: 'profiles/Sales & Ops #1%.profile', line: 3 }] }),
      aFinding('r', 'B', 'low', { outcome: 'waived', reason: 'SEC-1' }),
    ],
  });
  const log = sarifAudit(audit) as {
    version: string;
    runs: {
      results: Record<string, never>[];
      tool: never;
      invocations: { toolExecutionNotifications: { message: { text: string } }[] }[];
    }[];
  };
  const [run] = log.runs;
  const [first, second] = (run?.results ?? []) as unknown as Record<string, unknown>[];
  assert.equal(log.version, '2.1.0');
  assert.match(JSON.stringify(first), /"uri":"profiles\/Sales%20%26%20Ops%20%231%25\.profile"/);
  assert.match(JSON.stringify(first), /"startLine":3/);
  assert.equal(first?.['level'], 'error');
  assert.deepEqual(second?.['suppressions'], [{ kind: 'external', status: 'accepted', justification: 'SEC-1' }]);
  assert.equal(first?.['suppressions'], undefined);
  const notes = run?.invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text) ?? [];
  assert.ok(notes.some((note) => note.startsWith('login-hours was not checked')));
  assert.ok(JSON.stringify(sarifAudit(aHostileAudit())).isWellFormed());
  const valid = sarifValidator();
  for (const one of [audit, anAudit(), aHostileAudit(), anAudit({ findings: [], integrations: [], partial: true })]) {
    const document: unknown = JSON.parse(JSON.stringify(sarifAudit(one)));
    assert.ok(valid(document), JSON.stringify(valid.errors?.slice(0, 3)));
  }
  assert.ok(!valid({ version: '2.1.0', runs: [{}] }), 'the schema does refuse something');
});

test('an empty org gets a calm report', () => {
  const text = terminalAudit(anAudit({ integrations: [], findings: [], diagnostics: [], partial: false }), plain);
  assert.match(text, /No integration was found\. Name yours in leastwise\.yml/);
  assert.match(text, /0 integrations · ✓ no findings/);
  assert.match(
    terminalReach(
      {
        holder: { kind: 'user', id: 'u', name: 'u' },
        reach: aReach({ objects: [], readableFields: 0, editableFields: 0, systemPermissions: [], setup: {} }),
      },
      plain,
    ),
    /u reaches nothing/,
  );
});
