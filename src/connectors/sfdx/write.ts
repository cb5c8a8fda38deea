import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../../files/write-whole.ts';
import type { AppState, PermissionSetState, ProfileState, UserState } from '../../model/change.ts';
import { appFiles, type SourceTree } from './source-tree.ts';
import { clientAppTexts, type ExistingParts } from './write-client-app.ts';
import { permissionSetText, profileText } from './write-permissions.ts';
import { userDefinitionText } from './write-user-definition.ts';

/** A file as it should stand; without text it should not. */
export interface WrittenFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string | undefined;
}

export async function profileFile(tree: SourceTree, state: ProfileState): Promise<WrittenFile> {
  const path = tree.profileFile(state.name);
  return { path, text: profileText(state, await tree.elements(path)) };
}

export async function permissionSetFile(tree: SourceTree, state: PermissionSetState): Promise<WrittenFile> {
  const path = tree.permissionSetFile(state.name);
  return { path, text: permissionSetText(state, await tree.elements(path)) };
}

export async function clientAppFiles(tree: SourceTree, state: AppState): Promise<readonly WrittenFile[]> {
  const files = appFiles(tree, state.name);
  const read = await Promise.all(files.map(async ([part, path]) => [part, await tree.elements(path)] as const));
  const texts = clientAppTexts(state, Object.fromEntries(read) as ExistingParts);
  return files.map(([part, path]) => ({ path, text: texts[part] }));
}

export async function userFile(
  tree: SourceTree,
  integration: string,
  user: UserState,
  permissionSets: readonly string[],
): Promise<WrittenFile> {
  const path = tree.userFile(user.username, integration);
  return { path, text: userDefinitionText(user, permissionSets, jsonOf(await tree.read(path))) };
}

function jsonOf(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = text === undefined ? {} : JSON.parse(text);
    return typeof content === 'object' && content !== null ? (content as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

export interface Written {
  readonly path: string;
  readonly state: 'created' | 'changed' | 'removed' | 'same';
}

/** What writing would do: the tree is looked at and left as it is. */
export async function compareFiles(tree: SourceTree, files: readonly WrittenFile[]): Promise<readonly Written[]> {
  return Promise.all(
    files.map(async ({ path, text }): Promise<Written> => {
      const before = await tree.read(path);
      if (before === text) return { path, state: 'same' };
      if (text === undefined) return { path, state: 'removed' };
      return { path, state: before === undefined ? 'created' : 'changed' };
    }),
  );
}

/** Writes what differs, each file whole or not at all. What is right already is not touched. */
export async function writeFiles(tree: SourceTree, files: readonly WrittenFile[]): Promise<readonly Written[]> {
  const written = await compareFiles(tree, files);
  for (const [index, { path, text }] of files.entries()) {
    if (written[index]?.state === 'same') continue;
    if (text === undefined) await rm(join(tree.root, path), { force: true });
    else await writeWhole(join(tree.root, path), text);
  }
  return written;
}
