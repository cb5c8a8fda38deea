import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { kindInFolder } from '../metadata/kinds.ts';
import { element, parseXml, writeFile, type XmlNode } from '../metadata/xml-node.ts';
import { type Files, openZip } from '../metadata/zip.ts';

/** A tree of metadata as the files of a package, and the user definition files beside it. */
export interface Tree {
  readonly files: Files;
  /** JSON of `*-user-def.json` files, as the Salesforce CLI reads them. */
  readonly users: readonly Readonly<Record<string, unknown>>[];
  /** Files that could not be read, with the reason. */
  readonly problems: readonly string[];
}

const MAX_FILE_BYTES = 32 * 1024 * 1024;
const SKIPPED = new Set(['node_modules', '.git', '.sfdx', '.sf']);

/** Regular files below a folder; links are not followed. */
function listFiles(root: string, folder = root): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : listFiles(root, path);
    return entry.isFile() ? [relative(root, path).split(sep).join('/')] : [];
  });
}

/** Reads an SFDX project, a metadata folder or a zip of one. Source format is put together to Metadata API format. */
export function readTree(path: string): Tree {
  if (lstatSync(path).isFile()) return { files: openZip(readFileSync(path)), users: [], problems: [] };
  const files = new Map<string, Buffer>();
  const parts = new Map<string, XmlNode[]>();
  const users: Readonly<Record<string, unknown>>[] = [];
  const problems: string[] = [];
  for (const file of listFiles(path)) {
    const full = join(path, file);
    try {
      if (file.endsWith('-user-def.json'))
        users.push(JSON.parse(readFileSync(full, 'utf8')) as Readonly<Record<string, unknown>>);
      else if (lstatSync(full).size <= MAX_FILE_BYTES) placeFile(file, () => readFileSync(full), files, parts);
      else problems.push(`${file}: larger than ${MAX_FILE_BYTES} bytes`);
    } catch (error) {
      problems.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const [object, nodes] of parts)
    files.set(`objects/${object}.object`, joinedObject(files.get(`objects/${object}.object`), nodes));
  files.set('package.xml', Buffer.from('<Package/>'));
  return { files, users, problems };
}

/** Where a file goes in a package: below the last folder of its path that metadata knows. */
function placeFile(file: string, read: () => Buffer, files: Map<string, Buffer>, parts: Map<string, XmlNode[]>): void {
  const segments = file.split('/');
  const name = basename(file);
  const decomposed = /\/objects\/([^/]+)\/fields\/[^/]+\.field-meta\.xml$/.exec(`/${file}`)?.[1];
  if (decomposed !== undefined) {
    const nodes = parts.get(decomposed) ?? [];
    nodes.push({ ...parseXml(read().toString('utf8')), name: 'fields' });
    parts.set(decomposed, nodes);
    return;
  }
  const at = segments.findLastIndex((segment, i) => i < segments.length - 1 && kindInFolder(segment) !== undefined);
  const kind = at < 0 ? undefined : kindInFolder(segments[at] ?? '');
  if (!kind) return;
  const plain = kind.hasBody ? name : name.replace(/-meta\.xml$/, '');
  if (plain.endsWith(`.${kind.suffix}`) || plain.endsWith(`.${kind.suffix}-meta.xml`))
    files.set(`${kind.folder}/${plain}`, read());
}

/** An object file with its fields, as Metadata API format has it. */
function joinedObject(object: Buffer | undefined, fields: readonly XmlNode[]): Buffer {
  const known = object ? parseXml(object.toString('utf8')).children : [];
  return Buffer.from(writeFile(element('CustomObject', [...known, ...fields])));
}
