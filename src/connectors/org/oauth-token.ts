import { buffer } from 'node:stream/consumers';
import { EnvHttpProxyAgent, request } from 'undici';
import { type Failure, failureOf, parseJson } from './answer.ts';
import { isRow, textIn } from './row.ts';
import { type OrgSession, withoutTokens } from './session.ts';

/** A token that an application was given. It is used, and never shown or kept. */
export interface ClientToken {
  readonly accessToken: string;
  readonly instanceUrl: string;
  readonly scopes: readonly string[];
}

export type TokenAnswer =
  | { readonly ok: true; readonly token: ClientToken }
  | { readonly ok: false; readonly failure: Failure };

const TIMEOUT_MS = 30_000;

/** Asks the token endpoint of an org, once: a second try would look like an attack. */
export async function requestToken(url: string, form: Readonly<Record<string, string>>): Promise<TokenAnswer> {
  try {
    const { status, body } = await post(`${url.replace(/\/+$/, '')}/services/oauth2/token`, form);
    if (status >= 400 || !isRow(body)) return { ok: false, failure: failureOf(status, body) };
    const scopes = textIn(body, 'scope')
      .split(' ')
      .filter((scope) => scope !== '');
    const instanceUrl = textIn(body, 'instance_url').replace(/\/+$/, '');
    return { ok: true, token: { accessToken: textIn(body, 'access_token'), instanceUrl, scopes } };
  } catch (error) {
    const message = withoutTokens(error instanceof Error ? error.message : String(error));
    return { ok: false, failure: { status: 0, code: '', message } };
  }
}

/** Ends a token at once. What was not ended ends by itself with its session. */
export async function revokeToken({ accessToken, instanceUrl }: ClientToken): Promise<boolean> {
  const answer = await post(`${instanceUrl}/services/oauth2/revoke`, { token: accessToken }).catch(() => undefined);
  return answer?.status === 200;
}

async function post(
  url: string,
  form: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const dispatcher = new EnvHttpProxyAgent({ headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
  try {
    const answer = await request(url, {
      dispatcher,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams(form).toString(),
    });
    return { status: answer.statusCode, body: parseJson(await buffer(answer.body)) };
  } finally {
    await dispatcher.close();
  }
}

/** A session in the name of the application, as long as its token lasts. */
export function clientSession(token: ClientToken, admin: OrgSession, username: string): OrgSession {
  return {
    username,
    label: username,
    orgId: admin.orgId,
    url: token.instanceUrl,
    apiVersion: admin.apiVersion,
    token: () => token.accessToken,
    renew: () => Promise.reject(new Error('the token of the application has ended')),
  };
}
