import { availableParallelism } from 'node:os';
import type { FileReadProgress } from '../../model/progress.ts';
import type { ReaderResult } from './facts.ts';
import { COUNTERS, FILES_DONE, KIB_DONE, type ReadingTask, readInThread, readTask } from './reading-thread.ts';
import type { ReadingOptions, SourceFile } from './source.ts';

/** Below this a second thread takes longer to start than it saves. */
const WORTH_A_THREAD = 48 * 1024 * 1024;
/** More threads than this wait for each other at the disk. */
const MAX_THREADS = 8;
/** Milliseconds after which whoever waits is told how far it is. */
const PROGRESS_EVERY = 50;

/**
 * Reads listed files of a folder, one at a time, or one at a time per thread when there is much to read. This thread
 * reads too. A file that a failed thread had taken is read here in the end.
 */
export async function readFolder(
  root: string,
  files: readonly SourceFile[],
  options: ReadingOptions,
): Promise<ReaderResult[]> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const threads = bytes < WORTH_A_THREAD ? 1 : Math.min(availableParallelism(), MAX_THREADS);
  const task: ReadingTask = {
    root,
    files: threads === 1 ? files : files.toSorted((a, b) => a.size - b.size),
    maxFileBytes: options.maxFileBytes,
    shareOfBytes: bytes / threads,
    counters: newCounters(),
  };
  const others = Array.from({ length: threads - 1 }, () => readInThread(task));
  const tell = () => options.onProgress?.(progressOf(task, files.length, bytes));
  const results = [await readHere(task, tell)];
  for (const result of await Promise.all(others)) if (result !== undefined) results.push(result);
  const missing = missingFiles(files, results);
  if (missing.length > 0) results.push(await readHere({ ...task, files: missing, counters: newCounters() }, tell));
  tell();
  return results;
}

function newCounters(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(COUNTERS * Int32Array.BYTES_PER_ELEMENT));
}

/** Reads in this thread; now and then lets others have it, and tells how far it is. */
async function readHere(task: ReadingTask, tell: () => void): Promise<ReaderResult> {
  const reading = readTask(task);
  let told = performance.now();
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
    const now = performance.now();
    if (now - told < PROGRESS_EVERY) continue;
    told = now;
    tell();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function missingFiles(files: readonly SourceFile[], results: readonly ReaderResult[]): SourceFile[] {
  const read = results.reduce((sum, result) => sum + result.files.length, 0);
  if (read === files.length) return [];
  const known = new Set(results.flatMap((result) => result.files.map(({ path }) => path)));
  return files.filter(({ path }) => !known.has(path));
}

function progressOf(task: ReadingTask, ofFiles: number, ofBytes: number): FileReadProgress {
  const files = Math.min(ofFiles, Atomics.load(task.counters, FILES_DONE));
  const bytes = Math.min(ofBytes, Atomics.load(task.counters, KIB_DONE) * 1024);
  return { kind: 'files', files, ofFiles, bytes, ofBytes };
}
