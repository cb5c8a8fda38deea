import type { Accounts } from '../connectors/org/read-accounts.ts';
import type { OrgSession } from '../connectors/org/session.ts';
import type { Change } from '../model/change.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Plan, Risk } from '../model/plan.ts';
import { planFingerprint } from '../plan/fingerprint.ts';

/** Changes as an approved plan: nobody waits for rules when seconds count. */
export function planOf({ orgId, label }: OrgSession, changes: readonly Change[]): Plan {
  return {
    version: 1,
    target: { kind: 'org', label, filesRead: 0, bytesRead: 0 },
    orgId,
    environment: undefined,
    changes,
    integrations: [],
    drift: [],
    findings: [],
    notes: [],
    fingerprint: planFingerprint(orgId, changes),
  };
}

/** What is filed about whoever was locked out. */
export function lockedOut(
  { users, assignments, tokens, sessions, logins, unread }: Accounts,
  about: Pick<Evidence, 'at' | 'subject' | 'by' | 'runs'> & { readonly org: OrgSession },
  blastRadius: Risk | undefined,
): Evidence {
  const of =
    (name: string) =>
    ({ username }: { readonly username: string }): boolean =>
      username === name;
  return {
    format: 'leastwise-evidence',
    version: 1,
    at: about.at,
    org: { id: about.org.orgId, name: about.org.url },
    by: about.by,
    subject: about.subject,
    users: users.map(({ username, profile = '', frozen }) => ({
      username,
      profile,
      wasFrozen: frozen,
      assignments: assignments.filter(of(username)).map(({ target, expires }) => ({ username, target, expires })),
      logins: logins.filter(of(username)),
      tokens: tokens.filter(of(username)),
      sessions: sessions.filter(of(username)),
      blastRadius,
    })),
    runs: [...about.runs],
    notes: unread.map((what) => `not read: ${what}`),
  };
}
