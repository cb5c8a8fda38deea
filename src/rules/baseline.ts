import type { Finding } from '../model/finding.ts';

/** Leaves out the failures that a baseline knows. What is waived stays: it is shown with its end date. */
export function withoutBaseline(
  findings: readonly Finding[],
  baseline: ReadonlySet<string>,
): { readonly findings: readonly Finding[]; readonly baselined: number } {
  const kept = findings.filter((finding) => finding.outcome !== 'fail' || !baseline.has(finding.fingerprint));
  return { findings: kept, baselined: findings.length - kept.length };
}
