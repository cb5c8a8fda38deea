import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Client } from '../client.ts';
import { buildWorld, type World } from '../nothing-else/world.ts';
import { runs } from '../runs.ts';
import { ask, checkAnswer, checkShape, type Reply } from './answers.ts';
import { damagedSoql, MONSTROUS, soqlText } from './soql-text.ts';

let world: World;
/** The same org with other values in everything that the user may not read. */
let other: World;
before(async () => {
  [world, other] = [await buildWorld(), await buildWorld('rawhideQ42')];
});
after(() => Promise.all([world.org.close(), other.org.close()]));

const RESOURCES = ['query', 'queryAll', 'tooling/query'] as const;

function query(client: Client, resource: string, soql: string): Promise<Reply> {
  return ask(client, 'GET', `/services/data/v68.0/${resource}?q=${encodeURIComponent(soql)}`);
}

/**
 * No interference: what the user may not read has no influence on any answer. That finds a leak through a count, an order
 * or an error as well as a plain one.
 */
test('no query tells anything of what the user may not read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(soqlText, damagedSoql), fc.constantFrom(...RESOURCES), async (soql, resource) => {
      const [one, two] = await Promise.all([query(world.narrow, resource, soql), query(other.narrow, resource, soql)]);
      checkAnswer(one, soql);
      assert.deepEqual(two, one, soql);
    }),
    runs(400),
  );
});

test('no query of an administrator breaks the org', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(soqlText, damagedSoql), fc.constantFrom(...RESOURCES), async (soql, resource) => {
      checkShape(await query(world.admin, resource, soql), soql);
    }),
    runs(300),
  );
});

test('a search is refused or answered as well', async () => {
  const words = fc.oneof(
    fc.constantFrom('canary*', 'open', '"a b"', 'a OR b', '?', '*', '{', '}', '\\}', "'", 'AND'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const sosl = fc
    .tuple(words, fc.constantFrom('', ' IN NAME FIELDS', ' IN ALL FIELDS', ' IN'), soqlText)
    .map(([word, group, soql]) => {
      const from = /FROM (\S+)(.*)$/s.exec(soql);
      const select = /^SELECT (.*?) FROM/s.exec(soql)?.[1] ?? 'Id';
      return `FIND {${word}}${group} RETURNING ${from?.[1] ?? 'User'}(${select}${from?.[2] ?? ''})`;
    });
  await fc.assert(
    fc.asyncProperty(sosl, async (text) => {
      const path = `/services/data/v68.0/search?q=${encodeURIComponent(text)}`;
      const [one, two] = await Promise.all([ask(world.narrow, 'GET', path), ask(other.narrow, 'GET', path)]);
      checkAnswer(one, text);
      assert.deepEqual(two, one, text);
    }),
    runs(200),
  );
});

test('what is long or deep is refused or answered, in time', async () => {
  for (const soql of MONSTROUS) {
    const body = JSON.stringify({ operation: 'query', query: soql });
    checkAnswer(await ask(world.narrow, 'POST', '/services/data/v68.0/jobs/query', body), soql.slice(0, 80));
    if (soql.length < 15_000) checkAnswer(await query(world.narrow, 'query', soql), soql.slice(0, 80));
  }
});
