import type { Attempt } from './attempts.ts';
import type { World } from './world.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const OAUTH = '/services/oauth2';

/** Ways to become somebody else, and what tells who somebody is. */
export function loginAttempts(world: World): Readonly<Record<string, readonly Attempt[]>> {
  const { org } = world;
  const post = (path: string, body: string, outcome: string): Attempt => ({
    method: 'POST',
    path,
    body,
    headers: FORM,
    token: '',
    outcome,
  });
  const get = (path: string, outcome: string, token?: string): Attempt => ({
    method: 'GET',
    path,
    outcome,
    ...(token === undefined ? {} : { token }),
  });
  const unsigned = [
    '{"alg":"none"}',
    `{"iss":"PlatformCLI","sub":"${org.adminUsername}","aud":"${org.url}","exp":4102444800}`,
    '',
  ]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
  const user = encodeURIComponent(org.adminUsername);
  const cli = 'response_type=code&client_id=PlatformCLI';
  return {
    [`POST ${OAUTH}/token`]: [
      post(
        `${OAUTH}/token`,
        'grant_type=client_credentials&client_id=PlatformCLI&client_secret=x',
        '400 invalid_client',
      ),
      post(
        `${OAUTH}/token`,
        `grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=${unsigned}`,
        '400 invalid_grant',
      ),
      post(
        `${OAUTH}/token`,
        'grant_type=refresh_token&client_id=PlatformCLI&refresh_token=guessed',
        '400 invalid_grant',
      ),
      post(`${OAUTH}/token`, 'grant_type=authorization_code&client_id=PlatformCLI&code=guessed', '400 invalid_grant'),
      post(
        `${OAUTH}/token`,
        `grant_type=password&client_id=PlatformCLI&username=${user}&password=x`,
        '400 invalid_grant',
      ),
    ],
    [`GET ${OAUTH}/authorize`]: [
      get(`${OAUTH}/authorize?response_type=code&client_id=nobody`, '400 invalid_client_id', ''),
      get(`${OAUTH}/authorize?${cli}&redirect_uri=http://evil.example/OauthRedirect`, '400 redirect_uri_mismatch', ''),
      get(
        `${OAUTH}/authorize?${cli}&redirect_uri=http://localhost:1717/OauthRedirect/../x`,
        '400 redirect_uri_mismatch',
        '',
      ),
    ],
    [`POST ${OAUTH}/authorize`]: [
      post(
        `${OAUTH}/authorize`,
        `${cli}&redirect_uri=http://evil.example/&username=${user}`,
        '400 redirect_uri_mismatch',
      ),
    ],
    [`GET ${OAUTH}/userinfo`]: [get(`${OAUTH}/userinfo`, '200'), get(`${OAUTH}/userinfo`, '403 Bad_OAuth_Token', '')],
    [`POST ${OAUTH}/userinfo`]: [post(`${OAUTH}/userinfo`, 'access_token=guessed', '403 Bad_OAuth_Token')],
    [`POST ${OAUTH}/revoke`]: [post(`${OAUTH}/revoke`, 'token=guessed', '400 invalid_token')],
    [`GET ${OAUTH}/revoke`]: [get(`${OAUTH}/revoke?token=guessed`, '400 invalid_token', '')],
    [`POST ${OAUTH}/introspect`]: [
      post(
        `${OAUTH}/introspect`,
        `client_id=PlatformCLI&client_secret=x&token=${world.admin.token}`,
        '401 invalid_client',
      ),
    ],
    'GET /id/:org/:user': [
      get(`/id/${org.org.id}/${world.narrowId}`, '200'),
      get(`/id/${org.org.id}/${org.org.adminId}`, '403 Wrong_Org'),
      get(`/id/${org.org.id}/0`, '403 Wrong_Org'),
    ],
    [`GET ${OAUTH}/singleaccess`]: [get(`${OAUTH}/singleaccess`, '401 INVALID_SESSION_ID', '')],
  };
}

/** The stream of debug logs, which are not for this user. */
export function streamingAttempts(): Readonly<Record<string, readonly Attempt[]>> {
  const send = (message: object, outcome: string): Attempt => ({
    method: 'POST',
    path: '/cometd/66.0',
    body: [message],
    outcome,
  });
  return {
    'POST /cometd/:version': [
      send({ channel: '/meta/connect', clientId: 'guessed', id: '1' }, '200 403::Unknown client'),
      send(
        { channel: '/meta/subscribe', clientId: 'guessed', subscription: '/systemTopic/Logging' },
        '200 403::Unknown client',
      ),
      { method: 'POST', path: '/cometd/66.0', body: [], token: '', outcome: '401 INVALID_SESSION_ID' },
    ],
  };
}

/** Credentials of applications: listed, shown and rotated by who develops them. */
export function credentialAttempts({ records }: World): Readonly<Record<string, readonly Attempt[]>> {
  const REFUSED = '403 FUNCTIONALITY_NOT_ENABLED';
  const BASE = '/services/data/:version/apps/oauth';
  const app = `apps/oauth/credentials/${records.get('ExternalClientApplication')}`;
  const consumer = `${app}/888000000000001`;
  const one = (method: string, path: string, body?: object): readonly Attempt[] => [
    { method, path, outcome: REFUSED, ...(body ? { body } : {}) },
  ];
  const CONSUMER = `${BASE}/credentials/:app/:consumer`;
  return {
    [`GET ${BASE}/usage`]: one('GET', 'apps/oauth/usage'),
    [`GET ${BASE}/credentials/:app`]: one('GET', app),
    [`GET ${CONSUMER}`]: ['key', 'secret', 'keyandsecret'].flatMap((part) => one('GET', `${consumer}?part=${part}`)),
    [`GET ${CONSUMER}/staged`]: one('GET', `${consumer}/staged`),
    [`POST ${CONSUMER}/staged`]: one('POST', `${consumer}/staged`, {}),
    [`GET ${CONSUMER}/staged/:staged`]: one('GET', `${consumer}/staged/0`),
    [`PATCH ${CONSUMER}/staged/:staged`]: one('PATCH', `${consumer}/staged/0`, { command: 'rotate' }),
    [`DELETE ${CONSUMER}/staged/:staged`]: one('DELETE', `${consumer}/staged/0`),
  };
}
