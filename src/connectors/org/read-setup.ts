import type { Certificate } from '../../model/org.ts';
import type { CredentialPrincipal, CustomPermission } from '../../model/schema.ts';
import type { UserAccessPolicy, UserAccessPolicyAction } from '../../model/setting.ts';
import { type Found, queryTogether, rowsOf } from './query.ts';
import type { AccessParts } from './read-access.ts';
import { withNamespace } from './read-containers.ts';
import { askAll, type Reading, selecting } from './reading.ts';
import { dayIn, flagIn, longId, numberIn, originOf, type Row, textIn } from './row.ts';

/** What else of Setup matters to integrations. */
export interface SetupFacts {
  readonly customPermissions: readonly CustomPermission[];
  readonly credentialPrincipals: readonly CredentialPrincipal[];
  readonly userAccessPolicies: readonly UserAccessPolicy[];
  readonly certificates: readonly Certificate[];
}

const POLICY_COLUMNS = ['DeveloperName', 'MasterLabel', 'NamespacePrefix', 'Status', 'TriggerType'];

export async function readSetup(reading: Reading, access: AccessParts): Promise<SetupFacts> {
  const { permissions, credentials, policies } = await askAll(reading, {
    permissions: selecting(reading, 'CustomPermission', [
      'DeveloperName',
      'MasterLabel',
      'Description',
      'NamespacePrefix',
    ]),
    credentials: selecting(reading, 'NamedCredential', [
      'DeveloperName',
      'MasterLabel',
      'Endpoint',
      'PrincipalType',
      'NamespacePrefix',
    ]),
    policies: selecting(reading, 'UserAccessPolicy', POLICY_COLUMNS),
  });
  const note = (family: 'customPermissions' | 'credentials' | 'accessPolicies', found: Found): void => {
    if (found.ok) reading.notes.read(family);
    else reading.notes.refused(family, found.failure);
  };
  note('customPermissions', permissions);
  note('credentials', credentials);
  note('accessPolicies', policies);
  return {
    customPermissions: rowsOf(permissions).map(toCustomPermission).sort(byName),
    credentialPrincipals: rowsOf(credentials)
      .map(toCredential)
      .sort((a, b) => (a.credential < b.credential ? -1 : 1)),
    userAccessPolicies: await readPolicies(reading, rowsOf(policies), targetsOf(access)),
    certificates: await readCertificates(reading),
  };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function toCustomPermission(row: Row): CustomPermission {
  return {
    name: withNamespace(textIn(row, 'NamespacePrefix'), textIn(row, 'DeveloperName')),
    label: textIn(row, 'MasterLabel'),
    description: textIn(row, 'Description'),
    connectedApp: undefined,
    origin: originOf('CustomPermission', textIn(row, 'Id')),
  };
}

/** Principals of external credentials are not told by the API; the entry of a permission set names them. */
function toCredential(row: Row): CredentialPrincipal {
  return {
    credential: withNamespace(textIn(row, 'NamespacePrefix'), textIn(row, 'DeveloperName')),
    principal: '',
    kind: 'named-credential',
    endpoint: textIn(row, 'Endpoint'),
    principalType: textIn(row, 'PrincipalType'),
    origin: originOf('NamedCredential', textIn(row, 'Id')),
  };
}

/** What policies grant, by id. */
function targetsOf({ drafts, groups }: AccessParts): ReadonlyMap<string, string> {
  return new Map([
    ...drafts.map(({ recordId, name }) => [longId(recordId), name] as const),
    ...groups.map(({ recordId, group }) => [longId(recordId), group.name] as const),
  ]);
}

const TARGETS: Readonly<Record<string, string>> = {
  '0PS': 'PermissionSet',
  '0PG': 'PermissionSetGroup',
  '0PL': 'PermissionSetLicense',
  '00G': 'Group',
  '050': 'PackageLicense',
};

async function readPolicies(
  reading: Reading,
  rows: readonly Row[],
  targetNames: ReadonlyMap<string, string>,
): Promise<readonly UserAccessPolicy[]> {
  if (rows.length === 0) return [];
  const actions = await fromEitherApi(
    reading,
    'SELECT Id, UserAccessPolicyId, Action, TargetId FROM UserAccessPolicyAction',
  );
  if (!actions.ok) reading.notes.partial('accessPolicies', 'what user access policies grant could not be read');
  const actionsOf = Map.groupBy(rowsOf(actions), (row) => textIn(row, 'UserAccessPolicyId'));
  const toAction = (row: Row): UserAccessPolicyAction => {
    const target = textIn(row, 'TargetId');
    return {
      action: textIn(row, 'Action'),
      type: TARGETS[target.slice(0, 3)] ?? '',
      target: targetNames.get(longId(target)) ?? target,
      origin: originOf('UserAccessPolicyAction', textIn(row, 'Id')),
    };
  };
  return rows
    .map((row) => ({
      name: withNamespace(textIn(row, 'NamespacePrefix'), textIn(row, 'DeveloperName')),
      label: textIn(row, 'MasterLabel'),
      status: textIn(row, 'Status'),
      triggerType: textIn(row, 'TriggerType'),
      actions: (actionsOf.get(textIn(row, 'Id')) ?? []).map(toAction),
      origin: originOf('UserAccessPolicy', textIn(row, 'Id')),
    }))
    .sort(byName);
}

async function readCertificates(reading: Reading): Promise<readonly Certificate[]> {
  const found = await fromEitherApi(
    reading,
    'SELECT Id, DeveloperName, MasterLabel, ExpirationDate, KeySize, OptionsIsCaSigned FROM Certificate',
  );
  if (found.ok) reading.notes.read('certificates');
  else reading.notes.refused('certificates', found.failure);
  return rowsOf(found)
    .map((row) => ({
      name: textIn(row, 'DeveloperName'),
      label: textIn(row, 'MasterLabel'),
      expires: dayIn(row, 'ExpirationDate'),
      keySize: numberIn(row, 'KeySize'),
      caSigned: flagIn(row, 'OptionsIsCaSigned'),
      origin: originOf('Certificate', textIn(row, 'Id')),
    }))
    .sort(byName);
}

/** Documented in the Tooling API; some orgs answer in the data API too. */
async function fromEitherApi({ wire }: Reading, soql: string): Promise<Found> {
  const [tooling] = await queryTogether(wire, [{ soql, api: 'tooling' }]);
  if (tooling?.ok) return tooling;
  const [data] = await queryTogether(wire, [{ soql }]);
  return data ?? { ok: true, rows: [] };
}
