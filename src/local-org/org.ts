import type { DebugLogs } from './debug-logs/debug-logs.ts';
import type { UserAccess } from './enforce/user-access.ts';
import type { Faults } from './faults.ts';
import type { Api } from './schema/apis.ts';
import type { ObjectType } from './schema/object-type.ts';
import type { Schema } from './schema/schema.ts';
import type { Session, Sessions } from './sessions.ts';
import type { Store, StoredRow } from './store/store.ts';
import type { Traffic } from './traffic.ts';

/** One org in one process: what it holds and who is logged in. Everything an API does, it does through this. */
export interface Org {
  /** 18 characters, `00D…`. */
  readonly id: string;
  readonly schema: Schema;
  readonly store: Store;
  readonly sessions: Sessions;
  readonly traffic: Traffic;
  readonly faults: Faults;
  readonly switches: OrgSwitches;
  /** `http://127.0.0.1:4400`, no slash at the end; known once the server listens. */
  readonly url: string;
  /** What a user may do now through an API, data when absent; `session` brings the permission sets activated in it. */
  accessOf(userId: string, session?: Session, api?: Api): UserAccess;
  /**
   * Rows of an object that has no table (`EntityDefinition`, `UserRecordAccess` …), made for one question.
   *
   * @param equals what the query asks with `=` or `IN`, by path: `EntityDefinition.QualifiedApiName`
   */
  virtualRows(
    access: UserAccess,
    object: ObjectType,
    equals: ReadonlyMap<string, readonly string[]>,
  ): readonly StoredRow[];
  readonly debugLogs: DebugLogs;
  /** Writes records that the org keeps by itself and that are asked for now: event log files. */
  bringUpToDate(object: ObjectType): void;
  /** The clock of the org; tests move it. */
  now(): Date;
}

/** Org-wide switches that decide about log-ins and requests; deployed settings files change them. */
export interface OrgSwitches {
  /** `OauthOidcSettings.blockOAuthUnPwFlow`: the username-password flow is refused. On in new orgs. */
  blockUsernamePasswordFlow: boolean;
  /** `ConnectedAppSettings.enableAdminApprovedAppsOnly`: API Access Control. */
  adminApprovedAppsOnly: boolean;
  /** SOAP `login()` for API versions below 65. Off in new orgs. */
  soapLogin: boolean;
  /** Whether SOAP `login()` asks for Use Any API Auth. */
  soapLoginNeedsUseAnyApiAuth: boolean;
  /** Event Monitoring is licensed: hourly files, more types of events, 30 days instead of one. */
  eventMonitoring: boolean;
  /** `ExternalClientAppSettings.enableClientSecretInRestApiAccess`: who may see secrets gets them by REST. Off in new orgs. */
  clientSecretsByRest: boolean;
  /** Requests a day; `Sforce-Limit-Info` counts against it. */
  dailyRequests: number;
}

export const DEFAULT_SWITCHES: OrgSwitches = {
  blockUsernamePasswordFlow: true,
  adminApprovedAppsOnly: false,
  soapLogin: false,
  soapLoginNeedsUseAnyApiAuth: true,
  eventMonitoring: false,
  clientSecretsByRest: false,
  dailyRequests: 100_000,
};
