import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export const FORMAT = 'leastwise-snapshot';

/** By its first two bytes. */
export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** Whether a path is the file of a snapshot, by how it begins: compressed, or unpacked by somebody who wanted to look. */
export function isSnapshotFile(path: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return false;
  }
  try {
    if (!fstatSync(descriptor).isFile()) return false;
    const start = Buffer.alloc(64);
    readSync(descriptor, start, 0, start.length, 0);
    return isGzip(start) || start.toString('latin1').startsWith(`{"format":"${FORMAT}"`);
  } finally {
    closeSync(descriptor);
  }
}
