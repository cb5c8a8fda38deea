import { Problem } from '../../model/problem.ts';
import type { FileReadProgress } from '../../model/progress.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { buildSnapshot } from './build-snapshot.ts';
import { locate } from './locate.ts';
import { readFolder } from './read-folder.ts';
import { readRevision } from './read-revision.ts';
import { MAX_FILE_BYTES, type Reading, type ReadingOptions } from './source.ts';

export interface ReadOptions {
  /** An SFDX project, a folder, a zip, or a single file. */
  readonly path: string;
  /** A git revision: `path` is read as it was then. */
  readonly rev?: string;
  readonly onProgress?: (progress: FileReadProgress) => void;
  /** Larger files are refused, each with a diagnostic. Default 64 MiB. */
  readonly maxFileBytes?: number;
}

/**
 * Reads a tree of Salesforce metadata into a snapshot. What cannot be read becomes a diagnostic and makes its family
 * partial; the rest goes on.
 *
 * @throws Problem `source-not-found`, `no-metadata`, `unreadable-archive`, and for a revision `git-not-found`,
 *   `not-a-repository`, `revision-not-found`
 */
export async function readMetadata(options: ReadOptions): Promise<Snapshot> {
  const { path, rev, onProgress } = options;
  const reading = await readSource(path, rev, { maxFileBytes: options.maxFileBytes ?? MAX_FILE_BYTES, onProgress });
  const label = rev === undefined ? path : `${rev}:${path}`;
  const snapshot = buildSnapshot(reading.results, { kind: reading.kind, label }, reading.diagnostics);
  if (rev === undefined && isEmpty(snapshot)) throw noMetadata(path);
  return snapshot;
}

async function readSource(path: string, rev: string | undefined, options: ReadingOptions): Promise<Reading> {
  if (rev !== undefined) return readRevision(path, rev, options);
  const located = locate(path);
  if (located.kind === 'zip') {
    const { readArchive } = await import('./read-archive.ts');
    return readArchive(located.root, options);
  }
  const { root, kind, files, diagnostics } = located;
  return { kind, results: await readFolder(root, files, options), diagnostics };
}

/** A tree in which there is nothing to judge must not look like one in which all is well. */
function isEmpty({ source, diagnostics }: Snapshot): boolean {
  return source.filesRead === 0 && diagnostics.every(({ level }) => level !== 'error');
}

function noMetadata(path: string): Problem {
  return new Problem({
    kind: 'input',
    code: 'no-metadata',
    message: `${JSON.stringify(path)} holds no Salesforce metadata that is read here.`,
    actions: [
      'Name a folder with profiles or permission sets (an SFDX project, its force-app, or an unpacked retrieve result).',
      'Retrieve them first: sf project retrieve start --metadata PermissionSet Profile ConnectedApp',
    ],
  });
}
