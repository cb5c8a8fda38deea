import type { OrgSession } from '../connectors/org/session.ts';
import type { AccessCheck, JudgesDiffer } from '../model/verification.ts';
import { askedOfPlatform, differencesOfJudges, platformChecks } from '../verify/compare-judges.ts';
import type { VerifySubject } from '../verify/subject.ts';

/** What the org's own tables say of one user, and where our engine says something else. */
export async function askPlatform(
  session: OrgSession,
  { user, questions, current }: VerifySubject,
): Promise<{ readonly checks: readonly AccessCheck[]; readonly judgesDiffer: readonly JudgesDiffer[] }> {
  if (user?.recordId === undefined) return { checks: [], judgesDiffer: [] };
  const { readPlatformAccess } = await import('../connectors/org/read-platform-access.ts');
  const { openWire } = await import('../connectors/org/wire.ts');
  const wire = openWire(session);
  try {
    const { username, recordId: userId } = user;
    const told = await readPlatformAccess(wire, { username, userId, ...askedOfPlatform(questions) });
    return { checks: platformChecks(questions, told), judgesDiffer: differencesOfJudges(current, told) };
  } finally {
    await wire.close();
  }
}
