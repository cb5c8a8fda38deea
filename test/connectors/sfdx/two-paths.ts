import { buildSnapshot } from '../../../src/connectors/sfdx/build-snapshot.ts';
import { type FileReader, newFileReader, readFile } from '../../../src/connectors/sfdx/read-file.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';

/** Reads files with the scanner where it can, or all of them with the general parser. */
export function readBy(path: 'scanner' | 'parser', files: Readonly<Record<string, Buffer>>): Snapshot {
  return readWith(newFileReader(0, path === 'scanner'), files);
}

/** Reads with a reader that may have read before: only its names and templates are left of that. */
export function readWith(reader: FileReader, files: Readonly<Record<string, Buffer>>): Snapshot {
  reader.rows.length = 0;
  const read = Object.entries(files).map(([name, bytes]) => readFile(reader, name, bytes));
  const result = { files: read, rows: reader.rows, names: reader.names.strings };
  return buildSnapshot([result], { kind: 'mdapi', label: 'test' }, []);
}
