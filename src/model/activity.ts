import type { Origin } from './origin.ts';

/** Log-ins that are alike, counted. */
export interface LoginActivity {
  /** Username; the id when the user is not in the snapshot. */
  readonly username: string;
  /** `Data Loader`, the name of a connected app. Empty, like what follows but `status`, for log-ins by browser. */
  readonly application: string;
  /** `Application` is the UI; `Other Apex API`, `Remote Access 2.0`. */
  readonly loginType: string;
  /** `OauthClientCredentials`, `OauthJwtBearer`, `OauthRefreshToken`; empty when there is none. */
  readonly loginSubType: string;
  /** `SOAP Partner`; `N/A` as Salesforce says it. */
  readonly apiType: string;
  readonly apiVersion: string;
  readonly sourceIp: string;
  /** `Success`, or why not. */
  readonly status: string;
  readonly count: number;
  /** ISO instants. */
  readonly first: string;
  readonly last: string;
  readonly origin: Origin;
}

/** One OAuth token that is alive. What it is made of is never read. */
export interface TokenActivity {
  readonly username: string;
  /** Name of the application as the token says it: it may not be installed. */
  readonly application: string;
  /** Id of its connected app or external client app; `undefined` when it is not installed. */
  readonly applicationId: string | undefined;
  readonly useCount: number;
  /** ISO instants. */
  readonly created: string | undefined;
  readonly lastUsed: string | undefined;
  readonly origin: Origin;
}

/** Somebody who is logged in right now. What opens the session is never read. */
export interface SessionActivity {
  readonly username: string;
  /** Record id of the session: ends it, and opens nothing. */
  readonly id: string;
  readonly sourceIp: string;
  /** `Remote Access 2.0`, `Application`. */
  readonly loginType: string;
  /** `API`, `UI`; empty when the org does not say. */
  readonly sessionType: string;
  /** ISO instant. */
  readonly created: string | undefined;
  readonly origin: Origin;
}

/** API calls that are alike, counted: from `ApiTotalUsage` event logs, which hold no fields, no rows and no query text. */
export interface ApiActivity {
  /** Username; the id when the user is not in the snapshot. */
  readonly username: string;
  /** Connected app or external client app; empty for a password or SOAP session. */
  readonly application: string;
  readonly applicationId: string | undefined;
  /** What the client calls itself; empty when it does not. */
  readonly client: string;
  /** `REST`, `SOAP`, `Bulk`, `ApexREST` … */
  readonly family: string;
  /** `EXTERNAL_APPLICATION`, `LIGHTNING_UI` …; empty in logs that do not say. */
  readonly category: string;
  readonly method: string;
  /** SOAP method, or REST path without version and ids: `login`, `/sobjects/Account/{id}`. */
  readonly resource: string;
  /** API names, sorted. Empty for composite calls and for what names no object. */
  readonly entities: readonly string[];
  readonly apiVersion: string;
  readonly sourceIp: string;
  /** `2xx`, `4xx`; empty when unknown. */
  readonly statusClass: string;
  readonly countsAgainstLimit: boolean;
  readonly count: number;
  /** ISO dates. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly origin: Origin;
}

/** How far behaviour was looked at: without it, silence means nothing. */
export interface ActivityWindow {
  readonly kind: 'logins' | 'api-calls' | 'setup-changes';
  /** ISO dates, both inclusive. */
  readonly from: string;
  readonly to: string;
  /** What does not show in it, in words: days without a log, calls that name no object. */
  readonly blindSpots: readonly string[];
}

/** One line of the set-up audit trail. */
export interface SetupChange {
  /** ISO instant. */
  readonly at: string;
  /** Username; empty when Salesforce itself did it. */
  readonly by: string;
  /** On whose behalf, when somebody was logged in as another. */
  readonly delegate: string;
  /** `PermSetCreate`, `profileObjPermChanged`. */
  readonly action: string;
  readonly section: string;
  /** What Setup shows. */
  readonly display: string;
  readonly origin: Origin;
}
