import type { FactFamily } from '../../model/coverage.ts';

/** A kind of metadata file that is read. Its root element decides; suffix and folder are what a file promises to be. */
export interface FileKind {
  readonly root: string;
  readonly suffix: string;
  readonly folder: string;
  readonly families: readonly FactFamily[];
}

/**
 * Source of roots, suffixes and folders: Metadata API v68, `@salesforce/source-deploy-retrieve` registry. `AuthProvider`
 * is opened only to see whether it carries a secret.
 */
export const FILE_KINDS: readonly FileKind[] = [
  { root: 'Profile', suffix: 'profile', folder: 'profiles', families: ['profiles', 'loginRanges'] },
  { root: 'PermissionSet', suffix: 'permissionset', folder: 'permissionsets', families: ['permissionSets'] },
  {
    root: 'MutingPermissionSet',
    suffix: 'mutingpermissionset',
    folder: 'mutingpermissionsets',
    families: ['permissionSets'],
  },
  { root: 'PermissionSetGroup', suffix: 'permissionsetgroup', folder: 'permissionsetgroups', families: ['groups'] },
  { root: 'CustomObject', suffix: 'object', folder: 'objects', families: ['objects', 'fields'] },
  { root: 'CustomField', suffix: 'field', folder: 'fields', families: ['fields'] },
  {
    root: 'CustomPermission',
    suffix: 'customPermission',
    folder: 'customPermissions',
    families: ['customPermissions'],
  },
  { root: 'ConnectedApp', suffix: 'connectedApp', folder: 'connectedApps', families: ['connectedApps', 'appSettings'] },
  {
    root: 'ExternalClientApplication',
    suffix: 'eca',
    folder: 'externalClientApps',
    families: ['externalClientApps', 'appSettings'],
  },
  {
    root: 'ExtlClntAppGlobalOauthSettings',
    suffix: 'ecaGlblOauth',
    folder: 'extlClntAppGlobalOauthSets',
    families: ['externalClientApps', 'appSettings'],
  },
  {
    root: 'ExtlClntAppOauthSettings',
    suffix: 'ecaOauth',
    folder: 'extlClntAppOauthSettings',
    families: ['externalClientApps', 'appSettings'],
  },
  {
    root: 'ExtlClntAppOauthConfigurablePolicies',
    suffix: 'ecaOauthPlcy',
    folder: 'extlClntAppOauthPolicies',
    families: ['externalClientApps', 'appSettings'],
  },
  {
    root: 'ExtlClntAppConfigurablePolicies',
    suffix: 'ecaPlcy',
    folder: 'extlClntAppPolicies',
    families: ['externalClientApps', 'appSettings'],
  },
  {
    root: 'ExtlClntAppOauthSecuritySettings',
    suffix: 'ecaOauthSecurity',
    folder: 'extlClntAppOauthSecuritySettings',
    families: ['externalClientApps', 'appSettings'],
  },
  {
    root: 'ProfileSessionSetting',
    suffix: 'profileSessionSetting',
    folder: 'profileSessionSettings',
    families: ['sessionSettings'],
  },
  {
    root: 'UserAccessPolicy',
    suffix: 'useraccesspolicy',
    folder: 'useraccesspolicies',
    families: ['accessPolicies'],
  },
  { root: 'NamedCredential', suffix: 'namedCredential', folder: 'namedCredentials', families: ['credentials'] },
  {
    root: 'ExternalCredential',
    suffix: 'externalCredential',
    folder: 'externalCredentials',
    families: ['credentials'],
  },
  { root: 'AuthProvider', suffix: 'authprovider', folder: 'authproviders', families: [] },
];

/** A settings file: its root is named for it (`SecuritySettings`, `OauthOidcSettings` …). */
export const SETTINGS_KIND: FileKind = {
  root: '*Settings',
  suffix: 'settings',
  folder: 'settings',
  families: ['settings'],
};

/** Suffixes of the files that a decomposed permission set is split into, by both presets of the Salesforce CLI. */
export const PART_SUFFIXES: ReadonlySet<string> = new Set([
  'applicationVisibility',
  'classAccess',
  'customMetadataTypeAccess',
  'customPermissions',
  'customSettingAccess',
  'externalCredentialPrincipalAccess',
  'externalDataSourceAccess',
  'fieldPermission',
  'flowAccess',
  'objectPermission',
  'objectSettings',
  'pageAccess',
  'recordTypeVisibility',
  'tabSetting',
  'userPermission',
]);

const BY_ROOT = new Map(FILE_KINDS.map((kind) => [kind.root, kind]));
const BY_SUFFIX = new Map([...FILE_KINDS, SETTINGS_KIND].map((kind) => [kind.suffix, kind]));
const PERMISSION_SET = BY_ROOT.get('PermissionSet');

/** Folders in which any file may be a stray permission file, whatever its name. */
const PERMISSION_FOLDERS: ReadonlyMap<string, FileKind> = new Map(
  FILE_KINDS.filter(({ families }) => families.some((family) => /^(profiles|permissionSets|groups)$/.test(family))).map(
    (kind) => [kind.folder, kind],
  ),
);

/** Why a file is opened: its suffix says what it is, its place makes it worth a look, or its name is a user definition's. */
export type Candidate =
  | { readonly why: 'suffix'; readonly kind: FileKind }
  | { readonly why: 'place'; readonly folder: FileKind | undefined }
  | { readonly why: 'user-definition'; readonly sure: boolean };

const META = '-meta.xml';
const USER_DEFINITION = /(^|[-_.])user[-_.]?def(inition)?s?\.json$/i;

/** Whether a file is worth opening, by its path alone; `undefined` for the many that are not. */
export function candidate(path: string): Candidate | undefined {
  const base = path.slice(path.lastIndexOf('/') + 1);
  if (base.endsWith('.json')) return userDefinition(path, base);
  const kind = kindBySuffix(suffixOf(base));
  if (kind !== undefined) return { why: 'suffix', kind };
  if (base.startsWith('.') || base.endsWith('.md')) return undefined;
  const folder = PERMISSION_FOLDERS.get(folderOf(path));
  const isWorthIt = folder !== undefined || (base.endsWith('.xml') && !base.endsWith(META));
  return isWorthIt ? { why: 'place', folder } : undefined;
}

/** What a suffix promises. */
export function kindBySuffix(suffix: string): FileKind | undefined {
  return PART_SUFFIXES.has(suffix) ? PERMISSION_SET : BY_SUFFIX.get(suffix);
}

/** What a root element is. A root `…Settings` counts only in a file that calls itself settings. */
export function kindByRoot(root: string, suffix: string): FileKind | undefined {
  const kind = BY_ROOT.get(root);
  if (kind !== undefined) return kind;
  return suffix === SETTINGS_KIND.suffix && root.endsWith('Settings') ? SETTINGS_KIND : undefined;
}

/** `ERP.permissionset-meta.xml` → `permissionset`; empty when there is none. */
export function suffixOf(path: string): string {
  const base = withoutMeta(path.slice(path.lastIndexOf('/') + 1));
  const dot = base.lastIndexOf('.');
  return dot <= 0 ? '' : base.slice(dot + 1);
}

/**
 * Full name by file name: without folder, `-meta.xml` and suffix, with percent-escapes decoded (`Force%2Ecom` →
 * `Force.com`). A last part that is no suffix of ours (`Sales v2.0` in a file without suffix) stays.
 */
export function nameOf(path: string): string {
  const base = withoutMeta(path.slice(path.lastIndexOf('/') + 1));
  const suffix = suffixOf(base);
  const known = suffix === 'xml' || kindBySuffix(suffix) !== undefined;
  return decodeName(known ? base.slice(0, base.length - suffix.length - 1) : base);
}

/** Percent-escapes as the Salesforce CLI writes them into file names; what is no valid escape stays as it is. */
export function decodeName(name: string): string {
  if (!name.includes('%')) return name;
  return name.replace(/(%[0-9a-fA-F]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

function withoutMeta(base: string): string {
  return base.endsWith(META) ? base.slice(0, -META.length) : base;
}

/** Name of the folder that a path stands in. */
export function folderOf(path: string): string {
  return path.split('/').at(-2) ?? '';
}

/** Sure by its name, or worth a look because it lies in a folder `users`. */
function userDefinition(path: string, base: string): Candidate | undefined {
  if (USER_DEFINITION.test(base)) return { why: 'user-definition', sure: true };
  return folderOf(path) === 'users' ? { why: 'user-definition', sure: false } : undefined;
}
