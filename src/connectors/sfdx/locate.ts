import { type Stats, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { Problem } from '../../model/problem.ts';
import { listFolder } from './list-folder.ts';
import type { Listing } from './source.ts';

/** What a path is, where its files are opened, and which of them are worth opening. */
export interface Located extends Listing {
  /** Absolute folder that the paths of `files` are relative to; for an archive the archive itself. */
  readonly root: string;
}

/**
 * Looks at a path: an SFDX project, a folder in Metadata API or source format, or a single file. The path itself may be
 * a link, because the user named it; below it none is followed.
 *
 * @throws Problem `source-not-found`
 */
export function locate(path: string): Located {
  const root = resolve(path);
  const stats = look(root, path);
  if (stats.isDirectory()) return { root, ...listFolder(root) };
  if (!stats.isFile()) throw notFound(path, 'is neither a file nor a folder');
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

export function notFound(path: string, why: string, cause?: unknown): Problem {
  return new Problem({
    kind: 'input',
    code: 'source-not-found',
    message: `${JSON.stringify(path)} ${why}.`,
    actions: ['Name a folder with Salesforce metadata, a retrieve result (zip), or a single metadata file.'],
    cause,
  });
}
