import type { Verification, VerifiedIntegration } from '../../src/model/verification.ts';
import { countChecks } from '../../src/verify/count-checks.ts';

export const NASTY = '<script>alert(1)</script>"\'`\u001b[31m\n';

const INTEGRATION: VerifiedIntegration = {
  name: 'erp',
  username: 'erp@acme.example',
  permissionSet: 'Int_Erp',
  probe: {
    by: 'client credentials',
    calls: 40,
    atMost: 90,
    records: { made: 2, removed: 1, left: ['Account 001000000000001AAA: INSUFFICIENT_ACCESS'] },
  },
  checks: [
    {
      judge: 'engine',
      permission: 'Account:read',
      expected: 'granted',
      outcome: 'proved',
      asked: 'what was read',
      seen: 'granted',
    },
    {
      judge: 'platform',
      permission: 'Account:read',
      expected: 'granted',
      outcome: 'proved',
      asked: 'UserEntityAccess',
      seen: 'granted',
    },
    {
      judge: 'probe',
      permission: 'Lead:read',
      expected: 'refused',
      outcome: 'refuted',
      asked: 'SELECT Id FROM Lead LIMIT 1',
      seen: 'allowed',
    },
    {
      judge: 'probe',
      permission: 'Account:viewAll',
      expected: 'granted',
      outcome: 'not-checked',
      asked: '',
      seen: 'needs records of somebody else',
    },
  ],
  judgesDiffer: [{ permission: 'Account:delete', engine: true, platform: false }],
  notes: ['The user is frozen.'],
};

/** Evidence with one of everything, not sealed yet. */
export function aVerification(more: Partial<VerifiedIntegration> = {}): Omit<Verification, 'sha256'> {
  const integrations = [{ ...INTEGRATION, ...more }];
  return {
    format: 'leastwise-verification',
    version: 1,
    tool: 'leastwise 1.0.0',
    started: '2026-11-25T10:00:00.000Z',
    ended: '2026-11-25T10:00:09.000Z',
    org: {
      id: '00D000000000001AAA',
      name: 'Acme',
      domain: 'acme.example',
      edition: 'Enterprise Edition',
      kind: 'sandbox',
      apiVersion: '68.0',
    },
    by: 'admin@acme.example',
    environment: null,
    integrations,
    counts: countChecks(integrations),
  };
}
