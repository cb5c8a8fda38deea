import { closeSync, constants, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadFile } from './facts.ts';
import { candidate } from './file-kinds.ts';
import { unreadable } from './list-folder.ts';
import { type FileReader, failed, readFile } from './read-file.ts';
import type { SourceFile } from './source.ts';

/** Bytes of one file at a time, in memory that is used again for the next. */
export interface ReadBuffer {
  bytes: Buffer;
}

const READ_ONLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

/** Reads one listed file of a folder. The path is opened without following a link, even one put there meanwhile. */
export function readListed(
  reader: FileReader,
  buffer: ReadBuffer,
  root: string,
  file: SourceFile,
  maxFileBytes: number,
): ReadFile {
  if (file.size > maxFileBytes) return tooLarge(file, maxFileBytes);
  let length: number;
  try {
    length = fill(buffer, join(root, file.path), Math.min(file.size, maxFileBytes));
  } catch (error) {
    return failed(file.path, 0, familiesOf(file.path), unreadable(file.path, error));
  }
  return readFile(reader, file.path, buffer.bytes.subarray(0, length));
}

/** Reads a file of about `size` bytes; one that has grown since it was listed is read as long as it was. */
function fill(buffer: ReadBuffer, path: string, size: number): number {
  if (buffer.bytes.length < size) buffer.bytes = Buffer.allocUnsafeSlow(Math.max(size, buffer.bytes.length * 2));
  const descriptor = openSync(path, READ_ONLY);
  try {
    let length = 0;
    while (length < size) {
      const got = readSync(descriptor, buffer.bytes, length, size - length, null);
      if (got === 0) break;
      length += got;
    }
    return length;
  } finally {
    closeSync(descriptor);
  }
}

export function tooLarge(file: SourceFile, maxFileBytes: number): ReadFile {
  const message = `has ${megabytes(file.size)}, more than the limit of ${megabytes(maxFileBytes)}: not read`;
  return failed(file.path, 0, familiesOf(file.path), { code: 'file-too-large', message, line: 0, column: 0 });
}

function megabytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${bytes} bytes` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** What a path promises, for a file that could not be opened. */
export function familiesOf(path: string) {
  const why = candidate(path);
  if (why?.why === 'suffix') return why.kind.families;
  return why?.why === 'user-definition' ? (['users', 'assignments'] as const) : [];
}
