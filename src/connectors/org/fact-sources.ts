import type { FactFamily } from '../../model/coverage.ts';

/** Where an org keeps a family of facts, and who may look. */
export interface FactSource {
  /** Objects of the data API; the first is the one without which there is nothing. */
  readonly objects: readonly string[];
  /** In words, for people: `log-ins`. */
  readonly what: string;
  /** System permissions of which any one opens it. Empty: every user who may use the API. */
  readonly opens: readonly string[];
}

/**
 * Source: "Special access rules" of the Object Reference, facts 3.1 to 3.6. The names are those of the permissions in
 * metadata; Setup calls `ViewSetup` "View Setup and Configuration".
 */
export const FACT_SOURCES: Readonly<Partial<Record<FactFamily, FactSource>>> = {
  profiles: {
    objects: ['PermissionSet', 'Profile', 'ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess'],
    what: 'profiles',
    opens: ['ViewSetup'],
  },
  loginRanges: {
    objects: [],
    what: 'log-in ranges of profiles',
    opens: ['ViewSetup'],
  },
  permissionSets: {
    objects: ['PermissionSet', 'ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess'],
    what: 'permission sets',
    opens: ['ViewSetup'],
  },
  groups: {
    objects: ['PermissionSetGroup', 'PermissionSetGroupComponent', 'MutingPermissionSet'],
    what: 'permission set groups',
    opens: ['ViewSetup'],
  },
  users: { objects: ['User', 'UserLogin', 'UserRole'], what: 'users', opens: [] },
  assignments: {
    objects: ['PermissionSetAssignment'],
    what: 'assignments',
    opens: ['ViewSetup', 'AssignPermissionSets', 'ManageUsers'],
  },
  licences: {
    objects: ['UserLicense', 'PermissionSetLicense', 'PermissionSetLicenseAssign'],
    what: 'licences',
    opens: ['ViewSetup', 'ManageUsers'],
  },
  connectedApps: {
    objects: ['ConnectedApplication'],
    what: 'connected apps',
    opens: ['ViewSetup', 'ManageRemoteAccess'],
  },
  externalClientApps: {
    objects: [
      'ExternalClientApplication',
      'ExtlClntAppOauthPlcyCnfg',
      'ExtlClntAppPlcyCnfg',
      'ExtlClntAppOauthSettings',
    ],
    what: 'external client apps',
    opens: ['ExternalClientAppViewer', 'ExternalClientAppAdmin'],
  },
  appSettings: {
    objects: [],
    what: 'the settings of apps that stand only in metadata',
    opens: ['ModifyMetadata', 'ModifyAllData'],
  },
  settings: { objects: [], what: 'settings of the org', opens: ['ViewSetup'] },
  sessionSettings: {
    objects: [],
    what: 'session settings of profiles',
    opens: ['ModifyMetadata', 'ModifyAllData'],
  },
  customPermissions: { objects: ['CustomPermission'], what: 'custom permissions', opens: ['ViewSetup'] },
  credentials: {
    objects: ['NamedCredential'],
    what: 'named credentials',
    opens: ['ViewSetup', 'CustomizeApplication'],
  },
  accessPolicies: {
    objects: ['UserAccessPolicy'],
    what: 'user access policies',
    opens: ['ManageAccessPolicies', 'ViewAccessPolicies'],
  },
  logins: { objects: ['LoginHistory'], what: 'log-ins', opens: ['MonitorLoginHistory', 'ManageUsers'] },
  usage: { objects: ['EventLogFile'], what: 'event logs', opens: ['ViewEventLogFiles', 'ViewAllData'] },
  tokens: { objects: ['OauthToken'], what: 'OAuth tokens', opens: ['CustomizeApplication'] },
  sessions: { objects: ['AuthSession'], what: 'sessions', opens: ['ManageUsers'] },
  setupChanges: {
    objects: ['SetupAuditTrail'],
    what: 'the set-up audit trail',
    opens: ['ViewSetupAuditTrail', 'ViewSetup'],
  },
  certificates: { objects: [], what: 'certificates', opens: ['ViewSetup'] },
  permissionDependencies: { objects: [], what: 'dependencies between permissions', opens: ['ViewSetup'] },
  objects: { objects: ['EntityDefinition'], what: 'objects', opens: [] },
  fields: { objects: ['FieldDefinition'], what: 'fields', opens: [] },
};

/** Further objects that names and states are looked up in. */
export const LOOKED_UP: readonly string[] = [
  'Organization',
  'AppMenuItem',
  'PermissionSetTabSetting',
  'ApexClass',
  'ApexPage',
  'UserPermissionAccess',
];
