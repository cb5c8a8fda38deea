import type { Snapshot } from '../../model/snapshot.ts';
import { buildSnapshot, comparePaths } from './build-snapshot.ts';
import { newFileReader, readFile } from './read-file.ts';

/**
 * Reads metadata that is already in memory, path → content, in the same way as `readMetadata`. Paths have forward
 * slashes. Never throws for what a file holds: that becomes a diagnostic.
 */
export function readMetadataFiles(files: Readonly<Record<string, string>>, label = 'memory'): Snapshot {
  const reader = newFileReader();
  const read = Object.keys(files)
    .sort(comparePaths)
    .map((path) => readFile(reader, path, Buffer.from(files[path] ?? '', 'utf8')));
  const kind = 'sfdx-project.json' in files || read.some(({ path }) => path.endsWith('-meta.xml')) ? 'sfdx' : 'mdapi';
  return buildSnapshot([{ files: read, rows: reader.rows, names: reader.names.strings }], { kind, label }, []);
}
