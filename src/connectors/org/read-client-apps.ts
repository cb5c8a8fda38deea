import type { ExternalClientApp, IpRelaxation, RefreshTokenPolicy, SessionPolicy } from '../../model/app.ts';
import { certificateMarkIn } from '../../model/certificate-mark.ts';
import { oauthScope } from '../../platform/oauth-scopes.ts';
import { NO_FLOWS, type PreAuthorised, unknownSettings } from './app-parts.ts';
import { rowsOf } from './query.ts';
import { withNamespace } from './read-containers.ts';
import { askAll, type Reading, selecting } from './reading.ts';
import { flagIn, longId, numberIn, optionalTextIn, originOf, type Row, textIn } from './row.ts';

const APP = 'ExternalClientApplication';
const POLICIES = 'ExtlClntAppOauthPlcyCnfg';
const SETTINGS = 'ExtlClntAppOauthSettings';
const APP_COLUMNS = [
  'DeveloperName',
  'MasterLabel',
  'Description',
  'ContactEmail',
  'DistributionState',
  'NamespacePrefix',
];
const POLICY_COLUMNS = [
  ...['ExternalClientApplicationId', 'PermittedUsersPolicyType', 'IpRelaxationPolicyType', 'RefreshTokenPolicyType'],
  ...[
    'RefreshTokenValidityPeriod',
    'RefreshTokenValidityUnit',
    'IsClientCredentialsFlowEnabled',
    'ClientCredentialsFlowUser',
  ],
  ...['RequiredSessionLevel', 'PolicyAction', 'SessionTimeoutInMinutes'],
];

/** External client apps with the policies that administrators own and the scopes that developers chose. */
export async function readClientApps(
  reading: Reading,
  authorised: PreAuthorised,
  usernames: ReadonlyMap<string, string>,
): Promise<readonly Omit<ExternalClientApp, 'id'>[]> {
  const scopeColumns = reading.columns.startingWith(SETTINGS, 'OauthScopes');
  const { apps, policies, settings } = await askAll(reading, {
    apps: selecting(reading, APP, APP_COLUMNS),
    policies: selecting(reading, POLICIES, POLICY_COLUMNS),
    settings: selecting(reading, SETTINGS, ['ExternalClientApplicationId', ...scopeColumns]),
  });
  if (!apps.ok) {
    reading.notes.refused('externalClientApps', apps.failure);
    return [];
  }
  if (policies.ok && settings.ok) reading.notes.read('externalClientApps');
  else reading.notes.partial('externalClientApps', 'policies and scopes of external client apps could not be read');
  const partsOf = (rows: readonly Row[]) =>
    new Map(rows.map((row) => [textIn(row, 'ExternalClientApplicationId'), row]));
  const [policyOf, settingsOf] = [partsOf(rowsOf(policies)), partsOf(rowsOf(settings))];
  return apps.rows
    .map((row) => {
      const id = textIn(row, 'Id');
      return toApp(row, policyOf.get(id), settingsOf.get(id), authorised, usernames);
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function toApp(
  row: Row,
  policy: Row | undefined,
  settings: Row | undefined,
  authorised: PreAuthorised,
  usernames: ReadonlyMap<string, string>,
): Omit<ExternalClientApp, 'id'> {
  const id = textIn(row, 'Id');
  const origin = originOf(APP, id);
  const users = textIn(policy ?? {}, 'PermittedUsersPolicyType');
  const runAs = textIn(policy ?? {}, 'ClientCredentialsFlowUser');
  return {
    ...unknownSettings(origin),
    kind: 'external-client-app',
    name: withNamespace(textIn(row, 'NamespacePrefix'), textIn(row, 'DeveloperName')),
    label: textIn(row, 'MasterLabel'),
    description: textIn(row, 'Description'),
    contactEmail: textIn(row, 'ContactEmail'),
    distribution: textIn(row, 'DistributionState'),
    scopes: scopesOf(settings ?? {}),
    adminApprovedOnly: users === '' ? undefined : users === 'AdminApprovedPreAuthorized',
    permissionSets: authorised.get(longId(id))?.permissionSets ?? [],
    profiles: authorised.get(longId(id))?.profiles ?? [],
    flows: { ...NO_FLOWS, clientCredentials: flagIn(policy ?? {}, 'IsClientCredentialsFlowEnabled') },
    // Seen as a username; an id is understood too.
    runAsUser: usernames.get(longId(runAs)) ?? (runAs || undefined),
    ipRelaxation: RELAXATIONS[textIn(policy ?? {}, 'IpRelaxationPolicyType')],
    refreshToken: refreshPolicyOf(policy ?? {}),
    sessionPolicy: sessionPolicyOf(policy ?? {}),
    certificateEnds: certificateMarkIn(textIn(row, 'Description'))?.ends,
    parts: [
      'app',
      ...(settings ? (['oauth-settings'] as const) : []),
      ...(policy ? (['oauth-policies'] as const) : []),
    ],
    oauthLink: undefined,
  };
}

const RELAXATIONS: Readonly<Record<string, IpRelaxation>> = {
  Enforce: 'enforce',
  Enforce_RelaxRefresh: 'enforce-relax-refresh',
  Bypass_2factor: 'bypass-with-second-factor',
  Bypass: 'bypass',
};

/** `OauthScopesREFRESH_TOKEN` is the scope `RefreshToken` of metadata. */
function scopesOf(settings: Row): readonly string[] {
  return Object.keys(settings)
    .filter((column) => column.startsWith('OauthScopes') && settings[column] === true)
    .map((column) => {
      const token = column.slice('OauthScopes'.length);
      return oauthScope(token)?.metadata ?? token;
    });
}

const DAYS: Readonly<Record<string, number>> = { Hours: 1 / 24, Days: 1, Months: 30 };

function refreshPolicyOf(policy: Row): RefreshTokenPolicy | undefined {
  const type = textIn(policy, 'RefreshTokenPolicyType');
  if (type === 'Infinite' || type === 'Zero') return { kind: type === 'Zero' ? 'zero' : 'infinite', days: undefined };
  const kind = type === 'SpecificLifetime' ? 'lifetime' : type === 'SpecificInactivity' ? 'inactivity' : undefined;
  if (kind === undefined) return undefined;
  const period = numberIn(policy, 'RefreshTokenValidityPeriod');
  return {
    kind,
    days: period === undefined ? undefined : period * (DAYS[textIn(policy, 'RefreshTokenValidityUnit')] ?? 1),
  };
}

function sessionPolicyOf(policy: Row): SessionPolicy | undefined {
  const action = optionalTextIn(policy, 'PolicyAction');
  const level = optionalTextIn(policy, 'RequiredSessionLevel');
  const timeout = numberIn(policy, 'SessionTimeoutInMinutes');
  if (action === undefined && level === undefined && timeout === undefined) return undefined;
  return { action: action ?? '', level: level ?? '', timeout };
}
