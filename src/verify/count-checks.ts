import { CHECK_OUTCOMES, JUDGES, type VerificationCounts, type VerifiedIntegration } from '../model/verification.ts';

/** How many checks of each judge ended in which way. */
export function countChecks(integrations: readonly Pick<VerifiedIntegration, 'checks'>[]): VerificationCounts {
  const checks = integrations.flatMap((one) => one.checks);
  const count = (judge: string, outcome: string): number =>
    checks.filter((check) => check.judge === judge && check.outcome === outcome).length;
  const rows = JUDGES.map((judge) => [
    judge,
    Object.fromEntries(CHECK_OUTCOMES.map((outcome) => [outcome, count(judge, outcome)])),
  ]);
  return Object.fromEntries(rows) as VerificationCounts;
}
