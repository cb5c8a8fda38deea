import { randomBytes } from 'node:crypto';
import type { App } from '../../login/apps.ts';
import { appOfClient } from '../../login/consumer-credentials.ts';
import { issueGrant } from '../../login/grants.ts';
import { oauthError } from '../../login/oauth-error.ts';
import type { Org } from '../../org.ts';
import type { ApiAnswer, ApiRequest } from '../api.ts';
import { answered, type Form, formOf } from './form.ts';

const SHOWN_USERS = 50;

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Exactly a callback of the app; the CLI may listen on any port of this machine. */
function checkedRedirect(app: App, form: Form): string {
  const redirect = form.get('redirect_uri') ?? '';
  const isLoopback = app.recordId === '' && /^http:\/\/localhost:\d{2,5}\/OauthRedirect$/.test(redirect);
  if (app.callbacks.includes(redirect) || isLoopback) return redirect;
  throw oauthError('redirect_uri_mismatch', 'redirect_uri must match configuration');
}

function checkedApp(org: Org, form: Form): App {
  const app = appOfClient(org, form.get('client_id') ?? '');
  if (!app) throw oauthError('invalid_client_id', 'client identifier invalid');
  if (form.get('response_type') !== 'code')
    throw oauthError('unsupported_response_type', 'response type not supported');
  return app;
}

/** A page that asks who logs in: the local org keeps no passwords. */
export function authorizePage(request: ApiRequest): Promise<ApiAnswer> {
  return answered(() => {
    const { org } = request;
    const form = formOf(request);
    const app = checkedApp(org, form);
    checkedRedirect(app, form);
    const users = org.store.all(
      'SELECT "Id", "Username", "Name" FROM "User" WHERE "IsActive" = 1 ORDER BY "Username" LIMIT ?',
      [SHOWN_USERS],
    );
    const hidden = [...form]
      .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
      .join('');
    const choices = users
      .map(
        (user) =>
          `<button name="local_user" value="${escaped(String(user['Id']))}">${escaped(String(user['Name']))}<small>${escaped(String(user['Username']))}</small></button>`,
      )
      .join('');
    const body = page(app.name, `<form method="post" action="/services/oauth2/authorize">${hidden}${choices}</form>`);
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
  });
}

const STYLE =
  'body{font:16px system-ui;max-width:28rem;margin:4rem auto;padding:0 1rem}button{display:block;width:100%;margin:.5rem 0;padding:.75rem;text-align:left;font:inherit}small{display:block;opacity:.7}';

/** Nothing is loaded from anywhere; the one style sheet carries a nonce. */
function page(app: string, content: string): string {
  const nonce = randomBytes(12).toString('base64');
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Log in to the local org</title><style nonce="${nonce}">${STYLE}</style><h1>Log in to the local org</h1><p>${escaped(app)} asks for access. Choose who logs in.</p>${content}</html>`;
}

/** The choice: a code goes back to the app. */
export function authorize(request: ApiRequest): Promise<ApiAnswer> {
  return answered(() => {
    const { org } = request;
    const form = formOf(request);
    const app = checkedApp(org, form);
    const redirectUri = checkedRedirect(app, form);
    const user = org.store.all('SELECT "Id" FROM "User" WHERE "Id" = ? AND "IsActive" = 1', [
      form.get('local_user') ?? '',
    ])[0];
    if (!user) throw oauthError('access_denied', 'end-user denied authorization');
    const challenge = form.get('code_challenge');
    const code = issueGrant(org, {
      kind: 'code',
      userId: String(user['Id']),
      appKey: app.consumerKey,
      scopes: scopesAsked(app, form),
      redirectUri,
      ...(challenge === null ? {} : { challenge }),
    });
    const target = new URL(redirectUri);
    target.searchParams.set('code', code);
    const state = form.get('state');
    if (state !== null) target.searchParams.set('state', state);
    return { status: 302, headers: { location: target.href } };
  });
}

/** What is asked, as far as the app has it; all that the app has when nothing is asked. */
function scopesAsked({ scopes }: App, form: Form): readonly string[] {
  const asked = (form.get('scope') ?? '').split(/[ +]/).filter((scope) => scope !== '');
  if (asked.length === 0) return scopes;
  const extra = asked.find((scope) => !scopes.includes(scope) && !scopes.includes('full'));
  if (extra !== undefined) throw oauthError('invalid_scope', 'the requested scope is not allowed');
  return asked;
}
