import type { Org } from '../org.ts';
import type { StoredRow } from '../store/store.ts';
import { metadataJson } from './json-metadata.ts';
import { kindOf } from './kinds.ts';
import { EVERYTHING } from './retrieve.ts';
import { childrenOf, textOf, type XmlNode } from './xml-node.ts';

/** What the Tooling API shows of a record beside its columns. */
export interface Component {
  readonly fullName: string;
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

/** Objects whose records are components: their metadata type, and the column that is the full name. */
const TYPES: Readonly<Record<string, readonly [type: string, column: string]>> = {
  ApexClass: ['ApexClass', 'Name'],
  ApexPage: ['ApexPage', 'Name'],
  ApexTrigger: ['ApexTrigger', 'Name'],
  ConnectedAppSettings: ['Settings', 'FullName'],
  ConnectedApplication: ['ConnectedApp', 'DeveloperName'],
  CustomPermission: ['CustomPermission', 'DeveloperName'],
  ExternalClientApplication: ['ExternalClientApplication', 'DeveloperName'],
  ExternalClientAppSettings: ['Settings', 'FullName'],
  ExternalDataSource: ['ExternalDataSource', 'DeveloperName'],
  ExtlClntAppOauthPlcyCnfg: ['ExtlClntAppOauthConfigurablePolicies', 'DeveloperName'],
  ExtlClntAppOauthSettings: ['ExtlClntAppOauthSettings', 'DeveloperName'],
  ExtlClntAppPlcyCnfg: ['ExtlClntAppConfigurablePolicies', 'DeveloperName'],
  FlowDefinition: ['Flow', 'DeveloperName'],
  MutingPermissionSet: ['MutingPermissionSet', 'DeveloperName'],
  NamedCredential: ['NamedCredential', 'DeveloperName'],
  OauthOidcSettings: ['Settings', 'FullName'],
  PermissionSet: ['PermissionSet', 'Name'],
  PermissionSetGroup: ['PermissionSetGroup', 'DeveloperName'],
  Profile: ['Profile', 'FullName'],
  SecuritySettings: ['Settings', 'FullName'],
  UserAccessPolicy: ['UserAccessPolicy', 'DeveloperName'],
  UserRole: ['Role', 'DeveloperName'],
};

/** Parts of object files: the element that holds them. */
const PARTS: Readonly<Record<string, string>> = { CustomField: 'fields', ValidationRule: 'validationRules' };

export function isComponent(objectName: string): boolean {
  return objectName in TYPES || objectName in PARTS || objectName === 'CustomObject';
}

const asJson = (node: XmlNode | undefined) => (node ? metadataJson(node) : null);

/** @param fullName of a part of an object: `Account.Region__c` */
function partOf(org: Org, element: string, fullName: string): XmlNode | undefined {
  const [object = '', name = ''] = fullName.split('.');
  const file = kindOf('CustomObject')?.read(org, object, EVERYTHING);
  return childrenOf(file, element).find((node) => textOf(node, 'fullName') === name);
}

/** The component that a record stands for: `undefined` when its object has none. */
export function componentOf(org: Org, objectName: string, row: StoredRow): Component | undefined {
  const part = PARTS[objectName];
  if (part !== undefined || objectName === 'CustomObject') {
    const fullName = String(row['FullName'] ?? '');
    const node =
      part === undefined ? kindOf('CustomObject')?.read(org, fullName, EVERYTHING) : partOf(org, part, fullName);
    return { fullName, metadata: asJson(node) };
  }
  const [type, column] = TYPES[objectName] ?? [];
  if (type === undefined || column === undefined) return undefined;
  const fullName = String(row[column] ?? '');
  return { fullName, metadata: asJson(kindOf(type)?.read(org, fullName, EVERYTHING)) };
}
