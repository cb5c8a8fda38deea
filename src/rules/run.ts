import type { FactFamily } from '../model/coverage.ts';
import type { Finding, Outcome, RuleSummary, RuleText, Severity } from '../model/finding.ts';
import type { Confidence } from '../model/integration.ts';
import { Problem } from '../model/problem.ts';
import type { AuditSettings } from '../model/settings.ts';
import { withoutBaseline } from './baseline.ts';
import { fingerprint } from './fingerprint.ts';
import { isOn } from './needed-families.ts';
import type { FailVerdict, Rule, RuleContext, Verdict } from './rule.ts';
import { type RuleInput, ruleContext } from './rule-context.ts';
import { scopeOf } from './scope.ts';
import { compareSeverity } from './severity.ts';
import { UNUSED_WAIVER, waive } from './waive.ts';

export interface RunResult {
  /** Failures and waived failures, worst first; what passed is counted in the summaries. */
  readonly findings: readonly Finding[];
  /** One per rule that the settings switch on, in register order. */
  readonly summaries: readonly RuleSummary[];
  /** Texts of every rule that `findings` or `summaries` name. */
  readonly texts: readonly RuleText[];
  /** Failures left out because the baseline knows them. */
  readonly baselined: number;
}

/** What one rule said, before waivers and baseline. */
interface RuleOutcome {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly findings: readonly Finding[];
  readonly passed: number;
  readonly notChecked: readonly string[];
}

/**
 * Judges a snapshot by the rules that the settings switch on.
 *
 * @throws Problem `configuration` when the settings name a rule that does not exist.
 */
export function runRules(input: RuleInput, rules: readonly Rule[], settings: AuditSettings): RunResult {
  refuseUnknownRules(rules, settings);
  const context = ruleContext(input);
  const outcomes = rules.flatMap((rule) => {
    const severity = severityIn(settings, rule);
    return severity === undefined ? [] : [runRule(context, rule, severity)];
  });
  const undecided = new Set(outcomes.filter(isUndecided).map(({ rule }) => rule.id));
  const failures = outcomes.flatMap(({ findings }) => findings);
  const waived = waive(failures, settings.waivers, input.today, undecided);
  const unused = settings.rules[UNUSED_WAIVER.id] === 'off' ? [] : waived.unused;
  const { findings, baselined } = withoutBaseline([...waived.findings, ...unused], settings.baseline);
  const position = new Map(rules.map(({ id }, index) => [id, index]));
  const texts = outcomes.map(({ rule }) => textOf(rule));
  return {
    findings: findings.toSorted(
      (a, b) =>
        Number(a.outcome === 'waived') - Number(b.outcome === 'waived') ||
        compareSeverity(a.severity, b.severity) ||
        (position.get(a.rule) ?? rules.length) - (position.get(b.rule) ?? rules.length),
    ),
    summaries: outcomes.map((outcome) => summaryOf(outcome, findings)),
    texts: unused.length > 0 ? [...texts, UNUSED_WAIVER] : texts,
    baselined,
  };
}

function refuseUnknownRules(rules: readonly Rule[], settings: AuditSettings): void {
  const known = new Set([...rules.map(({ id }) => id), UNUSED_WAIVER.id]);
  const unknown = [...Object.keys(settings.rules), ...settings.waivers.map(({ rule }) => rule)].find(
    (id) => !known.has(id),
  );
  if (unknown === undefined) return;
  const similar = [...known].filter((id) => id.includes(unknown) || unknown.includes(id)).slice(0, 3);
  throw new Problem({
    kind: 'configuration',
    code: 'unknown-rule',
    message: `There is no rule "${unknown}", but the settings name it.`,
    actions: [
      similar.length > 0 ? `Did you mean ${similar.join(', ')}?` : 'The rules are listed in docs/rules/README.md.',
    ],
  });
}

/** The severity a rule runs with; `undefined` when it does not run. A severity in the settings switches a rule on. */
function severityIn(settings: AuditSettings, rule: Rule): Severity | undefined {
  const asked = settings.rules[rule.id];
  if (!isOn(rule, settings)) return undefined;
  return asked === undefined || asked === 'off' ? rule.severity : asked;
}

function runRule(context: RuleContext, rule: Rule, severity: Severity): RuleOutcome {
  const missing = missingFor(context, rule);
  if (missing.length > 0) return { rule, severity, findings: [], passed: 0, notChecked: missing };
  const verdicts = verdictsOf(context, rule);
  const failures = verdicts.filter((verdict) => verdict.outcome === 'fail');
  const undecided = verdicts.filter((verdict) => verdict.outcome === 'not-checked').map(({ reason }) => reason);
  const passed = verdicts.filter(({ outcome }) => outcome === 'pass').length;
  const partial = reasonsFor(context, [...rule.needs, ...(rule.needsAnyOf ?? [])], ['partial']);
  return {
    rule,
    severity,
    findings: distinct(failures.flatMap((verdict) => findingOf(context, rule, severity, verdict))),
    passed: partial.length > 0 ? 0 : passed,
    notChecked: passed > 0 ? [...undecided, ...partial] : undecided,
  };
}

/** Why a rule cannot be checked at all; empty when it can. */
function missingFor(context: RuleContext, { needs, needsAnyOf = [] }: Rule): readonly string[] {
  const missing = reasonsFor(context, needs, ['absent', 'denied']);
  const choice = reasonsFor(context, needsAnyOf, ['absent', 'denied']);
  return choice.length === needsAnyOf.length ? [...missing, ...choice] : missing;
}

function reasonsFor({ snapshot }: RuleContext, families: readonly FactFamily[], states: readonly string[]): string[] {
  const reason = (family: FactFamily) => snapshot.coverage[family].reason || `${family} could not be read`;
  return families.filter((family) => states.includes(snapshot.coverage[family].state)).map(reason);
}

function verdictsOf(context: RuleContext, rule: Rule): readonly Verdict[] {
  try {
    return [...rule.check(context)];
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem({
      kind: 'internal',
      code: 'rule-failed',
      message: `Rule ${rule.id} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      actions: [`Switch it off in leastwise.yml (rules: ${rule.id}: off) and report it.`],
      cause,
    });
  }
}

function findingOf(context: RuleContext, rule: Rule, severity: Severity, verdict: FailVerdict): readonly Finding[] {
  // A severity that the settings ask for is meant for every failure of the rule, so it wins over the verdict's.
  const asked = severity === rule.severity ? (verdict.severity ?? severity) : severity;
  const scope = scopeOf(context, verdict, asked);
  const { subject, subjectKind } = verdict;
  if (scope.severity === undefined) return [];
  return [
    {
      rule: rule.id,
      severity: scope.severity,
      outcome: 'fail',
      subject,
      subjectKind,
      integrations: scope.integrations,
      message: verdict.message,
      fix: verdict.fix ?? rule.fix,
      details: beyond(verdict.message, verdict.details ?? []),
      principles: rule.principles,
      threats: rule.threats,
      confidence: surenessOf(context, scope.integrations, verdict.confidence ?? 'certain'),
      locations: verdict.locations,
      reason: scope.reason,
      fingerprint: fingerprint(rule.id, subjectKind, subject, verdict.key ?? ''),
    },
  ];
}

/** Details that the sentence names already, every one of them, are no details. */
function beyond(message: string, details: readonly string[]): readonly string[] {
  return details.every((detail) => message.includes(detail)) ? [] : details;
}

/** A failure is as sure as the rule is, and as it is that the subject belongs to an integration at all. */
function surenessOf(context: RuleContext, names: readonly string[], said: Confidence): Confidence {
  const holders = context.integrations.filter(({ name }) => names.includes(name));
  const surest = CONFIDENCES.find((confidence) => holders.some((holder) => holder.confidence === confidence));
  const weaker = Math.max(CONFIDENCES.indexOf(said), CONFIDENCES.indexOf(surest ?? 'certain'));
  return CONFIDENCES[weaker] ?? said;
}

const CONFIDENCES: readonly Confidence[] = ['certain', 'likely', 'possible'];

/**
 * Two files with one full name give two failures with one name. When they say the same they become one with both places;
 * when they differ, the later ones (by path) get a fingerprint of their own.
 */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = seen.get(finding.fingerprint) ?? [];
    const twin = same.findIndex(
      ({ message, severity }) => message === finding.message && severity === finding.severity,
    );
    const other = same[twin];
    if (other) same[twin] = { ...other, locations: [...other.locations, ...finding.locations] };
    else if (same.length === 0) seen.set(finding.fingerprint, [finding]);
    else same.push({ ...finding, fingerprint: fingerprint(finding.fingerprint, '', '', `${same.length + 1}`) });
  }
  return [...seen.values()].flat();
}

function isUndecided({ findings, passed, notChecked }: RuleOutcome): boolean {
  return findings.length === 0 && passed === 0 && notChecked.length > 0;
}

function summaryOf(outcome: RuleOutcome, findings: readonly Finding[]): RuleSummary {
  const { rule, severity, passed, notChecked } = outcome;
  const own = findings.filter((finding) => finding.rule === rule.id);
  const failed = own.filter((finding) => finding.outcome === 'fail').length;
  const waived = own.length - failed;
  const reasons = [...new Set(notChecked)].join('; ');
  return {
    rule: rule.id,
    title: rule.title,
    severity,
    outcome: outcomeOf(failed, waived, passed, notChecked.length),
    failed,
    passed,
    waived,
    reason: reasons || (own.length + passed === 0 ? 'Nothing here that the rule could judge.' : ''),
  };
}

function outcomeOf(failed: number, waived: number, passed: number, notChecked: number): Outcome {
  if (failed > 0) return 'fail';
  if (notChecked > 0) return 'not-checked';
  if (waived > 0) return 'waived';
  return passed > 0 ? 'pass' : 'not-applicable';
}

function textOf(rule: Rule): RuleText {
  const { id, code, title, why, fix, severity, principles, threats, references } = rule;
  return { id, code, title, why, fix, severity, principles, threats, references };
}
