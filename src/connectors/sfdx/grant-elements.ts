import { ENABLED, FieldBits, ObjectBits, SETUP_ENTITY_TYPES, type SetupEntityType } from '../../model/permission.ts';

/** The columns of a container's grants, by number: objects, fields, system permissions, then every set-up entity type. */
export const OBJECT_COLUMN = 0;
export const FIELD_COLUMN = 1;
export const SYSTEM_COLUMN = 2;
export const SETUP_COLUMN = 3;
export const COLUMN_COUNT = SETUP_COLUMN + SETUP_ENTITY_TYPES.length;

/** How one kind of entry in a profile or permission set becomes a row. */
export interface GrantElement {
  readonly column: number;
  /** The child that names what is granted; its line is the line of the row. */
  readonly named: string;
  /** Children that hold `true` or `false`, with the bit that `true` sets. Others are of no interest. */
  readonly flags: Readonly<Record<string, number>>;
  /** A child that holds a word; words in `HIDDEN` grant nothing, all others set `ENABLED`. */
  readonly word?: string;
  /** Any other child that is `true` sets `ENABLED`: entries with a long and growing list of switches. */
  readonly anyFlag?: true;
}

/** `tabVisibilities` of a profile: `DefaultOn`, `DefaultOff`, `Hidden`; `tabSettings` of a set: `Visible`, `Available`, `None`. */
export const HIDDEN: ReadonlySet<string> = new Set(['Hidden', 'None', '']);

function setup(type: SetupEntityType, named: string, flag = 'enabled'): GrantElement {
  return { column: SETUP_COLUMN + SETUP_ENTITY_TYPES.indexOf(type), named, flags: { [flag]: ENABLED } };
}

function tab(): GrantElement {
  return { column: SETUP_COLUMN + SETUP_ENTITY_TYPES.indexOf('tab'), named: 'tab', flags: {}, word: 'visibility' };
}

/**
 * Second-level elements of Profile, PermissionSet and MutingPermissionSet that grant something. Source: Metadata API v68
 * (`@salesforce/types` 1.9.0). What is not listed here (layouts, category groups, login flows …) grants nothing.
 */
export const GRANT_ELEMENTS: Readonly<Record<string, GrantElement>> = {
  objectPermissions: {
    column: OBJECT_COLUMN,
    named: 'object',
    flags: {
      allowRead: ObjectBits.read,
      allowCreate: ObjectBits.create,
      allowEdit: ObjectBits.edit,
      allowDelete: ObjectBits.delete,
      viewAllRecords: ObjectBits.viewAll,
      modifyAllRecords: ObjectBits.modifyAll,
      viewAllFields: ObjectBits.viewAllFields,
    },
  },
  fieldPermissions: {
    column: FIELD_COLUMN,
    named: 'field',
    flags: { readable: FieldBits.read, editable: FieldBits.edit },
  },
  userPermissions: { column: SYSTEM_COLUMN, named: 'name', flags: { enabled: ENABLED } },
  customPermissions: setup('customPermission', 'name'),
  classAccesses: setup('apexClass', 'apexClass'),
  pageAccesses: setup('apexPage', 'apexPage'),
  flowAccesses: setup('flow', 'flow'),
  applicationVisibilities: setup('app', 'application', 'visible'),
  tabSettings: tab(),
  tabVisibilities: tab(),
  recordTypeVisibilities: setup('recordType', 'recordType', 'visible'),
  customSettingAccesses: setup('customSetting', 'name'),
  customMetadataTypeAccesses: setup('customMetadataType', 'name'),
  externalCredentialPrincipalAccesses: setup('externalCredentialPrincipal', 'externalCredentialPrincipal'),
  externalDataSourceAccesses: setup('externalDataSource', 'externalDataSource'),
  agentAccesses: setup('agent', 'agentName'),
  emailRoutingAddressAccesses: setup('emailRoutingAddress', 'name'),
  servicePresenceStatusAccesses: setup('servicePresenceStatus', 'servicePresenceStatus'),
  dataspaceScopes: { ...setup('dataSpaceScope', 'dataspaceScope'), anyFlag: true },
};

/**
 * Roots of the part files that the preset `decomposePermissionSetBeta` writes, with the element that each stands for.
 * Source: `@salesforce/source-deploy-retrieve`, presets. Its `CustomPermission` is told from the metadata type of that
 * name by its children.
 */
export const PART_ROOTS: Readonly<Record<string, string>> = {
  ApplicationVisibility: 'applicationVisibilities',
  ClassAccess: 'classAccesses',
  CustomMetadataTypeAccess: 'customMetadataTypeAccesses',
  CustomPermission: 'customPermissions',
  CustomSettingAccess: 'customSettingAccesses',
  ExternalCredentialPrincipalAccess: 'externalCredentialPrincipalAccesses',
  ExternalDataSourceAccess: 'externalDataSourceAccesses',
  FieldPermission: 'fieldPermissions',
  FlowAccess: 'flowAccesses',
  ObjectPermission: 'objectPermissions',
  PageAccess: 'pageAccesses',
  RecordTypeVisibility: 'recordTypeVisibilities',
  TabSetting: 'tabSettings',
  UserPermission: 'userPermissions',
};
