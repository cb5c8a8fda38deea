import { dropFile, keepFile, keptBody, keptFile, keptNames } from './kept-files.ts';
import type { MetadataKind } from './kind.ts';
import { APPLICATIONS } from './kinds/applications.ts';
import { MUTING_PERMISSION_SET, PERMISSION_SET, PERMISSION_SET_GROUP, PROFILE } from './kinds/containers.ts';
import { CUSTOM_FIELD } from './kinds/custom-field.ts';
import { CUSTOM_OBJECT } from './kinds/custom-object.ts';
import { NAMED_RECORDS, SETTINGS } from './kinds/named-records.ts';

/** Types that the org only keeps: deployed, listed and retrieved as they came. */
const KEPT: readonly (readonly [string, string, string, boolean?])[] = [
  ['CustomLabels', 'labels', 'labels'],
  ['CustomTab', 'tabs', 'tab'],
  ['Layout', 'layouts', 'layout'],
  ['CustomMetadata', 'customMetadata', 'md'],
  ['GlobalValueSet', 'globalValueSets', 'globalValueSet'],
  ['Queue', 'queues', 'queue'],
  ['Group', 'groups', 'group'],
  ['RemoteSiteSetting', 'remoteSiteSettings', 'remoteSite'],
  ['CspTrustedSite', 'cspTrustedSites', 'cspTrustedSite'],
  ['ExternalCredential', 'externalCredentials', 'externalCredential'],
  ['SharingRules', 'sharingRules', 'sharingRules'],
  ['Workflow', 'workflows', 'workflow'],
  ['FlexiPage', 'flexipages', 'flexipage'],
  ['QuickAction', 'quickActions', 'quickAction'],
  ['ReportType', 'reportTypes', 'reportType'],
  ['ProfilePasswordPolicy', 'profilePasswordPolicies', 'profilePasswordPolicy'],
  ['ProfileSessionSetting', 'profileSessionSettings', 'profileSessionSetting'],
  ['ExtlClntAppOauthSecuritySettings', 'extlClntAppOauthSecuritySettings', 'ecaOauthSecurity'],
  ['ApexComponent', 'components', 'component', true],
  ['StaticResource', 'staticresources', 'resource', true],
];

const keptKinds = KEPT.map(
  ([type, folder, suffix, hasBody = false]): MetadataKind => ({
    type,
    folder,
    suffix,
    ...(hasBody ? { hasBody, body: (org, name) => keptBody(org, type, name) } : {}),
    list: (org) => keptNames(org, type),
    read: (org, name) => keptFile(org, type, name),
    write: (org, name, xml, { body }) => {
      const created = keepFile(org, type, name, xml, body);
      return { created, changed: !created };
    },
    remove: (org, name) => dropFile(org, type, name),
  }),
);

/** Every type of metadata, in the order in which a deployment writes them: what is named first, then who names it. */
export const KINDS: readonly MetadataKind[] = [
  SETTINGS,
  CUSTOM_OBJECT,
  ...NAMED_RECORDS,
  ...keptKinds,
  PERMISSION_SET,
  PROFILE,
  MUTING_PERMISSION_SET,
  PERMISSION_SET_GROUP,
  ...APPLICATIONS,
];

/** Types without files of their own, which are written, read and deleted alone all the same; deleted before the others. */
export const PARTS: readonly MetadataKind[] = [CUSTOM_FIELD];

const BY_TYPE: ReadonlyMap<string, MetadataKind> = new Map([...KINDS, ...PARTS].map((kind) => [kind.type, kind]));
const BY_FOLDER: ReadonlyMap<string, MetadataKind> = new Map(KINDS.map((kind) => [kind.folder.toLowerCase(), kind]));

const BY_SUFFIX: ReadonlyMap<string, MetadataKind> = new Map(KINDS.map((kind) => [kind.suffix, kind]));

export function kindOf(type: string): MetadataKind | undefined {
  return BY_TYPE.get(type);
}

export function kindInFolder(folder: string): MetadataKind | undefined {
  return BY_FOLDER.get(folder.toLowerCase());
}

export function kindWithSuffix(suffix: string): MetadataKind | undefined {
  return BY_SUFFIX.get(suffix);
}
