import type { Audit } from '../model/audit.ts';
import type { Finding, RuleSummary } from '../model/finding.ts';
import { untrustedXml } from './untrusted-text.ts';

function placesOf(finding: Finding): string {
  return finding.locations.map(({ path, line }) => (line > 0 ? `${path}:${line}` : path)).join('\n');
}

function findingCase(finding: Finding): string {
  const attributes = `classname="${untrustedXml(finding.rule)}" name="${untrustedXml(finding.subject)}"`;
  if (finding.outcome === 'waived') {
    return `    <testcase ${attributes}><skipped message="${untrustedXml(`waived: ${finding.reason}`)}"/></testcase>`;
  }
  const places = placesOf(finding).split('\n').map(untrustedXml).join('\n');
  const body = [untrustedXml(finding.message), places, untrustedXml(`fix: ${finding.fix}`)].join('\n');
  const message = untrustedXml(`${finding.severity}: ${finding.message}`);
  return `    <testcase ${attributes}><failure type="${finding.severity}" message="${message}">${body}</failure></testcase>`;
}

function suite(summary: RuleSummary, findings: readonly Finding[]): string {
  const own = findings.filter(({ rule }) => rule === summary.rule);
  const failures = own.filter(({ outcome }) => outcome === 'fail').length;
  const skipped = own.length - failures;
  const name = untrustedXml(summary.rule);
  const rest =
    own.length > 0
      ? own.map(findingCase)
      : summary.outcome === 'not-checked' || summary.outcome === 'not-applicable'
        ? [
            `    <testcase classname="${name}" name="${name}"><skipped message="${untrustedXml(`${summary.outcome}: ${summary.reason}`)}"/></testcase>`,
          ]
        : [`    <testcase classname="${name}" name="${untrustedXml(summary.title)}"/>`];
  const counts = `tests="${rest.length}" failures="${failures}" skipped="${own.length > 0 ? skipped : summary.outcome === 'pass' ? 0 : 1}"`;
  return [`  <testsuite name="${name}" ${counts}>`, ...rest, '  </testsuite>'].join('\n');
}

/** A suite for each rule: failures fail, waived and not-checked ones are skipped with the reason. */
export function junitAudit(audit: Audit): string {
  const known = new Set(audit.rules.map(({ rule }) => rule));
  const orphans = [...new Set(audit.findings.map(({ rule }) => rule).filter((rule) => !known.has(rule)))];
  const extra = orphans.map(
    (rule): RuleSummary => ({
      rule,
      title: rule,
      severity: 'info',
      outcome: 'fail',
      failed: 1,
      passed: 0,
      waived: 0,
      reason: '',
    }),
  );
  const suites = [...audit.rules, ...extra].map((summary) => suite(summary, audit.findings));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="leastwise" time="${(audit.elapsed / 1000).toFixed(3)}">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}
