import { crc32 } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, validateFileName, type ZipFile } from 'yauzl';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { Problem } from '../../model/problem.ts';
import { comparePaths } from './build-snapshot.ts';
import type { ReadFile } from './facts.ts';
import { candidate } from './file-kinds.ts';
import { isSkipped } from './list-folder.ts';
import { type FileReader, failed, newFileReader, readFile } from './read-file.ts';
import { familiesOf, tooLarge } from './read-listed.ts';
import type { Reading, ReadingOptions } from './source.ts';

/**
 * All files of an archive together: three times what Salesforce lets a retrieve result unpack to. Archives whose entries
 * share their bytes (zip bombs) come to an end here.
 */
const MAX_ARCHIVE_BYTES = 2 * 1024 * 1024 * 1024;
/** Salesforce allows 10,000 files in a retrieve result. */
const MAX_ENTRIES = 500_000;

const ENCRYPTED = 1;
const LINK = 0o120000;
const FILE_TYPE = 0o170000;

interface Listed {
  readonly path: string;
  readonly size: number;
  readonly entry: Entry;
}

/**
 * Reads a zip (a retrieve result, or any archive of a tree) entry by entry, never to disk. Sizes are those that the
 * directory states, and an entry that unpacks to more than that fails.
 *
 * @throws Problem `unreadable-archive` when it is no zip or its directory is damaged
 */
export async function readArchive(path: string, options: ReadingOptions): Promise<Reading> {
  const archive = await openArchive(path);
  try {
    const diagnostics: Diagnostic[] = [];
    const listed = await listEntries(archive, path, diagnostics);
    const bytes = listed.reduce((sum, { size }) => sum + size, 0);
    const reader = newFileReader(Math.min(bytes, MAX_ARCHIVE_BYTES));
    const files: ReadFile[] = [];
    let done = 0;
    for (const item of listed) {
      files.push(await readEntry(archive, reader, item, done, options.maxFileBytes));
      done += item.size;
      options.onProgress?.({ kind: 'files', files: files.length, ofFiles: listed.length, bytes: done, ofBytes: bytes });
    }
    return { kind: 'zip', results: [{ files, rows: reader.rows, names: reader.names.strings }], diagnostics };
  } finally {
    archive.close();
  }
}

async function openArchive(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, decodeStrings: false, autoClose: false });
  } catch (error) {
    throw damaged(path, error);
  }
}

async function listEntries(archive: ZipFile, path: string, diagnostics: Diagnostic[]): Promise<Listed[]> {
  const listed: Listed[] = [];
  let count = 0;
  try {
    for await (const entry of archive.eachEntry()) {
      if (++count > MAX_ENTRIES) throw new Error(`more than ${MAX_ENTRIES} entries`);
      const item = look(entry, diagnostics);
      if (item !== undefined) listed.push(item);
    }
  } catch (error) {
    throw damaged(path, error);
  }
  return listed.sort((a, b) => comparePaths(a.path, b.path));
}

/** Whether an entry is worth reading. Nothing is ever written, but a name that leaves the archive is told. */
function look(entry: Entry, diagnostics: Diagnostic[]): Listed | undefined {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  const path = name.replaceAll('\\', '/');
  if (path.endsWith('/') || isSkipped(path) || candidate(path) === undefined) return undefined;
  const fault = validateFileName(path);
  if (fault !== null) {
    diagnostics.push(notice('unsafe-name', 'error', path, 'has a name that leads out of the archive: not read'));
    return undefined;
  }
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === LINK) {
    diagnostics.push(notice('link-not-followed', 'info', path, 'a symbolic link: what it points at is not read'));
    return undefined;
  }
  return { path, size: entry.uncompressedSize, entry };
}

function notice(code: string, level: Diagnostic['level'], path: string, message: string): Diagnostic {
  return { code, level, message, path, line: 0, column: 0 };
}

async function readEntry(
  archive: ZipFile,
  reader: FileReader,
  item: Listed,
  done: number,
  maxFileBytes: number,
): Promise<ReadFile> {
  if (item.size > maxFileBytes) return tooLarge(item, maxFileBytes);
  if (done + item.size > MAX_ARCHIVE_BYTES) {
    return unread(item, 'file-too-large', 'the archive unpacks to more than 2 GiB: not read');
  }
  if ((item.entry.generalPurposeBitFlag & ENCRYPTED) !== 0) {
    return unread(item, 'unreadable-file', 'is encrypted: not read');
  }
  try {
    return readFile(reader, item.path, await unpack(archive, item));
  } catch (error) {
    return unread(
      item,
      'unreadable-file',
      `cannot be unpacked (${error instanceof Error ? error.message : 'damaged'})`,
    );
  }
}

async function unpack(archive: ZipFile, { entry, size }: Listed): Promise<Buffer> {
  const stream = await archive.openReadStreamPromise(entry);
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (length + chunk.length > size) throw new Error('more bytes than its directory says');
    length += chunk.copy(bytes, length);
  }
  if (length !== size) throw new Error('fewer bytes than its directory says');
  if (crc32(bytes) !== entry.crc32) throw new Error('checksum differs');
  return bytes;
}

function unread({ path }: Listed, code: string, message: string): ReadFile {
  return failed(path, 0, familiesOf(path), { code, message, line: 0, column: 0 });
}

function damaged(path: string, cause: unknown): Problem {
  return new Problem({
    kind: 'input',
    code: 'unreadable-archive',
    message: `${JSON.stringify(path)} cannot be read as a zip: ${cause instanceof Error ? cause.message : 'damaged'}.`,
    actions: ['Retrieve it again, or unpack it and name the folder.'],
    cause,
  });
}
