import type { OrgSession } from '../connectors/org/session.ts';
import type { LogInWith } from '../login/log-in-as.ts';
import { Problem } from '../model/problem.ts';
import { loginSubject, type SubjectOptions } from './login-subject.ts';

/** What a probe may log in with: a token that somebody got already, or what the application logs in with. */
export interface ProbeCredentials extends Pick<LogInWith, 'credentials' | 'key'> {
  readonly tokenOf: (integration: string) => ProbeToken | undefined;
}

/** A token of the environment. It is used, and never shown, kept or ended: it belongs to whoever got it. */
export interface ProbeToken {
  readonly token: string;
  /** Name of the variable. */
  readonly variable: string;
}

export type ProbeSession =
  | { readonly ok: true; readonly session: OrgSession; readonly by: string; end(): Promise<void> }
  | { readonly ok: false; readonly reason: string };

/** Opens a session in the name of an integration, or says why there is none. */
export async function openProbeSession(
  admin: OrgSession,
  options: SubjectOptions & { readonly now: () => Date },
  username: string,
  { tokenOf, credentials, key }: ProbeCredentials,
): Promise<ProbeSession> {
  const { clientSession, revokeToken } = await import('../connectors/org/oauth-token.ts');
  const given = tokenOf(options.integration);
  if (given) {
    const token = { accessToken: given.token, instanceUrl: admin.url, scopes: [] };
    const by = `token of ${given.variable}`;
    return { ok: true, session: clientSession(token, admin, username), by, end: async () => undefined };
  }
  try {
    const subject = loginSubject(options, admin);
    const { FLOW_WORDS, logIn } = await import('../login/log-in-as.ts');
    const answer = await logIn(admin, subject, { credentials, key, now: options.now });
    if (!answer.ok) return { ok: false, reason: `it could not log in: ${answer.step.seen}` };
    const { token } = answer;
    const end = async (): Promise<void> => void (await revokeToken(token));
    return { ok: true, session: clientSession(token, admin, username), by: FLOW_WORDS[subject.app.flow], end };
  } catch (error) {
    // An integration that cannot be tried is not checked; the others still are.
    if (error instanceof Problem) return { ok: false, reason: `it could not log in: ${error.message}` };
    throw error;
  }
}

/** `LEASTWISE_PROBE_TOKEN_ERP_ORDERS` for `erp-orders`. */
export function probeTokenVariable(integration: string): string {
  return `LEASTWISE_PROBE_TOKEN_${integration.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`;
}
