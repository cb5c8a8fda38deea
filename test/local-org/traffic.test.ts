import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { initialSchema } from '../../src/local-org/schema/initial-schema.ts';
import { openStore } from '../../src/local-org/store/store.ts';
import { createTraffic, type RequestRecord } from '../../src/local-org/traffic.ts';
import { testOrg } from './client.ts';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 24, 12);

function request(time: number, more: Partial<RequestRecord> = {}): RequestRecord {
  return {
    time,
    userId: '005Lw0000000001AAA',
    appId: undefined,
    appName: undefined,
    family: 'REST',
    method: 'GET',
    resource: '/services/data/v68.0/query',
    apiVersion: '68.0',
    entities: ['Account', 'Contact'],
    status: 200,
    sourceIp: '127.0.0.1',
    userAgent: 'test',
    countsAgainstLimit: true,
    ...more,
  };
}

function openTraffic() {
  const store = openStore({ schema: initialSchema() });
  return { store, traffic: createTraffic(store) };
}

test('requests come back as they were, oldest first, with what the endpoint noted', () => {
  const { traffic } = openTraffic();
  const details = { operation: undefined, query: 'SELECT Id FROM Account', rows: 3 };
  traffic.add(
    request(NOON + 1, { details, clientName: 'erp', size: { milliseconds: 2, requestBytes: 0, responseBytes: 9 } }),
  );
  traffic.add(request(NOON));
  const [first, second] = [...traffic.between(NOON, NOON + HOUR)];
  assert.equal(first?.time, NOON);
  assert.equal(first?.size, undefined);
  assert.deepEqual(
    second,
    request(NOON + 1, {
      number: 1,
      details,
      clientName: 'erp',
      size: { milliseconds: 2, requestBytes: 0, responseBytes: 9 },
    }),
  );
  assert.deepEqual([...traffic.between(NOON + 2, NOON + HOUR)], []);
});

test('history counts on its day, and gives its periods', () => {
  const { traffic } = openTraffic();
  traffic.add(request(NOON));
  traffic.addHistory([
    request(NOON - 26 * HOUR),
    request(NOON - HOUR),
    request(NOON - HOUR, { countsAgainstLimit: false }),
  ]);
  assert.equal(traffic.countedToday(new Date(NOON)), 2);
  assert.equal(traffic.countedToday(new Date(NOON - 26 * HOUR)), 1);
  assert.deepEqual(traffic.periods(HOUR), [NOON - 26 * HOUR, NOON - HOUR, NOON]);
  assert.equal(traffic.historyVersion, 1);
});

test('a request that is undone stays in the traffic', () => {
  const { store, traffic } = openTraffic();
  assert.throws(() =>
    store.transaction(() => {
      traffic.add(request(NOON));
      assert.equal([...traffic.between(NOON, NOON + 1)].length, 0);
      throw new Error('undone');
    }),
  );
  assert.equal([...traffic.between(NOON, NOON + 1)].length, 1);
});

test('traffic and the count of the day outlive a restart when the org is kept in a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leastwise-'));
  try {
    const file = join(folder, 'org.db');
    const first = await testOrg({ file });
    await first.admin.query('SELECT Id FROM Account');
    const counted = first.org.traffic.countedToday(new Date());
    await first.close();
    const second = await testOrg({ file });
    try {
      assert.equal(second.org.traffic.countedToday(new Date()), counted);
      const [kept] = [...second.org.traffic.between(0, Date.now() + HOUR)].filter(
        ({ entities }) => entities[0] === 'Account',
      );
      assert.equal(kept?.details?.query, 'SELECT Id FROM Account');
    } finally {
      await second.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
