import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { comparePaths } from './build-snapshot.ts';
import { candidate } from './file-kinds.ts';
import type { Listing, SourceFile } from './source.ts';

/** Folders that hold copies, caches or other people's code, never the org's metadata. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git', '.sfdx', '.sf']);

/** Whether a path lies in such a folder. */
export function isSkipped(path: string): boolean {
  return path.split('/').some((part) => SKIPPED_FOLDERS.has(part));
}

interface Walk {
  readonly root: string;
  readonly files: SourceFile[];
  readonly diagnostics: Diagnostic[];
  sourceFormat: boolean;
}

/**
 * Lists the files of a folder that are worth opening. The whole tree is walked, not only the package directories of
 * `sfdx-project.json`: a stray permission set can be deployed as well as any other. Links are never followed.
 */
export function listFolder(root: string): Listing {
  const walk: Walk = { root, files: [], diagnostics: [], sourceFormat: false };
  const open = [''];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) open.push(...listOne(walk, folder));
  walk.files.sort((a, b) => comparePaths(a.path, b.path));
  const isProject = checkProject(walk);
  return { kind: isProject || walk.sourceFormat ? 'sfdx' : 'mdapi', files: walk.files, diagnostics: walk.diagnostics };
}

/** Takes the files of one folder, answers its folders. */
function listOne(walk: Walk, folder: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(walk.root, folder), { withFileTypes: true });
  } catch (error) {
    walk.diagnostics.push(unreadable(folder === '' ? '.' : folder, error));
    return [];
  }
  const folders: string[] = [];
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isSymbolicLink()) noticeLink(walk, path);
    else if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name)) folders.push(path);
    } else if (entry.isFile() && candidate(path) !== undefined) addFile(walk, path);
  }
  return folders;
}

function addFile(walk: Walk, path: string): void {
  walk.sourceFormat ||= path.endsWith('-meta.xml');
  const size = lstatSync(join(walk.root, path), { throwIfNoEntry: false })?.size ?? 0;
  walk.files.push({ path, size });
}

function noticeLink(walk: Walk, path: string): void {
  if (SKIPPED_FOLDERS.has(path.slice(path.lastIndexOf('/') + 1))) return;
  walk.diagnostics.push({
    code: 'link-not-followed',
    level: 'info',
    message: 'a symbolic link: what it points at is not read',
    path,
    line: 0,
    column: 0,
  });
}

export function unreadable(path: string, error: unknown): Diagnostic {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return { code: 'unreadable-file', level: 'error', message: `cannot be read (${code})`, path, line: 0, column: 0 };
}

/** Whether there is an `sfdx-project.json`; says which of its package directories are not in the tree. */
function checkProject(walk: Walk): boolean {
  let text: string;
  try {
    text = readFileSync(join(walk.root, 'sfdx-project.json'), 'utf8');
  } catch {
    return false;
  }
  for (const path of packageDirectories(text, walk)) {
    const inside = relative(walk.root, resolve(walk.root, path));
    const isOutside = inside.startsWith('..') || isAbsolute(inside);
    const exists = lstatSync(resolve(walk.root, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (isOutside)
      noticeProject(walk, 'error', `package directory ${JSON.stringify(path)} is outside the tree: not read`);
    else if (!exists) noticeProject(walk, 'info', `package directory ${JSON.stringify(path)} does not exist`);
  }
  return true;
}

function packageDirectories(text: string, walk: Walk): string[] {
  try {
    const project: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const directories = (project as { packageDirectories?: unknown } | null)?.packageDirectories;
    if (!Array.isArray(directories)) return [];
    return directories
      .map((directory: unknown) => (directory as { path?: unknown } | null)?.path)
      .filter((path) => typeof path === 'string');
  } catch {
    noticeProject(walk, 'warning', 'is no JSON: its package directories are unknown, the whole tree is read');
    return [];
  }
}

function noticeProject(walk: Walk, level: Diagnostic['level'], message: string): void {
  walk.diagnostics.push({ code: 'project-file', level, message, path: 'sfdx-project.json', line: 0, column: 0 });
}
