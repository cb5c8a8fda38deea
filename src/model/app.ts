import type { IpRange } from './container.ts';
import type { Origin } from './origin.ts';

/** How an application obtains a token, as far as its settings say. */
export interface OauthFlows {
  readonly clientCredentials: boolean;
  readonly device: boolean;
  readonly codeCredential: boolean;
  readonly tokenExchange: boolean;
  /** JWT-based access tokens for named users. */
  readonly namedUserJwt: boolean;
}

export type IpRelaxation = 'enforce' | 'enforce-relax-refresh' | 'bypass-with-second-factor' | 'bypass';

export interface RefreshTokenPolicy {
  readonly kind: 'infinite' | 'zero' | 'lifetime' | 'inactivity';
  /** Days, for `lifetime` and `inactivity`; months count 30. */
  readonly days: number | undefined;
}

/** What connected apps and external client apps have in common once their files are joined. */
export interface AppCommon {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly contactEmail: string;
  readonly scopes: readonly string[];
  /** `true`: only pre-authorised users; `false`: every user may authorise it; `undefined`: not in this source. */
  readonly adminApprovedOnly: boolean | undefined;
  /** Permission sets it is pre-authorised for, as written: LABELS for connected apps, names (or ids) for external client apps. */
  readonly permissionSets: readonly Reference[];
  readonly profiles: readonly Reference[];
  readonly flows: OauthFlows;
  /** Username that client-credentials calls run as. */
  readonly runAsUser: string | undefined;
  readonly ipRelaxation: IpRelaxation | undefined;
  readonly refreshToken: RefreshTokenPolicy | undefined;
  /** Trusted ranges of the app. For a connected app they trust, they do not restrict the user's login. */
  readonly ipRanges: readonly IpRange[];
  readonly pkceRequired: boolean | undefined;
  readonly secretOptional: boolean | undefined;
  readonly refreshTokenRotation: boolean | undefined;
  readonly sessionPolicy: SessionPolicy | undefined;
  /** Last day (ISO date) of the certificate that it logs in with; absent when it has none or the source does not say. */
  readonly certificateEnds?: string | undefined;
  /**
   * Why the settings that only metadata says were not read: scopes, flows, ranges and their relaxation, certificate of a
   * connected app; ranges and flows of an external client app. Absent when they were.
   */
  readonly unread?: string;
  /** `{{PLACEHOLDER}}` values: a template, not an app of an org. */
  readonly template: boolean;
  readonly origin: Origin;
  /** Lines of single settings by element name, for findings that point at one: `isAdminApproved`, `scopes`. */
  readonly lines: Readonly<Record<string, Origin>>;
}

export interface Reference {
  readonly name: string;
  readonly origin: Origin;
}

export interface SessionPolicy {
  readonly action: string;
  readonly level: string;
  /** Minutes. */
  readonly timeout: number | undefined;
}

export interface ConnectedApp extends AppCommon {
  readonly kind: 'connected-app';
  readonly id: string;
}

export interface ExternalClientApp extends AppCommon {
  readonly kind: 'external-client-app';
  readonly id: string;
  readonly distribution: string;
  /** Which of the files were found: an app may have policies without settings, and the reverse. */
  readonly parts: readonly (
    | 'app'
    | 'oauth-settings'
    | 'global-oauth'
    | 'oauth-policies'
    | 'policies'
    | 'oauth-security'
  )[];
  /** `oauthLink` binds the settings to the org they were made in. */
  readonly oauthLink: Origin | undefined;
}
