import { createHash } from 'node:crypto';
import { importSPKI, importX509, jwtVerify } from 'jose';
import { type App, isSecret } from '../../login/apps.ts';
import { appOfClient } from '../../login/consumer-credentials.ts';
import { findGrant, issueGrant, revokeGrant } from '../../login/grants.ts';
import { type LoginFlow, logIn } from '../../login/log-in.ts';
import { noteLogin } from '../../login/login-history.ts';
import { isAllowedFrom, loginRestrictions } from '../../login/login-restrictions.ts';
import { oauthError } from '../../login/oauth-error.ts';
import { checkPassword } from '../../login/passwords.ts';
import type { Org } from '../../org.ts';
import type { Session } from '../../sessions.ts';
import { type ApiAnswer, type ApiRequest, jsonAnswer } from '../api.ts';
import { answered, type Form, formOf } from './form.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** An assertion may be three minutes late. */
const TOLERANCE_SECONDS = 180;

type TokenRequest = { readonly request: ApiRequest; readonly form: Form };

type Flow = (asked: TokenRequest) => Promise<ApiAnswer> | ApiAnswer;

const GRANTS: ReadonlyMap<string, Flow> = new Map<string, Flow>([
  ['client_credentials', clientCredentials],
  [JWT_BEARER, jwtBearer],
  ['refresh_token', refresh],
  ['authorization_code', authorizationCode],
  ['password', usernamePassword],
]);

/** `POST /services/oauth2/token`. */
export function token(request: ApiRequest): Promise<ApiAnswer> {
  return answered(async () => {
    const form = formOf(request);
    const grant = GRANTS.get(form.get('grant_type') ?? '');
    if (!grant) throw oauthError('unsupported_grant_type', 'grant type not supported');
    return grant({ request, form });
  });
}

/** The app of a request; its secret must fit when it is asked for or when one is given. */
function clientOf({ request: { org, headers }, form }: TokenRequest, needsSecret: boolean): App {
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
  const [basicKey, basicSecret] = basic === undefined ? [] : Buffer.from(basic, 'base64').toString('utf8').split(':');
  const app = appOfClient(org, form.get('client_id') ?? decoded(basicKey) ?? '');
  if (!app) throw oauthError('invalid_client_id', 'client identifier invalid');
  const secret = form.get('client_secret') ?? decoded(basicSecret);
  const fits = secret !== undefined && secret !== '' && isSecret(app, secret);
  if ((needsSecret && !fits) || (secret !== undefined && secret !== '' && app.secretHash !== undefined && !fits)) {
    throw oauthError('invalid_client', 'invalid client credentials');
  }
  return app;
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Logs in as the run-as user of the app, who must be an API-only user (facts 6.2). */
function clientCredentials(asked: TokenRequest): ApiAnswer {
  const { org } = asked.request;
  const app = clientOf(asked, true);
  if (!app.clientCredentials)
    throw oauthError('unauthorized_client', 'client credentials flow is not enabled for this app');
  if (app.runAsUserId === undefined) throw oauthError('invalid_grant', 'no client credentials user enabled');
  if (!org.accessOf(app.runAsUserId).has('ApiUserOnly'))
    throw oauthError('invalid_grant', 'client credentials user must have the API Only permission');
  return tokenAnswer(org, app, open(asked, app, app.runAsUserId, 'OauthClientCredentials', app.scopes));
}

function open(
  { request }: TokenRequest,
  app: App,
  userId: string,
  flow: LoginFlow,
  scopes: readonly string[],
): Session {
  return logIn(request.org, {
    app,
    userId,
    flow,
    scopes,
    sourceIp: request.sourceIp,
    userAgent: request.headers['user-agent'] ?? '',
  });
}

/** A JWT signed with the key of the app's certificate names the user. Nothing in it is believed before the signature. */
async function jwtBearer(asked: TokenRequest): Promise<ApiAnswer> {
  const { org } = asked.request;
  const assertion = asked.form.get('assertion') ?? '';
  const claims = unverifiedClaims(assertion);
  const app = appOfClient(org, String(claims['iss'] ?? ''));
  if (!app) throw oauthError('invalid_client_id', 'client identifier invalid');
  if (app.certificate === undefined) throw oauthError('invalid_grant', 'invalid assertion');
  const verified = await verifiedClaims(org, app.certificate, assertion);
  const audiences = [org.url, `${org.url}/`, 'https://login.salesforce.com', 'https://test.salesforce.com'];
  if (![verified.aud].flat().some((aud) => audiences.includes(String(aud))))
    throw oauthError('invalid_grant', 'Audience validation failed');
  const user = org.store.all('SELECT "Id" FROM "User" WHERE "Username" = ?', [verified.sub ?? null])[0];
  if (!user) throw oauthError('invalid_grant', "user hasn't approved this consumer");
  return tokenAnswer(org, app, open(asked, app, String(user['Id']), 'OauthJwtBearer', app.scopes));
}

function unverifiedClaims(assertion: string): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8'));
    if (typeof claims === 'object' && claims !== null) return claims as Readonly<Record<string, unknown>>;
  } catch {
    // Not a JWT: told below.
  }
  throw oauthError('invalid_grant', 'invalid assertion');
}

async function verifiedClaims(org: Org, certificate: string, assertion: string) {
  const isCertificate = certificate.includes('BEGIN CERTIFICATE');
  const key = isCertificate ? await importX509(certificate, 'RS256') : await importSPKI(certificate, 'RS256');
  const options = { algorithms: ['RS256'], currentDate: org.now(), clockTolerance: TOLERANCE_SECONDS };
  const { payload } = await jwtVerify(assertion, key, options).catch((error: unknown) => {
    const isOld = error instanceof Error && 'code' in error && error.code === 'ERR_JWT_EXPIRED';
    throw oauthError('invalid_grant', isOld ? 'expired authorization code' : 'invalid assertion');
  });
  if (payload.exp === undefined) throw oauthError('invalid_grant', 'assertion has no expiration');
  // The CLI counts in milliseconds: checked here, because read as seconds they never pass.
  const isOld = payload.exp > 1e11 && payload.exp / 1000 + TOLERANCE_SECONDS < org.now().getTime() / 1000;
  if (isOld) throw oauthError('invalid_grant', 'expired authorization code');
  return payload;
}

function refresh(asked: TokenRequest): ApiAnswer {
  const { org } = asked.request;
  const app = clientOf(asked, false);
  const grant = findGrant(org, 'refresh', asked.form.get('refresh_token') ?? '');
  if (!grant || grant.appKey !== app.consumerKey) throw oauthError('invalid_grant', 'expired access/refresh token');
  return tokenAnswer(org, app, open(asked, app, grant.userId, 'OauthRefreshToken', grant.scopes));
}

/** A code is good once, for the app and address it was made for, and for who knows the verifier. */
function authorizationCode(asked: TokenRequest): ApiAnswer {
  const { org } = asked.request;
  const app = clientOf(asked, false);
  const code = asked.form.get('code') ?? '';
  const grant = findGrant(org, 'code', code);
  revokeGrant(org, code);
  if (!grant || grant.appKey !== app.consumerKey) throw oauthError('invalid_grant', 'expired authorization code');
  if (grant.redirectUri !== asked.form.get('redirect_uri'))
    throw oauthError('redirect_uri_mismatch', 'redirect_uri must match configuration');
  if (grant.challenge !== undefined) {
    const answer = createHash('sha256')
      .update(asked.form.get('code_verifier') ?? '')
      .digest('base64url');
    if (answer !== grant.challenge) throw oauthError('invalid_grant', 'invalid code verifier');
  }
  const session = open(asked, app, grant.userId, 'OauthWebServer', grant.scopes);
  const keeps = grant.scopes.some((scope) => scope === 'refresh_token' || scope === 'full');
  const refreshToken = keeps
    ? issueGrant(org, { kind: 'refresh', userId: grant.userId, appKey: app.consumerKey, scopes: grant.scopes })
    : undefined;
  return tokenAnswer(org, app, session, refreshToken);
}

/** Only where the org still allows it. A wrong password and an unknown user look the same. */
function usernamePassword(asked: TokenRequest): ApiAnswer {
  const { org, sourceIp } = asked.request;
  if (org.switches.blockUsernamePasswordFlow) throw oauthError('invalid_grant', 'authentication failure');
  const app = clientOf(asked, true);
  const user = org.store.all('SELECT "Id", "ProfileId" FROM "User" WHERE "Username" = ?', [
    asked.form.get('username') ?? '',
  ])[0];
  const restrictions = loginRestrictions(org, String(user?.['ProfileId']));
  const isTrusted = restrictions.ranges.length > 0 && isAllowedFrom(restrictions, sourceIp);
  const check = user && checkPassword(org, String(user['Id']), asked.form.get('password') ?? '', isTrusted);
  if (user && check !== 'right') {
    const entry = { type: 'Remote Access 2.0', subType: 'OauthUsernamePassword', application: app.name, sourceIp };
    const userAgent = asked.request.headers['user-agent'] ?? '';
    noteLogin(org, { ...entry, userId: String(user['Id']), userAgent, failure: 'Invalid Password' });
  }
  if (!user || check !== 'right') throw oauthError('invalid_grant', 'authentication failure');
  return tokenAnswer(org, app, open(asked, app, String(user['Id']), 'OauthUsernamePassword', app.scopes));
}

function tokenAnswer(org: Org, app: App, session: Session, refreshToken?: string): ApiAnswer {
  const issued = String(org.now().getTime());
  const id = `${org.url}/id/${org.id}/${session.userId}`;
  return jsonAnswer({
    access_token: session.token,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    signature: createHash('sha256').update(`${id}${issued}${app.consumerKey}`).digest('base64'),
    scope: session.scopes.join(' '),
    instance_url: org.url,
    id,
    token_type: 'Bearer',
    issued_at: issued,
  });
}
