import { statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { comparePaths } from './build-snapshot.ts';
import type { ReaderResult, ReadFile } from './facts.ts';
import { candidate } from './file-kinds.ts';
import { git, readObjects, revisionProblem } from './git-objects.ts';
import { isSkipped } from './list-folder.ts';
import { failed, newFileReader, readFile } from './read-file.ts';
import { familiesOf, tooLarge } from './read-listed.ts';
import type { Reading, ReadingOptions } from './source.ts';

interface Blob {
  readonly path: string;
  readonly id: string;
  readonly size: number;
}

/**
 * Reads a path as it was at a git revision, from the repository's objects: no checkout, no archive, no filters, nothing
 * fetched. The path need not exist any more.
 *
 * @throws Problem `git-not-found`, `not-a-repository`, `revision-not-found`, `source-not-found`
 */
export async function readRevision(path: string, rev: string, options: ReadingOptions): Promise<Reading> {
  const folder = nearestFolder(resolve(path));
  const prefix = await inRepository(folder, path);
  const object = await resolveObject(folder, rev, prefix, path);
  const diagnostics: Diagnostic[] = [];
  const blobs = await listBlobs(folder, object, basename(path), diagnostics);
  return { kind: 'git', results: [await readBlobs(folder, blobs, options)], diagnostics };
}

/** The folder at the path, or the nearest above it that is still there. */
function nearestFolder(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() || dirname(path) === path ? path : nearestFolder(dirname(path));
}

/** The path from the root of its repository: empty for the root, else without a slash at the end. */
async function inRepository(folder: string, path: string): Promise<string> {
  const answer = await git(folder, ['rev-parse', '--show-prefix']);
  if (answer.exit !== 0) {
    throw revisionProblem('not-a-repository', `${JSON.stringify(path)} is not in a git repository: ${answer.error}.`, [
      'Name a path inside a git working tree.',
    ]);
  }
  const rest = resolve(path).slice(folder.length);
  return join('/', answer.output.toString('utf8').replace(/\n$/, ''), rest)
    .replaceAll('\\', '/')
    .replace(/^\/+|\/+$/g, '');
}

async function resolveObject(folder: string, rev: string, prefix: string, path: string): Promise<string> {
  const tree = await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${rev}^{tree}`]);
  const treeId = tree.output.toString('latin1').trim();
  if (tree.exit !== 0 || !isId(treeId)) {
    throw revisionProblem('revision-not-found', `There is no git revision ${JSON.stringify(rev)}.`, [
      'Name a commit, branch or tag: HEAD~1, main, origin/main, v1.2.0.',
      'In CI, fetch enough history (for example fetch-depth: 0).',
    ]);
  }
  if (prefix === '') return treeId;
  const found = await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${treeId}:${prefix}`]);
  const id = found.output.toString('latin1').trim();
  if (found.exit === 0 && isId(id)) return id;
  throw revisionProblem(
    'source-not-found',
    `${JSON.stringify(path)} does not exist at revision ${JSON.stringify(rev)}.`,
    ['Name a path that existed then.'],
  );
}

function isId(text: string): boolean {
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text);
}

async function listBlobs(folder: string, object: string, name: string, diagnostics: Diagnostic[]): Promise<Blob[]> {
  const type = (await git(folder, ['cat-file', '-t', object])).output.toString('latin1').trim();
  if (type === 'blob') {
    const size = Number((await git(folder, ['cat-file', '-s', object])).output.toString('latin1'));
    return [{ path: name, id: object, size }];
  }
  const answer = await git(folder, ['ls-tree', '-r', '-z', '-l', '--full-tree', object]);
  if (answer.exit !== 0)
    throw revisionProblem('unreadable-repository', `git cannot list the revision: ${answer.error}.`, []);
  const blobs = answer.output
    .toString('utf8')
    .split('\0')
    .flatMap((row) => parseRow(row, diagnostics));
  return blobs.sort((a, b) => comparePaths(a.path, b.path));
}

/** `100644 blob <id> <size>\t<path>`: a file, a link (120000) or the commit of a submodule (160000). */
function parseRow(row: string, diagnostics: Diagnostic[]): Blob[] {
  const [, mode = '', , id = '', size = '', path = ''] = /^(\d+) (\w+) (\w+) +(\S+)\t(.*)$/s.exec(row) ?? [];
  if (isSkipped(path)) return [];
  if (mode === '120000' || mode === '160000') {
    const what = mode === '120000' ? 'a symbolic link: what it points at' : 'a submodule: what it holds';
    const message = `${what} is not read`;
    diagnostics.push({ code: 'link-not-followed', level: 'info', message, path, line: 0, column: 0 });
    return [];
  }
  return candidate(path) === undefined ? [] : [{ path, id, size: Number(size) || 0 }];
}

async function readBlobs(folder: string, blobs: readonly Blob[], options: ReadingOptions): Promise<ReaderResult> {
  const bytes = blobs.reduce((sum, { size }) => sum + size, 0);
  const reader = newFileReader(bytes);
  const fits = (blob: Blob): boolean => blob.size <= options.maxFileBytes;
  const files: ReadFile[] = blobs.filter((blob) => !fits(blob)).map((blob) => tooLarge(blob, options.maxFileBytes));
  const wanted = blobs.filter(fits);
  let done = 0;
  let at = 0;
  for await (const content of readObjects(
    folder,
    wanted.map(({ id }) => id),
  )) {
    const blob = wanted[at++];
    if (blob === undefined) break;
    files.push(content === undefined ? lost(blob) : readFile(reader, blob.path, content));
    done += blob.size;
    options.onProgress?.({ kind: 'files', files: files.length, ofFiles: blobs.length, bytes: done, ofBytes: bytes });
  }
  files.push(...wanted.slice(at).map(lost));
  return { files, rows: reader.rows, names: reader.names.strings };
}

function lost({ path }: Blob): ReadFile {
  const message = 'git does not have its content (a partial clone?): not read';
  return failed(path, 0, familiesOf(path), { code: 'unreadable-file', message, line: 0, column: 0 });
}
