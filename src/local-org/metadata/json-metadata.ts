import type { XmlNode } from './xml-node.ts';

/** Elements that may be repeated: a list even when there is one. Source: Metadata API types (v68). */
const LISTS: ReadonlySet<string> = new Set([
  'agentAccesses',
  'applicationVisibilities',
  'attributes',
  'classAccesses',
  'customMetadataTypeAccesses',
  'customPermissions',
  'customSettingAccesses',
  'emailRoutingAddressAccesses',
  'externalCredentialPrincipalAccesses',
  'externalDataSourceAccesses',
  'fieldPermissions',
  'fields',
  'flowAccesses',
  'ipRanges',
  'layoutAssignments',
  'loginIpRanges',
  'mutingPermissionSets',
  'objectPermissions',
  'pageAccesses',
  'permissionSets',
  'permissionSetName',
  'profileName',
  'recordTypeVisibilities',
  'requiredPermission',
  'scopes',
  'servicePresenceStatusAccesses',
  'tabSettings',
  'tabVisibilities',
  'trustedIpRanges',
  'userPermissions',
  'validationRules',
]);

const NUMBERS: ReadonlySet<string> = new Set(['apiVersion', 'length', 'precision', 'scale', 'visibleLines']);

function scalar({ name, text }: XmlNode): string | number | boolean {
  const value = text.trim();
  if (value === 'true' || value === 'false') return value === 'true';
  return NUMBERS.has(name) && value !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}

/** A component as the Tooling API's `Metadata` shows it: what the file says, and nothing for what it does not. */
export function metadataJson(node: XmlNode): Readonly<Record<string, unknown>> {
  const groups = Map.groupBy(node.children, ({ name }) => name);
  return Object.fromEntries(
    [...groups]
      .filter(([name]) => name !== 'fullName')
      .map(([name, nodes]) => {
        const values = nodes.map((child) => (child.children.length > 0 ? metadataJson(child) : scalar(child)));
        return [name, LISTS.has(name) || values.length > 1 ? values : values[0]];
      }),
  );
}
