import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { parseXml } from '../../src/local-org/metadata/xml-node.ts';
import { openZip } from '../../src/local-org/metadata/zip.ts';
import { refusal } from './an-org.ts';
import { refusalOf, type TestOrg, testOrg } from './client.ts';

let org: TestOrg;
before(async () => {
  org = await testOrg();
});
after(() => org.close());

const zipOf = (files: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))));

/** Where the first entry tells its size, in its own header and in the directory at the end. */
function withDeclaredSize(zip: Buffer, size: number): Buffer {
  const lying = Buffer.from(zip);
  lying.writeUInt32LE(size, 22);
  lying.writeUInt32LE(size, lying.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 24);
  return lying;
}

test('a path that leads out of a zip is refused, and nothing of the zip is believed', () => {
  for (const path of ['../evil.txt', '/etc/passwd', 'objects/../../evil', 'a\\..\\evil', '..']) {
    assert.match(
      refusal(() => openZip(zipOf({ 'package.xml': '<Package/>', [path]: 'x' }))),
      /^400 INVALID_ZIP .*leads out/,
      path,
    );
  }
  assert.deepEqual([...openZip(zipOf({ 'a/b..c': 'x' })).keys()], ['a/b..c']);
});

test('a zip that swells is refused by what it says, and cut short when it lies', () => {
  const swelling = zipOf({ 'package.xml': '0'.repeat(5_000_000) });
  assert.ok(swelling.length < 20_000);
  assert.match(
    refusal(() => openZip(withDeclaredSize(swelling, 700 * 1024 * 1024))),
    /^400 LIMIT_EXCEEDED/,
  );
  // It is given the room that it asked for, and no more.
  let opened = 0;
  const told = refusal(() => {
    opened = openZip(withDeclaredSize(swelling, 10)).get('package.xml')?.length ?? 0;
  });
  assert.ok(told.startsWith('400 INVALID_ZIP') || opened <= 10, `${told} ${opened}`);
});

test('a zip of too many files or too many bytes is refused', () => {
  const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`f${at}`, '']));
  assert.match(
    refusal(() => openZip(zipOf(many))),
    /^400 LIMIT_EXCEEDED The package has too many/,
  );
  assert.match(
    refusal(() => openZip(Buffer.alloc(39 * 1024 * 1024 + 1))),
    /^400 LIMIT_EXCEEDED Maximum size of request/,
  );
});

test('XML that is too deep, or that brings entities, is refused', () => {
  assert.match(
    refusal(() => parseXml('<a>'.repeat(101))),
    /^400 INVALID_XML .*too deep/,
  );
  assert.match(
    refusal(() => parseXml('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')),
    /^400 INVALID_XML .*DOCTYPE/,
  );
  assert.match(
    refusal(() => parseXml('<a>&b;</a>')),
    /^400 INVALID_XML/,
  );
});

test('a body that is too large is refused while it comes', async () => {
  const { status, body } = await org.admin.send('POST', 'sobjects/Account', 'x'.repeat(64 * 1024 * 1024 + 1));
  assert.deepEqual([status, body[0].errorCode], [413, 'REQUEST_TOO_LARGE']);
});

test('an upload that swells is cut off at the limit of a job', async () => {
  const job = await org.admin.send('POST', 'jobs/ingest', { object: 'Account', operation: 'insert' });
  const response = await fetch(`${org.url}/services/data/v68.0/jobs/ingest/${job.body.id}/batches`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${org.admin.token}`, 'content-type': 'text/csv', 'content-encoding': 'gzip' },
    body: new Uint8Array(gzipSync(Buffer.alloc(151 * 1024 * 1024, 'x'))),
  });
  assert.equal(response.status, 413);
  assert.equal((await org.admin.get(`jobs/ingest/${job.body.id}`)).body.state, 'Failed');
});

test('no address leads out of the org', async () => {
  const paths = [
    '/services/data/v68.0/../../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/services/data/v68.0/sobjects/..%2f..%2f',
    '/services/data/v68.0/%2e%2e/%00',
  ];
  for (const path of paths) {
    const answer = await org.admin.get(path);
    assert.match(refusalOf(answer), /^(404 NOT_FOUND|501 NOT_IMPLEMENTED)/, path);
  }
});
