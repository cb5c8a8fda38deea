import type { ExternalClientApp, OauthFlows, Reference, SessionPolicy } from '../../model/app.ts';
import { certificateMarkIn } from '../../model/certificate-mark.ts';
import type { IpRange } from '../../model/container.ts';
import type { Origin } from '../../model/origin.ts';
import type { AppPart, AppPartFacts } from './facts.ts';
import { nameOf } from './file-kinds.ts';
import { child, flagOf, textOf, toNumber, type XmlElement } from './parse-xml.ts';
import {
  collectLines,
  isTemplate,
  splitList,
  toIpRelaxation,
  toReferences,
  toRefreshPolicy,
} from './read-app-settings.ts';
import { certificateEnd } from './read-certificate.ts';
import { readIpRange } from './read-permissions.ts';

export const APP_PART_ROOTS: Readonly<Record<string, AppPart>> = {
  ExternalClientApplication: 'app',
  ExtlClntAppOauthSettings: 'oauth-settings',
  ExtlClntAppGlobalOauthSettings: 'global-oauth',
  ExtlClntAppOauthConfigurablePolicies: 'oauth-policies',
  ExtlClntAppConfigurablePolicies: 'policies',
  ExtlClntAppOauthSecuritySettings: 'oauth-security',
};
const PART_ORDER: readonly AppPart[] = Object.values(APP_PART_ROOTS);

export function readAppPart(root: XmlElement, path: string, part: AppPart): AppPartFacts {
  const app = part === 'app' ? nameOf(path) : textOf(root, 'externalClientApplication') || nameOf(path);
  return { kind: 'app-part', part, path, app, root };
}

/**
 * Joins the files of each external client app by the name in `externalClientApplication`. When several trees hold an app
 * of one name, a part goes to the app whose folder is the nearest; a second part of one kind opens an app of its own, so
 * that nothing is merged that may not belong together. Policies without an app, and apps without settings, are apps too.
 */
export function joinClientApps(parts: readonly AppPartFacts[]): Omit<ExternalClientApp, 'id'>[] {
  const groups: { name: string; parts: AppPartFacts[] }[] = [];
  const ordered = [...parts].sort((a, b) => PART_ORDER.indexOf(a.part) - PART_ORDER.indexOf(b.part));
  for (const part of ordered) {
    const open = groups.filter(
      ({ name, parts: held }) => name === part.app && !held.some((one) => one.part === part.part),
    );
    const nearest = part.part === 'app' ? undefined : nearestTo(part.path, open);
    if (nearest === undefined) groups.push({ name: part.app, parts: [part] });
    else nearest.parts.push(part);
  }
  return groups.map(({ name, parts: held }) => toApp(name, held));
}

function nearestTo<T extends { parts: AppPartFacts[] }>(path: string, groups: readonly T[]): T | undefined {
  let best: T | undefined;
  let bestLength = -1;
  for (const group of groups) {
    const length = sharedFolders(path, group.parts[0]?.path ?? '');
    if (length > bestLength) [best, bestLength] = [group, length];
  }
  return best;
}

function sharedFolders(a: string, b: string): number {
  const [left, right] = [a.split('/').slice(0, -1), b.split('/').slice(0, -1)];
  const differs = left.findIndex((folder, i) => folder !== right[i]);
  return differs === -1 ? left.length : differs;
}

function toApp(name: string, held: readonly AppPartFacts[]): Omit<ExternalClientApp, 'id'> {
  const part = (kind: AppPart): AppPartFacts | undefined => held.find((one) => one.part === kind);
  const app = part('app')?.root;
  const settings = part('oauth-settings');
  const global = part('global-oauth')?.root;
  const policies = part('oauth-policies');
  const lines: Record<string, Origin> = {};
  for (const one of held) collectLines(one.root, one.path, lines);
  const oauthLink = settings && child(settings.root, 'oauthLink');
  return {
    kind: 'external-client-app',
    name,
    label: textOf(app, 'label') || name,
    description: textOf(app, 'description'),
    contactEmail: textOf(app, 'contactEmail'),
    distribution: textOf(app, 'distributionState'),
    scopes: splitList(textOf(settings?.root, 'commaSeparatedOauthScopes')),
    ...readPolicies(policies),
    flows: readFlows(global, policies?.root),
    ipRanges: [...ipRanges(settings, 'trustedIpRanges'), ...ipRanges(part('oauth-security'), 'tokenIpRanges')],
    pkceRequired: flagOf(global, 'isPkceRequired'),
    secretOptional: flagOf(global, 'isConsumerSecretOptional'),
    refreshTokenRotation: flagOf(global, 'isRefreshTokenRotationEnabled'),
    certificateEnds:
      certificateEnd(textOf(global, 'certificate')) ?? certificateMarkIn(textOf(app, 'description'))?.ends,
    template: held.some((one) => isTemplate(one.root)),
    origin: { path: held[0]?.path ?? '', line: held[0]?.root.line ?? 0 },
    lines,
    parts: PART_ORDER.filter((kind) => part(kind) !== undefined),
    oauthLink: settings && oauthLink && { path: settings.path, line: oauthLink.line },
  };
}

/** What the admin-owned policies say; nothing is assumed when they are not in the tree. */
function readPolicies(part: AppPartFacts | undefined) {
  const root = part?.root;
  const users = textOf(root, 'permittedUsersPolicyType');
  return {
    adminApprovedOnly: users === '' ? undefined : users === 'AdminApprovedPreAuthorized',
    permissionSets: listReferences(part, 'commaSeparatedPermissionSet'),
    profiles: listReferences(part, 'commaSeparatedProfile'),
    runAsUser: textOf(root, 'clientCredentialsFlowUser') || undefined,
    ipRelaxation: toIpRelaxation(textOf(root, 'ipRelaxationPolicyType')),
    refreshToken: toRefreshPolicy(
      textOf(root, 'refreshTokenPolicyType'),
      textOf(root, 'refreshTokenValidityPeriod'),
      textOf(root, 'refreshTokenValidityUnit'),
    ),
    sessionPolicy: readSessionPolicy(root),
  };
}

function readSessionPolicy(root: XmlElement | undefined): SessionPolicy | undefined {
  const action = textOf(root, 'policyAction');
  const level = textOf(root, 'requiredSessionLevel');
  const timeout = toNumber(textOf(root, 'sessionTimeoutInMinutes'));
  return action === '' && level === '' && timeout === undefined ? undefined : { action, level, timeout };
}

/** A flow needs the developer's setting and the admin's policy; where the policy speaks, it decides. */
function readFlows(global: XmlElement | undefined, policies: XmlElement | undefined): OauthFlows {
  const either = (policy: string, setting: string): boolean =>
    (flagOf(policies, policy) ?? flagOf(global, setting)) === true;
  return {
    clientCredentials: either('isClientCredentialsFlowEnabled', 'isClientCredentialsFlowEnabled'),
    device: flagOf(global, 'isDeviceFlowEnabled') === true,
    codeCredential:
      flagOf(global, 'isCodeCredFlowEnabled') === true || flagOf(policies, 'isGuestCodeCredFlowEnabled') === true,
    tokenExchange: either('isTokenExchangeFlowEnabled', 'isTokenExchangeEnabled'),
    namedUserJwt: flagOf(global, 'isNamedUserJwtEnabled') === true,
  };
}

function listReferences(part: AppPartFacts | undefined, name: string): Reference[] {
  const element = part && child(part.root, name);
  return element ? toReferences(splitList(element.text), { path: part.path, line: element.line }) : [];
}

function ipRanges(part: AppPartFacts | undefined, name: string): IpRange[] {
  if (part === undefined) return [];
  return part.root.children
    .filter((one) => one.name === name)
    .map((range) => readIpRange(range, part.path, 'startIpAddress', 'endIpAddress'));
}
