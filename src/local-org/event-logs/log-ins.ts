import type { StoredRow } from '../store/store.ts';
import { COMMON_COLUMNS, commonValues, type EventType } from './event-type.ts';

/** Codes of `LOGIN_TYPE`; `A` is seen in a file, the others are from memory. */
const TYPES: Readonly<Record<string, string>> = {
  Application: 'A',
  'Remote Access 2.0': 'i',
  'Remote Access Client': '6',
  'Other Apex API': 'I',
};

/** `LOGIN_NO_ERROR` is seen in files; codes of failures are from memory. */
function loginStatus(status: string): string {
  if (status === 'Success') return 'LOGIN_NO_ERROR';
  if (/ip restricted|restricted/i.test(status)) return 'LOGIN_ERROR_RESTRICTED_DOMAIN';
  if (/inactive/i.test(status)) return 'LOGIN_ERROR_USER_INACTIVE';
  if (/approved|admin/i.test(status)) return 'LOGIN_ERROR_NO_NETWORK_ACCESS';
  return 'LOGIN_ERROR_INVALID_PASSWORD';
}

/** `oauthpassword` is seen in a file; the others are formed alike. */
function loginSubType(subType: string): string {
  return subType === 'OauthUsernamePassword' ? 'oauthpassword' : subType.toLowerCase();
}

const text = (row: StoredRow, column: string): string => String(row[column] ?? '');
const known = (value: string): string => (value === 'N/A' || value === 'Unknown' ? '' : value);

const LOGINS = `SELECT h.*, u."Username" AS username FROM "LoginHistory" h LEFT JOIN "User" u ON u."Id" = h."UserId"
  WHERE h."LoginTime" >= ? AND h."LoginTime" < ? ORDER BY h."LoginTime", h."Id"`;
const PERIODS = `SELECT DISTINCT CAST(strftime('%s', "LoginTime") AS INTEGER) * 1000 / CAST(?1 AS INTEGER) * CAST(?1 AS INTEGER) AS start
  FROM "LoginHistory" WHERE "LoginTime" IS NOT NULL ORDER BY start`;

/** Log-ins as the login history has them. Columns and their order: facts 4.2. */
export const LOGIN: EventType = {
  name: 'Login',
  licensed: false,
  columns: [
    ...COMMON_COLUMNS,
    ['RUN_TIME', 'Number'],
    ['CPU_TIME', 'Number'],
    ['URI', 'String'],
    ['SESSION_KEY', 'String'],
    ['LOGIN_KEY', 'String'],
    ['USER_TYPE', 'String'],
    ['REQUEST_STATUS', 'String'],
    ['DB_TOTAL_TIME', 'Number'],
    ['LOGIN_TYPE', 'String'],
    ['BROWSER_TYPE', 'String'],
    ['API_TYPE', 'String'],
    ['API_VERSION', 'String'],
    ['USER_NAME', 'String'],
    ['TLS_PROTOCOL', 'String'],
    ['CIPHER_SUITE', 'String'],
    ['AUTHENTICATION_METHOD_REFERENCE', 'String'],
    ['LOGIN_SUB_TYPE', 'String'],
    ['TIMESTAMP_DERIVED', 'DateTime'],
    ['USER_ID_DERIVED', 'Id'],
    ['CLIENT_IP', 'IP'],
    ['URI_ID_DERIVED', 'Id'],
    ['LOGIN_STATUS', 'String'],
    ['SOURCE_IP', 'IP'],
  ],
  periods: ({ store }, milliseconds) => store.all(PERIODS, [milliseconds]).map((row) => Number(row['start'])),
  events: function* (org, start, end) {
    for (const row of org.store.all(LOGINS, [new Date(start).toISOString(), new Date(end).toISOString()])) {
      const type = text(row, 'LoginType');
      const status = text(row, 'Status');
      yield {
        ...commonValues(org, 'Login', {
          time: Date.parse(text(row, 'LoginTime')),
          requestId: `4Lw${text(row, 'Id').slice(3, 15)}-`,
          userId: row['UserId'] === null ? undefined : text(row, 'UserId'),
        }),
        URI: type.startsWith('Remote Access') ? '/services/oauth2/token' : '/index.jsp',
        USER_TYPE: 'Standard',
        REQUEST_STATUS: status === 'Success' ? 'S' : 'F',
        LOGIN_TYPE: TYPES[type] ?? type,
        BROWSER_TYPE: known(text(row, 'Browser')),
        API_TYPE: known(text(row, 'ApiType')),
        API_VERSION: known(text(row, 'ApiVersion')),
        USER_NAME: text(row, 'username'),
        TLS_PROTOCOL: known(text(row, 'TlsProtocol')),
        CIPHER_SUITE: known(text(row, 'CipherSuite')),
        AUTHENTICATION_METHOD_REFERENCE: text(row, 'AuthMethodReference'),
        LOGIN_SUB_TYPE: loginSubType(text(row, 'LoginSubType')),
        CLIENT_IP: text(row, 'SourceIp'),
        LOGIN_STATUS: loginStatus(status),
        SOURCE_IP: text(row, 'SourceIp'),
      };
    }
  },
};
