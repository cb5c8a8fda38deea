import { unzipSync, zipSync } from 'fflate';
import { OrgError } from '../org-error.ts';

/** Files of a package by path, `/` between folders. */
export type Files = ReadonlyMap<string, Buffer>;

/** Source: Metadata API limits (facts 7.2). */
const MAX_FILES = 10_000;
const MAX_ZIP_BYTES = 39 * 1024 * 1024;
const MAX_BYTES = 600 * 1024 * 1024;

function bad(message: string): OrgError {
  return new OrgError(400, 'INVALID_ZIP', message);
}

/** Opens a zip in memory. Sizes are checked before anything is inflated, paths before anything is believed. */
export function openZip(bytes: Buffer): Files {
  if (bytes.length > MAX_ZIP_BYTES)
    throw new OrgError(400, 'LIMIT_EXCEEDED', 'Maximum size of request reached. Maximum size of request is 39 MB.');
  let count = 0;
  let total = 0;
  let unzipped: Readonly<Record<string, Uint8Array>>;
  try {
    unzipped = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        count += 1;
        total += originalSize;
        if (count > MAX_FILES || total > MAX_BYTES)
          throw new OrgError(400, 'LIMIT_EXCEEDED', 'The package has too many or too large files.');
        if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..'))
          throw bad(`The path ${JSON.stringify(name)} leads out of the package.`);
        return !name.endsWith('/');
      },
    });
  } catch (error) {
    if (error instanceof OrgError) throw error;
    throw bad('The zip file could not be read.');
  }
  return new Map(Object.entries(unzipped).map(([path, content]) => [path, Buffer.from(content)]));
}

/** Packs files; the same files give the same bytes. */
export function packZip(files: ReadonlyMap<string, string>): Buffer {
  const entries = [...files].map(([path, text]) => [path, new Uint8Array(Buffer.from(text, 'utf8'))] as const);
  return Buffer.from(zipSync(Object.fromEntries(entries), { mtime: new Date('2026-01-01T00:00:00Z') }));
}
