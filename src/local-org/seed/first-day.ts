import { SALESFORCE_API_INTEGRATION, USER_LICENCES } from '../../platform/licences.ts';
import { hasObjectPermissions } from '../../platform/objects-without-permissions.ts';
import { STANDARD_APPS } from '../../platform/standard-apps.ts';
import { MINIMUM_ACCESS_API_ONLY } from '../../platform/standard-profiles.ts';
import { USER_PERMISSIONS } from '../../platform/user-permissions.ts';
import { isCompound } from '../schema/compound.ts';
import type { ObjectType } from '../schema/object-type.ts';
import type { Schema } from '../schema/schema.ts';
import type { Store, StoredRow, StoredValue } from '../store/store.ts';

/** Ids that everything else of a new org hangs on. */
export interface FirstDay {
  readonly orgId: string;
  readonly adminId: string;
}

export interface FirstDayOptions {
  readonly store: Store;
  readonly schema: Schema;
  readonly now: () => Date;
  readonly orgName: string;
}

export const ADMIN_USERNAME = 'admin@local.example';

/** Permissions that take something away, or that an administrator does not have by default. */
const NOT_FOR_ADMINISTRATORS: ReadonlySet<string> = new Set([
  'ApiUserOnly',
  'PasswordNeverExpires',
  'MustUseSso',
  'ForceTwoFactor',
  'BypassMFAForUiLogins',
  'TransactionSecurityExempt',
  'FlowUFLRequired',
  'QueryAllFiles',
  'ViewAllFieldsGlobal',
  'UseAnyApiClient',
  'UseAnyApiAuth',
  'ManageTerritories',
  'ViewOnlyEmbeddedAppUser',
  'PreventClassicExperience',
]);

const STANDARD_USER = [
  'ApiEnabled',
  'RunReports',
  'ExportReport',
  'EditTask',
  'EditEvent',
  'ViewHelpLink',
  'ViewRoles',
  'RunFlow',
  'ActivitiesAccess',
];

interface ProfileSeed {
  readonly fullName: string;
  readonly name: string;
  readonly licence: string;
  readonly permissions: readonly string[];
  /** Verbs on every standard object, with all its fields. */
  readonly verbs: readonly string[];
}

const ALL_VERBS = ['Read', 'Create', 'Edit', 'Delete', 'ViewAllRecords', 'ModifyAllRecords'];

/** A few of the profiles that Salesforce ships; what they hold is simplified. */
const PROFILES: readonly ProfileSeed[] = [
  {
    fullName: 'Admin',
    name: 'System Administrator',
    licence: 'Salesforce',
    permissions: USER_PERMISSIONS.filter((name) => !NOT_FOR_ADMINISTRATORS.has(name)),
    verbs: ALL_VERBS,
  },
  {
    fullName: 'Standard',
    name: 'Standard User',
    licence: 'Salesforce',
    permissions: STANDARD_USER,
    verbs: ['Read', 'Create', 'Edit', 'Delete'],
  },
  { fullName: 'ReadOnly', name: 'Read Only', licence: 'Salesforce', permissions: STANDARD_USER, verbs: ['Read'] },
  {
    fullName: 'Minimum Access - Salesforce',
    name: 'Minimum Access - Salesforce',
    licence: 'Salesforce',
    permissions: [],
    verbs: [],
  },
  {
    fullName: MINIMUM_ACCESS_API_ONLY,
    name: MINIMUM_ACCESS_API_ONLY,
    licence: 'Salesforce Integration',
    permissions: ['ApiUserOnly', 'ApiEnabled'],
    verbs: [],
  },
];

const SEATS: Readonly<Record<string, number>> = {
  Salesforce: 100,
  'Salesforce Platform': 50,
  'Salesforce Integration': 5,
};

/** Writes what every org has on its first day: itself, licences with seats, standard profiles and one administrator. */
export function firstDay(options: FirstDayOptions): FirstDay {
  const { store } = options;
  return store.transaction(() => {
    const insert = inserter(options);
    const orgId = insert('Organization', {
      Name: options.orgName,
      OrganizationType: 'Enterprise Edition',
      InstanceName: 'LOCAL',
      IsSandbox: 0,
      DefaultLocaleSidKey: 'en_US',
      LanguageLocaleKey: 'en_US',
      TimeZoneSidKey: 'GMT',
    });
    const licences = new Map(USER_LICENCES.map(({ name }) => [name, insertLicence(insert, name)]));
    insert('PermissionSetLicense', {
      DeveloperName: SALESFORCE_API_INTEGRATION.developerName,
      MasterLabel: SALESFORCE_API_INTEGRATION.label,
      PermissionSetLicenseKey: SALESFORCE_API_INTEGRATION.developerName,
      Status: 'Active',
      TotalLicenses: 5,
      UsedLicenses: 0,
      IsAvailableForIntegrations: 1,
    });
    for (const [DeveloperName, MasterLabel] of STANDARD_APPS) insert('TabSet', { DeveloperName, MasterLabel });
    const profiles = PROFILES.map((seed) => insertProfile(options, insert, seed, licences.get(seed.licence) ?? null));
    const adminId = insert('User', {
      Username: ADMIN_USERNAME,
      LastName: 'Administrator',
      FirstName: 'Ada',
      Name: 'Ada Administrator',
      Alias: 'admin',
      Email: 'admin@local.example',
      IsActive: 1,
      UserType: 'Standard',
      ProfileId: profiles[0] ?? null,
      TimeZoneSidKey: 'GMT',
      LocaleSidKey: 'en_US',
      LanguageLocaleKey: 'en_US',
      EmailEncodingKey: 'UTF-8',
    });
    insert('UserLogin', { UserId: adminId, IsFrozen: 0, IsPasswordLocked: 0 });
    store.all('UPDATE "UserLicense" SET "UsedLicenses" = 1 WHERE "Name" = ?', ['Salesforce']);
    return { orgId, adminId };
  });
}

type Insert = (object: string, row: StoredRow) => string;

function inserter({ store, schema, now }: FirstDayOptions): Insert {
  const moment = now().toISOString();
  const audit: StoredRow = { CreatedDate: moment, LastModifiedDate: moment, SystemModstamp: moment };
  return (name, row) => {
    const object = schema.object(name);
    if (!object) throw new Error(`The schema has no ${name}`);
    const id = store.newId(object);
    store.insert(object, { ...audit, Id: id, ...row });
    return id;
  };
}

function insertLicence(insert: Insert, name: string): string {
  return insert('UserLicense', {
    Name: name,
    MasterLabel: name,
    LicenseDefinitionKey: name === 'Salesforce' ? 'SFDC' : name === 'Salesforce Integration' ? 'PID_Integration' : null,
    Status: 'Active',
    TotalLicenses: SEATS[name] ?? 1,
    UsedLicenses: 0,
  });
}

function insertProfile(options: FirstDayOptions, insert: Insert, seed: ProfileSeed, licenceId: StoredValue): string {
  const permissions = Object.fromEntries(seed.permissions.map((name) => [`Permissions${name}`, 1]));
  const profileId = insert('Profile', {
    Name: seed.name,
    FullName: seed.fullName,
    UserLicenseId: licenceId,
    UserType: 'Standard',
    ...permissions,
  });
  const setId = insert('PermissionSet', {
    Name: `X${profileId.slice(0, 15)}`,
    Label: profileId.slice(0, 15),
    IsCustom: 0,
    IsOwnedByProfile: 1,
    ProfileId: profileId,
    Type: 'Profile',
    LicenseId: licenceId,
    ...permissions,
  });
  if (seed.verbs.length === 0) return profileId;
  for (const object of options.schema.objects()) {
    if (object.kind === 'data' || object.kind === 'activity') grantObject(insert, setId, object, seed.verbs);
  }
  return profileId;
}

function grantObject(insert: Insert, setId: string, object: ObjectType, verbs: readonly string[]): void {
  if (hasObjectPermissions(object.name)) {
    const flags = Object.fromEntries(verbs.map((verb) => [`Permissions${verb}`, 1]));
    insert('ObjectPermissions', { ParentId: setId, SobjectType: object.name, ...flags });
  }
  for (const field of object.fields) {
    if (!field.permissionable) continue;
    const isWritten = field.updateable || isCompound(field);
    const edit = verbs.includes('Edit') && isWritten && !field.calculated && !field.autoNumber ? 1 : 0;
    insert('FieldPermissions', {
      ParentId: setId,
      SobjectType: object.name,
      Field: `${object.name}.${field.name}`,
      PermissionsRead: 1,
      PermissionsEdit: edit,
    });
  }
}
