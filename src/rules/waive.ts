import type { Finding, RuleText } from '../model/finding.ts';
import { matchesName } from '../model/name-pattern.ts';
import type { Waiver } from '../model/settings.ts';
import { fingerprint } from './fingerprint.ts';

/** The runner's own rule: it looks at the settings, not at the org, so it is none of the rule files. */
export const UNUSED_WAIVER: RuleText = {
  id: 'unused-waiver',
  code: 'W01',
  title: 'A waiver that waives nothing',
  why: 'A waiver nobody needs any more would silently accept the same failure when it comes back.',
  fix: 'Delete the waiver from leastwise.yml, or correct its rule and subject.',
  severity: 'low',
  principles: [],
  threats: [],
  references: [],
};

export interface Waived {
  readonly findings: readonly Finding[];
  /** One `unused-waiver` failure per waiver that met no finding. */
  readonly unused: readonly Finding[];
}

/**
 * Applies waivers to failures. An expired waiver waives nothing, and the failure says so. A waiver by integration name
 * counts only when every integration that the failure concerns is meant.
 *
 * @param undecided ids of rules that could not be checked: nobody knows whether their waivers are still needed
 */
export function waive(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  today: string,
  undecided: ReadonlySet<string>,
): Waived {
  const used = new Set<Waiver>();
  const judged = findings.map((finding) => {
    const meant = waivers.filter((waiver) => covers(waiver, finding));
    for (const waiver of meant) used.add(waiver);
    const valid = meant.find(({ until }) => until >= today);
    if (valid) return { ...finding, outcome: 'waived' as const, reason: wording(valid) };
    const [ended] = meant.toSorted((a, b) => (a.until < b.until ? 1 : -1));
    if (!ended) return finding;
    const reason = `Its waiver ended on ${ended.until}: ${wording(ended)} ${finding.reason}`.trim();
    return { ...finding, reason };
  });
  const unused = waivers.filter((waiver) => !used.has(waiver) && !undecided.has(waiver.rule));
  return { findings: judged, unused: unused.map(unusedFinding) };
}

function covers({ rule, subject }: Waiver, finding: Finding): boolean {
  if (rule !== finding.rule) return false;
  if (matchesName(subject, finding.subject)) return true;
  return finding.integrations.length > 0 && finding.integrations.every((name) => matchesName(subject, name));
}

function wording({ owner, reason, ticket, until }: Waiver): string {
  const sentence = reason.trim().replace(/([^.!?])$/, '$1.');
  return `${sentence} Accepted by ${owner}${ticket ? ` (${ticket})` : ''} until ${until}.`;
}

function unusedFinding({ rule, subject, origin, owner }: Waiver): Finding {
  return {
    rule: UNUSED_WAIVER.id,
    severity: UNUSED_WAIVER.severity,
    outcome: 'fail',
    subject: `${rule}: ${subject}`,
    subjectKind: 'file',
    integrations: [],
    message: `The waiver of ${owner} for ${rule} on "${subject}" meets no failure any more.`,
    fix: UNUSED_WAIVER.fix,
    details: [],
    principles: [],
    threats: [],
    confidence: 'certain',
    locations: [origin],
    reason: '',
    fingerprint: fingerprint(UNUSED_WAIVER.id, 'file', `${rule}: ${subject}`, ''),
  };
}
