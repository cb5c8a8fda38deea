import type { Severity } from './finding.ts';
import type { Origin } from './origin.ts';

/** What `leastwise.yml` and flags say about judging, with defaults filled in. */
export interface AuditSettings {
  readonly preset: 'recommended' | 'strict' | 'legacy';
  /** Exit code 1 at or above this severity; `never` makes findings never fail a run. */
  readonly failOn: Severity | 'never';
  /** Rule id → `off` or another severity. */
  readonly rules: Readonly<Record<string, 'off' | Severity>>;
  readonly waivers: readonly Waiver[];
  readonly integrations: readonly NamedIntegration[];
  /** Names of profiles, sets, groups, apps or users that are no integrations; `*` is a wildcard. */
  readonly exclude: readonly string[];
  /** Rule files (TypeScript or JavaScript), absolute. */
  readonly customRules: readonly string[];
  /** Fingerprints that a baseline file knows. */
  readonly baseline: ReadonlySet<string>;
}

/** An accepted failure. It ends: an expired waiver fails again and says so, an unused one is reported. */
export interface Waiver {
  readonly rule: string;
  /** Subject or integration name; `*` is a wildcard. */
  readonly subject: string;
  readonly owner: string;
  readonly reason: string;
  readonly ticket: string | undefined;
  /** ISO date, inclusive. */
  readonly until: string;
  readonly origin: Origin;
}

/** An integration that the project names itself: the strongest evidence there is. */
export interface NamedIntegration {
  readonly name: string;
  readonly owner: string | undefined;
  readonly users: readonly string[];
  readonly profiles: readonly string[];
  readonly permissionSets: readonly string[];
  readonly groups: readonly string[];
  readonly apps: readonly string[];
  readonly origin: Origin;
}
