/**
 * What a permission needs beside it. The data API and the Metadata API refuse a permission without the ones it depends
 * on (`Permission … depends on permission(s): …`); only the Setup pages add them. The whole graph is in the Tooling
 * object PermissionDependency of each org (about 9,300 edges); here stand the rules that hold in every org.
 *
 * Source: Object Reference ObjectPermissions, FieldPermissions (v67); deploy error texts.
 */

/** Verbs of an object permission that each verb needs, itself excluded. */
export const OBJECT_VERB_NEEDS = {
  read: [],
  create: ['read'],
  edit: ['read'],
  delete: ['read', 'edit'],
  viewAll: ['read'],
  modifyAll: ['read', 'edit', 'delete', 'viewAll'],
  viewAllFields: ['read'],
} as const;

/** System permissions that each system permission needs. Only edges seen in deploy errors. */
export const USER_PERMISSION_NEEDS: Readonly<Record<string, readonly string[]>> = {
  ManageUsers: [
    'AssignPermissionSets',
    'DelegatedTwoFactor',
    'FreezeUsers',
    'ManageInternalUsers',
    'ManageIpAddresses',
    'ManageLoginAccessPolicies',
    'ManagePasswordPolicies',
    'ManageProfilesPermissionsets',
    'ManageRoles',
    'ManageSharing',
    'MonitorLoginHistory',
    'ViewAllUsers',
  ],
  EditActivatedOrders: ['ActivateOrder'],
  QueryAllFiles: ['ViewAllData'],
};

/** Object permissions that a system permission needs, as `Object.verb`. Only edges seen in deploy errors. */
export const USER_PERMISSION_OBJECT_NEEDS: Readonly<Record<string, readonly string[]>> = {
  ActivateOrder: ['Order.read', 'Order.edit'],
  ConvertLeads: ['Account.create', 'Contact.create'],
  ImportPersonal: ['Account.create', 'Account.edit', 'Contact.create', 'Contact.edit'],
};

/**
 * Object verbs that a system permission opens on every object, sharing set aside. It opens no field: View All Data and
 * Modify All Data leave field-level security in force.
 *
 * Source: Help `users_profiles_view_all_mod_all`.
 */
export const OBJECT_VERBS_FOR_ALL = {
  ViewAllData: ['read', 'viewAll'],
  ModifyAllData: ['read', 'create', 'edit', 'delete', 'viewAll', 'modifyAll'],
} as const;

/** Open every custom setting and custom metadata type for reading, without an entry of their own (from memory). */
export const READS_EVERY_SETTING: readonly string[] = ['CustomizeApplication', 'ViewAllCustomSettings'];

/** The one system permission that opens every field of every object, for reading. */
export const READS_EVERY_FIELD = 'ViewAllFieldsGlobal';
