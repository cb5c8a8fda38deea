import type { Audit } from '../model/audit.ts';
import type { Finding, RuleText, Severity } from '../model/finding.ts';
import type { Origin } from '../model/origin.ts';

/** GitHub takes 5,000 results and shows ten places of one. */
const MAX_LOCATIONS = 10;

type Data = Record<string, unknown>;

const LEVELS: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};
const SCORES: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.1',
};

/** A relative reference by RFC 3986: each segment encoded, so that spaces and `#` in file names stay part of the path. */
function uriOf(path: string): string {
  return path
    .toWellFormed()
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
}

function location({ path, line }: Origin): Data {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path), uriBaseId: 'SRCROOT' },
      ...(line > 0 ? { region: { startLine: line } } : {}),
    },
  };
}

function descriptor({ id, code, title, why, fix, severity, principles, threats, references }: RuleText): Data {
  const links = references.map(({ standard, id: reference, url }) =>
    url ? `[${standard} ${reference}](${url})` : `${standard} ${reference}`,
  );
  return {
    id,
    name: code,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: {
      text: `${why}\n\nFix: ${fix}`,
      markdown: `${why}\n\n**Fix:** ${fix}${links.length > 0 ? `\n\n${links.join(' · ')}` : ''}`,
    },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['security', 'salesforce', ...principles, ...threats],
      'security-severity': SCORES[severity],
      precision: 'high',
    },
  };
}

function result(finding: Finding, ruleIndex: number): Data {
  const details =
    finding.details.length > 0
      ? ` (${finding.details.slice(0, 50).join(', ')}${finding.details.length > 50 ? ' …' : ''})`
      : '';
  return {
    ruleId: finding.rule,
    ...(ruleIndex >= 0 ? { ruleIndex } : {}),
    level: LEVELS[finding.severity],
    message: { text: `${finding.subject}: ${finding.message}${details} Fix: ${finding.fix}` },
    locations: finding.locations.slice(0, 1).map(location),
    relatedLocations: finding.locations.slice(1, MAX_LOCATIONS).map((place, id) => ({ id, ...location(place) })),
    // The second is the one that code scanning goes by; left out, it would make one of the line.
    partialFingerprints: { 'leastwise/v1': finding.fingerprint, primaryLocationLineHash: `${finding.fingerprint}:1` },
    ...(finding.outcome === 'waived'
      ? { suppressions: [{ kind: 'external', status: 'accepted', justification: finding.reason }] }
      : {}),
    properties: {
      severity: finding.severity,
      subject: finding.subject,
      subjectKind: finding.subjectKind,
      integrations: finding.integrations,
      confidence: finding.confidence,
    },
  };
}

function notifications(audit: Audit): readonly Data[] {
  const files = audit.diagnostics.map(({ code, level, message, path, line }) => ({
    descriptor: { id: code },
    level: level === 'info' ? 'note' : level,
    message: { text: message },
    ...(path === '' ? {} : { locations: [location({ path, line })] }),
  }));
  const rules = audit.rules
    .filter(({ outcome }) => outcome === 'not-checked')
    .map(({ rule, reason }) => ({
      associatedRule: { id: rule },
      level: 'note',
      message: { text: `${rule} was not checked: ${reason}` },
    }));
  return [...files, ...rules];
}

/** SARIF 2.1.0 (OASIS): findings as results, waivers as suppressions, what was not read or checked as notifications. */
export function sarifAudit(audit: Audit): Data {
  const index = new Map(audit.ruleTexts.map(({ id }, at) => [id, at]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Leastwise',
            semanticVersion: audit.version,
            informationUri: 'https://www.npmjs.com/package/leastwise',
            rules: audit.ruleTexts.map(descriptor),
          },
        },
        originalUriBaseIds: { SRCROOT: { description: { text: 'The audited source.' } } },
        columnKind: 'utf16CodeUnits',
        results: audit.findings.map((finding) => result(finding, index.get(finding.rule) ?? -1)),
        invocations: [{ executionSuccessful: !audit.partial, toolExecutionNotifications: notifications(audit) }],
      },
    ],
  };
}
