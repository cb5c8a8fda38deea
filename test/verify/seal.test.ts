import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkSeal } from '../../src/pipelines/check-seal.ts';
import { canonicalJson, sealed, sealOf } from '../../src/verify/seal.ts';
import { aVerification } from './a-verification.ts';

const folder = mkdtempSync(join(tmpdir(), 'leastwise-seal-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function filed(content: unknown, space = 2): string {
  const file = join(folder, `${createHash('sha256').update(JSON.stringify(content)).digest('hex')}-${space}.json`);
  writeFileSync(file, JSON.stringify(content, null, space));
  return file;
}

test('canonical JSON does not depend on how a file is laid out', () => {
  assert.equal(
    canonicalJson({ b: [1, { d: null, c: 'é"\u2028' }], a: true, none: undefined }),
    '{"a":true,"b":[1,{"c":"é\\"\u2028","d":null}]}',
  );
  assert.equal(canonicalJson({ a: 1, b: 2 }), canonicalJson({ b: 2, a: 1 }));
  assert.notEqual(canonicalJson({ a: [1, 2] }), canonicalJson({ a: [2, 1] }));
  assert.equal(canonicalJson('\ud800'), '"\ufffd"');
});

test('the seal is that of everything but itself, in any layout and order of keys', async () => {
  const evidence = sealed(aVerification());
  assert.equal(evidence.sha256, createHash('sha256').update(canonicalJson(aVerification())).digest('hex'));
  const turned = Object.fromEntries(Object.entries(evidence).reverse());
  for (const content of [evidence, turned])
    for (const space of [0, 2]) {
      const { intact, sealed: inFile, computed, by } = await checkSeal(filed(content, space));
      assert.deepEqual([intact, inFile, computed, by], [true, evidence.sha256, evidence.sha256, 'admin@acme.example']);
    }
});

test('any change breaks it: a value, a name, something added, something left out', async () => {
  const evidence = sealed(aVerification());
  const [integration] = evidence.integrations;
  assert.ok(integration);
  const changes: readonly object[] = [
    { ...evidence, by: 'somebody@acme.example' },
    { ...evidence, started: '2026-11-26T10:00:00.000Z' },
    { ...evidence, extra: 1 },
    { ...evidence, integrations: [] },
    {
      ...evidence,
      integrations: [{ ...integration, checks: integration.checks.map((one) => ({ ...one, outcome: 'proved' })) }],
    },
    { ...evidence, sha256: '0'.repeat(64) },
  ];
  for (const changed of changes) assert.equal((await checkSeal(filed(changed))).intact, false, JSON.stringify(changed));
  assert.equal(sealOf({ ...evidence, sha256: 'anything' }), evidence.sha256);
});

test('what is no evidence is refused, and a file that lacks half of it does not break the check', async () => {
  for (const content of [
    [],
    null,
    'x',
    { format: 'leastwise-verification' },
    { ...sealed(aVerification()), version: 2 },
  ])
    await assert.rejects(checkSeal(filed(content)), { code: 'not-evidence' });
  await assert.rejects(checkSeal(join(folder, 'nowhere.json')), { code: 'cannot-read' });
  const bare = await checkSeal(filed({ format: 'leastwise-verification', version: 1, sha256: 'x' }));
  assert.deepEqual([bare.intact, bare.org, bare.tool], [false, '', '']);
});
