import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, test } from 'node:test';
import { testOrg } from './client.ts';

const org = await testOrg({ seed: { records: [{ object: 'Account', count: 2, values: { Name: 'Account {n}' } }] } });
after(() => org.close());

interface Seen {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  readonly body: any;
}

/** A request to the admin endpoint with headers as they are given: `fetch` would not let a test set Host. */
function admin(
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = { 'x-leastwise-key': org.adminKey },
): Promise<Seen> {
  const { port } = new URL(org.url);
  const text = body === undefined ? '' : JSON.stringify(body);
  const whole = { ...headers, 'content-length': String(Buffer.byteLength(text)) };
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path: `/leastwise/admin${path}`, headers: whole };
    const asked = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const found = Buffer.concat(chunks).toString('utf8');
        resolve({ status: answer.statusCode ?? 0, body: found === '' ? undefined : JSON.parse(found) });
      });
    });
    asked.on('error', reject);
    asked.end(text);
  });
}

test('checkpoints, reset, faults, sessions, clock and traffic over HTTP', async () => {
  assert.equal((await admin('GET', '/summary')).body.records, 2);
  assert.equal((await admin('PUT', '/checkpoints/clean')).status, 204);
  await org.admin.create('Account', { Name: 'Account 3' });
  assert.equal((await admin('GET', '/summary')).body.records, 3);
  assert.equal((await admin('POST', '/checkpoints/clean/restore')).status, 204);
  assert.equal((await admin('GET', '/summary')).body.records, 2);
  assert.deepEqual((await admin('GET', '/checkpoints')).body, ['clean']);
  assert.equal((await admin('DELETE', '/checkpoints/clean')).status, 204);
  assert.equal((await admin('POST', '/checkpoints/clean/restore')).status, 404);

  assert.equal((await admin('POST', '/faults', { kind: 'status', status: 503 })).status, 204);
  assert.deepEqual((await admin('GET', '/faults')).body, [{ kind: 'status', status: 503 }]);
  assert.equal((await org.admin.get('recent')).status, 503);
  assert.equal((await admin('DELETE', '/faults')).status, 204);

  const opened = await admin('POST', '/sessions', { username: org.adminUsername, minutes: 5 });
  assert.equal(opened.status, 201);
  assert.equal(opened.body.instanceUrl, org.url);
  const asked = await fetch(`${org.url}/services/data/v68.0/recent`, {
    headers: { authorization: `Bearer ${opened.body.accessToken}` },
  });
  assert.equal(asked.status, 200);
  const listed = await admin('GET', '/sessions');
  assert.ok(!JSON.stringify(listed.body).includes(opened.body.accessToken), 'tokens are not told again');
  assert.deepEqual((await admin('DELETE', '/sessions', { token: opened.body.accessToken })).body, { ended: 1 });

  const { now } = (await admin('POST', '/clock', { by: '90d' })).body;
  assert.ok(new Date(now).getTime() > Date.now() + 89 * 86_400_000);
  assert.equal(
    (await admin('POST', '/clock', { to: '2026-12-24T18:00:00Z' })).body.now.slice(0, 16),
    '2026-12-24T18:00',
  );
  assert.equal((await admin('GET', '/clock')).body.now.slice(0, 10), '2026-12-24');

  await org.client(org.adminUsername).get('chatter/feeds');
  const { body: requests } = await admin('GET', '/traffic?since=2026-12-24T00:00:00Z');
  assert.deepEqual(
    requests.map(({ resource, status }: { resource: string; status: number }) => `${status} ${resource}`),
    ['501 /services/data/v68.0/chatter/feeds'],
  );
  assert.deepEqual((await admin('GET', '/unanswered')).body, [
    { request: 'GET /services/data/v68.0/chatter/feeds', count: 1 },
  ]);
  assert.equal((await admin('POST', '/reset')).body.records, 2);
});

test('what is wrong with a request is said', async () => {
  for (const [method, path, body, expected] of [
    ['POST', '/faults', { kind: 'earthquake' }, /^kind: /],
    ['POST', '/faults', { kind: 'latency' }, /^milliseconds: /],
    ['POST', '/sessions', { username: 'nobody@example.com' }, /The org has no user nobody@example\.com/],
    ['POST', '/sessions', { username: org.adminUsername, application: 'Nothing' }, /no application Nothing/],
    ['POST', '/clock', { by: 'soon' }, /./],
    ['GET', '/traffic?since=yesterday', undefined, /since: no date/],
  ] as const) {
    const answer = await admin(method, path, body);
    assert.ok(answer.status === 400 || answer.status === 404, `${path}: ${answer.status}`);
    assert.match(answer.body[0].message, expected);
  }
});

test('no key, a wrong key, a web page and another name get nothing', async () => {
  const key = { 'x-leastwise-key': org.adminKey };
  for (const headers of [
    {},
    { 'x-leastwise-key': 'guess' },
    { ...key, origin: 'http://evil.example' },
    { ...key, 'sec-fetch-site': 'cross-site' },
  ]) {
    const answer = await admin('GET', '/summary', undefined, headers);
    assert.equal(answer.status, 403, JSON.stringify(headers));
    assert.ok(!JSON.stringify(answer.body).includes(org.adminKey));
  }
});

test('an org on loopback answers to loopback names only', async () => {
  const { port } = new URL(org.url);
  const statusFor = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path: '/services/data', headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on('error', reject);
      asked.end();
    });
  for (const host of [`127.0.0.1:${port}`, 'localhost', `[::1]:${port}`, 'acme.my.localhost'])
    assert.equal(await statusFor(host), 200, host);
  for (const host of ['evil.example', 'localhost.evil.example', '192.0.2.1'])
    assert.equal(await statusFor(host), 421, host);
});
