import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { buildWorld, type World } from '../nothing-else/world.ts';
import { runs } from '../runs.ts';
import { ask, checkAnswer, checkShape } from './answers.ts';

let world: World;
/** The administrator does as told, which may open anything to anybody: in an org of its own. */
let spoiled: World;
before(async () => {
  [world, spoiled] = [await buildWorld(), await buildWorld()];
});
after(() => Promise.all([world.org.close(), spoiled.org.close()]));

const DATA = '/services/data/v68.0';

/** Every route that reads JSON, with a body that is right. */
function bodies({ open, narrowId, setId }: World): readonly (readonly [method: string, path: string, body: unknown])[] {
  const part = {
    method: 'GET',
    url: `${DATA}/sobjects/Ticket__c/${open}`,
    referenceId: 'one',
    body: { Status__c: '@{one.Status__c}' },
  };
  const record = {
    attributes: { type: 'Ticket__c', referenceId: 'r' },
    Id: open,
    Status__c: 'x',
    Account__r: { Key__c: 'k' },
  };
  return [
    ['POST', `${DATA}/sobjects/Ticket__c`, { Status__c: 'x', Secret__c: 'x', CreatedDate: '2026-11-24' }],
    ['POST', `${DATA}/sobjects/User`, { LastName: 'x', ProfileId: narrowId, IsActive: true, Username: 'x@y.example' }],
    ['POST', `${DATA}/sobjects/ObjectPermissions`, { ParentId: setId, SobjectType: 'Account', PermissionsRead: true }],
    ['PATCH', `${DATA}/sobjects/Ticket__c/${open}`, { Status__c: 'x', OwnerId: narrowId, Account__r: { Id: open } }],
    ['PATCH', `${DATA}/sobjects/Ticket__c/Key__c/k`, { Status__c: 'x' }],
    [
      'POST',
      `${DATA}/composite`,
      { allOrNone: true, compositeRequest: [part, { ...part, referenceId: 'two', method: 'PATCH' }] },
    ],
    [
      'POST',
      `${DATA}/composite/batch`,
      {
        haltOnError: true,
        batchRequests: [{ method: 'PATCH', url: `v68.0/sobjects/Ticket__c/${open}`, richInput: { Status__c: 'x' } }],
      },
    ],
    ['POST', `${DATA}/composite/graph`, { graphs: [{ graphId: 'g', compositeRequest: [part] }] }],
    ['POST', `${DATA}/composite/sobjects`, { allOrNone: false, records: [record] }],
    ['PATCH', `${DATA}/composite/sobjects`, { allOrNone: true, records: [record] }],
    ['POST', `${DATA}/composite/sobjects/Ticket__c`, { ids: [open], fields: ['Status__c'] }],
    ['PATCH', `${DATA}/composite/sobjects/Ticket__c/Key__c`, { records: [{ ...record, Key__c: 'k' }] }],
    ['POST', `${DATA}/composite/tree/Ticket__c`, { records: [{ ...record, Parts__r: { records: [record] } }] }],
    [
      'POST',
      `${DATA}/jobs/ingest`,
      { object: 'Ticket__c', operation: 'upsert', externalIdFieldName: 'Id', columnDelimiter: 'TAB' },
    ],
    ['POST', `${DATA}/jobs/query`, { operation: 'query', query: 'SELECT Id FROM Ticket__c', lineEnding: 'CRLF' }],
    ['PATCH', `${DATA}/jobs/ingest/7500000000000`, { state: 'UploadComplete' }],
    [
      'POST',
      `${DATA}/tooling/sobjects/TraceFlag`,
      { TracedEntityId: narrowId, LogType: 'USER_DEBUG', ExpirationDate: '2026-11-26T00:00:00Z' },
    ],
    ['POST', `${DATA}/metadata/deployRequest`, { validatedDeployRequestId: '0Af000000000001' }],
    ['POST', `${DATA}/sobjects/User/${narrowId}/password`, { NewPassword: 'Correct1!horse' }],
    [
      'POST',
      '/cometd/66.0',
      [
        { channel: '/meta/handshake', id: '1' },
        { channel: '/meta/subscribe', clientId: 'x', subscription: '/topic' },
      ],
    ],
  ];
}

const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    '',
    ' ',
    '__proto__',
    'constructor',
    'toString',
    '@{one.id}',
    '@{one[0].__proto__.x}',
    '../../../etc/passwd',
    '\u0000',
    '😀',
    'x'.repeat(5000),
    1e308,
    -0,
    2 ** 53,
    [],
    {},
    [[]],
    null,
    true,
    'NaN',
    '2026-02-30',
    "'; DROP TABLE Ticket__c; --",
  ),
);

/** Puts something strange in one place of a value: instead of a part, beside it, or under another name. */
function disturbed(value: unknown, path: readonly number[], how: number, put: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return put;
  const keys = Object.keys(value);
  if (keys.length === 0) return put;
  const key = keys[step % keys.length] ?? '';
  const inner = disturbed((value as Record<string, unknown>)[key], rest, how, put);
  if (Array.isArray(value)) return how % 3 === 0 ? [...value, inner] : value.with(step % keys.length, inner);
  if (how % 4 === 1) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return { ...value, [how % 4 === 2 ? (typeof put === 'string' ? put : `${key}x`) : key]: inner };
}

const disturbance = fc.tuple(fc.array(fc.nat(9), { maxLength: 5 }), fc.nat(12), strange);

test('JSON bodies of any shape are refused or answered, and nothing else is touched by them', async () => {
  const all = bodies(world);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(all.length - 1),
      fc.array(disturbance, { minLength: 1, maxLength: 2 }),
      async (at, changes) => {
        const [method, path, body] = all[at] ?? ['GET', '/', {}];
        const sent = JSON.stringify(
          changes.reduce((value, [where, how, put]) => disturbed(value, where, how, put), body),
        );
        const asked = `${method} ${path} ${sent}`;
        checkAnswer(await ask(world.narrow, method, path, sent), asked);
        checkShape(await ask(spoiled.admin, method, path, sent), `administrator: ${asked}`);
      },
    ),
    runs(400),
  );
});

test('what is no JSON is refused', async () => {
  const all = bodies(world);
  const damaged = fc.tuple(
    fc.nat(all.length - 1),
    fc.nat(300),
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('"', '{', '}', '[', ']', ',', '\\u12', '\u0000', '1e999'),
    ),
  );
  await fc.assert(
    fc.asyncProperty(damaged, async ([at, where, junk]) => {
      const [method, path, body] = all[at] ?? ['GET', '/', {}];
      const text = JSON.stringify(body);
      const place = where % text.length;
      const sent = where % 2 === 0 ? text.slice(0, place) : `${text.slice(0, place)}${junk}${text.slice(place + 1)}`;
      checkAnswer(await ask(world.narrow, method, path, sent), `${method} ${path} ${sent}`);
    }),
    runs(200),
  );
});

test('deep, wide and long JSON is refused or answered, in time', async () => {
  const deep = (open: string, close: string, levels: number) => `${open.repeat(levels)}1${close.repeat(levels)}`;
  const monstrous = [
    deep('[', ']', 200_000),
    deep('{"records":', '}', 50_000),
    deep('{"compositeRequest":[', ']}', 50_000),
    `{"compositeRequest":[{"method":"PATCH","url":"${DATA}/sobjects/Ticket__c/${world.open}","referenceId":"a","body":${deep('{"x":', '}', 20_000)}}]}`,
    `{"records":[{"attributes":{"type":"Ticket__c","referenceId":"a"},"Status__c":${deep('[', ']', 20_000)}}]}`,
    `{"records":[${'{"attributes":{"type":"Ticket__c"}},'.repeat(50_000)}{}]}`,
    `{${Array.from({ length: 20_000 }, (_, at) => `"f${at}":1`).join(',')}}`,
    `{"Status__c":"${'@{'.repeat(100_000)}"}`,
    `{"Status__c":"${'x'.repeat(1_000_000)}"}`,
  ];
  for (const [method, path] of bodies(world)) {
    for (const body of monstrous) {
      const asked = `${method} ${path} ${body.slice(0, 60)}`;
      checkAnswer(await ask(world.narrow, method, path, body), asked);
      checkShape(await ask(spoiled.admin, method, path, body), `administrator: ${asked}`);
    }
  }
});

test('the org answers as before', async () => {
  assert.equal((await spoiled.admin.query('SELECT COUNT() FROM User')).status, 200);
  assert.equal((await world.narrow.query('SELECT Secret__c FROM Ticket__c')).status, 400);
});
