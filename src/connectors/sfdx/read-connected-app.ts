import type { ConnectedApp, OauthFlows, RefreshTokenPolicy, SessionPolicy } from '../../model/app.ts';
import { nameOf } from './file-kinds.ts';
import { child, flagOf, textOf, toNumber, type XmlElement } from './parse-xml.ts';
import { collectLines, isTemplate, toIpRelaxation, toReferences, toRefreshPolicy } from './read-app-settings.ts';
import { certificateEnd } from './read-certificate.ts';
import { readIpRange } from './read-permissions.ts';

/** A `.connectedApp` file. Its permission sets and profiles are named by LABEL. */
export function readConnectedApp(root: XmlElement, path: string): Omit<ConnectedApp, 'id'> {
  const oauth = child(root, 'oauthConfig');
  const policy = child(root, 'oauthPolicy');
  return {
    kind: 'connected-app',
    name: nameOf(path),
    label: textOf(root, 'label') || nameOf(path),
    description: textOf(root, 'description'),
    contactEmail: textOf(root, 'contactEmail'),
    scopes: childTexts(oauth, 'scopes'),
    adminApprovedOnly: flagOf(oauth, 'isAdminApproved'),
    permissionSets: references(root, 'permissionSetName', path),
    profiles: references(root, 'profileName', path),
    flows: readFlows(oauth, policy),
    runAsUser: textOf(oauth, 'oauthClientCredentialUser') || undefined,
    ipRelaxation: toIpRelaxation(textOf(policy, 'ipRelaxation')),
    refreshToken: readRefreshPolicy(textOf(policy, 'refreshTokenPolicy')),
    ipRanges: root.children
      .filter(({ name }) => name === 'ipRanges')
      .map((range) => readIpRange(range, path, 'start', 'end')),
    pkceRequired: flagOf(oauth, 'isPkceRequired'),
    secretOptional: flagOf(oauth, 'isConsumerSecretOptional'),
    refreshTokenRotation: flagOf(oauth, 'isRefreshTokenRotationEnabled'),
    sessionPolicy: readSessionPolicy(child(root, 'sessionPolicy')),
    certificateEnds: certificateEnd(textOf(oauth, 'certificate')),
    template: isTemplate(root),
    origin: { path, line: root.line },
    lines: collectLines(root, path),
  };
}

function readFlows(oauth: XmlElement | undefined, policy: XmlElement | undefined): OauthFlows {
  return {
    clientCredentials: flagOf(oauth, 'isClientCredentialEnabled') === true,
    device: flagOf(oauth, 'isDeviceFlowEnabled') === true,
    codeCredential: flagOf(oauth, 'isCodeCredentialEnabled') === true,
    tokenExchange:
      flagOf(oauth, 'isTokenExchangeEnabled') === true || flagOf(policy, 'isTokenExchangeFlowEnabled') === true,
    namedUserJwt: flagOf(oauth, 'isNamedUserJwtEnabled') === true,
  };
}

/** `infinite`, `zero`, `specific_lifetime:30:DAYS`. */
function readRefreshPolicy(text: string): RefreshTokenPolicy | undefined {
  const [kind = '', period = '', unit = ''] = text.split(':');
  return toRefreshPolicy(kind, period, unit);
}

function readSessionPolicy(element: XmlElement | undefined): SessionPolicy | undefined {
  if (element === undefined) return undefined;
  return {
    action: textOf(element, 'policyAction'),
    level: textOf(element, 'sessionLevel'),
    timeout: toNumber(textOf(element, 'sessionTimeout')),
  };
}

function childTexts(element: XmlElement | undefined, name: string): string[] {
  return (element?.children ?? []).filter((one) => one.name === name && one.text !== '').map(({ text }) => text);
}

function references(root: XmlElement, name: string, path: string) {
  return root.children
    .filter((one) => one.name === name)
    .flatMap(({ text, line }) => toReferences([text], { path, line }));
}
