import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import type { Client } from '../client.ts';
import { leaks } from '../nothing-else/attempts.ts';
import { buildWorld, type World } from '../nothing-else/world.ts';
import { runs } from '../runs.ts';
import { ask, checkShape } from './answers.ts';

let world: World;
/** The administrator does as told, which may open anything to anybody: in an org of its own. */
let spoiled: World;
before(async () => {
  [world, spoiled] = [await buildWorld(), await buildWorld()];
});
after(() => Promise.all([world.org.close(), spoiled.org.close()]));

const JOBS = '/services/data/v68.0/jobs/ingest';

/** Puts data into a job and closes it; every result of it, when it is over. */
async function ingest(client: Client, operation: string, format: object, data: Buffer): Promise<string> {
  const body = JSON.stringify({ object: 'Ticket__c', operation, ...format });
  const opened = await ask(client, 'POST', JOBS, body);
  checkShape(opened, body);
  const path = `${JOBS}/${JSON.parse(opened.text).id}`;
  checkShape(await ask(client, 'PUT', `${path}/batches`, data, { 'content-type': 'text/csv' }), data.toString());
  checkShape(await ask(client, 'PATCH', path, '{"state":"UploadComplete"}'), data.toString());
  for (let asked = 0; asked < 2000; asked++) {
    const { text } = await ask(client, 'GET', path);
    const { state } = JSON.parse(text);
    if (state === 'JobComplete' || state === 'Failed') {
      const results = ['successfulResults', 'failedResults', 'unprocessedrecords'].map((which) =>
        ask(client, 'GET', `${path}/${which}`),
      );
      return [text, ...(await Promise.all(results)).map((one) => one.text)].join('\n');
    }
    await setTimeout(2);
  }
  throw new Error(`The job of ${data.toString().slice(0, 500)} does not end`);
}

const cell = fc.oneof(
  fc.constantFrom(
    '',
    'x',
    '"x"',
    '"x,y"',
    '"',
    '""',
    '"""',
    '#N/A',
    '=1+1',
    '\u0000',
    '😀',
    'true',
    '2026-11-24',
    '99999999999999999999',
    "'; DROP TABLE Ticket__c; --",
    'a00Lw0000000002IAA',
    '001Lw0000000001IAA',
    '\ufeff',
    '\\',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const head = fc.constantFrom(
  'Id',
  'id',
  'Status__c',
  'Status__c',
  'Secret__c',
  'OwnerId',
  'Owner.Username',
  'Account__r.Name',
  'Key__c',
  'Nothing__c',
  '',
  '"Status__c"',
  'Id,Id',
  '__proto__',
);
const csv = fc
  .record({
    heads: fc.array(head, { maxLength: 4 }),
    rows: fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 5 }),
    end: fc.constantFrom('\n', '\r\n', '\r', '\n\n'),
    by: fc.constantFrom(',', ';', '\t'),
  })
  .map(({ heads, rows, end, by }) => [heads, ...rows].map((row) => row.join(by)).join(end));
const format = fc.record({
  lineEnding: fc.constantFrom('LF', 'CRLF'),
  columnDelimiter: fc.constantFrom('COMMA', 'SEMICOLON', 'TAB'),
});

test('CSV of any shape ends in a job that is over, and tells nothing more', async () => {
  await fc.assert(
    fc.asyncProperty(csv, format, fc.constantFrom('insert', 'update', 'delete'), async (text, as, operation) => {
      const told = await ingest(world.narrow, operation, as, Buffer.from(text));
      assert.ok(!leaks(told), `${text} tells ${told}`);
      await ingest(spoiled.admin, operation, as, Buffer.from(text));
    }),
    runs(60),
  );
});

test('bytes that are no text, long lines and open quotes do not stop a job', async () => {
  const monstrous = [
    Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x0a, 0x80]),
    Buffer.from(`Status__c\n"${'x'.repeat(2_000_000)}`),
    Buffer.from(`Status__c\n${'"'.repeat(200_001)}`),
    Buffer.from(`${'Status__c,'.repeat(20_000)}Id\n`),
    Buffer.from(`Id${'\n'.repeat(200_000)}`),
  ];
  for (const data of monstrous) await ingest(world.narrow, 'update', {}, data);
});
