import { buildSnapshot } from '../../../src/connectors/sfdx/build-snapshot.ts';
import { newFileReader, readFile } from '../../../src/connectors/sfdx/read-file.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';

/** Reads files with the scanner where it can, or all of them with the general parser. */
export function readBy(path: 'scanner' | 'parser', files: Readonly<Record<string, Buffer>>): Snapshot {
  const reader = newFileReader(0, path === 'scanner');
  const read = Object.entries(files).map(([name, bytes]) => readFile(reader, name, bytes));
  const result = { files: read, rows: reader.rows, names: reader.names.strings };
  return buildSnapshot([result], { kind: 'mdapi', label: 'test' }, []);
}
