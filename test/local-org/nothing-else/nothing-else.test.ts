import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adminRoutes } from '../../../src/local-org/api/admin/routes.ts';
import { METADATA_SOAP } from '../../../src/local-org/api/metadata/soap.ts';
import { DESCRIBE_OPERATIONS } from '../../../src/local-org/api/partner/describe.ts';
import { PARTNER } from '../../../src/local-org/api/partner/dialect.ts';
import { queryOperations } from '../../../src/local-org/api/partner/queries.ts';
import { SESSION_OPERATIONS } from '../../../src/local-org/api/partner/session.ts';
import { WRITE_OPERATIONS } from '../../../src/local-org/api/partner/writes.ts';
import { ROUTES } from '../../../src/local-org/api/routes.ts';
import { type Attempt, attempt, leaks, titleOf } from './attempts.ts';
import { bulkAttempts } from './bulk-attempts.ts';
import { compositeAttempts } from './composite-attempts.ts';
import { credentialAttempts, loginAttempts, streamingAttempts } from './login-attempts.ts';
import { restAttempts } from './rest-attempts.ts';
import { metadataOperations, recordOperations, soapAttempts } from './soap-attempts.ts';
import { toolingAttempts } from './tooling-attempts.ts';
import { buildWorld, type World } from './world.ts';

let world: World;
let all: Readonly<Record<string, readonly Attempt[]>>;
before(async () => {
  world = await buildWorld();
  all = {
    ...restAttempts(world),
    ...compositeAttempts(world),
    ...toolingAttempts(world),
    ...bulkAttempts(world),
    ...soapAttempts(world),
    ...loginAttempts(world),
    ...credentialAttempts(world),
    ...streamingAttempts(),
  };
});
after(() => world.org.close());

const keyOf = ({ method, path }: { readonly method: string; readonly path: string }) => `${method} ${path}`;

test('every route of the org is tried', () => {
  assert.deepEqual(Object.keys(all).sort(), ROUTES.map(keyOf).sort());
  for (const [route, attempts] of Object.entries(all)) assert.ok(attempts.length > 0, `nothing is tried of ${route}`);
});

test('every operation of SOAP is tried', () => {
  const records = { ...SESSION_OPERATIONS, ...DESCRIBE_OPERATIONS, ...queryOperations(PARTNER), ...WRITE_OPERATIONS };
  assert.deepEqual(Object.keys(recordOperations(world)).sort(), [...Object.keys(records), 'login'].sort());
  assert.deepEqual(Object.keys(metadataOperations(world)).sort(), Object.keys(METADATA_SOAP.operations).sort());
});

/** A route with what was tried of it: nothing may be told, nothing may be changed. */
for (const key of ROUTES.map(keyOf)) {
  test(`nothing else by ${key}`, async () => {
    const before = world.fingerprint();
    const surprises: string[] = [];
    for (const made of all[key] ?? []) {
      const { text, body } = await attempt(world, made);
      if (text !== made.outcome) surprises.push(`${titleOf(made)}: ${text} ${body.slice(0, 200)}, not ${made.outcome}`);
      if (leaks(body)) surprises.push(`${titleOf(made)} tells ${body.slice(0, 600)}`);
    }
    assert.deepEqual(surprises, []);
    assert.equal(world.fingerprint(), before, 'something was changed');
  });
}

test('the admin endpoint is closed to who is logged in, without its key', async () => {
  const before = world.fingerprint();
  for (const { method, path } of adminRoutes(world.org, world.org.adminKey)) {
    const named = path.replace(':name', 'default');
    const made: Attempt = {
      method,
      path: named,
      headers: { 'x-leastwise-key': 'guessed' },
      outcome: '403 INSUFFICIENT_ACCESS',
    };
    assert.equal((await attempt(world, made)).text, made.outcome, keyOf({ method, path }));
  }
  assert.equal(world.fingerprint(), before);
});

test('a session that was logged out does nothing any more', async () => {
  const client = world.org.client('narrow@integrations.example');
  const envelope = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><SessionHeader><sessionId>${client.token}</sessionId></SessionHeader></e:Header><e:Body><logout xmlns="urn:partner.soap.sforce.com"/></e:Body></e:Envelope>`;
  const { status } = await client.send('POST', '/services/Soap/u/60.0', envelope, { 'content-type': 'text/xml' });
  assert.equal(status, 200);
  assert.equal((await client.get('sobjects')).status, 401);
});
