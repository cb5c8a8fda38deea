import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExternalClientApp } from '../../model/app.ts';
import { Problem } from '../../model/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { suffixOf } from './file-kinds.ts';
import { elementsOf } from './metadata-text.ts';
import type { XmlElement } from './parse-xml.ts';
import { WRITTEN_PARTS, type WrittenPart } from './write-client-app.ts';

/** Where things of a tree stand, or will stand. Paths are relative to the root, with forward slashes. */
export interface SourceTree {
  readonly root: string;
  profileFile(name: string): string;
  /** @throws Problem `decomposed-set` */
  permissionSetFile(name: string): string;
  appFile(name: string, part: WrittenPart): string;
  /** @param integration what a new file is named for */
  userFile(username: string, integration: string): string;
  /** Content of a file; `undefined` when there is none. */
  read(path: string): Promise<string | undefined>;
  /** Elements below the root of an XML file; none when there is no file. */
  elements(path: string): Promise<readonly XmlElement[]>;
}

interface Project {
  readonly packageDirectories?: readonly { readonly path?: unknown; readonly default?: unknown }[];
}

/**
 * The tree at a root: what stands in it keeps its place, what is new goes to the default package directory.
 *
 * @param snapshot what was read there; `undefined` for a tree that is not there yet
 */
export async function openSourceTree(root: string, snapshot: Snapshot | undefined): Promise<SourceTree> {
  const read = (path: string): Promise<string | undefined> => readIfThere(join(root, path));
  const base = await baseFolder(read);
  const containers = (kind: 'profile' | 'permission-set') =>
    new Map(
      (snapshot?.containers ?? [])
        .filter((container) => container.kind === kind)
        .toReversed()
        .map((container) => [container.name.toLowerCase(), container.files]),
    );
  const profiles = containers('profile');
  const sets = containers('permission-set');
  const apps = new Map((snapshot?.externalClientApps ?? []).toReversed().map((app) => [app.name.toLowerCase(), app]));
  const users = new Map((snapshot?.users ?? []).map(({ username, origin }) => [username.toLowerCase(), origin.path]));
  return {
    root,
    profileFile: (name) =>
      profiles.get(name.toLowerCase())?.[0] ?? `${base}/profiles/${encodeName(name)}.profile-meta.xml`,
    permissionSetFile: (name) => {
      const [file, ...parts] = sets.get(name.toLowerCase()) ?? [];
      if (parts.length > 0) throw decomposed(name, file ?? '');
      return file ?? `${base}/permissionsets/${encodeName(name)}.permissionset-meta.xml`;
    },
    appFile: (name, part) => partFile(apps.get(name.toLowerCase()), part) ?? `${base}/${newPartFile(name, part)}`,
    userFile: (username, integration) =>
      users.get(username.toLowerCase()) ?? `config/users/${encodeName(integration)}-user-def.json`,
    read,
    elements: async (path) => {
      const text = await read(path);
      return text === undefined ? [] : elementsOf(text, path);
    },
  };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The default package directory of the project; without a project, where the Salesforce CLI puts one. */
async function baseFolder(read: (path: string) => Promise<string | undefined>): Promise<string> {
  const text = await read('sfdx-project.json');
  let project: Project = {};
  try {
    project = text === undefined ? {} : (JSON.parse(text) as Project);
  } catch {
    // A broken project file is told by whoever reads the tree; the usual place will do here.
  }
  const folders = Array.isArray(project.packageDirectories) ? project.packageDirectories : [];
  const chosen = folders.find((folder) => folder?.default === true) ?? folders[0];
  const folder = typeof chosen?.path === 'string' ? chosen.path.replaceAll('\\', '/').replace(/^\.\/|\/+$/g, '') : '';
  const isInside = folder !== '' && !folder.startsWith('/') && !folder.split('/').includes('..');
  return `${isInside ? folder : 'force-app'}/main/default`;
}

/** Percent-escapes as the Salesforce CLI writes them, for what a file name cannot hold everywhere. */
function encodeName(name: string): string {
  return name.replaceAll(/[%/\\:*?"<>|]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

const PART_FILES: Readonly<
  Record<WrittenPart, { readonly folder: string; readonly suffix: string; readonly end: string }>
> = {
  app: { folder: 'externalClientApps', suffix: 'eca', end: '' },
  // Salesforce makes the policies itself, under these names: a file of another name would be a second one and is refused.
  'oauth-settings': { folder: 'extlClntAppOauthSettings', suffix: 'ecaOauth', end: '_oauth' },
  'oauth-policies': { folder: 'extlClntAppOauthPolicies', suffix: 'ecaOauthPlcy', end: '_oauthPlcy' },
  policies: { folder: 'extlClntAppPolicies', suffix: 'ecaPlcy', end: '_plcy' },
};

function newPartFile(name: string, part: WrittenPart): string {
  const { folder, suffix, end } = PART_FILES[part];
  return `${folder}/${encodeName(name)}${end}.${suffix}-meta.xml`;
}

/** Every line of an app knows its file, and the suffix of a file tells which part it is. */
function partFile(app: ExternalClientApp | undefined, part: WrittenPart): string | undefined {
  if (app === undefined) return undefined;
  const files = [app.origin, ...Object.values(app.lines)].map(({ path }) => path);
  return files.find((path) => suffixOf(path) === PART_FILES[part].suffix);
}

export function appFiles(tree: SourceTree, name: string): readonly (readonly [WrittenPart, string])[] {
  return WRITTEN_PARTS.map((part) => [part, tree.appFile(name, part)]);
}

function decomposed(name: string, file: string): Problem {
  return new Problem({
    kind: 'input',
    code: 'decomposed-set',
    message: `${name} is a decomposed permission set (${file} and others), which is read but not written.`,
    actions: ['Let it be one file (sf project convert source-behavior), or keep it yourself: permissionSet: <path>.'],
  });
}
