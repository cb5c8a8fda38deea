import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ADMIN_USERNAME } from '../../src/local-org/seed/first-day.ts';
import { type TestOrg, testOrg } from '../local-org/client.ts';
import { appFiles } from './app.ts';
import { selfSigned } from './certificate.ts';
import { writeFiles } from './metadata-xml.ts';
import { type Cli, createCli } from './sf.ts';

let org: TestOrg;
let sf: Cli;
/** Another home: the CLI goes on with the key of a user whom it knows by JWT. */
let other: Cli;
before(async () => {
  org = await testOrg();
  [sf, other] = [createCli(), createCli()];
});
after(async () => {
  sf.remove();
  other.remove();
  await org.close();
});

const QUERY = ['--query', 'SELECT Name FROM Organization'];
const sessionsOf = (name: string) => org.org.sessions.list().filter(({ app }) => app?.name === name);
const logins = () =>
  org.org.store
    .all('SELECT "Application", "LoginSubType", "Status" FROM "LoginHistory" ORDER BY "Id"')
    .map(({ Application, LoginSubType, Status }) => `${Application} ${LoginSubType} ${Status}`);

test('by access token; when the token is revoked the CLI is out at once', async () => {
  const { token } = org.client(ADMIN_USERNAME);
  await sf.logIn(org.url, token, 'by-token');
  const shown = await sf.ok('org display');
  assert.deepEqual([shown.username, shown.id, shown.connectedStatus], [ADMIN_USERNAME, org.org.id, 'Connected']);
  await fetch(`${org.url}/services/oauth2/revoke`, { method: 'POST', body: new URLSearchParams({ token }) });
  const refused = await sf.run('data query', QUERY);
  assert.deepEqual([refused.code, refused.name], [1, 'INVALID_SESSION_ID']);
});

test('by JWT, with the key of the certificate that an app carries; expired sessions are renewed', async () => {
  const { key, certificate } = selfSigned('ci.local.example');
  const keyFile = join(sf.folder, 'ci.key');
  writeFileSync(keyFile, key, { mode: 0o600 });
  await sf.logIn(org.url, org.admin.token, 'admin');
  const app = writeFiles(join(sf.folder, 'app'), appFiles({ consumerKey: '3MVGci', certificate }));
  await sf.ok('project deploy start', ['--metadata-dir', app]);
  await sf.ok('org assign permset', ['--name', 'CI_Users']);

  const client = ['--client-id', '3MVGci', '--jwt-key-file', keyFile, '--instance-url', org.url];
  await sf.ok('org login jwt', ['--username', ADMIN_USERNAME, '--alias', 'ci', '--set-default', ...client]);
  const [session] = sessionsOf('CI');
  assert.ok(session);
  assert.deepEqual(logins(), ['CI OauthJwtBearer Success']);

  org.org.sessions.end({ token: session.token });
  assert.equal((await sf.ok('data query', QUERY)).records[0].Name, 'Local Org');
  const [renewed] = sessionsOf('CI');
  assert.ok(renewed && renewed.token !== session.token);

  // Over SOAP a session ends in another way, and is renewed all the same.
  org.org.sessions.end({ token: renewed.token });
  const listed = await sf.ok('org list metadata', ['--metadata-type', 'PermissionSet']);
  assert.equal(listed[0].fullName, 'CI_Users');
  assert.equal(logins().length, 3);
});

/**
 * Does what a person does on the log-in page: chooses the first user, and follows the way back to the CLI. As browsers do,
 * it lets go of who opened it: the CLI listens only then, hence the second knock.
 */
const BROWSER = `
import { spawn } from 'node:child_process';
const [, self, url, isOpen] = process.argv;
if (isOpen === undefined) {
  spawn(process.execPath, [self, url, 'open'], { detached: true, stdio: 'ignore' }).unref();
  process.exit();
}
const page = await (await fetch(url)).text();
const fields = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
const body = new URLSearchParams(fields.map(([, name, value]) => [name, value.replaceAll('&amp;', '&')]));
body.set('local_user', /<button name="local_user" value="([^"]*)"/.exec(page)[1]);
const chosen = await fetch(new URL('/services/oauth2/authorize', url), { method: 'POST', body, redirect: 'manual' });
const back = chosen.headers.get('location');
for (let knock = 0; knock < 10; knock++) {
  const answer = await fetch(back, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
  if (answer?.ok) break;
}
`;

/** A port that is free now: the CLI listens on one that its project names. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, 'localhost', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const WEB = { skip: process.platform === 'linux' ? false : 'only on Linux can a script stand for the browser' };

test('in the browser; the refresh token renews an expired session, until it is revoked', WEB, async () => {
  const browser = join(other.folder, 'browser.mjs');
  writeFileSync(browser, `#!${process.execPath}\n${BROWSER}`, { mode: 0o700 });
  const project = { packageDirectories: [{ path: 'app', default: true }], oauthLocalPort: await freePort() };
  writeFileSync(join(other.folder, 'sfdx-project.json'), JSON.stringify(project));
  const login = ['--instance-url', org.url, '--alias', 'web', '--set-default'];
  const { username } = await other.ok('org login web', login, { BROWSER: browser });
  assert.equal(username, ADMIN_USERNAME);
  const [session] = sessionsOf('Salesforce CLI');
  assert.ok(session);

  org.org.sessions.end({ token: session.token });
  assert.equal((await other.ok('data query', QUERY)).totalSize, 1);
  assert.equal(logins().at(-1), 'Salesforce CLI OauthRefreshToken Success');

  org.org.sessions.end({ userId: org.org.adminId });
  org.org.store.all('DELETE FROM "#grant"');
  const refused = await other.run('data query', QUERY);
  assert.equal(refused.code, 1);
  assert.match(String(refused.message), /expired access\/refresh token/);
});
