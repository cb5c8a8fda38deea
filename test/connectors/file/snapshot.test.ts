import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { pseudonymous } from '../../../src/connectors/file/pseudonymous.ts';
import { readSnapshot, writeSnapshot } from '../../../src/connectors/file/snapshot-file.ts';
import { readMetadata } from '../../../src/connectors/sfdx/read.ts';
import { type LocalOrg, startLocalOrg } from '../../../src/local-org/local-org.ts';
import { Problem } from '../../../src/model/problem.ts';
import type { SavedSnapshot } from '../../../src/model/saved-snapshot.ts';
import type { AuditSettings } from '../../../src/model/settings.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { loadOrg } from '../../../src/pipelines/load-live-org.ts';
import { readAuditSettings } from '../../../src/pipelines/read-audit-settings.ts';
import { understand } from '../../../src/pipelines/understand.ts';
import { localSession } from '../org/local-session.ts';

const TODAY = '2026-11-25';
let settings: AuditSettings;
let folder = '';
let org: LocalOrg;
let snapshot: Snapshot;
let text = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leastwise-snapshot-'));
  org = await startLocalOrg({ example: 'messy' });
  settings = await readAuditSettings({ source: folder });
  ({ snapshot } = await loadOrg(localSession(org), { settings, today: TODAY }));
  await writeSnapshot(join(folder, 'org.gz'), saving(snapshot));
  text = gunzipSync(await readFile(join(folder, 'org.gz'))).toString('utf8');
});
after(async () => {
  await org.close();
  await rm(folder, { recursive: true, force: true });
});

function saving(one: Snapshot): SavedSnapshot {
  return {
    snapshot: one,
    savedAt: '2026-11-25T00:00:00.000Z',
    writtenBy: '0.1.0',
    pseudonyms: false,
    integrations: [],
  };
}

/** What comes back from a file with this content. */
async function readBack(content: string | Buffer, mostBytes?: number): Promise<SavedSnapshot> {
  const path = join(folder, 'other');
  await writeFile(path, content);
  return readSnapshot(path, mostBytes);
}

async function problemOf(content: string | Buffer, mostBytes?: number): Promise<Problem> {
  const error = await readBack(content, mostBytes).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Problem, `no problem, but ${String(error)}`);
  assert.equal(error.kind, 'input');
  return error;
}

test('what is read back is what was written, of an org and of a tree', async () => {
  const tree = await readMetadata({ path: join(import.meta.dirname, '../../../examples/messy-org') });
  for (const [name, one] of Object.entries({ org: snapshot, tree })) {
    const path = join(folder, `${name}.snapshot.json.gz`);
    await writeSnapshot(path, saving(one));
    const { source, ...rest } = (await readSnapshot(path)).snapshot;
    const { source: original, ...expected } = one;
    assert.deepEqual(rest, expected, name);
    assert.deepEqual(source, { ...original, savedIn: path });
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  }
});

test('it holds nothing that opens a session', () => {
  const columns = [
    ...new Set(
      JSON.parse(
        `[${text
          .match(/"[^"]*(?=":)/g)
          ?.map((key) => `${key}"`)
          .join(',')}]`,
      ),
    ),
  ];
  assert.deepEqual(
    columns.filter((key) => /token|secret|password|key$/i.test(String(key))).sort(),
    ['key', 'refreshToken', 'refreshTokenRotation', 'secretOptional', 'secrets', 'tokenExchange', 'tokens'],
    'policies of apps, a key is that of a setting; tokens are counted, and secrets are places',
  );
  assert.ok(!/00D\w{12,15}!/.test(text), 'no session id');
  assert.ok(!/BEGIN [A-Z ]*PRIVATE KEY/.test(text), 'no private key');
});

test('damage, other files, and files of the future are told in one clear message each', async () => {
  const bytes = gzipSync(text);
  assert.match((await problemOf(bytes.subarray(0, bytes.length / 2))).message, /damaged or was cut off/);
  assert.match(
    (await problemOf(Buffer.concat([bytes.subarray(0, 99), Buffer.from('xx'), bytes.subarray(101)]))).message,
    /damaged/,
  );
  assert.match((await problemOf(gzipSync('hello'))).message, /not written by Leastwise/);
  assert.equal((await problemOf(text.replace('"version":1', '"version":2'))).code, 'newer-snapshot');
  assert.match((await problemOf(text.replace('"version":1', '"version":"1"'))).message, /does not say its version/);
  assert.match(
    (await problemOf(text.replace('"users":[{"id":', '"users":[{"ID":'))).message,
    /snapshot\.users\[0\]\.id/,
  );
  assert.equal((await problemOf(gzipSync(`[${'['.repeat(200_000)}`))).code, 'not-a-snapshot');
  assert.match((await problemOf(gzipSync(Buffer.alloc(2_000_000, 32)), 1_000_000)).message, /more than 1 MB/);
  const error = await readSnapshot(join(folder, 'nowhere')).catch((thrown: unknown) => thrown);
  assert.equal((error as Problem).code, 'no-snapshot-file');
});

test('a file that was made up is refused, or can be understood: nothing in it ends the program', async () => {
  const content = JSON.parse(text) as unknown;
  const places = placesIn(content);
  const odd = fc.constantFrom<unknown>(null, -1, 1e9, 0.5, '', '__proto__', 'Account', [], {}, true, [{}], '\u001b[2J');
  let understood = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(places.length - 1), odd), { minLength: 1, maxLength: 3 }),
      async (changes) => {
        const copy = structuredClone(content);
        for (const [at, value] of changes) replace(copy, places[at] ?? [], value);
        const read = await readBack(JSON.stringify(copy)).catch((error: unknown) => error);
        if (read instanceof Problem) return;
        assert.ok(!(read instanceof Error), String(read));
        understand((read as SavedSnapshot).snapshot, settings, TODAY);
        understood += 1;
      },
    ),
    { numRuns: 150 },
  );
  assert.ok(understood > 0, 'some changes do no harm');
});

/** Every place in a value, as the keys that lead there; of long lists only the beginning. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value)
      .slice(0, 40)
      .flatMap(([key, inner]) => placesIn(inner, [...path, key])),
  ];
}

function replace(root: unknown, path: readonly string[], value: unknown): void {
  const last = path.at(-1);
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], root);
  if (last !== undefined && typeof parent === 'object' && parent !== null)
    (parent as Record<string, unknown>)[last] = value;
}

test('with pseudonyms no name that people of the org chose is left, and the same name has the same one', async () => {
  const key = new Uint8Array(32).fill(7);
  const { snapshot: hidden } = pseudonymous(saving(snapshot), key);
  const told = JSON.stringify(hidden);
  const own = [
    ...snapshot.users.flatMap(({ username, email, name }) => [username, email, name]),
    ...snapshot.containers
      .filter(({ custom, namespace }) => custom !== false && namespace === '')
      .flatMap(({ name, label, description }) => [name, label, description]),
    ...snapshot.groups.flatMap(({ name, label }) => [name, label]),
    ...[...snapshot.connectedApps, ...snapshot.externalClientApps].flatMap(({ name, label }) => [name, label]),
    ...snapshot.names.filter((name) => /__c/.test(name)),
    ...snapshot.customPermissions.map(({ name }) => name),
    snapshot.org?.name ?? '',
    snapshot.org?.domain ?? '',
  ].filter((name) => name.length > 3 && !['Admin'].includes(name));
  assert.ok(own.length > 60, `${own.length} names`);
  const kept = new Set(['system administrator', 'standard user', 'minimum access - salesforce']);
  for (const name of own.filter((one) => !kept.has(one.toLowerCase())))
    assert.ok(!told.includes(JSON.stringify(name)), `${name} is still there`);
  assert.ok(!/harborpine|harbor & pine/i.test(told), 'the company is not named');

  assert.deepEqual(pseudonymous(saving(snapshot), key).snapshot, hidden, 'stable within a key');
  const other = pseudonymous(saving(snapshot), new Uint8Array(32).fill(8)).snapshot;
  assert.notEqual(other.users[0]?.username, hidden.users[0]?.username);
  assert.ok(hidden.names.includes('Account') && hidden.names.includes('ModifyAllData'), 'names of Salesforce stay');
  assert.equal(new Set(hidden.names).size, snapshot.names.length);
  for (const { username, target } of hidden.assignments) {
    assert.ok(hidden.users.some((user) => user.username === username && user.id === `user:${username}`));
    const parts = target.kind === 'group' ? hidden.groups : hidden.containers;
    assert.ok(
      parts.some(({ name }) => name === target.name),
      target.name,
    );
  }
});
