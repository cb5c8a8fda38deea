import type { Severity, SubjectKind } from '../model/finding.ts';
import type { Integration } from '../model/integration.ts';
import type { FailVerdict, RuleContext } from './rule.ts';
import { atMost, lowered } from './severity.ts';

/** How far a failure matters: to whom, how much, and why its severity is not the rule's. */
export interface Scope {
  readonly integrations: readonly string[];
  readonly severity: Severity;
  readonly reason: string;
}

/** What only ever matters through an integration that holds it. Settings and files matter by themselves. */
const HELD: ReadonlySet<SubjectKind> = new Set(['profile', 'permission-set', 'group', 'user', 'app']);

/**
 * A failure on something that no integration holds counts two steps less: it may be right for the people who have it.
 * What Salesforce or a package ships is not the admin's to change: at most `info`.
 */
export function scopeOf(context: RuleContext, verdict: FailVerdict, severity: Severity): Scope {
  const holders = holdersOf(context, verdict);
  const integrations = holders.map(({ name }) => name);
  const shipper = shipperOf(context, verdict, holders);
  if (shipper) {
    const limited = atMost(severity, 'info');
    const reason = limited === severity ? '' : `${shipper}: not yours to change, so it is for information only.`;
    return { integrations, severity: limited, reason };
  }
  if (integrations.length > 0 || !HELD.has(verdict.subjectKind)) return { integrations, severity, reason: '' };
  const less = lowered(severity, 2);
  const reason = `No integration known here holds it, so it counts less: ${less} instead of ${severity}.`;
  return { integrations, severity: less, reason: less === severity ? '' : reason };
}

function holdersOf(context: RuleContext, verdict: FailVerdict): readonly Integration[] {
  const { integrations: named } = verdict;
  if (named) return context.integrations.filter(({ name }) => named.includes(name));
  if (verdict.subjectKind === 'integration') return context.integrations.filter(({ name }) => name === verdict.subject);
  return verdict.subjectId === undefined ? [] : context.integrationsOf(verdict.subjectId);
}

function shipperOf(
  { snapshot }: RuleContext,
  { subjectId }: FailVerdict,
  holders: readonly Integration[],
): string | undefined {
  const container = snapshot.containers.find(({ id }) => id === subjectId);
  const group = snapshot.groups.find(({ id }) => id === subjectId);
  const namespace = (container ?? group)?.namespace;
  if (namespace) return `Shipped with ${namespace}`;
  if (container?.custom === false) return 'Shipped by Salesforce';
  if (holders.length === 0 || holders.some(({ class: kind }) => kind === 'own')) return undefined;
  return holders.some(({ class: kind }) => kind === 'salesforce') ? 'Shipped by Salesforce' : 'Shipped with a package';
}
