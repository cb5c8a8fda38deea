import type { Permission, SetupEntityType } from './permission.ts';

/** What Setup calls one of each kind. */
export const SETUP_ENTITY_LABELS: Readonly<Record<SetupEntityType, string>> = {
  customPermission: 'custom permission',
  apexClass: 'Apex class',
  apexPage: 'Visualforce page',
  flow: 'flow',
  app: 'app',
  tab: 'tab',
  recordType: 'record type',
  customSetting: 'custom setting',
  customMetadataType: 'custom metadata type',
  externalCredentialPrincipal: 'external credential principal',
  externalDataSource: 'external data source',
  connectedApp: 'connected app',
  agent: 'agent',
  emailRoutingAddress: 'e-mail routing address',
  servicePresenceStatus: 'service presence status',
  dataSpaceScope: 'data space scope',
};

/** The short form in which people type a permission: `Account.Phone:edit`, `ModifyAllData`, `apexClass:OrderApi`. */
export function formatPermission(permission: Permission): string {
  if (permission.kind === 'object') return `${permission.object}:${permission.verb}`;
  if (permission.kind === 'field') return `${permission.field}:${permission.verb}`;
  if (permission.kind === 'system') return permission.name;
  return `${permission.type}:${permission.name}`;
}
