import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { ReaderResult, ReadFile } from './facts.ts';
import { newFileReader } from './read-file.ts';
import { type ReadBuffer, readListed } from './read-listed.ts';
import type { SourceFile } from './source.ts';

/** Files of a folder that several threads read: each takes the next one that nobody has taken. */
export interface ReadingTask {
  readonly root: string;
  /** Small ones first: the compiler has seen entries of every kind before the loops over large files get hot. */
  readonly files: readonly SourceFile[];
  readonly maxFileBytes: number;
  /** How many bytes one of the threads will read, about. */
  readonly shareOfBytes: number;
  /** Shared by the threads: number of the next file to take, files and KiB done. */
  readonly counters: Int32Array<SharedArrayBuffer>;
}

export const NEXT_FILE = 0;
export const FILES_DONE = 1;
export const KIB_DONE = 2;
export const COUNTERS = 3;

/** Reads files of the task one by one, until all are taken; stops at each for whoever drives it. */
export function* readTask(task: ReadingTask): Generator<void, ReaderResult> {
  const { root, files, maxFileBytes, counters } = task;
  const reader = newFileReader(task.shareOfBytes);
  const buffer: ReadBuffer = { bytes: Buffer.alloc(0) };
  const read: ReadFile[] = [];
  for (;;) {
    const file = files[Atomics.add(counters, NEXT_FILE, 1)];
    if (file === undefined) return { files: read, rows: reader.rows, names: reader.names.strings };
    read.push(readListed(reader, buffer, root, file, maxFileBytes));
    Atomics.add(counters, FILES_DONE, 1);
    Atomics.add(counters, KIB_DONE, Math.round(file.size / 1024));
    yield;
  }
}

/** Reads with another thread. Answers nothing when that thread fails: the files it took are missing then. */
export function readInThread(task: ReadingTask): Promise<ReaderResult | undefined> {
  return new Promise((resolve) => {
    const worker = startWorker(task);
    if (worker === undefined) {
      resolve(undefined);
      return;
    }
    worker.once('message', resolve);
    worker.once('error', () => resolve(undefined));
    worker.once('exit', () => resolve(undefined));
  });
}

/** `undefined` where threads are forbidden, as under Node's permission model. */
function startWorker(readingTask: ReadingTask): Worker | undefined {
  try {
    return new Worker(new URL(import.meta.url), { workerData: { readingTask } });
  } catch {
    return undefined;
  }
}

function taskOf(data: unknown): ReadingTask | undefined {
  return typeof data === 'object' && data !== null && 'readingTask' in data
    ? (data.readingTask as ReadingTask)
    : undefined;
}

// This file is also what such a thread runs.
const ownTask = parentPort === null ? undefined : taskOf(workerData);
if (parentPort !== null && ownTask !== undefined) {
  const reading = readTask(ownTask);
  let step = reading.next();
  while (!step.done) step = reading.next();
  const { ids, bits, lines } = step.value.rows;
  parentPort.postMessage(step.value, [ids.buffer, bits.buffer, lines.buffer] as ArrayBuffer[]);
}
