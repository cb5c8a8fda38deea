import type { SetupEntityType } from '../../model/permission.ts';
import { ENABLED } from '../../model/permission.ts';
import { chunks } from './chunks.ts';
import type { GrantStore } from './grant-store.ts';
import { type Query, queryTogether } from './query.ts';
import { withNamespace } from './read-containers.ts';
import type { OpenedEntity } from './read-grants.ts';
import type { Reading } from './reading.ts';
import { longId, type Row, textIn } from './row.ts';

/** Where the name behind an id stands. */
interface NamePlace {
  readonly object: string;
  readonly api?: Query['api'];
  readonly id: string;
  readonly columns: readonly string[];
  nameOf(row: Row): string;
}

const byName = (column: string, hasNamespace = true): Pick<NamePlace, 'columns' | 'nameOf'> => ({
  columns: hasNamespace ? [column, 'NamespacePrefix'] : [column],
  nameOf: (row) => withNamespace(textIn(row, 'NamespacePrefix'), textIn(row, column)),
});
const inObject = (object: string, column: string, more: Partial<NamePlace> = {}): NamePlace => ({
  object,
  id: 'Id',
  ...byName(column),
  ...more,
});
const ENTITY_COLUMNS = {
  columns: ['QualifiedApiName', 'KeyPrefix'],
  nameOf: (row: Row) => textIn(row, 'QualifiedApiName'),
};

/**
 * `SetupEntityType` as metadata calls it, and where to look for names, in the order of trying: some stand only in one of
 * the two APIs. Source: facts 3.2 and 3.4; FlowDefinitionView and AppDefinition: Object Reference.
 */
const ENTITIES: Readonly<Record<string, { readonly type: SetupEntityType; readonly places: readonly NamePlace[] }>> = {
  ApexClass: { type: 'apexClass', places: [inObject('ApexClass', 'Name')] },
  ApexPage: { type: 'apexPage', places: [inObject('ApexPage', 'Name')] },
  CustomPermission: { type: 'customPermission', places: [inObject('CustomPermission', 'DeveloperName')] },
  FlowDefinition: {
    type: 'flow',
    places: [
      inObject('FlowDefinitionView', 'ApiName', { id: 'DurableId', ...byName('ApiName') }),
      inObject('FlowDefinition', 'DeveloperName', { api: 'tooling' }),
      inObject('FlowDefinition', 'DeveloperName'),
    ],
  },
  TabSet: {
    type: 'app',
    places: [
      inObject('AppMenuItem', 'Name', { id: 'ApplicationId' }),
      inObject('AppDefinition', 'DeveloperName', { id: 'DurableId' }),
      inObject('TabSet', 'DeveloperName', byName('DeveloperName', false)),
    ],
  },
  // A custom setting or custom metadata type; which of the two, its name says.
  CustomEntityDefinition: {
    type: 'customSetting',
    places: [
      inObject('EntityDefinition', 'QualifiedApiName', { id: 'DurableId', ...ENTITY_COLUMNS }),
      inObject('EntityDefinition', 'QualifiedApiName', { id: 'KeyPrefix', ...ENTITY_COLUMNS }),
    ],
  },
  ExternalCredentialParameter: {
    type: 'externalCredentialPrincipal',
    places: [
      inObject('ExternalCredentialParameter', 'ParameterName', {
        columns: ['ParameterName', 'ExternalCredential.DeveloperName'],
        nameOf: (row) => `${textIn(row, 'ExternalCredential.DeveloperName')}-${textIn(row, 'ParameterName')}`,
      }),
      inObject('ExternalCredentialParameter', 'DeveloperName', byName('DeveloperName', false)),
    ],
  },
  ExternalDataSource: {
    type: 'externalDataSource',
    places: [inObject('ExternalDataSource', 'DeveloperName', byName('DeveloperName', false))],
  },
  BotDefinition: {
    type: 'agent',
    places: [inObject('BotDefinition', 'DeveloperName', byName('DeveloperName', false))],
  },
  EmailRoutingAddress: {
    type: 'emailRoutingAddress',
    places: [inObject('EmailServicesAddress', 'LocalPart', byName('LocalPart', false))],
  },
  ServicePresenceStatus: {
    type: 'servicePresenceStatus',
    places: [inObject('ServicePresenceStatus', 'DeveloperName', byName('DeveloperName', false))],
  },
};

/** Ids in one query: a few thousand characters of address. */
const IDS_A_QUERY = 150;

/** Names of entities by id, asked for in as few calls as there are places to look. */
export async function addEntityGrants(
  reading: Reading,
  opened: readonly OpenedEntity[],
  store: GrantStore,
): Promise<void> {
  const unnamed = new Set<string>();
  const names = await entityNames(reading, opened);
  for (const { container, entityId, type } of opened) {
    const entity = ENTITIES[type];
    if (entity === undefined) continue;
    const name = names.get(longId(entityId));
    if (name === undefined) unnamed.add(`${type} ${entityId}`);
    const shown = name ?? entityId;
    const kind = entity.type === 'customSetting' && shown.endsWith('__mdt') ? 'customMetadataType' : entity.type;
    store.add(kind, container, store.nameId(shown), ENABLED);
  }
  if (unnamed.size === 0) return;
  const [first = ''] = unnamed;
  reading.diagnostics.push({
    code: 'unnamed-entity',
    level: 'info',
    message: `${unnamed.size} set-up ${unnamed.size === 1 ? 'entity that is' : 'entities that are'} granted could not be named, ${first} among them: shown by id`,
    path: 'SetupEntityAccess',
    line: 0,
    column: 0,
  });
}

async function entityNames(reading: Reading, opened: readonly OpenedEntity[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const wanted = new Map<string, Set<string>>();
  for (const { type, entityId } of opened) {
    const ids = wanted.get(type) ?? new Set<string>();
    wanted.set(type, ids.add(entityId));
  }
  for (let attempt = 0; ; attempt++) {
    const questions = [...wanted].flatMap(([type, ids]) => {
      const place = ENTITIES[type]?.places[attempt];
      const open = [...ids].filter((id) => !names.has(longId(id)));
      return place === undefined || open.length === 0
        ? []
        : chunks(open, IDS_A_QUERY).map((some) => ({ place, query: queryOf(place, some) }));
    });
    if (questions.length === 0) return names;
    const found = await queryTogether(
      reading.wire,
      questions.map(({ query }) => query),
    );
    found.forEach((one, at) => {
      const place = questions[at]?.place;
      if (!one.ok || place === undefined) return;
      for (const row of one.rows) {
        const name = place.nameOf(row);
        if (name !== '') names.set(longId(textIn(row, place.id)), name);
      }
    });
  }
}

function queryOf({ object, api, id, columns }: NamePlace, ids: readonly string[]): Query {
  // Some places know ids by 15 characters, some by 18.
  const forms = new Set(ids.flatMap((one) => (one.length === 18 ? [one, one.slice(0, 15)] : [one])));
  const list = [...forms].map((one) => `'${one}'`).join(', ');
  const soql = `SELECT ${[...new Set([id, ...columns])].join(', ')} FROM ${object} WHERE ${id} IN (${list})`;
  return api === undefined ? { soql } : { soql, api };
}
