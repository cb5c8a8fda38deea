import type { AccessCheck, CheckOutcome, Judge, VerifiedIntegration, VerifiedOrg } from '../model/verification.ts';
import { counted, digits } from './style.ts';

export const JUDGE_WORDS: Readonly<Record<Judge, string>> = {
  engine: 'Leastwise',
  platform: 'Salesforce',
  probe: 'tried',
};

export const ORG_WORDS: Readonly<Record<VerifiedOrg['kind'], string>> = {
  production: 'production',
  sandbox: 'sandbox or scratch org',
  local: 'local org',
};

export const checksBy = ({ checks }: Pick<VerifiedIntegration, 'checks'>, judge: Judge): readonly AccessCheck[] =>
  checks.filter((check) => check.judge === judge);

const ended = (checks: readonly AccessCheck[], outcome: CheckOutcome): readonly AccessCheck[] =>
  checks.filter((check) => check.outcome === outcome);

/** What one judge says of an integration, in a line. */
export function judgeLine(integration: VerifiedIntegration, judge: Judge): string {
  const checks = checksBy(integration, judge);
  const open = ended(checks, 'not-checked').length;
  const rest = open === 0 ? '' : ` · ${digits(open)} not checked`;
  if (judge !== 'probe') return `${ofAll(checks)} as declared${rest}`;
  if (open === checks.length) return 'not tried';
  const granted = checks.filter(({ expected }) => expected === 'granted');
  const refused = checks.filter(({ expected }) => expected === 'refused');
  return `${ofAll(granted)} granted requests succeed · ${ofAll(refused)} that are not granted are refused${rest}`;
}

function ofAll(checks: readonly AccessCheck[]): string {
  const proved = ended(checks, 'proved').length;
  return `${digits(proved)} of ${digits(proved + ended(checks, 'refuted').length)}`;
}

export function worstOf(checks: readonly AccessCheck[]): CheckOutcome {
  if (checks.some(({ outcome }) => outcome === 'refuted')) return 'refuted';
  return checks.some(({ outcome }) => outcome === 'proved') ? 'proved' : 'not-checked';
}

/** `Lead:read is not declared and allowed` */
export function refutedText({ judge, permission, expected, seen, asked }: AccessCheck): string {
  const what =
    expected === 'granted' ? `${permission} is declared and refused` : `${permission} is not declared and allowed`;
  return judge === 'probe' ? `${what}: ${asked} → ${seen}` : `${what}, says ${JUDGE_WORDS[judge]}`;
}

/** Reasons for what was not checked, the commonest first, each with what it is about. */
export function openReasons(
  checks: readonly AccessCheck[],
): readonly { readonly reason: string; readonly of: readonly string[] }[] {
  const byReason = Map.groupBy(ended(checks, 'not-checked'), ({ seen }) => seen);
  return [...byReason]
    .map(([reason, of]) => ({ reason, of: of.map(({ permission }) => permission) }))
    .sort((a, b) => b.of.length - a.of.length);
}

export function recordsText({ probe }: VerifiedIntegration): string {
  if (!probe) return '';
  const { made, removed } = probe.records;
  const records = made === 0 ? 'no record was made' : `${counted(made, 'record')} made and ${digits(removed)} removed`;
  return `by ${probe.by} · ${counted(probe.calls, 'API call')} of at most ${digits(probe.atMost)} · ${records}`;
}
