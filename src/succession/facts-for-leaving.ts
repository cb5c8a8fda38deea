import type { FactFamily } from '../model/coverage.ts';
import type { Declaration } from '../model/declaration.ts';
import { hasReached } from '../plan/leaving.ts';

/** What must be read beyond access, so that a plan knows which tokens and sessions are still to be ended. */
export function factsForLeaving(declarations: readonly Declaration[]): readonly FactFamily[] {
  const isRevoking = declarations.some(({ replaces, retire }) =>
    [replaces?.stage, retire?.stage].some((stage) => stage !== undefined && hasReached(stage, 'revoked')),
  );
  return isRevoking ? ['tokens', 'sessions'] : [];
}
