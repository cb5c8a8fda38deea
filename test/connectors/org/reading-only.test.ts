import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { OrgReading } from '../../../src/connectors/org/read.ts';
import { readOrg } from '../../../src/connectors/org/read.ts';
import { type LocalOrg, startLocalOrg } from '../../../src/local-org/local-org.ts';
import type { StoredRow } from '../../../src/local-org/store/store.ts';
import { localSession } from './local-session.ts';

let org: LocalOrg;
let reading: OrgReading;
let stored: string;
let started: number;
before(async () => {
  org = await startLocalOrg({ example: 'messy' });
  const session = localSession(org);
  stored = records(org);
  started = org.org.now().getTime();
  reading = await readOrg(session, { now: org.org.now() });
  await reading.details({ objects: ['Account', 'Invoice__c'], profiles: new Set(['profile:Admin']) });
  await reading.close();
});
after(() => org.close());

/** Everything that is stored, but what the org notes of its own. */
function records({ org: { store, schema } }: LocalOrg): string {
  const tables = schema.objects().filter(({ keyPrefix, name }) => keyPrefix !== '' && name !== 'EventLogFile');
  return JSON.stringify(tables.map((object) => [object.name, store.find(object, {})]));
}

test('reading changes no record', () => {
  assert.equal(records(org), stored);
});

test('every request of a reading asks', () => {
  // The example brings requests of the past, of clients that do write.
  const requests = [...org.org.traffic.between(started, org.org.now().getTime() + 1)];
  assert.ok(requests.length > 10);
  const others = requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, resource, details }) => `${method} ${resource} ${details?.operation ?? ''}`.trim());
  assert.deepEqual([...new Set(others)].sort(), [
    'POST /services/Soap/m/68.0 listMetadata',
    'POST /services/Soap/m/68.0 readMetadata',
    'POST /services/data/v68.0/composite',
    'POST /services/data/v68.0/tooling/composite',
  ]);
});

test('what is read holds no token and no key', () => {
  const { snapshot } = reading;
  const text = JSON.stringify(snapshot, (_, value: unknown) => (ArrayBuffer.isView(value) ? undefined : value));
  assert.doesNotMatch(text, /00D\w{12,15}!/);
  const tokens: readonly StoredRow[] = org.org.store.all('SELECT "AccessToken", "DeleteToken" FROM "OauthToken"');
  for (const secret of tokens.flatMap((row) => Object.values(row))) {
    if (typeof secret === 'string' && secret !== '') assert.ok(!text.includes(secret));
  }
});

test('a small org costs a few dozen calls and one a log file, about as many as were expected', () => {
  const { calls, estimate } = reading.budget;
  const requests = [...org.org.traffic.between(started, org.org.now().getTime() + 1)];
  const files = requests.filter(({ resource }) => resource.endsWith('/LogFile')).length;
  assert.ok(calls - files <= 45, `${calls} calls, ${files} log files`);
  assert.ok(Math.abs(calls - estimate) <= 15, `${calls} calls, ${files} log files, ${estimate} expected`);
});
