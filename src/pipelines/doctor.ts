import type { Examination } from '../connectors/org/examine.ts';
import type { BlindRule, Checkup, OrgCheckup } from '../model/checkup.ts';
import type { AuditSettings } from '../model/settings.ts';
import { isOn } from '../rules/needed-families.ts';
import { RULES } from '../rules/register.ts';
import type { Rule } from '../rules/rule.ts';
import { checkProject } from './check-project.ts';
import { orgHealth } from './org-health.ts';

export interface DoctorOptions {
  /** Alias or username; only the project is looked at when absent. */
  readonly targetOrg: string | undefined;
  readonly directory: string;
  readonly config: string | undefined;
  readonly settings: AuditSettings;
  readonly now: Date;
}

/** Looks whether an audit would see what it must: in the project, and by the rights of the user that reads an org. */
export async function doctor(options: DoctorOptions): Promise<Checkup> {
  const { targetOrg, settings, now } = options;
  const project = await checkProject(options);
  if (targetOrg === undefined) return { project, org: undefined };
  const { locateOrg } = await import('../connectors/org/locate.ts');
  const { examineOrg } = await import('../connectors/org/examine.ts');
  const session = await locateOrg(targetOrg);
  return { project, org: checkupOf(session.label, await examineOrg(session, { now }), settings) };
}

/** What an examination means for the rules that the settings switch on. */
export function checkupOf(label: string, examined: Examination, settings: AuditSettings): OrgCheckup {
  const { identity, coverage, calls, auditCalls } = examined;
  const rules = RULES.filter((rule) => isOn(rule, settings));
  const blind = rules.flatMap((rule) => blindness(rule, examined));
  return { identity, label, checks: orgHealth(examined), coverage, blind, rules: rules.length, calls, auditCalls };
}

function blindness(
  { id, title, severity, needs, needsAnyOf = [] }: Rule,
  { coverage }: Examination,
): readonly BlindRule[] {
  const isClosed = (family: (typeof needs)[number]) => ['absent', 'denied'].includes(coverage[family].state);
  const choice = needsAnyOf.every(isClosed) ? needsAnyOf : [];
  const families = [...needs.filter(isClosed), ...choice];
  if (families.length === 0) return [];
  const reason = [...new Set(families.map((family) => coverage[family].reason))].join('; ');
  const opens = families.flatMap((family) => (coverage[family].opens ? [coverage[family].opens ?? []] : []));
  return [{ rule: id, title, severity, families, reason, opens }];
}
