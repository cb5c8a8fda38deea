import type { FieldType, ObjectType } from './object-type.ts';

/** REST, SOAP, Bulk and composite serve data; the Tooling API has objects and fields of its own. */
export type Api = 'data' | 'tooling';

/** Source: Tooling API reference and Object Reference (facts 3). */
const TOOLING_ONLY: ReadonlySet<string> = new Set([
  'Certificate',
  'ConnectedAppSettings',
  'CustomField',
  'CustomObject',
  'DebugLevel',
  'ExternalClientAppSettings',
  'FlowDefinition',
  'OauthOidcSettings',
  'PermissionDependency',
  'SecuritySettings',
  'TraceFlag',
  'ValidationRule',
]);

/** Objects that the Tooling API serves beside its own. Source: Tooling API reference (facts 3, marked R/T). */
const IN_BOTH: ReadonlySet<string> = new Set([
  'ApexClass',
  'ApexLog',
  'ApexPage',
  'ApexTrigger',
  'ConnectedApplication',
  'CustomPermission',
  'EntityDefinition',
  'EntityParticle',
  'ExternalClientApplication',
  'ExternalDataSource',
  'ExtlClntAppOauthPlcyCnfg',
  'ExtlClntAppOauthSettings',
  'ExtlClntAppPlcyCnfg',
  'FieldDefinition',
  'Group',
  'MutingPermissionSet',
  'NamedCredential',
  'Organization',
  'PermissionSet',
  'PermissionSetAssignment',
  'PermissionSetGroup',
  'PermissionSetGroupComponent',
  'PermissionSetTabSetting',
  'Profile',
  'RecordType',
  'User',
  'UserAccessPolicy',
  'UserEntityAccess',
  'UserFieldAccess',
  'UserRole',
]);

/** Fields that only the Tooling API shows of objects that both serve. */
const TOOLING_FIELDS: Readonly<Record<string, ReadonlySet<string>>> = {
  ConnectedApplication: new Set(['ContactEmail', 'DeveloperName', 'ExecutionUserId', 'SessionPolicyAction', 'Version']),
  Profile: new Set(['FullName']),
};

/** Whether an API knows an object. One that it does not know looks as if the user had no right to it. */
export function isServedBy(api: Api, { name }: ObjectType): boolean {
  return api === 'data' ? !TOOLING_ONLY.has(name) : TOOLING_ONLY.has(name) || IN_BOTH.has(name);
}

export function isFieldServedBy(api: Api, object: ObjectType, field: FieldType): boolean {
  return api === 'tooling' || TOOLING_FIELDS[object.name]?.has(field.name) !== true;
}
