/**
 * System permissions that matter when a token leaks, and what each one opens. What is not here is not harmless by
 * decree: it is merely not known to open much by itself.
 *
 * Sources: Help pages of the permissions; Object Reference; SBS-ACS-003, -004, -006, -008; the default classifications
 * of the public audit plugins of j-schreiber and cclabsnz, weighed for headless users.
 */

export type RiskThreat = 'Escalate' | 'Exfiltrate' | 'Destroy' | 'Impersonate' | 'Persist';

export type RiskTier = 'critical' | 'high' | 'medium';

/** What it is about: rules take them group by group. */
export type RiskGroup =
  | 'all-data'
  | 'user-administration'
  | 'configuration'
  | 'identity'
  | 'app-approval'
  | 'extraction'
  | 'bypass'
  | 'login'
  | 'agent';

export interface RiskyPermission {
  readonly name: string;
  readonly group: RiskGroup;
  readonly tier: RiskTier;
  readonly threats: readonly RiskThreat[];
  /** What its holder can do, as the end of a sentence that starts with the holder. */
  readonly opens: string;
}

const row = (
  name: string,
  group: RiskGroup,
  tier: RiskTier,
  threats: readonly RiskThreat[],
  opens: string,
): RiskyPermission => ({ name, group, tier, threats, opens });

export const RISKY_PERMISSIONS: readonly RiskyPermission[] = [
  row(
    'ModifyAllData',
    'all-data',
    'critical',
    ['Escalate', 'Exfiltrate', 'Destroy'],
    'reads and changes every record, sharing set aside',
  ),
  row('ViewAllData', 'all-data', 'critical', ['Exfiltrate'], 'reads every record of every object, sharing set aside'),
  row(
    'ViewAllFieldsGlobal',
    'all-data',
    'high',
    ['Exfiltrate'],
    'reads every field of every object it may read, future ones included',
  ),

  row(
    'ManageUsers',
    'user-administration',
    'critical',
    ['Escalate', 'Impersonate', 'Persist'],
    'creates and changes users and their profiles',
  ),
  row('ManageInternalUsers', 'user-administration', 'critical', ['Escalate', 'Impersonate'], 'changes internal users'),
  row(
    'AssignPermissionSets',
    'user-administration',
    'critical',
    ['Escalate'],
    'assigns permission sets, to itself too',
  ),
  row(
    'ManageProfilesPermissionsets',
    'user-administration',
    'critical',
    ['Escalate'],
    'rewrites profiles and permission sets',
  ),
  row(
    'ManageSessionPermissionSets',
    'user-administration',
    'high',
    ['Escalate'],
    'activates session-based permission sets',
  ),
  row(
    'ManageRoles',
    'user-administration',
    'high',
    ['Escalate'],
    'changes the role hierarchy, and so who sees whose records',
  ),
  row('ManageSharing', 'user-administration', 'high', ['Exfiltrate'], 'changes sharing rules'),
  row('ResetPasswords', 'user-administration', 'critical', ['Impersonate'], "resets other users' passwords"),
  row('FreezeUsers', 'user-administration', 'high', ['Destroy'], 'locks users out'),
  row(
    'ManageAccessPolicies',
    'user-administration',
    'high',
    ['Escalate'],
    'changes policies that grant permission sets by themselves',
  ),

  row(
    'AuthorApex',
    'configuration',
    'critical',
    ['Escalate', 'Persist'],
    'writes code that runs without permission checks',
  ),
  row(
    'CustomizeApplication',
    'configuration',
    'critical',
    ['Escalate', 'Persist'],
    'changes the configuration of the org',
  ),
  row('ModifyMetadata', 'configuration', 'critical', ['Escalate', 'Persist'], 'deploys metadata'),
  row('InstallPackaging', 'configuration', 'critical', ['Escalate', 'Persist'], 'installs packages'),
  row('CreatePackaging', 'configuration', 'high', ['Persist'], 'creates packages'),
  row('PublishPackaging', 'configuration', 'high', ['Persist'], 'publishes packages'),
  row('Packaging2', 'configuration', 'high', ['Persist'], 'creates second-generation packages'),
  row('Packaging2PromoteVersion', 'configuration', 'high', ['Persist'], 'releases package versions'),
  row(
    'ManageSandboxes',
    'configuration',
    'high',
    ['Exfiltrate', 'Destroy'],
    'copies the org into sandboxes, or deletes them',
  ),
  row('DebugApex', 'configuration', 'medium', ['Exfiltrate'], 'debugs running code'),
  row('ActivateSystemModeFlows', 'configuration', 'high', ['Escalate'], 'switches on flows that run in system mode'),

  row('ManageAuthProviders', 'identity', 'critical', ['Impersonate', 'Persist'], 'changes who may vouch for a log-in'),
  row('ManageCertificates', 'identity', 'high', ['Impersonate'], 'manages certificates and keys'),
  row(
    'ManageNamedCredentials',
    'identity',
    'high',
    ['Impersonate', 'Exfiltrate'],
    'changes where stored credentials are sent',
  ),
  row('ManageRemoteAccess', 'identity', 'critical', ['Persist'], 'manages connected apps'),
  row('ExternalClientAppAdmin', 'identity', 'high', ['Persist'], 'changes the policies of external client apps'),
  row('ExternalClientAppDeveloper', 'identity', 'high', ['Persist'], 'creates external client apps'),
  row('ViewClientSecret', 'identity', 'critical', ['Impersonate'], "reads other applications' secrets"),
  row('ClientSecretRotation', 'identity', 'high', ['Impersonate', 'Persist'], "rotates other applications' secrets"),
  row('ManageIpAddresses', 'identity', 'high', ['Persist'], 'changes trusted addresses'),
  row('ManageLoginAccessPolicies', 'identity', 'high', ['Impersonate'], 'changes who may log in as others'),
  row('ManagePasswordPolicies', 'identity', 'high', ['Impersonate'], 'changes password rules'),
  row('ManageTwoFactor', 'identity', 'high', ['Impersonate'], 'manages second factors'),
  row('DelegatedTwoFactor', 'identity', 'high', ['Impersonate'], "manages other users' second factors"),
  row('IdentityConnect', 'identity', 'medium', ['Impersonate'], 'uses Identity Connect'),

  row(
    'CanApproveUninstalledApps',
    'app-approval',
    'critical',
    ['Persist', 'Exfiltrate'],
    'authorises applications that nobody installed',
  ),
  row(
    'UseAnyApiClient',
    'app-approval',
    'critical',
    ['Persist', 'Exfiltrate'],
    'uses any API client, API Access Control set aside',
  ),

  row('DataExport', 'extraction', 'high', ['Exfiltrate'], 'exports the whole org'),
  row('QueryAllFiles', 'extraction', 'high', ['Exfiltrate'], 'reads every file of the org'),
  row('ViewEncryptedData', 'extraction', 'high', ['Exfiltrate'], 'reads encrypted fields in the clear'),
  row('BulkApiHardDelete', 'extraction', 'high', ['Destroy'], 'deletes records past the recycle bin'),
  row('ViewEventLogFiles', 'extraction', 'high', ['Exfiltrate'], 'reads logs of what everybody does'),
  row('ExportReport', 'extraction', 'medium', ['Exfiltrate'], 'exports reports'),
  row('ViewAllUsers', 'extraction', 'medium', ['Exfiltrate'], 'reads every user record'),
  row('ViewAllProfiles', 'extraction', 'medium', ['Exfiltrate'], 'reads every profile'),
  row('ViewUserPII', 'extraction', 'medium', ['Exfiltrate'], 'reads personal data of users'),

  row(
    'TransactionSecurityExempt',
    'bypass',
    'high',
    ['Exfiltrate', 'Persist'],
    'is exempt from transaction security policies',
  ),
  row('BreakGlassLoginAllowed', 'bypass', 'high', ['Impersonate'], 'may log in past single sign-on'),
  row('BypassMFAForUiLogins', 'bypass', 'high', ['Impersonate'], 'logs in without a second factor'),
  row('CanDoActAsUser', 'bypass', 'high', ['Impersonate'], 'acts as other users'),
  row('EditReadonlyFields', 'bypass', 'medium', ['Destroy'], 'edits fields that page layouts make read-only'),
  row('SkipIdentityConfirmation', 'bypass', 'high', ['Impersonate'], 'logs in without confirming its identity'),

  row(
    'UseAnyApiAuth',
    'login',
    'high',
    ['Impersonate'],
    'may use SOAP login() with a password, which ends with Summer ’27',
  ),
  row('PasswordNeverExpires', 'login', 'medium', ['Persist'], 'keeps its password for ever'),

  row('MCPMetadataApi', 'agent', 'high', ['Escalate'], 'changes metadata through an agent'),
  row('UseSetupWithAgentforce', 'agent', 'high', ['Escalate'], 'changes the set-up through an agent'),
  row(
    'HeadlessPlatformInteractions',
    'agent',
    'medium',
    ['Exfiltrate'],
    'is driven by agents without a user interface',
  ),
];

const BY_NAME: ReadonlyMap<string, RiskyPermission> = new Map(RISKY_PERMISSIONS.map((entry) => [entry.name, entry]));

export function riskyPermission(name: string): RiskyPermission | undefined {
  return BY_NAME.get(name);
}

export function riskyPermissions(group: RiskGroup): readonly RiskyPermission[] {
  return RISKY_PERMISSIONS.filter((entry) => entry.group === group);
}
