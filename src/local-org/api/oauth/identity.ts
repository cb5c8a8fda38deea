import { isSecret } from '../../login/apps.ts';
import { appOfClient } from '../../login/consumer-credentials.ts';
import { revokeByDeleteToken } from '../../login/delete-token.ts';
import { findGrant, revokeGrant } from '../../login/grants.ts';
import { oauthError } from '../../login/oauth-error.ts';
import type { Org } from '../../org.ts';
import { OrgError } from '../../org-error.ts';
import type { Session } from '../../sessions.ts';
import { fullId } from '../../store/ids.ts';
import { type ApiAnswer, type ApiRequest, jsonAnswer } from '../api.ts';
import { answered, formOf } from './form.ts';

/** The session of a request: in the header, or in the query as jsforce sends it. */
function sessionOf(request: ApiRequest): Session {
  const header = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = header ?? request.query.get('oauth_token') ?? formOf(request).get('access_token') ?? '';
  const session = request.org.sessions.find(token);
  if (!session) throw new OrgError(403, 'Bad_OAuth_Token', 'Bad_OAuth_Token');
  request.identify(session);
  return session;
}

function identityOf(org: Org, userId: string) {
  const user = org.store.all('SELECT * FROM "User" WHERE "Id" = ?', [userId])[0] ?? {};
  const base = `${org.url}/services/data/v{version}/`;
  return {
    sub: `${org.url}/id/${org.id}/${userId}`,
    id: `${org.url}/id/${org.id}/${userId}`,
    user_id: userId,
    organization_id: org.id,
    username: user['Username'] ?? null,
    preferred_username: user['Username'] ?? null,
    nick_name: user['CommunityNickname'] ?? null,
    display_name: user['Name'] ?? null,
    name: user['Name'] ?? null,
    email: user['Email'] ?? null,
    email_verified: true,
    first_name: user['FirstName'] ?? null,
    last_name: user['LastName'] ?? null,
    timezone: user['TimeZoneSidKey'] ?? null,
    active: user['IsActive'] === 1,
    user_type: 'STANDARD',
    language: user['LanguageLocaleKey'] ?? null,
    locale: user['LocaleSidKey'] ?? null,
    utcOffset: 0,
    urls: {
      rest: base,
      sobjects: `${base}sobjects/`,
      query: `${base}query/`,
      search: `${base}search/`,
      recent: `${base}recent/`,
      metadata: `${org.url}/services/Soap/m/{version}/${org.id.slice(0, 15)}`,
      partner: `${org.url}/services/Soap/u/{version}/${org.id.slice(0, 15)}`,
      enterprise: `${org.url}/services/Soap/c/{version}/${org.id.slice(0, 15)}`,
    },
    asserted_user: true,
  };
}

/** `GET /services/oauth2/userinfo`. */
export function userInfo(request: ApiRequest): ApiAnswer {
  return jsonAnswer(identityOf(request.org, sessionOf(request).userId));
}

/** `GET /id/<org>/<user>`: of oneself. */
export function identity(request: ApiRequest): ApiAnswer {
  const { userId } = sessionOf(request);
  const { org = '', user = '' } = request.parameters;
  if (fullId(org) !== request.org.id || fullId(user) !== userId) throw new OrgError(403, 'Wrong_Org', 'Wrong_Org');
  return jsonAnswer(identityOf(request.org, userId));
}

/** Ends a session, or a refresh or delete token with the sessions of its user and app. */
export function revoke(request: ApiRequest): Promise<ApiAnswer> {
  return answered(() => {
    const { org } = request;
    const token = formOf(request).get('token') ?? '';
    const session = org.sessions.find(token);
    if (session) {
      request.identify(session);
      org.sessions.end({ token });
      return { status: 200 };
    }
    if (revokeByDeleteToken(org, token)) return { status: 200 };
    const grant = findGrant(org, 'refresh', token);
    if (!grant) throw oauthError('invalid_token', `invalid token: ${token.slice(0, 4)}…`);
    revokeGrant(org, token);
    org.sessions.end({ userId: grant.userId, appId: appOfClient(org, grant.appKey)?.recordId ?? '' });
    return { status: 200 };
  });
}

/** Tells an app about a token: of its own only. */
export function introspect(request: ApiRequest): Promise<ApiAnswer> {
  return answered(() => {
    const { org } = request;
    const form = formOf(request);
    const app = appOfClient(org, form.get('client_id') ?? '');
    if (!app || !isSecret(app, form.get('client_secret') ?? ''))
      throw oauthError('invalid_client', 'invalid client credentials', 401);
    const session = org.sessions.find(form.get('token') ?? '');
    if (session?.app?.id !== app.recordId) return jsonAnswer({ active: false });
    const user = org.store.all('SELECT "Username" FROM "User" WHERE "Id" = ?', [session.userId])[0];
    return jsonAnswer({
      active: true,
      scope: session.scopes.join(' '),
      client_id: app.consumerKey,
      username: user?.['Username'] ?? null,
      sub: `${org.url}/id/${org.id}/${session.userId}`,
      token_type: 'access_token',
      exp: Math.round(session.expires / 1000),
    });
  });
}
