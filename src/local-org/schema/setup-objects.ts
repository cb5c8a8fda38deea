import { USER_PERMISSIONS } from '../../platform/user-permissions.ts';
import type { ObjectText } from './field-text.ts';

/**
 * Set-up objects: users, licences, permission containers and their grants, applications, log-ins. Who reads and writes
 * them is decided by set-up rights (`enforce/setup-rights.ts`), not by object permissions.
 *
 * Source: Object Reference and Tooling API (v67, v68) as the facts of the project hold them. Key prefixes of
 * PermissionSetAssignment, PermissionSetGroup, PermissionSetLicense and their kind are from memory.
 */
const PERMISSIONS = [...USER_PERMISSIONS].map((name) => `Permissions${name}:boolean`).join(' ');

const USERS: readonly ObjectText[] = [
  {
    name: 'Organization',
    keyPrefix: '00D',
    kind: 'setup',
    allows: 'q',
    fields: `Name:string! Division:string Street:string City:string State:string PostalCode:string Country:string
      Phone:phone PrimaryContact:string DefaultLocaleSidKey:picklist LanguageLocaleKey:picklist TimeZoneSidKey:picklist
      OrganizationType:picklist= InstanceName:string= IsSandbox:boolean= NamespacePrefix:string= TrialExpirationDate:datetime=
      FiscalYearStartMonth:int ComplianceBccEmail:email`,
  },
  {
    name: 'User',
    keyPrefix: '005',
    kind: 'setup',
    allows: 'cuq',
    fields: `Username:string80!* LastName:string80! FirstName:string40 Name:string121= Alias:string8! Email:email128!
      IsActive:boolean UserType:picklist= ProfileId:reference!>Profile@Users UserRoleId:reference>UserRole@Users
      ManagerId:reference>User TimeZoneSidKey:picklist! LocaleSidKey:picklist! LanguageLocaleKey:picklist!
      EmailEncodingKey:picklist! FederationIdentifier:string512 CommunityNickname:string40 CompanyName:string80
      Department:string80 Division:string80 Title:string80 EmployeeNumber:string20 Phone:phone MobilePhone:phone
      Street:string255 City:string40 State:string80 PostalCode:string20 Country:string80 AboutMe:textarea
      LastLoginDate:datetime= LastPasswordChangeDate:datetime= NumberOfFailedLogins:int= IsPortalEnabled:boolean=
      UserPermissionsMarketingUser:boolean UserPermissionsOfflineUser:boolean UserPermissionsKnowledgeUser:boolean
      UserPermissionsInteractionUser:boolean UserPermissionsSupportUser:boolean UserPermissionsSFContentUser:boolean
      ReceivesInfoEmails:boolean ReceivesAdminInfoEmails:boolean IsExtIndicatorVisible:boolean=`,
  },
  {
    name: 'UserLogin',
    keyPrefix: '0Yw',
    kind: 'setup',
    allows: 'uq',
    fields: 'UserId:reference=>User IsFrozen:boolean IsPasswordLocked:boolean',
  },
  {
    name: 'UserRole',
    keyPrefix: '00E',
    kind: 'setup',
    fields: 'Name:string80! DeveloperName:string80* ParentRoleId:reference>UserRole RollupDescription:string80',
  },
  {
    name: 'Group',
    keyPrefix: '00G',
    kind: 'setup',
    fields: `Name:string40! DeveloperName:string80 Type:picklist+ RelatedId:reference=>User|UserRole
      DoesIncludeBosses:boolean Email:email OwnerId:reference>User`,
  },
  {
    name: 'GroupMember',
    keyPrefix: '011',
    kind: 'setup',
    allows: 'cdq',
    fields: 'GroupId:reference+>Group@GroupMembers UserOrGroupId:reference+>User|Group',
  },
  { name: 'QueueSobject', keyPrefix: '03g', kind: 'setup', fields: 'QueueId:reference+>Group SobjectType:picklist+' },
  {
    name: 'UserLicense',
    keyPrefix: '100',
    kind: 'setup',
    allows: 'q',
    fields: `Name:string MasterLabel:string LicenseDefinitionKey:string40 Status:picklist TotalLicenses:int
      UsedLicenses:int UsedLicensesLastUpdated:datetime`,
  },
  {
    name: 'PermissionSetLicense',
    keyPrefix: '0PL',
    kind: 'setup',
    allows: 'q',
    fields: `DeveloperName:string MasterLabel:string Language:picklist PermissionSetLicenseKey:string Status:picklist
      ExpirationDate:date TotalLicenses:int UsedLicenses:int IsAvailableForIntegrations:boolean
      IsSupplementLicense:boolean LicenseExpirationPolicy:picklist`,
  },
  {
    name: 'PermissionSetLicenseAssign',
    keyPrefix: '2LA',
    kind: 'setup',
    allows: 'cdq',
    fields: `AssigneeId:reference!+>User@PermissionSetLicenseAssignments
      PermissionSetLicenseId:reference!+>PermissionSetLicense@PermissionSetLicenseAssignments IsRevoked:boolean=`,
  },
];

const CONTAINERS: readonly ObjectText[] = [
  {
    name: 'Profile',
    keyPrefix: '00e',
    kind: 'setup',
    allows: 'udq',
    fields: `Name:string255! FullName:string255= Description:string255 UserLicenseId:reference=>UserLicense
      UserType:picklist= ${PERMISSIONS}`,
  },
  {
    name: 'PermissionSet',
    keyPrefix: '0PS',
    kind: 'setup',
    fields: `Name:string80! Label:string80! Description:string255 NamespacePrefix:string15= ManageableState:picklist=
      IsCustom:boolean= IsOwnedByProfile:boolean= ProfileId:reference=>Profile Type:picklist=
      LicenseId:reference+>PermissionSetLicense|UserLicense HasActivationRequired:boolean
      PermissionSetGroupId:reference=>PermissionSetGroup ${PERMISSIONS}`,
  },
  {
    name: 'PermissionSetAssignment',
    keyPrefix: '0Pa',
    kind: 'setup',
    fields: `AssigneeId:reference!+>User@PermissionSetAssignments PermissionSetId:reference+>PermissionSet@Assignments
      PermissionSetGroupId:reference+>PermissionSetGroup@Assignments ExpirationDate:datetime IsActive:boolean=
      IsRevoked:boolean`,
  },
  {
    name: 'PermissionSetGroup',
    keyPrefix: '0PG',
    kind: 'setup',
    fields: `DeveloperName:string80! MasterLabel:string80! Description:textarea Language:picklist Status:picklist=
      HasActivationRequired:boolean NamespacePrefix:string15= ManageableState:picklist=`,
  },
  {
    name: 'PermissionSetGroupComponent',
    keyPrefix: '0PC',
    kind: 'setup',
    allows: 'cdq',
    fields: `PermissionSetGroupId:reference!+>PermissionSetGroup@PermissionSetGroupComponents
      PermissionSetId:reference!+>PermissionSet|MutingPermissionSet@PermissionSetGroupComponents`,
  },
  {
    name: 'MutingPermissionSet',
    keyPrefix: '0QM',
    kind: 'setup',
    fields: `DeveloperName:string80! MasterLabel:string80! Description:string255 Language:picklist ${PERMISSIONS}`,
  },
  {
    name: 'ObjectPermissions',
    keyPrefix: '110',
    kind: 'setup',
    fields: `ParentId:reference!+>PermissionSet|MutingPermissionSet@ObjectPerms SobjectType:picklist80!+
      PermissionsCreate:boolean PermissionsRead:boolean PermissionsEdit:boolean PermissionsDelete:boolean
      PermissionsViewAllRecords:boolean PermissionsModifyAllRecords:boolean PermissionsViewAllFields:boolean`,
  },
  {
    name: 'FieldPermissions',
    keyPrefix: '01k',
    kind: 'setup',
    fields: `ParentId:reference!+>PermissionSet|MutingPermissionSet@FieldPerms SobjectType:picklist80!+
      Field:picklist160!+ PermissionsEdit:boolean PermissionsRead:boolean`,
  },
  {
    name: 'SetupEntityAccess',
    keyPrefix: '0J0',
    kind: 'setup',
    allows: 'cdq',
    fields: `ParentId:reference!+>PermissionSet|MutingPermissionSet@SetupEntityAccessItems SetupEntityId:reference!+
      SetupEntityType:picklist=`,
  },
  {
    name: 'PermissionSetTabSetting',
    keyPrefix: '01r',
    kind: 'setup',
    fields: 'ParentId:reference!+>PermissionSet|MutingPermissionSet Name:string! Visibility:picklist!',
  },
  {
    name: 'SessionPermSetActivation',
    keyPrefix: '5Pa',
    kind: 'setup',
    allows: 'cdq',
    fields: `AuthSessionId:reference!+>AuthSession UserId:reference=>User PermissionSetId:reference+>PermissionSet
      PermissionSetGroupId:reference+>PermissionSetGroup Description:string`,
  },
  {
    name: 'CustomPermission',
    keyPrefix: '0CP',
    kind: 'setup',
    fields: `DeveloperName:string80! MasterLabel:string80! Description:string255 IsProtected:boolean
      NamespacePrefix:string15= Language:picklist`,
  },
  {
    name: 'UserAccessPolicy',
    keyPrefix: '0Uy',
    kind: 'setup',
    fields: `DeveloperName:string80! MasterLabel:string80! Description:string255 BooleanFilter:string Language:picklist
      NamespacePrefix:string15= Order:int Status:picklist TriggerType:picklist`,
  },
];

const APPLICATIONS: readonly ObjectText[] = [
  {
    name: 'ConnectedApplication',
    keyPrefix: '0H4',
    kind: 'setup',
    allows: 'q',
    fields: `Name:string80 DeveloperName:string80 ContactEmail:email Version:string ExecutionUserId:reference>User
      OptionsAllowAdminApprovedUsersOnly:boolean OptionsHasSessionLevelPolicy:boolean OptionsIsInternal:boolean
      OptionsFullContentPushNotifications:boolean OptionsRefreshTokenValidityMetric:boolean
      RefreshTokenValidityPeriod:int SessionTimeout:int StartUrl:url MobileStartUrl:url PinLength:int UvidTimeout:int
      NamedUserUvidTimeout:int SessionPolicyAction:picklist`,
  },
  {
    name: 'AppMenuItem',
    keyPrefix: '0DS',
    kind: 'setup',
    allows: 'q',
    fields: 'ApplicationId:reference Name:string Label:string Type:picklist NamespacePrefix:string',
  },
  {
    name: 'ExternalClientApplication',
    keyPrefix: '0xI',
    kind: 'setup',
    fields: `DeveloperName:string80! MasterLabel:string80! Description:string ContactEmail:email
      DistributionState:picklist ManagedType:picklist OrgScopedExternalApp:string Version:string
      NamespacePrefix:string15=`,
  },
  {
    name: 'ExtlClntAppOauthPlcyCnfg',
    keyPrefix: '0xK',
    kind: 'setup',
    fields: `DeveloperName:string MasterLabel:string ExternalClientApplicationId:reference>ExternalClientApplication
      PermittedUsersPolicyType:picklist IpRelaxationPolicyType:picklist RefreshTokenPolicyType:picklist
      RefreshTokenValidityPeriod:int RefreshTokenValidityUnit:picklist IsClientCredentialsFlowEnabled:boolean
      ClientCredentialsFlowUser:string RequiredSessionLevel:picklist PolicyAction:picklist SessionTimeoutInMinutes:int
      NamedUserJwtTimeout:int`,
  },
  {
    name: 'ExtlClntAppPlcyCnfg',
    keyPrefix: '0xJ',
    kind: 'setup',
    fields: `DeveloperName:string MasterLabel:string ExternalClientApplicationId:reference>ExternalClientApplication
      IsEnabled:boolean OauthPluginStatus:picklist StartPage:picklist`,
  },
  {
    name: 'ExtlClntAppOauthSettings',
    keyPrefix: '0xL',
    kind: 'setup',
    fields: `DeveloperName:string MasterLabel:string ExternalClientApplicationId:reference>ExternalClientApplication
      OauthScopesAPI:boolean OauthScopesFULL:boolean OauthScopesWEB:boolean OauthScopesREFRESH_TOKEN:boolean
      OauthScopesBASIC:boolean OauthScopesOPENID:boolean OauthScopesMCP_API:boolean OauthScopesCHATTER_API:boolean`,
  },
  {
    name: 'Certificate',
    keyPrefix: '0P1',
    kind: 'setup',
    allows: 'q',
    fields: 'DeveloperName:string MasterLabel:string ExpirationDate:datetime KeySize:int OptionsIsCaSigned:boolean',
  },
  {
    name: 'OauthToken',
    keyPrefix: '0CQ',
    kind: 'log',
    allows: 'q',
    fields: `AccessToken:string AppMenuItemId:reference>AppMenuItem AppName:string DeleteToken:string
      LastUsedDate:datetime RequestToken:string UseCount:int UserId:reference>User`,
  },
];

const HAPPENINGS: readonly ObjectText[] = [
  {
    name: 'LoginHistory',
    keyPrefix: '0Ya',
    kind: 'log',
    allows: 'q',
    bare: true,
    fields: `Id:id= UserId:reference=>User LoginTime:datetime= LoginType:picklist= LoginSubType:picklist= Status:string=
      SourceIp:string= ForwardedForIp:string= LoginUrl:string= Application:string= Browser:string= Platform:string=
      ApiType:string= ApiVersion:string= ClientVersion:string= CountryIso:string= TlsProtocol:picklist=
      CipherSuite:picklist= AuthenticationServiceId:reference= AuthMethodReference:string= NetworkId:reference=
      LoginGeoId:reference= OptionsIsGet:boolean= OptionsIsPost:boolean=`,
  },
  {
    name: 'AuthSession',
    keyPrefix: '0Ak',
    kind: 'log',
    allows: 'dq',
    bare: true,
    fields: `Id:id= UsersId:reference=>User CreatedDate:datetime= LastModifiedDate:datetime= NumSecondsValid:int=
      UserType:picklist= SourceIp:string= LoginType:picklist= SessionType:picklist= SessionSecurityLevel:picklist=
      LogoutUrl:string= ParentId:reference= LoginHistoryId:reference=>LoginHistory LoginGeoId:reference= IsCurrent:boolean=`,
  },
  {
    name: 'SetupAuditTrail',
    keyPrefix: '0Ym',
    kind: 'log',
    allows: 'q',
    bare: true,
    fields: `Id:id= Action:string= Section:string= Display:string= CreatedById:reference=>User CreatedDate:datetime=
      CreatedByContext:string= CreatedByIssuer:string= DelegateUser:string= ResponsibleNamespacePrefix:string=`,
  },
  {
    name: 'EventLogFile',
    keyPrefix: '0AT',
    kind: 'log',
    allows: 'q',
    fields: `EventType:picklist= LogDate:datetime= Interval:picklist= Sequence:int= LogFileLength:double=
      LogFileContentType:string= LogFile:base64= LogFileFieldNames:textarea= LogFileFieldTypes:textarea=
      ApiVersion:double= IsDeleted:boolean=`,
  },
];

const CODE: readonly ObjectText[] = [
  {
    name: 'ApexClass',
    keyPrefix: '01p',
    kind: 'setup',
    fields: `Name:string! NamespacePrefix:string15= ApiVersion:double Status:picklist IsValid:boolean Body:textarea
      LengthWithoutComments:int`,
  },
  {
    name: 'ApexPage',
    keyPrefix: '066',
    kind: 'setup',
    fields: 'Name:string! MasterLabel:string NamespacePrefix:string15= ApiVersion:double Markup:textarea',
  },
  {
    name: 'ApexTrigger',
    keyPrefix: '01q',
    kind: 'setup',
    fields:
      'Name:string! NamespacePrefix:string15= TableEnumOrId:string ApiVersion:double Status:picklist Body:textarea',
  },
  {
    name: 'FlowDefinition',
    keyPrefix: '300',
    kind: 'setup',
    fields: 'DeveloperName:string! MasterLabel:string NamespacePrefix:string15=',
  },
  { name: 'TabSet', keyPrefix: '02u', kind: 'setup', fields: 'DeveloperName:string! MasterLabel:string' },
  {
    name: 'NamedCredential',
    keyPrefix: '0XA',
    kind: 'setup',
    allows: 'q',
    fields: 'DeveloperName:string MasterLabel:string Endpoint:string PrincipalType:picklist',
  },
  {
    name: 'ExternalCredentialParameter',
    keyPrefix: '0yC',
    kind: 'setup',
    allows: 'q',
    fields: 'DeveloperName:string MasterLabel:string ParameterType:picklist ParameterName:string',
  },
  {
    name: 'ExternalDataSource',
    keyPrefix: '0XC',
    kind: 'setup',
    allows: 'q',
    fields: 'DeveloperName:string MasterLabel:string',
  },
  {
    name: 'ApexLog',
    keyPrefix: '07L',
    kind: 'log',
    allows: 'dq',
    fields: `Application:string= DurationMilliseconds:int= Location:picklist= LogLength:int= LogUserId:reference=>User
      Operation:string= Request:string= RequestIdentifier:string= StartTime:datetime= Status:string=`,
  },
  {
    name: 'DebugLevel',
    keyPrefix: '7dl',
    kind: 'setup',
    fields: `DeveloperName:string80!* MasterLabel:string80! Language:picklist ApexCode:picklist ApexProfiling:picklist
      Callout:picklist DataAccess:picklist Database:picklist Nba:picklist System:picklist Validation:picklist
      Visualforce:picklist Wave:picklist Workflow:picklist`,
  },
  {
    name: 'TraceFlag',
    keyPrefix: '7tf',
    kind: 'setup',
    fields: `TracedEntityId:reference!+>User|ApexClass|ApexTrigger LogType:picklist!+ DebugLevelId:reference>DebugLevel
      StartDate:datetime ExpirationDate:datetime! ApexCode:picklist ApexProfiling:picklist Callout:picklist
      DataAccess:picklist Database:picklist Nba:picklist System:picklist Validation:picklist Visualforce:picklist
      Wave:picklist Workflow:picklist`,
  },
];

/** Rows of these are made when somebody asks: `virtual-rows.ts`. */
const VIRTUAL: readonly ObjectText[] = [
  {
    name: 'EntityDefinition',
    keyPrefix: '',
    kind: 'virtual',
    allows: 'q',
    bare: true,
    fields: `Id:id= DurableId:string= QualifiedApiName:string= DeveloperName:string= Label:string= PluralLabel:string=
      MasterLabel:string= KeyPrefix:string= NamespacePrefix:string= IsQueryable:boolean= IsEverCreatable:boolean=
      IsEverUpdatable:boolean= IsEverDeletable:boolean= IsFlsEnabled:boolean= IsCustomSetting:boolean=
      IsCustomizable:boolean= InternalSharingModel:picklist= ExternalSharingModel:picklist= PublisherId:string=
      RunningUserEntityAccessId:reference=>UserEntityAccess`,
  },
  {
    name: 'FieldDefinition',
    keyPrefix: '',
    kind: 'virtual',
    allows: 'q',
    bare: true,
    fields: `Id:id= DurableId:string= QualifiedApiName:string= DeveloperName:string= Label:string= MasterLabel:string=
      NamespacePrefix:string= DataType:string= EntityDefinitionId:reference=>EntityDefinition@Fields IsFlsEnabled:boolean=
      IsNillable:boolean= IsCalculated:boolean= IsNameField:boolean= IsCompound:boolean= RelationshipName:string=
      SecurityClassification:picklist= ComplianceGroup:multipicklist= BusinessStatus:picklist= Length:int=
      Precision:int= Scale:int= RunningUserFieldAccessId:reference=>UserFieldAccess`,
  },
  {
    name: 'EntityParticle',
    keyPrefix: '',
    kind: 'virtual',
    allows: 'q',
    bare: true,
    fields: `Id:id= DurableId:string= QualifiedApiName:string= DeveloperName:string= Label:string= DataType:string=
      EntityDefinitionId:reference=>EntityDefinition@Particles FieldDefinitionId:reference=>FieldDefinition
      IsPermissionable:boolean= IsCreatable:boolean= IsUpdatable:boolean= IsAutonumber:boolean= IsCalculated:boolean=
      IsCompound:boolean= IsComponent:boolean= IsNillable:boolean= IsUnique:boolean= IsIdLookup:boolean=
      IsEncrypted:boolean= NamespacePrefix:string= RelationshipName:string= Length:int= Precision:int= Scale:int=`,
  },
  {
    name: 'UserEntityAccess',
    keyPrefix: '',
    kind: 'virtual',
    allows: 'q',
    bare: true,
    fields: `Id:id= DurableId:string= UserId:reference=>User EntityDefinitionId:reference=>EntityDefinition
      IsReadable:boolean= IsCreatable:boolean= IsEditable:boolean= IsUpdatable:boolean= IsDeletable:boolean=
      IsUndeletable:boolean= IsMergeable:boolean= IsActivateable:boolean= IsFlsUpdatable:boolean=`,
  },
  {
    name: 'UserFieldAccess',
    keyPrefix: '',
    kind: 'virtual',
    allows: 'q',
    bare: true,
    fields: `Id:id= DurableId:string= UserId:reference=>User EntityDefinitionId:reference=>EntityDefinition
      FieldDefinitionId:reference=>FieldDefinition IsAccessible:boolean= IsCreatable:boolean= IsUpdatable:boolean=`,
  },
  {
    name: 'UserRecordAccess',
    keyPrefix: '',
    kind: 'virtual',
    allows: 'q',
    bare: true,
    fields: `Id:id= UserId:reference=>User RecordId:reference= HasReadAccess:boolean= HasEditAccess:boolean=
      HasDeleteAccess:boolean= HasTransferAccess:boolean= HasAllAccess:boolean= MaxAccessLevel:picklist=`,
  },
  {
    name: 'UserPermissionAccess',
    keyPrefix: '',
    kind: 'virtual',
    allows: 'q',
    bare: true,
    fields: `Id:id= ${[...USER_PERMISSIONS].map((name) => `Permissions${name}:boolean=`).join(' ')}`,
  },
  {
    name: 'PermissionDependency',
    keyPrefix: '',
    kind: 'virtual',
    allows: 'q',
    bare: true,
    fields: `Id:id= Permission:string= PermissionType:picklist= RequiredPermission:string=
      RequiredPermissionType:picklist=`,
  },
  {
    name: 'CustomField',
    keyPrefix: '',
    kind: 'virtual',
    allows: 'q',
    bare: true,
    fields: `Id:id= DeveloperName:string= TableEnumOrId:string= EntityDefinitionId:reference=>EntityDefinition
      NamespacePrefix:string= ManageableState:picklist= Length:int= Precision:int= Scale:int=`,
  },
  {
    name: 'CustomObject',
    keyPrefix: '',
    kind: 'virtual',
    allows: 'q',
    bare: true,
    fields: `Id:id= DeveloperName:string= NamespacePrefix:string= ManageableState:picklist= SharingModel:picklist=
      CustomSettingsType:picklist=`,
  },
  {
    name: 'ValidationRule',
    keyPrefix: '',
    kind: 'virtual',
    allows: 'q',
    bare: true,
    fields: `Id:id= ValidationName:string= EntityDefinitionId:reference=>EntityDefinition Active:boolean=
      Description:string= ErrorDisplayField:string= ErrorMessage:string= NamespacePrefix:string=
      ManageableState:picklist=`,
  },
];

/** One row each: what the org has set (types of the Tooling API, v68). */
const SETTINGS: readonly ObjectText[] = [
  'SecuritySettings',
  'ConnectedAppSettings',
  'OauthOidcSettings',
  'ExternalClientAppSettings',
].map((name) => ({
  name,
  keyPrefix: '',
  kind: 'virtual',
  allows: 'q',
  bare: true,
  fields: 'Id:id= DurableId:string=',
}));

export const SETUP_OBJECTS: readonly ObjectText[] = [
  ...USERS,
  ...CONTAINERS,
  ...APPLICATIONS,
  ...HAPPENINGS,
  ...SETTINGS,
  ...CODE,
  ...VIRTUAL,
];
