import type { Org } from '../../org.ts';
import type { StoredRow } from '../../store/store.ts';
import { dropFile, keepFile, keptBody, keptFile, keptNames } from '../kept-files.ts';
import type { MetadataKind } from '../kind.ts';
import { firstRow, putRow, removeRows } from '../records.ts';
import { isTrue, textOf, type XmlNode } from '../xml-node.ts';

/** A type whose file is kept as it came, and that has a record so that it can be granted and queried. */
interface NamedRecord {
  readonly type: string;
  readonly folder: string;
  readonly suffix: string;
  readonly object: string;
  readonly nameColumn: 'Name' | 'DeveloperName';
  readonly hasBody?: boolean;
  readonly values: (xml: XmlNode, name: string, body: string | undefined) => StoredRow;
}

function namedRecord({ type, folder, suffix, object, nameColumn, hasBody, values }: NamedRecord): MetadataKind {
  return {
    type,
    folder,
    suffix,
    ...(hasBody ? { hasBody, body: (org: Org, name: string) => keptBody(org, type, name) } : {}),
    list: (org) => keptNames(org, type),
    read: (org, name) => keptFile(org, type, name),
    write: (org, name, xml, { userId, body }) => {
      putRow(org, object, userId, { [nameColumn]: name }, values(xml, name, body));
      const created = keepFile(org, type, name, xml, body);
      return { created, changed: !created };
    },
    remove: (org, name) => {
      const row = firstRow(org, object, { [nameColumn]: name });
      if (row) removeRows(org, 'SetupEntityAccess', { SetupEntityId: row['Id'] ?? null });
      removeRows(org, object, { [nameColumn]: name });
      return dropFile(org, type, name);
    },
  };
}

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

const label = (xml: XmlNode, name: string): string => textOf(xml, 'label') || textOf(xml, 'masterLabel') || name;

/** Types that permission sets can grant, or that the set-up objects show. */
export const NAMED_RECORDS: readonly MetadataKind[] = [
  namedRecord({
    type: 'CustomPermission',
    folder: 'customPermissions',
    suffix: 'customPermission',
    object: 'CustomPermission',
    nameColumn: 'DeveloperName',
    values: (xml, name) => ({
      MasterLabel: label(xml, name),
      Description: textOf(xml, 'description') ?? null,
      Language: 'en_US',
    }),
  }),
  namedRecord({
    type: 'ApexClass',
    folder: 'classes',
    suffix: 'cls',
    object: 'ApexClass',
    nameColumn: 'Name',
    hasBody: true,
    values: (xml, _name, body) => ({
      ApiVersion: Number(textOf(xml, 'apiVersion') ?? 0),
      Status: textOf(xml, 'status') ?? 'Active',
      IsValid: 1,
      Body: body ?? null,
      LengthWithoutComments: body?.replaceAll(COMMENT, '').length ?? 0,
    }),
  }),
  namedRecord({
    type: 'ApexPage',
    folder: 'pages',
    suffix: 'page',
    object: 'ApexPage',
    nameColumn: 'Name',
    hasBody: true,
    values: (xml, name) => ({ MasterLabel: label(xml, name), ApiVersion: Number(textOf(xml, 'apiVersion') ?? 0) }),
  }),
  namedRecord({
    type: 'ApexTrigger',
    folder: 'triggers',
    suffix: 'trigger',
    object: 'ApexTrigger',
    nameColumn: 'Name',
    hasBody: true,
    values: (xml, _name, body) => ({
      ApiVersion: Number(textOf(xml, 'apiVersion') ?? 0),
      Status: textOf(xml, 'status') ?? 'Active',
      Body: body ?? null,
      TableEnumOrId: /\btrigger\s+\w+\s+on\s+(\w+)/i.exec(body ?? '')?.[1] ?? null,
    }),
  }),
  namedRecord({
    type: 'Flow',
    folder: 'flows',
    suffix: 'flow',
    object: 'FlowDefinition',
    nameColumn: 'DeveloperName',
    values: (xml, name) => ({ MasterLabel: label(xml, name) }),
  }),
  namedRecord({
    type: 'CustomApplication',
    folder: 'applications',
    suffix: 'app',
    object: 'TabSet',
    nameColumn: 'DeveloperName',
    values: (xml, name) => ({ MasterLabel: label(xml, name) }),
  }),
  namedRecord({
    type: 'NamedCredential',
    folder: 'namedCredentials',
    suffix: 'namedCredential',
    object: 'NamedCredential',
    nameColumn: 'DeveloperName',
    values: (xml, name) => ({
      MasterLabel: label(xml, name),
      Endpoint: textOf(xml, 'endpoint') ?? null,
      PrincipalType: textOf(xml, 'principalType') ?? null,
    }),
  }),
  namedRecord({
    type: 'ExternalDataSource',
    folder: 'dataSources',
    suffix: 'dataSource',
    object: 'ExternalDataSource',
    nameColumn: 'DeveloperName',
    values: (xml, name) => ({ MasterLabel: label(xml, name) }),
  }),
  namedRecord({
    type: 'Role',
    folder: 'roles',
    suffix: 'role',
    object: 'UserRole',
    nameColumn: 'DeveloperName',
    values: (xml, name) => ({
      Name: textOf(xml, 'name') ?? name,
      RollupDescription: textOf(xml, 'description') ?? null,
    }),
  }),
  namedRecord({
    type: 'UserAccessPolicy',
    folder: 'useraccesspolicies',
    suffix: 'useraccesspolicy',
    object: 'UserAccessPolicy',
    nameColumn: 'DeveloperName',
    values: (xml, name) => ({
      MasterLabel: label(xml, name),
      Status: textOf(xml, 'status') ?? 'Design',
      TriggerType: textOf(xml, 'triggerType') ?? null,
      Description: textOf(xml, 'description') ?? null,
    }),
  }),
];

/** Settings that change how the org behaves; all of them are kept. */
export const SETTINGS: MetadataKind = {
  type: 'Settings',
  folder: 'settings',
  suffix: 'settings',
  list: (org) => keptNames(org, 'Settings'),
  read: (org, name) => keptFile(org, 'Settings', name),
  write: (org, name, xml) => {
    const { switches } = org;
    const has = (tag: string) => textOf(xml, tag) !== undefined;
    if (name === 'OauthOidc' && has('blockOAuthUnPwFlow'))
      switches.blockUsernamePasswordFlow = isTrue(xml, 'blockOAuthUnPwFlow');
    if (name === 'ConnectedApp' && has('enableAdminApprovedAppsOnly'))
      switches.adminApprovedAppsOnly = isTrue(xml, 'enableAdminApprovedAppsOnly');
    if (name === 'ExternalClientApp' && has('enableClientSecretInRestApiAccess'))
      switches.clientSecretsByRest = isTrue(xml, 'enableClientSecretInRestApiAccess');
    const created = keepFile(org, 'Settings', name, xml);
    return { created, changed: !created };
  },
  remove: () => false,
};
