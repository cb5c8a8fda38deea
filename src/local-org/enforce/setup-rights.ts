/** Any of these system permissions is enough; `everyone`: no permission is needed; `nobody`: the org writes it itself. */
type Right = readonly string[] | 'everyone' | 'nobody';

export interface SetupRights {
  readonly read: Right;
  /** Create, edit and delete. */
  readonly write: Right;
}

const CONTAINER_READERS = [
  'ViewSetup',
  'AssignPermissionSets',
  'ManageProfilesPermissionsets',
  'ManageSessionPermissionSets',
];
const CONTAINERS: SetupRights = { read: CONTAINER_READERS, write: ['ManageProfilesPermissionsets'] };
const GRANTS: SetupRights = { read: ['ViewSetup'], write: ['ManageProfilesPermissionsets'] };
const APPS: SetupRights = {
  read: ['ExternalClientAppViewer', 'ExternalClientAppAdmin', 'ManageRemoteAccess'],
  write: ['ExternalClientAppAdmin', 'ManageRemoteAccess'],
};
const CODE: SetupRights = { read: ['ViewSetup', 'AuthorApex'], write: ['AuthorApex'] };

/**
 * Who reads and writes set-up objects.
 *
 * Source: "Special access rules" of the Object Reference (facts 3.1 to 3.4). From memory: Group, GroupMember, UserRole and
 * Organization are open to every user; writing apps and code.
 */
const RIGHTS: Readonly<Record<string, SetupRights>> = {
  Organization: { read: 'everyone', write: ['CustomizeApplication'] },
  User: { read: 'everyone', write: ['ManageUsers', 'ManageInternalUsers'] },
  UserLogin: { read: ['ManageUsers', 'FreezeUsers', 'ViewSetup'], write: ['FreezeUsers', 'ManageUsers'] },
  UserRole: { read: 'everyone', write: ['ManageRoles'] },
  Group: { read: 'everyone', write: ['ManageUsers', 'ManageSharing'] },
  GroupMember: { read: 'everyone', write: ['ManageUsers', 'ManageSharing'] },
  QueueSobject: { read: 'everyone', write: ['CustomizeApplication', 'ManageUsers'] },
  UserLicense: { read: ['ViewSetup', 'ManageUsers', 'ManageInternalUsers'], write: 'nobody' },
  PermissionSetLicense: { read: ['ViewSetup', 'ManageUsers', 'AssignPermissionSets'], write: 'nobody' },
  PermissionSetLicenseAssign: {
    read: ['ViewSetup', 'ManageUsers', 'AssignPermissionSets'],
    write: ['ManageUsers', 'ManageInternalUsers', 'AssignPermissionSets'],
  },
  Profile: { read: 'everyone', write: ['ManageProfilesPermissionsets'] },
  PermissionSet: CONTAINERS,
  PermissionSetGroup: CONTAINERS,
  PermissionSetGroupComponent: CONTAINERS,
  MutingPermissionSet: CONTAINERS,
  PermissionSetAssignment: {
    read: ['ViewSetup', 'AssignPermissionSets', 'ManageUsers'],
    write: ['AssignPermissionSets', 'ManageUsers'],
  },
  ObjectPermissions: GRANTS,
  FieldPermissions: GRANTS,
  SetupEntityAccess: GRANTS,
  PermissionSetTabSetting: GRANTS,
  SessionPermSetActivation: { read: ['ManageSessionPermissionSets'], write: ['ManageSessionPermissionSets'] },
  CustomPermission: { read: ['ViewSetup', 'ManageCustomPermissions'], write: ['ManageCustomPermissions'] },
  UserAccessPolicy: { read: ['ManageAccessPolicies', 'ViewAccessPolicies'], write: ['ManageAccessPolicies'] },
  ConnectedApplication: { read: ['ViewSetup', 'ManageRemoteAccess'], write: 'nobody' },
  AppMenuItem: { read: 'everyone', write: 'nobody' },
  ExternalClientApplication: APPS,
  ExtlClntAppOauthPlcyCnfg: APPS,
  ExtlClntAppPlcyCnfg: APPS,
  ExtlClntAppOauthSettings: APPS,
  Certificate: { read: ['ViewSetup'], write: 'nobody' },
  OauthToken: { read: 'everyone', write: 'nobody' },
  LoginHistory: { read: ['MonitorLoginHistory', 'ManageUsers'], write: 'nobody' },
  AuthSession: { read: ['ManageUsers'], write: ['ManageUsers'] },
  SetupAuditTrail: { read: ['ViewSetup', 'ViewSetupAuditTrail'], write: 'nobody' },
  EventLogFile: { read: ['ViewEventLogFiles', 'ViewAllData'], write: 'nobody' },
  ApexClass: CODE,
  ApexPage: CODE,
  ApexTrigger: CODE,
  FlowDefinition: { read: ['ViewSetup'], write: ['CustomizeApplication'] },
  TabSet: { read: 'everyone', write: 'nobody' },
  NamedCredential: { read: ['ViewSetup', 'CustomizeApplication'], write: 'nobody' },
  ExternalCredentialParameter: { read: ['ViewSetup', 'CustomizeApplication'], write: 'nobody' },
  ExternalDataSource: { read: ['ViewSetup', 'CustomizeApplication'], write: 'nobody' },
  ApexLog: { read: ['ViewSetup', 'ViewAllData', 'DebugApex'], write: ['ModifyAllData', 'DebugApex'] },
  DebugLevel: { read: ['ViewSetup'], write: ['ViewAllData', 'DebugApex', 'AuthorApex'] },
  TraceFlag: { read: ['ViewSetup'], write: ['ViewAllData', 'DebugApex', 'AuthorApex'] },
  EntityDefinition: { read: 'everyone', write: 'nobody' },
  FieldDefinition: { read: 'everyone', write: 'nobody' },
  EntityParticle: { read: 'everyone', write: 'nobody' },
  UserEntityAccess: { read: 'everyone', write: 'nobody' },
  UserFieldAccess: { read: 'everyone', write: 'nobody' },
  UserRecordAccess: { read: 'everyone', write: 'nobody' },
  UserPermissionAccess: { read: 'everyone', write: 'nobody' },
  PermissionDependency: { read: ['ViewSetup'], write: 'nobody' },
  CustomField: { read: ['ViewSetup', 'CustomizeApplication'], write: 'nobody' },
  CustomObject: { read: ['ViewSetup', 'CustomizeApplication'], write: 'nobody' },
  ValidationRule: { read: ['ViewSetup', 'CustomizeApplication'], write: 'nobody' },
};

const CLOSED: SetupRights = { read: ['ViewSetup'], write: 'nobody' };

export function setupRights(object: string): SetupRights {
  return RIGHTS[object] ?? CLOSED;
}

export function allows(right: Right, has: (permission: string) => boolean): boolean {
  if (right === 'everyone') return true;
  return right !== 'nobody' && right.some(has);
}
