import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Attempt, attempt, leaks, queries, soapCall, titleOf } from './attempts.ts';
import { buildWorld, OPEN, type World } from './world.ts';

let world: World;
before(async () => {
  world = await buildWorld();
});
after(() => world.org.close());

/** Opened by the grants on Ticket__c itself. */
const OWN: ReadonlySet<string> = new Set(['Ticket__c', 'Ticket__Share']);
/** An id of an object that has no records. */
const NO_RECORD = '001000000000001AAA';
const objectNames = () => world.org.org.schema.objects().map(({ name }) => name);

test('the user sees the one object, and what every user sees', () => {
  const { narrowId, org } = world;
  const seen = (['data', 'tooling'] as const).flatMap((api) => {
    const access = org.org.accessOf(narrowId, undefined, api);
    return org.org.schema.objects().filter((object) => access.object(object).read);
  });
  const names = new Set(seen.map(({ name }) => name));
  assert.deepEqual([...names].sort(), [...OPEN, ...OWN].sort());
});

test('the user writes no object but the one', () => {
  const { narrowId, org } = world;
  const access = org.org.accessOf(narrowId);
  const written = org.org.schema.objects().filter((object) => {
    const { create, edit, delete: remove } = access.object(object);
    return create || edit || remove;
  });
  assert.deepEqual(written.map(({ name }) => name).sort(), ['Ticket__Share', 'Ticket__c']);
  const fields = written.flatMap((object) =>
    object.fields.filter((field) => object.name === 'Ticket__c' && access.field(object, field).edit),
  );
  // Every record has its owner's field, which follows the right on the record (facts on fields without security).
  assert.deepEqual(fields.map(({ name }) => name).sort(), ['OwnerId', 'Status__c']);
});

/** What an object answers that does not exist for the user. */
function hiddenObject(name: string, id: string): readonly Attempt[] {
  const gone = '404 NOT_FOUND';
  const records = [{ attributes: { type: name }, id }];
  return [
    { method: 'GET', path: `sobjects/${name}`, outcome: gone },
    { method: 'GET', path: `sobjects/${name}/describe`, outcome: gone },
    { method: 'GET', path: `sobjects/${name}/${id}`, outcome: gone },
    { method: 'GET', path: `tooling/sobjects/${name}/${id}`, outcome: gone },
    { method: 'POST', path: `sobjects/${name}`, body: {}, outcome: gone },
    { method: 'PATCH', path: `sobjects/${name}/${id}`, body: {}, outcome: gone },
    { method: 'DELETE', path: `sobjects/${name}/${id}`, outcome: gone },
    { method: 'PATCH', path: `sobjects/${name}/Id/${id}`, body: {}, outcome: gone },
    { method: 'GET', path: `composite/sobjects/${name}?ids=${id}&fields=Id`, outcome: gone },
    { method: 'PATCH', path: 'composite/sobjects', body: { records }, outcome: '200 NOT_FOUND' },
    {
      method: 'POST',
      path: `composite/tree/${name}`,
      body: { records: [{ attributes: { referenceId: 'a' } }] },
      outcome: '400 NOT_FOUND',
    },
    ...queries(
      'query',
      [`SELECT Id FROM ${name}`, '400 INVALID_TYPE'],
      [`SELECT COUNT() FROM ${name}`, '400 INVALID_TYPE'],
    ),
    ...queries('queryAll', [`SELECT FIELDS(ALL) FROM ${name} LIMIT 1`, '400 INVALID_TYPE']),
    ...queries('search', [`FIND {canary*} RETURNING ${name}`, '400 INVALID_TYPE']),
    {
      method: 'POST',
      path: 'jobs/query',
      body: { operation: 'query', query: `SELECT Id FROM ${name}` },
      outcome: '400 INVALID_TYPE',
    },
    { method: 'POST', path: 'jobs/ingest', body: { object: name, operation: 'update' }, outcome: '400 INVALIDJOB' },
    soapCall(world, 'u/60.0', 'describeSObject', `<sObjectType>${name}</sObjectType>`, '500 INVALID_TYPE'),
    soapCall(world, 'u/60.0', 'update', `<sObjects><type>${name}</type><Id>${id}</Id></sObjects>`, '500 INVALID_TYPE'),
  ];
}

test('no other object is there, whatever asks for it', async () => {
  const before = world.fingerprint();
  const surprises: string[] = [];
  const others = objectNames().filter((name) => !OPEN.has(name) && !OWN.has(name));
  assert.ok(others.length > 100);
  for (const name of others) {
    for (const made of hiddenObject(name, world.records.get(name) || NO_RECORD)) {
      const { text, body } = await attempt(world, made);
      if (text !== made.outcome) surprises.push(`${titleOf(made)}: ${text}, not ${made.outcome}`);
      if (leaks(body)) surprises.push(`${titleOf(made)} tells ${body.slice(0, 300)}`);
    }
  }
  assert.deepEqual(surprises, []);
  assert.equal(world.fingerprint(), before, 'something was changed');
});

test('what every user sees is changed by no way', async () => {
  const before = world.fingerprint();
  for (const name of OPEN) {
    const id = world.records.get(name) || NO_RECORD;
    const record = { attributes: { type: name }, id };
    const made: readonly (readonly [method: string, path: string, body?: object])[] = [
      ['POST', `sobjects/${name}`, { Name: 'x' }],
      ['PATCH', `sobjects/${name}/${id}`, {}],
      ['DELETE', `sobjects/${name}/${id}`],
      ['PATCH', 'composite/sobjects', { records: [record] }],
      ['POST', 'composite/sobjects', { records: [{ attributes: { type: name } }] }],
      ['DELETE', `composite/sobjects?ids=${id}`],
      ['DELETE', `tooling/sobjects/${name}/${id}`],
    ];
    for (const [method, path, body] of made) {
      const answer = await attempt(world, { method, path, body, outcome: '' });
      assert.doesNotMatch(answer.body, /"success":true/, `${method} ${path}`);
      if (!path.startsWith('composite')) assert.match(answer.text, /^40\d /, `${method} ${path}: ${answer.text}`);
    }
  }
  assert.equal(world.fingerprint(), before, 'something was changed');
});
