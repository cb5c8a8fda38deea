import type { Container } from '../model/container.ts';
import { SETUP_ENTITY_TYPES, type SetupEntityType } from '../model/permission.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type GrantedEntry, grantedEntries } from './granted-entries.ts';
import { counted, listed } from './wording.ts';

const NOUNS: Readonly<Record<SetupEntityType, readonly [string, string]>> = {
  customPermission: ['custom permission', 'custom permissions'],
  apexClass: ['Apex class', 'Apex classes'],
  apexPage: ['Visualforce page', 'Visualforce pages'],
  flow: ['flow', 'flows'],
  app: ['app', 'apps'],
  tab: ['tab', 'tabs'],
  recordType: ['record type', 'record types'],
  customSetting: ['custom setting', 'custom settings'],
  customMetadataType: ['custom metadata type', 'custom metadata types'],
  externalCredentialPrincipal: ['external credential', 'external credentials'],
  externalDataSource: ['external data source', 'external data sources'],
  connectedApp: ['connected app', 'connected apps'],
  agent: ['agent', 'agents'],
  emailRoutingAddress: ['email routing address', 'email routing addresses'],
  servicePresenceStatus: ['presence status', 'presence statuses'],
  dataSpaceScope: ['data space', 'data spaces'],
};

export interface SetupGrant {
  readonly type: SetupEntityType;
  readonly entries: readonly GrantedEntry[];
  /** `2 Apex classes`. */
  readonly text: string;
}

/** What a container opens besides data: only the types asked for that it really opens. */
export function setupGrants(
  snapshot: Snapshot,
  container: Container,
  types: readonly SetupEntityType[] = SETUP_ENTITY_TYPES,
): readonly SetupGrant[] {
  return types
    .map((type): SetupGrant => {
      const entries = grantedEntries(snapshot, container, container.grants.setup[type]);
      return { type, entries, text: counted(entries.length, ...NOUNS[type]) };
    })
    .filter(({ entries }) => entries.length > 0);
}

/** `Apex class: InvoiceRest, OrderRest`: one line per type. */
export function setupDetails(grants: readonly SetupGrant[]): readonly string[] {
  return grants.map(
    ({ type, entries }) =>
      `${NOUNS[type][0]}: ${listed(
        entries.map(({ name }) => name),
        20,
      )}`,
  );
}
