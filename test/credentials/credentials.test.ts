import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, createSign, createVerify, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { importX509, jwtVerify, SignJWT } from 'jose';
import { selfSignedCertificate } from '../../src/credentials/certificate.ts';
import { makeKeyPair } from '../../src/credentials/key-pair.ts';
import { handOver } from '../../src/credentials/sink.ts';

const folder = mkdtempSync(join(tmpdir(), 'leastwise-credentials-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const NOW = new Date('2026-11-25T10:00:00Z');
const PASSPHRASE = 'a long phrase';
const pair = await makeKeyPair({ name: 'erp-orders', days: 365, bits: 2048, passphrase: PASSPHRASE, now: NOW });

test('the certificate is one: it signed itself, speaks for the integration, is no authority, and ends when it says', async () => {
  const read = new X509Certificate(pair.certificate);
  assert.ok(read.verify(read.publicKey));
  assert.deepEqual([read.subject, read.issuer, read.ca], ['CN=erp-orders', 'CN=erp-orders', false]);
  assert.equal(new Date(read.validTo).toISOString(), '2027-11-25T10:00:00.000Z');
  assert.ok(new Date(read.validFrom) < NOW);
  assert.equal(pair.ends, '2027-11-25');
  assert.equal(read.fingerprint256.replaceAll(':', '').slice(0, 16).toLowerCase(), pair.fingerprint);
  assert.ok(read.checkPrivateKey(createPrivateKey({ key: pair.privateKey, passphrase: PASSPHRASE })));
  const signed = await new SignJWT({ sub: 'x' })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(createPrivateKey({ key: pair.privateKey, passphrase: PASSPHRASE }));
  const { payload } = await jwtVerify(signed, await importX509(pair.certificate, 'RS256'));
  assert.equal(payload.sub, 'x');
});

test('the private key opens only with its passphrase', () => {
  assert.match(pair.privateKey, /^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
  assert.throws(() => createPrivateKey({ key: pair.privateKey, passphrase: 'another' }));
  const signature = createSign('RSA-SHA256')
    .update('x')
    .sign(createPrivateKey({ key: pair.privateKey, passphrase: PASSPHRASE }));
  assert.ok(createVerify('RSA-SHA256').update('x').verify(createPublicKey(pair.certificate), signature));
});

test('names of any language and times of any century stay readable', () => {
  const privateKey = createPrivateKey({ key: pair.privateKey, passphrase: PASSPHRASE });
  const publicKey = createPublicKey(privateKey);
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'Ä', '界', '🙂', ' ', '-'), minLength: 1, maxLength: 80 }),
      fc.date({ min: new Date('1995-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
      (name, to) => {
        const commonName = `n${name}`;
        const from = new Date('1994-01-01');
        const read = new X509Certificate(selfSignedCertificate(privateKey, publicKey, { commonName, from, to }));
        assert.ok(read.verify(publicKey));
        assert.equal(Math.floor(Date.parse(read.validTo) / 1000), Math.floor(to.getTime() / 1000));
        assert.equal(read.toLegacyObject().subject['CN'], [...commonName].slice(0, 64).join(''));
      },
    ),
    { numRuns: 40 },
  );
});

test('OpenSSL reads the certificate and the key', {
  skip: spawnSync('openssl', ['version']).status !== 0 && 'no openssl',
}, () => {
  const [certificate, key] = [join(folder, 'c.pem'), join(folder, 'k.pem')];
  writeFileSync(certificate, pair.certificate);
  writeFileSync(key, pair.privateKey);
  const told = execFileSync('openssl', ['x509', '-in', certificate, '-noout', '-text'], { encoding: 'utf8' });
  assert.match(told, /Version: 3/);
  assert.match(told, /CA:FALSE/);
  assert.match(told, /Digital Signature/);
  execFileSync('openssl', ['pkey', '-in', key, '-passin', `pass:${PASSPHRASE}`, '-noout']);
});

test('a file gets the secret for its owner alone, and never replaces another unasked', async () => {
  const path = join(folder, 'secret.env');
  await handOver({ kind: 'file', path, replace: false }, 'one');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  await assert.rejects(handOver({ kind: 'file', path, replace: false }, 'two'), { code: 'file-exists' });
  assert.equal(readFileSync(path, 'utf8'), 'one');
  await handOver({ kind: 'file', path, replace: true }, 'two');
  assert.equal(readFileSync(path, 'utf8'), 'two');
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.tmp')),
    [],
  );
  await assert.rejects(handOver({ kind: 'file', path: join(folder, 'no', 'where'), replace: false }, 'x'), {
    code: 'cannot-write',
  });
});

test('a command gets the secret on its input; when it fails, nothing of the secret is told', async () => {
  const path = join(folder, 'taken');
  await handOver({ kind: 'command', command: `cat > ${path}` }, 'S3CRET');
  assert.equal(readFileSync(path, 'utf8'), 'S3CRET');
  await assert.rejects(handOver({ kind: 'command', command: 'cat >&2; exit 3' }, 'S3CRET'), (error: Error) => {
    assert.match(error.message, /ended with 3/);
    assert.doesNotMatch(`${error.message}${String(error.cause)}`, /S3CRET/);
    return true;
  });
  await assert.rejects(handOver({ kind: 'command', command: 'no-such-command-here' }, 'S3CRET'), {
    code: 'sink-failed',
  });
  await handOver({ kind: 'command', command: 'true' }, 'x'.repeat(1_000_000));
});

test('no secret is written where git would commit it', async () => {
  const tree = join(folder, 'tree');
  mkdirSync(join(tree, 'keys'), { recursive: true });
  execFileSync('git', ['init', '-q', tree]);
  const sink = { kind: 'file', path: join(tree, 'keys', 'erp.key'), replace: false } as const;
  await assert.rejects(handOver(sink, 'x'), { code: 'secret-in-source-control' });
  assert.deepEqual(readdirSync(join(tree, 'keys')), []);
  writeFileSync(join(tree, '.gitignore'), '*.key\n');
  await handOver(sink, 'x');
  writeFileSync(join(tree, 'tracked.key'), '');
  execFileSync('git', ['-C', tree, 'add', '-f', 'tracked.key']);
  await assert.rejects(handOver({ ...sink, path: join(tree, 'tracked.key'), replace: true }, 'x'), {
    code: 'secret-in-source-control',
  });
});
