import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import * as v from 'valibot';
import { PRIVATE, writeWhole } from '../../files/write-whole.ts';
import { Problem } from '../../model/problem.ts';
import type { SavedSnapshot } from '../../model/saved-snapshot.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { packed, unpacked } from './grant-columns.ts';
import { FORMAT, isGzip } from './locate-snapshot.ts';
import { SNAPSHOT_CONTENT, type SnapshotContent } from './snapshot-shape.ts';

/** Raised when an older Leastwise could not read what is written now. New facts do not raise it. */
const VERSION = 1;
/** The longest text that can be held at all; a file that claims to be more is no snapshot. */
const MOST_BYTES = 500_000_000;

/** Keeps a snapshot in a compressed file that only its owner may read. */
export async function writeSnapshot(path: string, { snapshot, ...about }: SavedSnapshot): Promise<void> {
  const content = {
    format: FORMAT,
    version: VERSION,
    ...about,
    snapshot: { ...snapshot, containers: snapshot.containers.map(packed) },
  };
  // What is not known stands as `null`: a value that is missing is damage.
  const text = JSON.stringify(content, (_, value: unknown) => (value === undefined ? null : value));
  await writeWhole(path, await promisify(gzip)(text), PRIVATE);
}

/**
 * Reads a snapshot back, from wherever the file comes: nothing in it is taken for granted.
 *
 * @throws Problem `no-snapshot-file`, `not-a-snapshot`, `newer-snapshot`
 */
export async function readSnapshot(path: string, mostBytes = MOST_BYTES): Promise<SavedSnapshot> {
  const content = parsed(await textOf(path, mostBytes));
  if (!isRecord(content) || content['format'] !== FORMAT) throw notASnapshot(path, 'it was not written by Leastwise');
  const { version } = content;
  if (typeof version === 'number' && version > VERSION) throw newer(path);
  if (version !== VERSION) throw notASnapshot(path, 'it does not say its version');
  const checked = v.safeParse(SNAPSHOT_CONTENT, content, { abortEarly: true });
  if (!checked.success) throw notASnapshot(path, `${placeOf(checked.issues[0])} is not what stands there`);
  return saved(path, checked.output);
}

function saved(path: string, { snapshot, ...about }: SnapshotContent): SavedSnapshot {
  const containers = snapshot.containers.map((container) => {
    const whole = unpacked(container, snapshot.names.length);
    if (whole === undefined) throw notASnapshot(path, 'grants in it do not fit together');
    return whole;
  });
  if (new Set(snapshot.names).size !== snapshot.names.length) throw notASnapshot(path, 'a name stands in it twice');
  for (const ids of [containers, snapshot.groups, snapshot.users])
    if (new Set(ids.map(({ id }) => id)).size !== ids.length) throw notASnapshot(path, 'an id stands in it twice');
  const whole: Snapshot = { ...snapshot, containers, source: { ...snapshot.source, savedIn: path } };
  return { ...about, snapshot: whole };
}

async function textOf(path: string, mostBytes: number): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Problem({
      kind: 'input',
      code: 'no-snapshot-file',
      message: `${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`,
      actions: ['Write one: leastwise snapshot save <file> --target-org <alias>'],
      cause: error,
    });
  });
  if (!isGzip(bytes)) return bytes.length > mostBytes ? '' : bytes.toString('utf8');
  const unpacking = promisify<Buffer, { readonly maxOutputLength: number }, Buffer>(gunzip);
  const text = await unpacking(bytes, { maxOutputLength: mostBytes }).catch((error: NodeJS.ErrnoException) => {
    const isHuge = error.code === 'ERR_BUFFER_TOO_LARGE';
    throw notASnapshot(
      path,
      isHuge ? `it unpacks to more than ${mostBytes / 1_000_000} MB` : 'it is damaged or was cut off',
    );
  });
  return text.toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `snapshot.users[3].username`. */
function placeOf({ path }: v.BaseIssue<unknown>): string {
  return (path ?? [])
    .map(({ key }, at) => (typeof key === 'number' ? `[${key}]` : `${at > 0 ? '.' : ''}${String(key)}`))
    .join('');
}

function notASnapshot(path: string, why: string): Problem {
  return new Problem({
    kind: 'input',
    code: 'not-a-snapshot',
    message: `${path} is not a snapshot that can be used: ${why}.`,
    actions: ['Save it again: leastwise snapshot save <file> --target-org <alias>'],
  });
}

function newer(path: string): Problem {
  return new Problem({
    kind: 'input',
    code: 'newer-snapshot',
    message: `${path} was written by a newer version of Leastwise.`,
    actions: ['Bring Leastwise up to date: npm install --global leastwise'],
  });
}
