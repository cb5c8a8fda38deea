import type { Org } from '../org.ts';
import type { StoredRow } from '../store/store.ts';

/** One log-in as the history has it. */
export interface LoginEntry {
  readonly userId: string;
  /** `Remote Access 2.0`, `Other Apex API` (facts 3.4). */
  readonly type: string;
  readonly subType: string | null;
  readonly application: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  /** Of SOAP log-ins: `SOAP Partner`, `64.0`. */
  readonly api?: { readonly type: string; readonly version: string };
  /** Why it failed; `undefined` when it did not. */
  readonly failure: string | undefined;
}

/** Writes a log-in, well or badly ended, into the history. */
export function noteLogin(org: Org, entry: LoginEntry): void {
  const { userId, type, subType, application, sourceIp, userAgent, api, failure } = entry;
  insertLog(org, 'LoginHistory', {
    UserId: userId,
    LoginTime: org.now().toISOString(),
    LoginType: type,
    LoginSubType: subType,
    Status: failure === undefined ? 'Success' : failure,
    SourceIp: sourceIp,
    LoginUrl: org.url.replace(/^https?:\/\//, ''),
    Application: application,
    Browser: userAgent.slice(0, 64) || 'Unknown',
    Platform: 'Unknown',
    ApiType: api?.type ?? 'N/A',
    ApiVersion: api?.version ?? 'N/A',
    ClientVersion: 'N/A',
    TlsProtocol: 'Unknown',
    CipherSuite: 'Unknown',
    OptionsIsGet: 0,
    OptionsIsPost: 1,
  });
  if (failure !== undefined) return;
  // Plain SQL: when somebody was here last decides about no access.
  org.store.all('UPDATE "User" SET "LastLoginDate" = ? WHERE "Id" = ?', [org.now().toISOString(), userId]);
}

export function insertLog(org: Org, objectName: string, row: StoredRow): void {
  const object = org.schema.object(objectName);
  if (object) org.store.insert(object, { Id: org.store.newId(object), ...row });
}
