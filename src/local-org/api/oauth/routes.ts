import { randomBytes } from 'node:crypto';
import { type ApiAnswer, type ApiRequest, jsonAnswer, type Route } from '../api.ts';
import { authorize, authorizePage } from './authorize.ts';
import { identity, introspect, revoke, userInfo } from './identity.ts';
import { token } from './token.ts';

const OAUTH = '/services/oauth2';

function route(
  method: Route['method'],
  path: string,
  title: string,
  evidence: Route['evidence'],
  handle: (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>,
): Route {
  return { method, path, title, evidence, access: 'anonymous', family: 'OAUTH', handle };
}

/** Who somebody is, and how they log in. */
export const OAUTH_ROUTES: readonly Route[] = [
  route(
    'POST',
    `${OAUTH}/token`,
    'Token: client credentials, JWT bearer, refresh token, code, password',
    'client-driven',
    token,
  ),
  route('GET', `${OAUTH}/authorize`, 'Web log-in: choose a user', 'client-driven', authorizePage),
  route('POST', `${OAUTH}/authorize`, 'Web log-in: the code goes back', 'client-driven', authorize),
  route('GET', `${OAUTH}/userinfo`, 'Who is logged in', 'client-driven', userInfo),
  route('POST', `${OAUTH}/userinfo`, 'Who is logged in', 'documented', userInfo),
  route('POST', `${OAUTH}/revoke`, 'Revoke a token', 'client-driven', revoke),
  route('GET', `${OAUTH}/revoke`, 'Revoke a token', 'documented', revoke),
  route('POST', `${OAUTH}/introspect`, 'Introspect a token', 'best-guess', introspect),
  route('GET', '/id/:org/:user', 'Identity URL', 'client-driven', identity),
  {
    method: 'GET',
    path: `${OAUTH}/singleaccess`,
    title: 'Single access to the user interface (the address only: there is no user interface)',
    evidence: 'client-driven',
    access: 'session',
    family: 'OAUTH',
    handle: ({ org }) =>
      jsonAnswer({ frontdoor_uri: `${org.url}/secur/frontdoor.jsp?otp=${randomBytes(16).toString('hex')}` }),
  },
];
