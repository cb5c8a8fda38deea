import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Files, openZip } from '../metadata/zip.ts';
import { createPackages } from './packages.ts';

/** A tree of metadata as the files of packages, and the user definition files beside it. */
export interface Tree {
  /** The whole tree; then the files whose names had been there before, in the packages that a tree may be made of. */
  readonly layers: readonly Files[];
  /** JSON of `*-user-def.json` files, as the Salesforce CLI reads them. */
  readonly users: readonly Readonly<Record<string, unknown>>[];
  /** Files that could not be read, with the reason. */
  readonly problems: readonly string[];
}

const MAX_FILE_BYTES = 32 * 1024 * 1024;
const SKIPPED = new Set(['node_modules', '.git', '.sfdx', '.sf']);
/** What CumulusCI replaces by a namespace, or by nothing where the org has none. */
const NAMESPACE_TOKENS = /%%%NAMESPACE(?:_DOT|_OR_C|D_ORG|D_RT)?%%%/g;

/** Regular files below a folder; links are not followed. */
function listFiles(root: string, folder = root): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : listFiles(root, path);
    return entry.isFile() ? [relative(root, path).split(sep).join('/')] : [];
  });
}

function readText(path: string): Buffer {
  const { size } = lstatSync(path);
  if (size > MAX_FILE_BYTES) throw new Error(`larger than ${MAX_FILE_BYTES} bytes`);
  const bytes = readFileSync(path);
  return bytes.includes('%%%NAMESPACE') ? Buffer.from(bytes.toString('utf8').replaceAll(NAMESPACE_TOKENS, '')) : bytes;
}

/** Reads an SFDX project, a metadata folder or a zip of one. Source format is put together to Metadata API format. */
export function readTree(path: string): Tree {
  if (lstatSync(path).isFile()) return { layers: [openZip(readFileSync(path))], users: [], problems: [] };
  const packages = createPackages();
  const users: Readonly<Record<string, unknown>>[] = [];
  const problems: string[] = [];
  for (const file of listFiles(path).toSorted()) {
    const read = () => readText(join(path, file));
    try {
      if (file.endsWith('-user-def.json'))
        users.push(JSON.parse(read().toString('utf8')) as Readonly<Record<string, unknown>>);
      else packages.place(file, read);
    } catch (error) {
      problems.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { layers: packages.joined(problems), users, problems };
}
