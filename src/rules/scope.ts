import type { Severity, SubjectKind } from '../model/finding.ts';
import type { Integration } from '../model/integration.ts';
import { shipperOf } from '../platform/shipped-parts.ts';
import { DEPRECATED_API_ONLY, MINIMUM_ACCESS_API_ONLY } from '../platform/standard-profiles.ts';
import type { FailVerdict, RuleContext } from './rule.ts';
import { compareSeverity, lowered } from './severity.ts';

/** How far a failure matters: to whom, how much, and why its severity is not the rule's. */
export interface Scope {
  readonly integrations: readonly string[];
  /** `undefined`: not worth a line. */
  readonly severity: Severity | undefined;
  readonly reason: string;
}

/** What only ever matters through an integration that holds it. Settings and files matter by themselves. */
const HELD: ReadonlySet<SubjectKind> = new Set(['profile', 'permission-set', 'group', 'user', 'app']);

/**
 * A failure on something that no integration holds counts two steps less: it may be right for the people who have it.
 * What Salesforce or a package ships is not the admin's to change: at most `info`. Where either leaves less than `low`
 * of a failure there is nothing to do about it, and no line.
 */
export function scopeOf(context: RuleContext, verdict: FailVerdict, severity: Severity): Scope {
  const holders = holdersOf(context, verdict);
  const integrations = holders.map(({ name }) => name);
  const held = holders.length > 0 || !HELD.has(verdict.subjectKind);
  const shipper = verdict.adminsToChange ? undefined : whoShips(context, verdict, holders);
  if (shipper !== undefined) {
    const serious = held && compareSeverity(severity, 'high') <= 0;
    const reason = `${shipper}: not yours to change, so it is for information only.`;
    return { integrations, severity: serious ? 'info' : undefined, reason };
  }
  // What a rule says for information only stays so, whoever holds it.
  if (held || severity === 'info') return { integrations, severity, reason: '' };
  const less = lowered(severity, 2);
  const reason = `No integration known here holds it, so it counts less: ${less} instead of ${severity}.`;
  return { integrations, severity: less === 'info' ? undefined : less, reason };
}

function holdersOf(context: RuleContext, verdict: FailVerdict): readonly Integration[] {
  const { integrations: named } = verdict;
  if (named) return context.integrations.filter(({ name }) => named.includes(name));
  if (verdict.subjectKind === 'integration') return context.integrations.filter(({ name }) => name === verdict.subject);
  return verdict.subjectId === undefined ? [] : context.integrationsOf(verdict.subjectId);
}

function whoShips(
  { snapshot }: RuleContext,
  { subjectId }: FailVerdict,
  holders: readonly Integration[],
): string | undefined {
  const container = snapshot.containers.find(({ id }) => id === subjectId);
  const part = container ?? snapshot.groups.find(({ id }) => id === subjectId);
  // The one standard profile whose permissions an admin can change, and is meant to leave alone.
  if (container?.kind === 'profile' && EDITABLE.has(container.name)) return undefined;
  const shipper = part && shipperOf(part);
  if (shipper === 'package') return `Shipped with package ${part?.namespace}`;
  if (shipper === 'salesforce') return 'Shipped by Salesforce';
  if (holders.length === 0 || holders.some(({ class: kind }) => kind === 'own')) return undefined;
  return holders.some(({ class: kind }) => kind === 'salesforce') ? 'Shipped by Salesforce' : 'Shipped with a package';
}

const EDITABLE: ReadonlySet<string> = new Set([MINIMUM_ACCESS_API_ONLY, DEPRECATED_API_ONLY]);
