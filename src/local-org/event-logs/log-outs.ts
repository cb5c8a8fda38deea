import type { RequestRecord } from '../request-record.ts';
import { requestEvents } from './requests.ts';

/** Codes of `APP_TYPE` (Object Reference, Logout event type). */
const OAUTH = 2514;
const APPLICATION = 1000;

const isRevocation = ({ resource }: RequestRecord): boolean => /^\/services\/oauth2\/revoke$/i.test(resource);

/**
 * Sessions that somebody ended, by `logout()` or by revoking the token. Sessions that merely expire leave no event here.
 * Columns: Object Reference, Logout event type; their order is a best guess.
 */
export const LOGOUT = requestEvents({
  name: 'Logout',
  licensed: false,
  columns: [
    ['USER_TYPE', 'String'],
    ['SESSION_TYPE', 'String'],
    ['SESSION_LEVEL', 'String'],
    ['BROWSER_TYPE', 'String'],
    ['PLATFORM_TYPE', 'Number'],
    ['RESOLUTION_TYPE', 'Number'],
    ['APP_TYPE', 'Number'],
    ['CLIENT_VERSION', 'Number'],
    ['API_TYPE', 'String'],
    ['API_VERSION', 'String'],
    ['USER_INITIATED_LOGOUT', 'Boolean'],
    ['SESSION_KEY', 'String'],
    ['LOGIN_KEY', 'String'],
    ['USER_ID_DERIVED', 'Id'],
    ['CLIENT_IP', 'IP'],
  ],
  applies: (request) =>
    request.status === 200 &&
    (isRevocation(request) || (request.family === 'SOAP' && request.details?.operation === 'logout')),
  values: (request) => ({
    USER_TYPE: 'Standard',
    SESSION_TYPE: isRevocation(request) ? 'Oauth2' : 'API',
    SESSION_LEVEL: 'STANDARD',
    BROWSER_TYPE: request.userAgent,
    APP_TYPE: isRevocation(request) ? OAUTH : APPLICATION,
    API_TYPE: isRevocation(request) ? undefined : 'P',
    API_VERSION: request.apiVersion,
    USER_INITIATED_LOGOUT: 1,
    CLIENT_IP: request.sourceIp,
  }),
});
