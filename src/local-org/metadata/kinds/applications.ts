import { type App, appByRecord, hashSecret, registerApp } from '../../login/apps.ts';
import { giveCredentials } from '../../login/consumer-credentials.ts';
import type { Org } from '../../org.ts';
import type { StoredRow } from '../../store/store.ts';
import { grantEntity } from '../grants.ts';
import { dropFile, keepFile, keptFile, keptNames } from '../kept-files.ts';
import { componentProblem, type MetadataKind, type WriteOptions } from '../kind.ts';
import { firstRow, flag, putRow, removeRows } from '../records.ts';
import { childOf, childrenOf, isTrue, textOf, type XmlNode } from '../xml-node.ts';

/** Metadata spells scopes `Api` and `RefreshToken`, tokens `api` and `refresh_token`. */
function scopeToken(scope: string): string {
  return scope.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
}

const EMPTY: Omit<App, 'recordId' | 'kind' | 'name' | 'consumerKey'> = {
  secretHash: undefined,
  certificate: undefined,
  callbacks: [],
  scopes: ['api'],
  clientCredentials: false,
  adminApproved: false,
  enforceIp: true,
  ipRanges: [],
  runAsUserId: undefined,
};

function userId(org: Org, username: string | undefined): string | undefined {
  const row = username === undefined || username === '' ? undefined : firstRow(org, 'User', { Username: username });
  return row && String(row['Id']);
}

function ranges(nodes: readonly XmlNode[], first: string, last: string): App['ipRanges'] {
  return nodes.map((node) => [textOf(node, first) ?? '', textOf(node, last) ?? ''] as const);
}

/** Secrets are hashed for the log-in and leave the file that is kept. */
function withoutSecrets(xml: XmlNode): XmlNode {
  const children = xml.children
    .filter(({ name }) => name !== 'consumerSecret')
    .map((child) => (child.children.length > 0 ? withoutSecrets(child) : child));
  return { ...xml, children };
}

/** Connected apps name sets and profiles by label, external client apps by name; what people wrote may be either. */
function containerNamed(org: Org, name: string, isProfile: boolean): StoredRow | undefined {
  if (isProfile) {
    const profile = firstRow(org, 'Profile', { FullName: name }) ?? firstRow(org, 'Profile', { Name: name });
    return profile && firstRow(org, 'PermissionSet', { ProfileId: profile['Id'] ?? null });
  }
  const own = { IsOwnedByProfile: 0 };
  return (
    firstRow(org, 'PermissionSet', { Name: name, ...own }) ??
    firstRow(org, 'PermissionSet', { Label: name, ...own }) ??
    firstRow(org, 'PermissionSet', { Id: name, ...own })
  );
}

/** Who is pre-authorised. */
function preAuthorise(
  org: Org,
  recordId: string,
  names: readonly string[],
  isProfile: boolean,
  options: WriteOptions,
): void {
  for (const name of names) {
    const set = containerNamed(org, name, isProfile);
    const type = recordId.startsWith('0H4') ? 'ConnectedApplication' : 'ExternalClientApplication';
    if (set) grantEntity(org, String(set['Id']), options.userId, recordId, type, true);
    else if (!options.lenient)
      throw componentProblem(
        `In field: ${isProfile ? 'profileName' : 'permissionSetName'} - no ${isProfile ? 'Profile' : 'PermissionSet'} named ${name} found`,
      );
    else options.warn(`no ${isProfile ? 'Profile' : 'PermissionSet'} named ${name} found`);
  }
}

const listed = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** New connected apps cannot be created any more; the local org takes them, as orgs that have them do (facts 6.1). */
const CONNECTED_APP: MetadataKind = {
  type: 'ConnectedApp',
  folder: 'connectedApps',
  suffix: 'connectedApp',
  list: (org) => keptNames(org, 'ConnectedApp'),
  read: (org, name) => keptFile(org, 'ConnectedApp', name),
  write: (org, name, xml, options) => {
    const oauth = childOf(xml, 'oauthConfig');
    const policy = childOf(xml, 'oauthPolicy');
    const adminApproved = isTrue(oauth, 'isAdminApproved');
    const label = textOf(xml, 'label') || name;
    const { id } = putRow(
      org,
      'ConnectedApplication',
      options.userId,
      { DeveloperName: name },
      {
        Name: label,
        ContactEmail: textOf(xml, 'contactEmail') ?? null,
        OptionsAllowAdminApprovedUsersOnly: flag(adminApproved),
        StartUrl: textOf(xml, 'startUrl') ?? null,
      },
    );
    putRow(
      org,
      'AppMenuItem',
      options.userId,
      { ApplicationId: id },
      { Name: name, Label: label, Type: 'ConnectedApplication' },
    );
    if (oauth) registerConnectedApp(org, id, name, label, oauth, policy, xml);
    preAuthorise(
      org,
      id,
      childrenOf(xml, 'permissionSetName')
        .map(({ text }) => text.trim())
        .filter((one) => one !== ''),
      false,
      options,
    );
    preAuthorise(
      org,
      id,
      childrenOf(xml, 'profileName')
        .map(({ text }) => text.trim())
        .filter((one) => one !== ''),
      true,
      options,
    );
    const created = keepFile(org, 'ConnectedApp', name, withoutSecrets(xml));
    return { created, changed: !created };
  },
  remove: (org, name) => {
    removeRows(org, 'ConnectedApplication', { DeveloperName: name });
    return dropFile(org, 'ConnectedApp', name);
  },
};

function registerConnectedApp(
  org: Org,
  recordId: string,
  name: string,
  label: string,
  oauth: XmlNode,
  policy: XmlNode | undefined,
  xml: XmlNode,
): void {
  const secret = textOf(oauth, 'consumerSecret');
  const certificate = textOf(oauth, 'certificate');
  registerApp(org, {
    ...EMPTY,
    recordId,
    kind: 'connected-app',
    name: label,
    consumerKey: textOf(oauth, 'consumerKey') || `local-${name}`,
    secretHash: secret ? hashSecret(secret) : appByRecord(org, recordId)?.secretHash,
    certificate: certificate?.includes('BEGIN') ? certificate : appByRecord(org, recordId)?.certificate,
    callbacks: listed(textOf(oauth, 'callbackUrl')?.replaceAll('\n', ',')),
    scopes: childrenOf(oauth, 'scopes').map(({ text }) => scopeToken(text.trim())),
    clientCredentials: isTrue(oauth, 'isClientCredentialEnabled'),
    adminApproved: isTrue(oauth, 'isAdminApproved'),
    enforceIp: (textOf(policy, 'ipRelaxation') ?? 'ENFORCE').startsWith('ENFORCE'),
    ipRanges: ranges(childrenOf(xml, 'ipRanges'), 'start', 'end'),
    runAsUserId: userId(org, textOf(oauth, 'oauthClientCredentialUser')),
  });
}

/** The files of an external client app hang together by its name. */
function partOfClientApp(
  type: string,
  folder: string,
  suffix: string,
  apply: (org: Org, recordId: string, xml: XmlNode, options: WriteOptions) => void,
): MetadataKind {
  return {
    type,
    folder,
    suffix,
    list: (org) => keptNames(org, type),
    read: (org, name) => keptFile(org, type, name),
    write: (org, name, xml, options) => {
      const appName = textOf(xml, 'externalClientApplication') ?? '';
      const record = firstRow(org, 'ExternalClientApplication', { DeveloperName: appName });
      if (record) apply(org, String(record['Id']), xml, options);
      else if (!options.lenient)
        throw componentProblem(
          `In field: externalClientApplication - no ExternalClientApplication named ${appName} found`,
        );
      else options.warn(`no ExternalClientApplication named ${appName} found`);
      const created = keepFile(org, type, name, withoutSecrets(xml));
      return { created, changed: !created };
    },
    remove: (org, name) => dropFile(org, type, name),
  };
}

/** Changes what the log-in knows of an external client app. */
function changeApp(org: Org, recordId: string, change: Partial<App>): void {
  const row = firstRow(org, 'ExternalClientApplication', { Id: recordId });
  const known = appByRecord(org, recordId) ?? {
    ...EMPTY,
    recordId,
    kind: 'external-client-app' as const,
    name: String(row?.['MasterLabel'] ?? ''),
    consumerKey: `local-${row?.['DeveloperName'] ?? recordId}`,
  };
  registerApp(org, { ...known, ...change });
}

const EXTERNAL_CLIENT_APP: MetadataKind = {
  type: 'ExternalClientApplication',
  folder: 'externalClientApps',
  suffix: 'eca',
  list: (org) => keptNames(org, 'ExternalClientApplication'),
  read: (org, name) => keptFile(org, 'ExternalClientApplication', name),
  write: (org, name, xml, options) => {
    const label = textOf(xml, 'label') || name;
    const { id } = putRow(
      org,
      'ExternalClientApplication',
      options.userId,
      { DeveloperName: name },
      {
        MasterLabel: label,
        Description: textOf(xml, 'description') ?? null,
        ContactEmail: textOf(xml, 'contactEmail') ?? null,
        DistributionState: textOf(xml, 'distributionState') ?? 'Local',
      },
    );
    changeApp(org, id, { name: label });
    const created = keepFile(org, 'ExternalClientApplication', name, xml);
    return { created, changed: !created };
  },
  remove: (org, name) => {
    removeRows(org, 'ExternalClientApplication', { DeveloperName: name });
    return dropFile(org, 'ExternalClientApplication', name);
  },
};

const GLOBAL_OAUTH = partOfClientApp(
  'ExtlClntAppGlobalOauthSettings',
  'extlClntAppGlobalOauthSets',
  'ecaGlblOauth',
  (org, recordId, xml) => {
    const secret = textOf(xml, 'consumerSecret');
    const certificate = textOf(xml, 'certificate');
    const key = textOf(xml, 'consumerKey');
    const known = appByRecord(org, recordId);
    const needsCredentials = !key && !secret && known?.secretHash === undefined;
    changeApp(org, recordId, {
      ...(needsCredentials ? giveCredentials(org, recordId) : {}),
      callbacks: listed(textOf(xml, 'callbackUrl')?.replaceAll('\n', ',')),
      ...(key ? { consumerKey: key } : {}),
      ...(secret ? { secretHash: hashSecret(secret) } : {}),
      ...(certificate?.includes('BEGIN') ? { certificate } : {}),
    });
  },
);

const OAUTH_SETTINGS = partOfClientApp(
  'ExtlClntAppOauthSettings',
  'extlClntAppOauthSettings',
  'ecaOauth',
  (org, recordId, xml, options) => {
    const scopes = listed(textOf(xml, 'commaSeparatedOauthScopes'));
    const tokens = scopes.map(scopeToken);
    changeApp(org, recordId, {
      scopes: tokens,
      ipRanges: ranges(childrenOf(xml, 'trustedIpRanges'), 'startIpAddress', 'endIpAddress'),
    });
    const columns = ['API', 'FULL', 'WEB', 'REFRESH_TOKEN', 'OPENID'].map(
      (scope) => [`OauthScopes${scope}`, flag(tokens.includes(scope.toLowerCase()))] as const,
    );
    putRow(
      org,
      'ExtlClntAppOauthSettings',
      options.userId,
      { ExternalClientApplicationId: recordId },
      Object.fromEntries(columns),
    );
  },
);

const OAUTH_POLICIES = partOfClientApp(
  'ExtlClntAppOauthConfigurablePolicies',
  'extlClntAppOauthPolicies',
  'ecaOauthPlcy',
  (org, recordId, xml, options) => {
    const permitted = textOf(xml, 'permittedUsersPolicyType') ?? 'AllSelfAuthorized';
    const ip = textOf(xml, 'ipRelaxationPolicyType') ?? 'Enforce';
    const runAs = userId(org, textOf(xml, 'clientCredentialsFlowUser'));
    const clientCredentials = isTrue(xml, 'isClientCredentialsFlowEnabled');
    if (clientCredentials && runAs === undefined && !options.lenient)
      throw componentProblem(
        `In field: clientCredentialsFlowUser - no User named ${textOf(xml, 'clientCredentialsFlowUser')} found`,
      );
    changeApp(org, recordId, {
      adminApproved: permitted === 'AdminApprovedPreAuthorized',
      enforceIp: ip.startsWith('Enforce'),
      clientCredentials,
      runAsUserId: runAs,
    });
    preAuthorise(org, recordId, listed(textOf(xml, 'commaSeparatedPermissionSet')), false, options);
    preAuthorise(org, recordId, listed(textOf(xml, 'commaSeparatedProfile')), true, options);
    putRow(
      org,
      'ExtlClntAppOauthPlcyCnfg',
      options.userId,
      { ExternalClientApplicationId: recordId },
      {
        PermittedUsersPolicyType: permitted,
        IpRelaxationPolicyType: ip,
        RefreshTokenPolicyType: textOf(xml, 'refreshTokenPolicyType') ?? null,
        RefreshTokenValidityPeriod: Number(textOf(xml, 'refreshTokenValidityPeriod') ?? 0),
        RefreshTokenValidityUnit: textOf(xml, 'refreshTokenValidityUnit') ?? null,
        IsClientCredentialsFlowEnabled: flag(clientCredentials),
        ClientCredentialsFlowUser: textOf(xml, 'clientCredentialsFlowUser') ?? null,
        RequiredSessionLevel: textOf(xml, 'requiredSessionLevel') ?? null,
      },
    );
  },
);

const POLICIES = partOfClientApp(
  'ExtlClntAppConfigurablePolicies',
  'extlClntAppPolicies',
  'ecaPlcy',
  (org, recordId, xml, options) => {
    putRow(
      org,
      'ExtlClntAppPlcyCnfg',
      options.userId,
      { ExternalClientApplicationId: recordId },
      {
        IsEnabled: flag(isTrue(xml, 'isEnabled')),
        OauthPluginStatus: isTrue(xml, 'isOauthPluginEnabled') ? 'Enabled' : 'Disabled',
        StartPage: textOf(xml, 'startPage') ?? null,
      },
    );
  },
);

/** Applications that log in, with the files they are made of; in the order in which they need one another. */
export const APPLICATIONS: readonly MetadataKind[] = [
  CONNECTED_APP,
  EXTERNAL_CLIENT_APP,
  GLOBAL_OAUTH,
  OAUTH_SETTINGS,
  OAUTH_POLICIES,
  POLICIES,
];
