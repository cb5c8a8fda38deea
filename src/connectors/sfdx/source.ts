import type { Diagnostic } from '../../model/diagnostic.ts';
import type { FileReadProgress } from '../../model/progress.ts';
import type { SnapshotSource } from '../../model/snapshot.ts';
import type { ReaderResult } from './facts.ts';

/** A file worth opening. */
export interface SourceFile {
  /** As shown to people: relative to the audited root, forward slashes. */
  readonly path: string;
  /** Bytes, as the directory, archive or revision says. */
  readonly size: number;
}

/** What was found at a path: which files are worth opening, and what was noticed on the way. */
export interface Listing {
  readonly kind: SnapshotSource['kind'];
  readonly files: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What was read at a path, before it is put together. */
export interface Reading {
  readonly kind: SnapshotSource['kind'];
  readonly results: readonly ReaderResult[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ReadingOptions {
  readonly maxFileBytes: number;
  readonly onProgress?: ((progress: FileReadProgress) => void) | undefined;
}

/** No metadata file comes near it: the largest profiles known have 3 MB, Salesforce's own limit of a zip is 39 MB. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
