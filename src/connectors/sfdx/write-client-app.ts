import type { RefreshTokenPolicy } from '../../model/app.ts';
import type { AppState } from '../../model/change.ts';
import type { AppPart } from './facts.ts';
import { group, leaf, type MetadataElement, metadataText } from './metadata-text.ts';
import { child, textOf, type XmlElement } from './parse-xml.ts';

/** The files of an external client app that we write. Its secrets are in a fourth one, which is never written nor read. */
export const WRITTEN_PARTS = [
  'app',
  'oauth-settings',
  'oauth-policies',
  'policies',
] as const satisfies readonly AppPart[];
export type WrittenPart = (typeof WRITTEN_PARTS)[number];

/** Elements of the files that are there already, by part. */
export type ExistingParts = Readonly<Partial<Record<WrittenPart, readonly XmlElement[]>>>;

/**
 * The files of an external client app. What a declaration does not speak of (logos, certificates, custom attributes) stays
 * as the existing files have it.
 *
 * Source: Metadata API v68, ExternalClientApplication and ExtlClntApp*.
 */
export function clientAppTexts(state: AppState, existing: ExistingParts = {}): Readonly<Record<WrittenPart, string>> {
  const { name, label, description, contactEmail } = state;
  const owner = leaf('externalClientApplication', name);
  return {
    app: partText('ExternalClientApplication', existing.app, {
      contactEmail: leaf('contactEmail', contactEmail),
      description: description === '' ? undefined : leaf('description', description),
      distributionState: kept(existing.app, 'distributionState', 'Local'),
      isProtected: kept(existing.app, 'isProtected', 'false'),
      label: leaf('label', label),
    }),
    'oauth-settings': partText('ExtlClntAppOauthSettings', existing['oauth-settings'], {
      commaSeparatedOauthScopes: leaf('commaSeparatedOauthScopes', state.scopes.join(', ')),
      externalClientApplication: owner,
      label: kept(existing['oauth-settings'], 'label', `${label} OAuth`),
      trustedIpRanges: ipRanges(state, existing['oauth-settings']),
    }),
    'oauth-policies': partText('ExtlClntAppOauthConfigurablePolicies', existing['oauth-policies'], {
      ...policies(state),
      externalClientApplication: owner,
      label: kept(existing['oauth-policies'], 'label', `${label} policies`),
      requiredSessionLevel: kept(existing['oauth-policies'], 'requiredSessionLevel', 'STANDARD'),
    }),
    policies: partText('ExtlClntAppConfigurablePolicies', existing.policies, {
      externalClientApplication: owner,
      isEnabled: leaf('isEnabled', true),
      isOauthPluginEnabled: leaf('isOauthPluginEnabled', true),
      label: kept(existing.policies, 'label', `${label} policies`),
      startPage: kept(existing.policies, 'startPage', 'None'),
    }),
  };
}

/** By name of the element: what stands there; `undefined`, that it must not. */
type Wanted = Readonly<Record<string, MetadataElement | readonly MetadataElement[] | undefined>>;

function partText(root: string, existing: readonly XmlElement[] = [], wanted: Wanted): string {
  const others = existing.filter(({ name }) => !(name in wanted));
  const ours = Object.values(wanted).flatMap((element) => element ?? []);
  return metadataText(root, [...others, ...ours], (element) => textOf(element as XmlElement, 'startIpAddress'));
}

function kept(existing: readonly XmlElement[] | undefined, name: string, otherwise: string): MetadataElement {
  return leaf(name, existing?.find((element) => element.name === name)?.text ?? otherwise);
}

/** Ranges that were there keep what people wrote about them. */
function ipRanges({ ipRanges }: AppState, existing: readonly XmlElement[] = []): readonly MetadataElement[] {
  const known = new Map(
    existing.map((element) => [`${textOf(element, 'startIpAddress')} ${textOf(element, 'endIpAddress')}`, element]),
  );
  return ipRanges.map(({ start, end }) => {
    const description = child(known.get(`${start} ${end}`), 'description');
    const range = [leaf('startIpAddress', start), leaf('endIpAddress', end)];
    return group('trustedIpRanges', description === undefined ? range : [description, ...range]);
  });
}

function policies(state: AppState): Wanted {
  const { flow, runAsUser, permissionSets, sessionTimeout } = state;
  return {
    clientCredentialsFlowUser: runAsUser === undefined ? undefined : leaf('clientCredentialsFlowUser', runAsUser),
    commaSeparatedPermissionSet:
      permissionSets.length === 0 ? undefined : leaf('commaSeparatedPermissionSet', permissionSets.join(', ')),
    ipRelaxationPolicyType: leaf('ipRelaxationPolicyType', state.ipRelaxation === 'enforce' ? 'Enforce' : 'Bypass'),
    isClientCredentialsFlowEnabled: leaf('isClientCredentialsFlowEnabled', flow === 'client-credentials'),
    permittedUsersPolicyType: leaf('permittedUsersPolicyType', 'AdminApprovedPreAuthorized'),
    sessionTimeoutInMinutes: sessionTimeout === undefined ? undefined : leaf('sessionTimeoutInMinutes', sessionTimeout),
    ...refreshPolicy(state.refreshToken),
  };
}

const REFRESH_KINDS: Readonly<Record<RefreshTokenPolicy['kind'], string>> = {
  infinite: 'Infinite',
  zero: 'Zero',
  lifetime: 'SpecificLifetime',
  inactivity: 'SpecificInactivity',
};

function refreshPolicy({ kind, days }: RefreshTokenPolicy): Wanted {
  const [period, unit] = days !== undefined && days < 1 ? [Math.round(days * 24), 'Hours'] : [days, 'Days'];
  return {
    refreshTokenPolicyType: leaf('refreshTokenPolicyType', REFRESH_KINDS[kind]),
    refreshTokenValidityPeriod: period === undefined ? undefined : leaf('refreshTokenValidityPeriod', period),
    refreshTokenValidityUnit: period === undefined ? undefined : leaf('refreshTokenValidityUnit', unit ?? 'Days'),
  };
}
