import { SEVERITIES, type Severity } from '../model/finding.ts';

/** Negative when `a` is worse than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

/** The worst of them; `undefined` when there is none. */
export function worstSeverity(severities: Iterable<Severity>): Severity | undefined {
  const present = new Set(severities);
  return SEVERITIES.find((severity) => present.has(severity));
}

/** Some steps less severe; `info` is the end. */
export function lowered(severity: Severity, steps: number): Severity {
  return SEVERITIES[SEVERITIES.indexOf(severity) + steps] ?? 'info';
}
