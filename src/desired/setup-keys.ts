import type { SetupEntityType } from '../model/permission.ts';

/** Keys under `access` that open set-up entities by name, in the order in which files are written. */
export const SETUP_KEYS = {
  customPermissions: { type: 'customPermission', what: 'Custom permissions.' },
  apexClasses: { type: 'apexClass', what: 'Apex classes that it calls.' },
  apexPages: { type: 'apexPage', what: 'Visualforce pages.' },
  flows: { type: 'flow', what: 'Flows that it runs.' },
  customSettings: { type: 'customSetting', what: 'Custom settings it may read.' },
  customMetadataTypes: { type: 'customMetadataType', what: 'Custom metadata types it may read.' },
  externalCredentialPrincipals: {
    type: 'externalCredentialPrincipal',
    what: 'Principals of external credentials that its callouts use: Credential-Principal.',
  },
  externalDataSources: { type: 'externalDataSource', what: 'External data sources.' },
  recordTypes: { type: 'recordType', what: 'Record types: Account.Partner.' },
  apps: { type: 'app', what: 'Apps. An integration sees none: every entry needs a good reason.' },
  tabs: { type: 'tab', what: 'Tabs. An integration sees none: every entry needs a good reason.' },
  connectedApps: { type: 'connectedApp', what: 'Connected apps it is pre-authorised for.' },
  agents: { type: 'agent', what: 'Agents it may talk to.' },
  emailRoutingAddresses: { type: 'emailRoutingAddress', what: 'E-mail routing addresses.' },
  servicePresenceStatuses: { type: 'servicePresenceStatus', what: 'Service presence statuses.' },
  dataSpaceScopes: { type: 'dataSpaceScope', what: 'Data space scopes.' },
} as const satisfies Record<string, { readonly type: SetupEntityType; readonly what: string }>;

export type SetupKey = keyof typeof SETUP_KEYS;
