import type { AppState, Change, ProfileState } from '../../model/change.ts';
import { elementsOf } from '../sfdx/metadata-text.ts';
import { clientAppTexts, WRITTEN_PARTS, type WrittenPart } from '../sfdx/write-client-app.ts';
import { globalOauthText } from '../sfdx/write-global-oauth.ts';
import { permissionSetText, profileText } from '../sfdx/write-permissions.ts';
import type { PackageFiles } from './deploy.ts';

/** Components by metadata type, for the manifests. */
type Members = Map<string, string[]>;

const PART_TYPES: Readonly<
  Record<WrittenPart, { readonly type: string; readonly folder: string; readonly suffix: string; readonly end: string }>
> = {
  app: { type: 'ExternalClientApplication', folder: 'externalClientApps', suffix: 'eca', end: '' },
  'oauth-settings': {
    type: 'ExtlClntAppOauthSettings',
    folder: 'extlClntAppOauthSettings',
    suffix: 'ecaOauth',
    end: '_oauth',
  },
  'oauth-policies': {
    type: 'ExtlClntAppOauthConfigurablePolicies',
    folder: 'extlClntAppOauthPolicies',
    suffix: 'ecaOauthPlcy',
    end: '_oauthPlcy',
  },
  policies: { type: 'ExtlClntAppConfigurablePolicies', folder: 'extlClntAppPolicies', suffix: 'ecaPlcy', end: '_plcy' },
};

/**
 * Changes of metadata as a package to deploy: files of what is to stand, and a manifest of what is to go. A permission set
 * is replaced by its file; a profile is laid over, so that what it loses is written as off.
 */
export function packageOf(changes: readonly Change[], apiVersion: string): PackageFiles {
  const files = new Map<string, string>();
  const kept: Members = new Map();
  const gone: Members = new Map();
  for (const change of changes) addChange(change, files, kept, gone);
  files.set('package.xml', manifest(kept, apiVersion));
  if (gone.size > 0) files.set('destructiveChangesPost.xml', manifest(gone, apiVersion));
  return files;
}

function addChange(change: Change, files: Map<string, string>, kept: Members, gone: Members): void {
  if (change.subject === 'permission-set' && change.after) {
    const { name } = change.after;
    files.set(`permissionsets/${fileName(name)}.permissionset`, permissionSetText(change.after));
    add(kept, 'PermissionSet', name);
  } else if (change.subject === 'profile') {
    const { before, after } = change;
    if (after) {
      files.set(`profiles/${fileName(after.name)}.profile`, laidOver(before, after));
      add(kept, 'Profile', after.name);
    } else if (before) add(gone, 'Profile', before.name);
  } else if (change.subject === 'app') {
    if (change.after) addApp(change.before, change.after, files, kept);
    else if (change.before) add(gone, 'ExternalClientApplication', change.before.name);
  }
}

/** What the profile had is written down as off, unless it keeps it. */
function laidOver(before: ProfileState | undefined, after: ProfileState): string {
  return profileText(after, before ? elementsOf(profileText(before), before.name) : []);
}

function addApp(before: AppState | undefined, state: AppState, files: Map<string, string>, kept: Members): void {
  if (needsGlobalOauth(before, state)) {
    files.set(`extlClntAppGlobalOauthSets/${fileName(state.name)}_glbloauth.ecaGlblOauth`, globalOauthText(state));
    add(kept, 'ExtlClntAppGlobalOauthSettings', `${state.name}_glbloauth`);
  }
  const texts = clientAppTexts(state);
  for (const part of WRITTEN_PARTS) {
    const { type, folder, suffix, end } = PART_TYPES[part];
    files.set(`${folder}/${fileName(state.name)}${end}.${suffix}`, texts[part]);
    add(kept, type, `${state.name}${end}`);
  }
}

/** Deployed only when what it holds changes. A certificate that only a mark tells of cannot be deployed again. */
function needsGlobalOauth(before: AppState | undefined, { flow, certificate }: AppState): boolean {
  if (certificate?.pem === '') return false;
  return !before || before.flow !== flow || before.certificate?.fingerprint !== certificate?.fingerprint;
}

function add(members: Members, type: string, name: string): void {
  const known = members.get(type);
  if (!known) members.set(type, [name]);
  else if (!known.includes(name)) known.push(name);
}

/** Percent-escapes as Salesforce writes them. */
function fileName(name: string): string {
  return name.replaceAll(/[%/\\:*?"<>|]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function manifest(members: Members, apiVersion: string): string {
  const types = [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([type, names]) => [
      '    <types>',
      ...names.toSorted().map((name) => `        <members>${escaped(name)}</members>`),
      `        <name>${type}</name>`,
      '    </types>',
    ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Package xmlns="http://soap.sforce.com/2006/04/metadata">',
    ...types,
    `    <version>${apiVersion}</version>`,
    '</Package>',
    '',
  ].join('\n');
}
