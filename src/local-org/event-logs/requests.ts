import type { Org } from '../org.ts';
import type { RequestRecord } from '../request-record.ts';
import { COMMON_COLUMNS, commonValues, type EventType, type EventValues, shortId } from './event-type.ts';

/** The same for every event that one request leaves. */
function requestId({ number = 0 }: RequestRecord): string {
  return `4Lw${String(number).padStart(15, '0')}-`;
}

/** How ApiTotalUsage groups APIs; `undefined` when a request is none of an API (token endpoints, streaming). */
function apiFamily({ family, resource }: RequestRecord): 'REST' | 'SOAP' | 'Bulk' | undefined {
  if (family === 'OAUTH' || family === 'STREAMING') return undefined;
  if (family === 'BULK_API' || family === 'BULK_API_2') return 'Bulk';
  return family === 'SOAP' || resource.toLowerCase().startsWith('/services/soap/') ? 'SOAP' : 'REST';
}

/** The SOAP method, or the path from the version on; never the query (facts 4.2). */
function apiResource({ details, resource }: RequestRecord): string {
  return details?.operation ?? resource.replace(/^\/services\/data(?=\/v)/i, '');
}

/** Usernames by id, asked once a file. */
function usernames({ store }: Org): (userId: string | undefined) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (userId) => {
    if (userId === undefined) return undefined;
    if (!known.has(userId)) {
      const row = store.all('SELECT "Username" FROM "User" WHERE "Id" = ?', [userId])[0];
      known.set(userId, row && String(row['Username']));
    }
    return known.get(userId);
  };
}

interface RequestEvents extends Pick<EventType, 'name' | 'licensed' | 'columns'> {
  readonly applies: (request: RequestRecord) => boolean;
  readonly values: (request: RequestRecord, username: string | undefined) => EventValues;
}

/** A type whose events are requests of logged-in users. */
export function requestEvents({ name, licensed, columns, applies, values }: RequestEvents): EventType {
  return {
    name,
    licensed,
    columns: [...COMMON_COLUMNS, ...columns, ['TIMESTAMP_DERIVED', 'DateTime']],
    periods: (org, milliseconds) => org.traffic.periods(milliseconds),
    events: function* (org, start, end) {
      const nameOf = usernames(org);
      for (const request of org.traffic.between(start, end)) {
        const { time, userId } = request;
        if (userId === undefined || !applies(request)) continue;
        yield {
          ...commonValues(org, name, { time, requestId: requestId(request), userId }),
          ...values(request, nameOf(userId)),
        };
      }
    },
  };
}

/**
 * The usage log that every org has. Columns: facts 4.2; their order is that of a file from an org of October 2025, with
 * API_CLIENT_CATEGORY, which came later, before the last.
 */
export const API_TOTAL_USAGE = requestEvents({
  name: 'ApiTotalUsage',
  licensed: false,
  columns: [
    ['API_FAMILY', 'String'],
    ['API_VERSION', 'Number'],
    ['API_RESOURCE', 'String'],
    ['CLIENT_NAME', 'String'],
    ['HTTP_METHOD', 'String'],
    ['CLIENT_IP', 'IP'],
    ['COUNTS_AGAINST_API_LIMIT', 'Boolean'],
    ['CONNECTED_APP_ID', 'Id'],
    ['ENTITY_NAME', 'Set'],
    ['STATUS_CODE', 'Number'],
    ['CONNECTED_APP_NAME', 'String'],
    ['USER_NAME', 'String'],
    ['API_CLIENT_CATEGORY', 'String'],
  ],
  applies: (request) => apiFamily(request) !== undefined,
  values: (request, username) => ({
    API_FAMILY: apiFamily(request),
    API_VERSION: request.apiVersion,
    API_RESOURCE: apiResource(request),
    CLIENT_NAME: request.clientName,
    HTTP_METHOD: request.method,
    CLIENT_IP: request.sourceIp,
    COUNTS_AGAINST_API_LIMIT: request.countsAgainstLimit ? 1 : 0,
    CONNECTED_APP_ID: shortId(request.appId),
    ENTITY_NAME: request.entities.join(';'),
    STATUS_CODE: request.status,
    CONNECTED_APP_NAME: request.appName,
    USER_NAME: username,
    API_CLIENT_CATEGORY: request.appName === undefined ? 'UNKNOWN' : 'EXTERNAL_APPLICATION',
  }),
});

/** Success, failure by the client's fault, refusal for want of rights, failure of the org (facts 4.2). */
function requestStatus({ status }: RequestRecord): 'S' | 'F' | 'A' | 'U' {
  if (status < 400) return 'S';
  if (status === 401 || status === 403) return 'A';
  return status < 500 ? 'F' : 'U';
}

export const TIMES: EventType['columns'] = [
  ['RUN_TIME', 'Number'],
  ['CPU_TIME', 'Number'],
  ['URI', 'String'],
  ['SESSION_KEY', 'String'],
  ['LOGIN_KEY', 'String'],
];
export const DERIVED: EventType['columns'] = [
  ['USER_ID_DERIVED', 'Id'],
  ['CLIENT_IP', 'IP'],
  ['URI_ID_DERIVED', 'Id'],
];

/** What the local org measures of a request; it has no database time or keys of sessions to tell. */
export function measured({ size, resource, sourceIp, details }: RequestRecord): EventValues {
  return {
    RUN_TIME: size?.milliseconds,
    URI: resource,
    CLIENT_IP: sourceIp,
    ROWS_PROCESSED: details?.rows,
    REQUEST_SIZE: size?.requestBytes,
    RESPONSE_SIZE: size?.responseBytes,
  };
}

/** Code of a browser that Salesforce does not know, as files show it for programs. */
const UNKNOWN_BROWSER = 9999;

/** Every REST request with its SOQL. Order of columns as in a file of 2020, newer ones behind them (best guess). */
export const REST_API = requestEvents({
  name: 'RestApi',
  licensed: true,
  columns: [
    ...TIMES,
    ['REQUEST_STATUS', 'String'],
    ['DB_TOTAL_TIME', 'Number'],
    ['METHOD', 'String'],
    ['MEDIA_TYPE', 'String'],
    ['STATUS_CODE', 'Number'],
    ['USER_AGENT', 'Number'],
    ['ROWS_PROCESSED', 'Number'],
    ['NUMBER_FIELDS', 'Number'],
    ['DB_BLOCKS', 'Number'],
    ['DB_CPU_TIME', 'Number'],
    ['REQUEST_SIZE', 'Number'],
    ['RESPONSE_SIZE', 'Number'],
    ['ENTITY_NAME', 'String'],
    ['CLIENT_NAME', 'String'],
    ['CONNECTED_APP_ID', 'Id'],
    ['EXCEPTION_MESSAGE', 'String'],
    ['QUERY', 'String'],
    ['USER_TYPE', 'String'],
    ...DERIVED,
  ],
  applies: (request) => apiFamily(request) === 'REST',
  values: (request) => ({
    ...measured(request),
    REQUEST_STATUS: requestStatus(request),
    METHOD: request.method,
    MEDIA_TYPE: 'application/json',
    STATUS_CODE: request.status,
    USER_AGENT: UNKNOWN_BROWSER,
    ENTITY_NAME: request.entities.join(';'),
    CLIENT_NAME: request.clientName,
    CONNECTED_APP_ID: shortId(request.appId),
    QUERY: request.details?.query,
    USER_TYPE: 'Standard',
  }),
});

/** `P` partner, `M` metadata, `T` tooling, `E` enterprise (facts 4.2). */
function apiType({ resource }: RequestRecord): string {
  const api = /^\/services\/soap\/(\w)\//i.exec(resource)?.[1]?.toLowerCase() ?? 'u';
  return { u: 'P', m: 'M', t: 'T', c: 'E', s: 'S' }[api] ?? 'P';
}

export const SOAP_API = requestEvents({
  name: 'API',
  licensed: true,
  columns: [
    ...TIMES,
    ['REQUEST_STATUS', 'String'],
    ['DB_TOTAL_TIME', 'Number'],
    ['API_TYPE', 'String'],
    ['API_VERSION', 'String'],
    ['CLIENT_NAME', 'String'],
    ['METHOD_NAME', 'String'],
    ['ENTITY_NAME', 'String'],
    ['ROWS_PROCESSED', 'Number'],
    ['REQUEST_SIZE', 'Number'],
    ['RESPONSE_SIZE', 'Number'],
    ['DB_BLOCKS', 'Number'],
    ['DB_CPU_TIME', 'Number'],
    ['EXCEPTION_MESSAGE', 'String'],
    ['QUERY', 'String'],
    ['USER_TYPE', 'String'],
    ...DERIVED,
  ],
  applies: (request) => apiFamily(request) === 'SOAP',
  values: (request) => ({
    ...measured(request),
    URI: 'Api',
    REQUEST_STATUS: requestStatus(request),
    API_TYPE: apiType(request),
    API_VERSION: request.apiVersion,
    CLIENT_NAME: request.clientName,
    METHOD_NAME: request.details?.operation,
    ENTITY_NAME: request.entities.join(';'),
    QUERY: request.details?.query,
    USER_TYPE: 'Standard',
  }),
});

/** `meta_deploy`, `meta_list`, `meta_synchronous_read` (facts 4.2); those of other calls are formed alike (best guess). */
function metadataOperation(operation: string): string {
  const verb = /^(create|read|update|upsert|delete)Metadata$/.exec(operation)?.[1];
  if (verb !== undefined) return `meta_synchronous_${verb}`;
  return `meta_${operation.replace(/Metadata$/, '')}`;
}

export const METADATA_API_OPERATION = requestEvents({
  name: 'MetadataApiOperation',
  licensed: true,
  columns: [...TIMES, ['CLIENT_ID', 'String'], ['OPERATION', 'String'], ['API_VERSION', 'String'], ...DERIVED],
  applies: ({ family, details }) => family === 'METADATA' && details?.operation !== undefined,
  values: (request) => ({
    ...measured(request),
    CLIENT_ID: request.clientName,
    OPERATION: metadataOperation(request.details?.operation ?? ''),
    API_VERSION: request.apiVersion,
  }),
});
