import type { KeyObject } from 'node:crypto';
import { findConsumer, readPair } from '../connectors/org/consumer-credentials.ts';
import { type ClientToken, requestToken } from '../connectors/org/oauth-token.ts';
import type { OrgSession } from '../connectors/org/session.ts';
import { openWriteWire } from '../connectors/org/write-wire.ts';
import { jwtAssertion } from '../credentials/jwt-assertion.ts';
import type { ClientCredentials } from '../model/credentials.ts';
import type { LoginSubject } from '../model/login-subject.ts';
import type { LoginStep } from '../model/login-test.ts';
import { Problem } from '../model/problem.ts';
import { oauthErrorMeaning } from '../platform/oauth-errors.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** What the application logs in with. */
export interface LogInWith {
  /** What the person has; asked of the org when absent. */
  readonly credentials: ClientCredentials | undefined;
  /** Signs for it, where it logs in by JWT. */
  readonly key: KeyObject | undefined;
  readonly now: () => Date;
}

export type LoggedIn =
  | { readonly ok: true; readonly token: ClientToken; readonly step: LoginStep }
  | { readonly ok: false; readonly step: LoginStep };

export function loginUrlOf({ url }: OrgSession, credentials: ClientCredentials | undefined): string {
  return credentials?.loginUrl || url;
}

/** Gets a token the way the application gets one. What is missing is asked of the org, and forgotten afterwards. */
export async function logIn(session: OrgSession, subject: LoginSubject, options: LogInWith): Promise<LoggedIn> {
  const url = loginUrlOf(session, options.credentials);
  const answer = await requestToken(url, await grantOf(session, subject, url, options));
  const asked = `POST ${url}/services/oauth2/token · ${FLOW_WORDS[subject.app.flow]}`;
  if (answer.ok) {
    const scopes = answer.token.scopes.join(', ') || 'none told';
    return {
      ok: true,
      token: answer.token,
      step: { name: 'token', asked, seen: `a token · scopes ${scopes}`, outcome: 'as-declared', actions: [] },
    };
  }
  const { code, message, status } = answer.failure;
  const meaning = oauthErrorMeaning(code, message);
  const words = status === 0 ? 'no answer' : status >= 500 ? `the org failed (${status})` : code;
  return {
    ok: false,
    step: {
      name: 'token',
      asked,
      seen: `${words}: ${message}${meaning ? ` — ${meaning.meaning}` : ''}`,
      outcome: 'not-as-declared',
      actions:
        meaning?.actions ??
        (status === 0 || status >= 500 ? ['Try again; look at the network and at trust.salesforce.com.'] : []),
    },
  };
}

export const FLOW_WORDS = { 'client-credentials': 'client credentials', 'jwt-bearer': 'JWT bearer' } as const;

async function grantOf(
  session: OrgSession,
  { app, username }: LoginSubject,
  url: string,
  { credentials, key, now }: LogInWith,
): Promise<Readonly<Record<string, string>>> {
  if (app.flow === 'client-credentials') {
    const pair = await pairOf(session, app.name, credentials);
    return { grant_type: 'client_credentials', client_id: pair.key, client_secret: pair.secret };
  }
  if (key === undefined) throw needsKey();
  const issuer = credentials?.clientId ?? (await consumerKey(session, app.name));
  const assertion = jwtAssertion({ issuer, subject: username, audience: url, now: now() }, key);
  return { grant_type: JWT_BEARER, assertion };
}

async function pairOf(session: OrgSession, app: string, credentials: ClientCredentials | undefined) {
  if (credentials?.clientSecret !== undefined) return { key: credentials.clientId, secret: credentials.clientSecret };
  const wire = openWriteWire(session);
  try {
    return await readPair(wire, await findConsumer(wire, app));
  } finally {
    await wire.close();
  }
}

async function consumerKey(session: OrgSession, app: string): Promise<string> {
  const wire = openWriteWire(session);
  try {
    return (await findConsumer(wire, app)).key;
  } finally {
    await wire.close();
  }
}

function needsKey(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'needs-key',
    message: 'It logs in by JWT, and that needs its private key.',
    actions: ['Name the file: --key-file <file>; its passphrase comes from LEASTWISE_KEY_PASSPHRASE or is asked for.'],
  });
}
