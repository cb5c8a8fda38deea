import type { Audit, AuditedIntegration, Reach } from '../../src/model/audit.ts';
import type { Finding, RuleSummary, RuleText, Severity } from '../../src/model/finding.ts';

/** Text as somebody with bad intentions would put it into a label. */
export const HOSTILE = [
  '<script>document.title="owned"</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '\u001b[31mred\u001b[0m\u0007',
  'one\r\ntwo\tthree',
  '=HYPERLINK("http://evil.example","x")',
  '| a | [link](http://evil.example) @everyone `code`',
  '\u202egnp.exe',
  '</script><!-- ]]>',
  'Übersicht – 東京 👩‍👩‍👧',
] as const;

export function aReach(part: Partial<Reach> = {}): Reach {
  return {
    bound: 'exact',
    boundReasons: [],
    objects: [
      { object: 'Account', verbs: ['read', 'edit'], readFields: ['Name', 'Phone'], editFields: ['Phone'] },
      { object: 'Invoice__c', verbs: ['read', 'viewAll'], readFields: ['Amount__c'], editFields: [] },
    ],
    readableFields: 3,
    editableFields: 1,
    systemPermissions: ['ApiEnabled'],
    setup: { apexClass: ['InvoiceApi'] },
    everything: [],
    escalation: [],
    ...part,
  };
}

export function anIntegration(name: string, part: Partial<AuditedIntegration> = {}): AuditedIntegration {
  return {
    name,
    label: name,
    class: 'own',
    confidence: 'certain',
    evidence: [{ signal: 'app', text: `connected app "${name}"`, origin: { path: `apps/${name}.xml`, line: 3 } }],
    users: [`${name}@acme.example`],
    profiles: ['profile:Integration API Only'],
    permissionSets: [`permission-set:${name}`],
    groups: [],
    apps: [`connected-app:${name}`],
    owner: undefined,
    reach: aReach(),
    marks: (['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7'] as const).map((principle, at) => ({
      principle,
      state: at === 2 ? ('broken' as const) : at === 6 ? ('unknown' as const) : ('kept' as const),
      reason: `because of ${principle}`,
    })),
    worst: undefined,
    verdict: '✓',
    ...part,
  };
}

export function aFinding(rule: string, subject: string, severity: Severity, part: Partial<Finding> = {}): Finding {
  return {
    rule,
    severity,
    outcome: 'fail',
    subject,
    subjectKind: 'permission-set',
    integrations: [subject],
    message: `${subject} may do too much.`,
    fix: `Take something from ${subject}.`,
    details: ['Account', 'Contact'],
    principles: ['X1', 'S1'],
    threats: ['Escalate'],
    confidence: 'certain',
    locations: [
      { path: `permissionsets/${subject}.permissionset-meta.xml`, line: 12 },
      { path: `permissionsets/${subject}.permissionset-meta.xml`, line: 40 },
    ],
    reason: '',
    fingerprint: Buffer.from(`${rule} ${subject}`).toString('hex').padEnd(32, '0').slice(0, 64),
    ...part,
  };
}

export function aRule(id: string, severity: Severity): RuleText {
  return {
    id,
    code: 'S09',
    title: `Title of ${id}`,
    why: `Why ${id} matters.`,
    fix: `How to mend ${id}.`,
    severity,
    principles: ['X1'],
    threats: ['Escalate'],
    references: [{ standard: 'SBS', id: 'ACS-004', url: 'https://docs.securitybenchmark.org' }],
  };
}

function summaryOf(rule: RuleText, findings: readonly Finding[]): RuleSummary {
  const own = findings.filter((finding) => finding.rule === rule.id);
  const failed = own.filter(({ outcome }) => outcome === 'fail').length;
  const waived = own.length - failed;
  const outcome = failed > 0 ? 'fail' : waived > 0 ? 'waived' : 'pass';
  return { rule: rule.id, title: rule.title, severity: rule.severity, outcome, failed, passed: 1, waived, reason: '' };
}

/** An audit made by hand: three integrations, a failure of each severity, a waiver, a rule that could not be checked. */
export function anAudit(part: Partial<Audit> = {}): Audit {
  const findings = part.findings ?? [
    aFinding('escalation-path', 'hr-sync', 'critical'),
    aFinding('view-all-records', 'billing', 'high'),
    aFinding('no-owner', 'billing', 'medium'),
    aFinding('no-description', 'warehouse', 'low'),
    aFinding('latent-edits', 'warehouse', 'info'),
    aFinding('view-all-data', 'backup', 'critical', {
      outcome: 'waived',
      reason: 'accepted until 2027-03-31 by security (SEC-118)',
    }),
  ];
  const ruleTexts = part.ruleTexts ?? [
    ...new Map(findings.map(({ rule, severity }) => [rule, aRule(rule, severity)])).values(),
  ];
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity && finding.outcome === 'fail').length;
  return {
    version: '1.2.3',
    source: { kind: 'sfdx', label: 'force-app', filesRead: 12, bytesRead: 3400 },
    counts: {
      profiles: 2,
      permissionSets: 4,
      groups: 1,
      apps: 3,
      users: 3,
      grants: 120,
      findings: {
        critical: count('critical'),
        high: count('high'),
        medium: count('medium'),
        low: count('low'),
        info: count('info'),
      },
      waived: findings.filter(({ outcome }) => outcome === 'waived').length,
      notChecked: 1,
      baselined: 0,
    },
    integrations: [
      anIntegration('hr-sync', {
        worst: 'critical',
        verdict: 'can make itself admin',
        reach: aReach({
          escalation: ['Manage Users + Assign Permission Sets: can assign itself any permission set of the org'],
        }),
      }),
      anIntegration('billing', { worst: 'high', verdict: '1 high, 1 medium', users: ['shared@acme.example'] }),
      anIntegration('warehouse', {
        users: ['shared@acme.example'],
        reach: aReach({ bound: 'at-least', boundReasons: ['member Gone of group G is not in this source'] }),
      }),
    ],
    rules: [
      ...ruleTexts.map((rule) => summaryOf(rule, findings)),
      {
        rule: 'login-hours',
        title: 'Login hours',
        severity: 'info',
        outcome: 'not-checked',
        failed: 0,
        passed: 0,
        waived: 0,
        reason: 'no profile in this source',
      },
    ],
    diagnostics: [
      {
        code: 'malformed-xml',
        level: 'error',
        message: 'unclosed element "label"',
        path: 'profiles/Broken.profile-meta.xml',
        line: 7,
        column: 3,
      },
    ],
    partial: true,
    elapsed: 412,
    date: '2026-11-24',
    ...part,
    findings,
    ruleTexts,
  };
}

/** The same audit with every name replaced by something hostile. */
export function aHostileAudit(): Audit {
  const findings = HOSTILE.map((text, at) =>
    aFinding(`rule-${at}`, text, 'high', {
      message: text,
      fix: text,
      details: [text],
      integrations: [text],
      locations: [{ path: text, line: at + 1 }],
      reason: text,
    }),
  );
  return anAudit({
    source: { kind: 'sfdx', label: HOSTILE[0], filesRead: 1, bytesRead: 1 },
    findings,
    integrations: HOSTILE.map((text) =>
      anIntegration(text, {
        label: text,
        owner: text,
        worst: 'high',
        verdict: text,
        reach: aReach({
          objects: [{ object: text, verbs: ['read'], readFields: [text], editFields: [text] }],
          boundReasons: [text],
          systemPermissions: [text],
          setup: { apexClass: [text] },
        }),
      }),
    ),
    diagnostics: HOSTILE.map((text) => ({
      code: 'malformed-xml',
      level: 'error',
      message: text,
      path: text,
      line: 1,
      column: 1,
    })),
  });
}
