import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { Problem } from '../../model/problem.ts';
import { listFolder } from './list-folder.ts';
import type { Listing } from './source.ts';

/** What a path is: an archive, or files of a folder that are worth opening. */
export type Located =
  | { readonly kind: 'zip'; readonly root: string }
  | (Listing & {
      /** Absolute folder that the paths of `files` are relative to. */
      readonly root: string;
    });

/**
 * Looks at a path: an SFDX project, a folder in Metadata API or source format, a zip, or a single file. The path itself may be
 * a link, because the user named it; below it none is followed.
 *
 * @throws Problem `source-not-found`
 */
export function locate(path: string): Located {
  const root = resolve(path);
  const stats = look(root, path);
  if (stats.isDirectory()) return { root, ...listFolder(root) };
  if (!stats.isFile()) throw notFound(path, 'is neither a file nor a folder');
  if (isZip(root)) return { kind: 'zip', root };
  return {
    root: dirname(root),
    kind: 'file',
    files: [{ path: basename(root), size: stats.size }],
    diagnostics: [],
  };
}

function look(root: string, path: string): Stats {
  try {
    return statSync(root);
  } catch (error) {
    throw notFound(path, 'cannot be opened', error);
  }
}

/** By its first bytes: a local file header, or the end of an empty archive. */
function isZip(path: string): boolean {
  const start = Buffer.alloc(4);
  const descriptor = openSync(path, 'r');
  try {
    readSync(descriptor, start, 0, start.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return ['PK\x03\x04', 'PK\x05\x06'].includes(start.toString('latin1'));
}

function notFound(path: string, why: string, cause?: unknown): Problem {
  return new Problem({
    kind: 'input',
    code: 'source-not-found',
    message: `${JSON.stringify(path)} ${why}.`,
    actions: ['Name a folder with Salesforce metadata, a retrieve result (zip), or a single metadata file.'],
    cause,
  });
}
