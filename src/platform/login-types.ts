/**
 * How somebody logged in, as `LoginHistory` tells it by type, sub-type and API.
 *
 * Sources: Object Reference LoginHistory; literals seen in evidence: `Application`, `Other Apex API`, `Remote Access 2.0`,
 * `OauthWebServer`, `OauthRefreshToken`, `OauthClientCredentials`, `OauthJwtBearer`. Others are from memory (unconfirmed),
 * so what is not known is `other`, and no rule fails on it.
 */
export type LoginWay = 'browser' | 'soap-password' | 'oauth-password' | 'oauth' | 'other';

const BROWSER: ReadonlySet<string> = new Set([
  'application',
  'saml sfdc initiated sso',
  'saml idp initiated sso',
  'lightning login',
  'third party sso',
  'multi-factor authentication login',
]);

const SOAP: ReadonlySet<string> = new Set(['other apex api', 'partner product', 'appexchange']);

export function loginWay(login: {
  readonly loginType: string;
  readonly loginSubType: string;
  readonly apiType: string;
}): LoginWay {
  const type = login.loginType.toLowerCase();
  const subType = login.loginSubType.toLowerCase();
  if (subType === 'oauthusernamepassword') return 'oauth-password';
  if (subType.startsWith('oauth') || /remote access|oauth/.test(type)) return 'oauth';
  if (BROWSER.has(type)) return 'browser';
  return SOAP.has(type) || login.apiType.toLowerCase().startsWith('soap') ? 'soap-password' : 'other';
}

export function isSuccessful(status: string): boolean {
  return status.toLowerCase() === 'success';
}

/** Set by the org in place of a name when a log-in or a call names no application. */
export function namesApplication(application: string): boolean {
  return !['', 'n/a', 'unknown', 'browser'].includes(application.toLowerCase());
}
