import { soapLogin } from '../../login/soap-login.ts';
import { childrenOf, textOf, type XmlNode } from '../../metadata/xml-node.ts';
import type { Org } from '../../org.ts';
import { givePassword, resetPassword } from '../../records/user-password.ts';
import type { ApiRequest } from '../api.ts';
import type { SoapCall, SoapOperation } from '../soap/endpoint.ts';
import { xmlOf } from '../soap/envelope.ts';
import type { Dialect } from './dialect.ts';

/** `login()`: opens a session and says where to go with it. */
export function login(dialect: Dialect, request: ApiRequest, body: XmlNode): string {
  const { org, version, sourceIp, headers } = request;
  const session = soapLogin(org, {
    username: textOf(body, 'username') ?? '',
    password: textOf(body, 'password') ?? '',
    version,
    apiType: dialect.apiType,
    sourceIp,
    userAgent: headers['user-agent'] ?? '',
  });
  request.identify(session);
  const server = (letter: string) => `${org.url}/services/Soap/${letter}/${version}/${org.id.slice(0, 15)}`;
  return xmlOf('result', {
    metadataServerUrl: server('m'),
    passwordExpired: false,
    sandbox: false,
    serverUrl: server(dialect.letter),
    sessionId: session.token,
    userId: session.userId,
    userInfo: userInfo(org, session.userId, secondsLeft(org, session.expires)),
  });
}

function secondsLeft(org: Org, expires: number): number {
  return Math.max(0, Math.round((expires - org.now().getTime()) / 1000));
}

/** `GetUserInfoResult`, in the order of the WSDL. */
function userInfo(org: Org, userId: string, sessionSecondsValid: number) {
  const user = org.store.all('SELECT * FROM "User" WHERE "Id" = ?', [userId])[0] ?? {};
  const organization = org.store.all('SELECT * FROM "Organization"')[0] ?? {};
  return {
    accessibilityMode: false,
    chatterExternal: false,
    currencySymbol: '$',
    orgAttachmentFileSizeLimit: 5_242_880,
    orgDefaultCurrencyIsoCode: 'USD',
    orgDefaultCurrencyLocale: 'en_US',
    orgDisallowHtmlAttachments: false,
    orgHasPersonAccounts: false,
    organizationId: org.id,
    organizationMultiCurrency: false,
    organizationName: organization['Name'] ?? '',
    profileId: user['ProfileId'] ?? null,
    roleId: user['UserRoleId'] ?? null,
    sessionSecondsValid,
    userDefaultCurrencyIsoCode: null,
    userEmail: user['Email'] ?? '',
    userFullName: user['Name'] ?? '',
    userId,
    userLanguage: user['LanguageLocaleKey'] ?? 'en_US',
    userLocale: user['LocaleSidKey'] ?? 'en_US',
    userName: user['Username'] ?? '',
    userTimeZone: user['TimeZoneSidKey'] ?? 'GMT',
    userType: user['UserType'] ?? 'Standard',
    userUiSkin: 'Theme3',
  };
}

/** What has to do with who is logged in. */
export const SESSION_OPERATIONS: Readonly<Record<string, SoapOperation>> = {
  getUserInfo: ({ request: { org }, session }) =>
    xmlOf('result', userInfo(org, session.userId, secondsLeft(org, session.expires))),
  getServerTimestamp: ({ request: { org } }) => xmlOf('result', { timestamp: org.now().toISOString() }),
  logout: ({ request: { org }, session }) => {
    org.sessions.end({ token: session.token });
    return '';
  },
  invalidateSessions,
  setPassword: ({ request: { org }, access, session, body }) => {
    givePassword({ org, access, session }, textOf(body, 'userId') ?? '', textOf(body, 'password') ?? '');
    return '<result/>';
  },
  resetPassword: ({ request: { org }, access, session, body }) =>
    xmlOf('result', { password: resetPassword({ org, access, session }, textOf(body, 'userId') ?? '') }),
};

/** Ends sessions of one's own by their tokens. */
function invalidateSessions({ request: { org }, session, body }: SoapCall): string {
  const results = childrenOf(body, 'sessionIds').map(({ text }) => {
    const found = org.sessions.find(text.trim());
    const isOwn = found?.userId === session.userId;
    if (found && isOwn) org.sessions.end({ token: found.token });
    return isOwn
      ? { success: true }
      : { errors: { message: 'Invalid session', statusCode: 'INVALID_SESSION_ID' }, success: false };
  });
  return xmlOf('result', results);
}
