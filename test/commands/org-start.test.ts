import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'leastwise.js');
const TIMEOUT = 60_000;
const environment = { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1' };

function ended(...args: readonly string[]) {
  return spawnSync(process.execPath, [BIN, 'org', 'start', ...args], {
    encoding: 'utf8',
    env: environment,
    timeout: TIMEOUT,
  });
}

test('--json says in one line that it listens; what is said works; an interruption ends it cleanly', async () => {
  const child = spawn(process.execPath, [BIN, 'org', 'start', '--example', 'clean', '--port', '0', '--json'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    text += chunk;
    if (text.includes('\n')) break;
  }
  const { status, result } = JSON.parse(text);
  assert.equal(status, 0);
  assert.equal(result.integrations, 5);
  assert.deepEqual(result.loaded.problems, []);
  const limits = await fetch(`${result.url}/services/data/v68.0/limits`, {
    headers: { authorization: `Bearer ${result.accessToken}` },
  });
  assert.equal(limits.status, 200);
  const summary = await fetch(`${result.url}/leastwise/admin/summary`, {
    headers: { 'x-leastwise-key': result.adminKey, 'sec-fetch-mode': 'cors' },
  });
  assert.equal(summary.status, 200);
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  assert.equal(code, 0);
});

test('--exec runs a command against it, and ends as the command ends', () => {
  const line = 'test -n "$LEASTWISE_ORG_TOKEN" && echo "org at $SF_ORG_INSTANCE_URL"; exit 7';
  const { status, stdout, stderr } = ended('--port', '0', '--name', 'Harbor & Pine', '--exec', line);
  assert.equal(status, 7);
  assert.match(stdout, /^org at http:\/\/127\.0\.0\.1:\d+\n$/);
  assert.match(stderr, /Harbor & Pine is a Salesforce org on http/);
  assert.match(stderr, /sf org login access-token -r http:\/\/127\.0\.0\.1:\d+ --no-prompt -a Harbor-Pine/);
  assert.match(stderr, /1 person · 0 applications · 0 records/);
});

test('what is named and not there is told, and an address that others reach is warned of', () => {
  const { status, stderr } = ended('--port', '0', '--host', '0.0.0.0', '--example', 'messy', '--exec', 'true');
  assert.equal(status, 0, stderr);
  assert.match(stderr, /Warning: This org is bound to 0\.0\.0\.0/);
  assert.match(stderr, /no PermissionSet named Knowledge_Reader found \(PermissionSetGroup Support_Bot\)/);
});

test('a port that is taken and a seed that is wrong end with what to do', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const taken = ended('--port', String(port));
  server.close();
  assert.equal(taken.status, 4);
  assert.match(taken.stderr, /Port \d+ is in use\.\n.*--port 0/);
  const wrong = ended('--port', '0', '--seed', join(import.meta.dirname, '..', '..', 'package.json'));
  assert.equal(wrong.status, 4);
  assert.match(wrong.stderr, /package\.json: name/);
});
