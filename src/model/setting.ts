import type { Origin } from './origin.ts';

/** One value of a settings file that matters for integrations: `file` `OauthOidc`, `key` `blockOAuthUnPwFlow`. */
export interface OrgSetting {
  readonly file: 'Security' | 'ConnectedApp' | 'OauthOidc' | 'ExternalClientApp' | 'Session' | string;
  /** Dotted below the root: `sessionSettings.enforceIpRangesEveryRequest`. */
  readonly key: string;
  readonly value: string;
  readonly origin: Origin;
}

export interface ProfileSessionSetting {
  /** Profile name as written in the file. */
  readonly profile: string;
  readonly requiredSessionLevel: string;
  /** Minutes. */
  readonly sessionTimeout: number | undefined;
  readonly origin: Origin;
}

export interface UserAccessPolicy {
  readonly name: string;
  readonly label: string;
  readonly status: string;
  readonly triggerType: string;
  readonly actions: readonly UserAccessPolicyAction[];
  readonly origin: Origin;
}

export interface UserAccessPolicyAction {
  readonly action: 'Grant' | 'Revoke' | string;
  /** `PermissionSet`, `PermissionSetGroup`, `PermissionSetLicense` … */
  readonly type: string;
  readonly target: string;
  readonly origin: Origin;
}
