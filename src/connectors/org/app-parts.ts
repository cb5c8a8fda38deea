import type { AppCommon, OauthFlows, Reference } from '../../model/app.ts';
import type { ContainerDraft } from './read-containers.ts';
import type { OpenedEntity } from './read-grants.ts';
import { longId } from './row.ts';

/** Who may use an app, by its id: permission sets and profiles that are pre-authorised for it. */
export type PreAuthorised = ReadonlyMap<
  string,
  { readonly permissionSets: readonly Reference[]; readonly profiles: readonly Reference[] }
>;

/** Connected apps name what they are pre-authorised for by label, external client apps by name: as their files do. */
export function preAuthorised(
  opened: readonly OpenedEntity[],
  drafts: readonly ContainerDraft[],
  type: 'ConnectedApplication' | 'ExternalClientApplication',
): PreAuthorised {
  const found = new Map<string, { permissionSets: Reference[]; profiles: Reference[] }>();
  for (const { container, entityId, type: entityType } of opened) {
    const draft = drafts[container];
    if (draft === undefined || entityType !== type) continue;
    const id = longId(entityId);
    const one = found.get(id) ?? { permissionSets: [], profiles: [] };
    found.set(id, one);
    const name = type === 'ConnectedApplication' ? draft.label : draft.name;
    (draft.kind === 'profile' ? one.profiles : one.permissionSets).push({
      name,
      origin: { path: draft.files[0] ?? '', line: 0 },
    });
  }
  return found;
}

export const NO_FLOWS: OauthFlows = {
  clientCredentials: false,
  device: false,
  codeCredential: false,
  tokenExchange: false,
  namedUserJwt: false,
};

const NOT_ASKED = 'what only metadata says of apps was not asked for';

/** What only metadata says: nothing is assumed of it. */
export function unknownSettings(
  origin: AppCommon['origin'],
): Omit<AppCommon, 'name' | 'label' | 'adminApprovedOnly' | 'permissionSets' | 'profiles' | 'runAsUser'> {
  return {
    description: '',
    contactEmail: '',
    scopes: [],
    flows: NO_FLOWS,
    ipRelaxation: undefined,
    refreshToken: undefined,
    ipRanges: [],
    pkceRequired: undefined,
    secretOptional: undefined,
    refreshTokenRotation: undefined,
    sessionPolicy: undefined,
    unread: NOT_ASKED,
    template: false,
    origin,
    lines: {},
  };
}
