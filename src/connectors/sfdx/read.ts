import type { Snapshot } from '../../model/snapshot.ts';
import { buildSnapshot } from './build-snapshot.ts';
import { locate } from './locate.ts';
import { newFileReader } from './read-file.ts';
import { type ReadBuffer, readListed } from './read-listed.ts';
import { MAX_FILE_BYTES, type ReadProgress } from './source.ts';

export interface ReadOptions {
  /** An SFDX project, a folder, a zip, or a single file. */
  readonly path: string;
  /** A git revision: `path` is read as it was then. */
  readonly rev?: string;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Larger files are refused, each with a diagnostic. Default 64 MiB. */
  readonly maxFileBytes?: number;
}

/**
 * Reads a tree of Salesforce metadata into a snapshot. What cannot be read becomes a diagnostic and makes its family
 * partial; the rest goes on.
 *
 * @throws Problem `source-not-found` when there is nothing at the path
 */
export async function readMetadata(options: ReadOptions): Promise<Snapshot> {
  const located = locate(options.path);
  const reader = newFileReader(located.files.reduce((sum, { size }) => sum + size, 0));
  const buffer: ReadBuffer = { bytes: Buffer.alloc(0) };
  const files = located.files.map((file) =>
    readListed(reader, buffer, located.root, file, options.maxFileBytes ?? MAX_FILE_BYTES),
  );
  const label = options.rev === undefined ? options.path : `${options.rev}:${options.path}`;
  const result = { files, rows: reader.rows, names: reader.names.strings };
  return buildSnapshot([result], { kind: located.kind, label }, located.diagnostics);
}
