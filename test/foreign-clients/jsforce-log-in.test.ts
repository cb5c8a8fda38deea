import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Connection, OAuth2 } from '@jsforce/jsforce-node';
import { SignJWT } from 'jose';
import { packZip } from '../../src/local-org/metadata/zip.ts';
import { ADMIN_USERNAME } from '../../src/local-org/seed/first-day.ts';
import { type ApiUser, apiUser, type TestOrg, testOrg } from '../local-org/client.ts';
import { appFiles } from './app.ts';
import { selfSigned } from './certificate.ts';

const CLIENT = { clientId: '3MVGjsforce', clientSecret: 'not a secret at all' };
const CALLBACK = 'https://ci.example/callback';
const { key, certificate } = selfSigned('jsforce.local.example');

let org: TestOrg;
let user: ApiUser;
before(async () => {
  org = await testOrg();
  user = await apiUser(org, 'Robot');
  const admin = new Connection({ instanceUrl: org.url, accessToken: org.admin.token });
  admin.metadata.pollInterval = 5;
  const files = appFiles({
    consumerKey: CLIENT.clientId,
    consumerSecret: CLIENT.clientSecret,
    certificate,
    runAs: 'robot@integrations.example',
  });
  const { success, details } = await admin.metadata
    .deploy(packZip(new Map(Object.entries(files))), { singlePackage: true, rollbackOnError: true })
    .complete(true);
  assert.equal(success, true, JSON.stringify(details));
  const sets = await org.admin.query("SELECT Id FROM PermissionSet WHERE Name = 'CI_Users'");
  await org.admin.create('PermissionSetAssignment', {
    AssigneeId: user.userId,
    PermissionSetId: sets.body.records[0].Id,
  });
  const apiEnabled = { PermissionsApiEnabled: true };
  assert.equal((await org.admin.send('PATCH', `sobjects/PermissionSet/${user.setId}`, apiEnabled)).status, 204);
});
after(() => org.close());

const oauth = (more: object = {}) => ({ loginUrl: org.url, redirectUri: CALLBACK, ...CLIENT, ...more });
const sessions = () => org.org.sessions.list().filter(({ app }) => app?.name === 'CI');

test('client credentials', async () => {
  const connection = new Connection({ instanceUrl: org.url, oauth2: oauth() });
  const { id } = await connection.authorize({ grant_type: 'client_credentials' });
  assert.equal(id, user.userId);
  assert.equal((await connection.identity()).username, 'robot@integrations.example');
  await connection.logout();
  assert.deepEqual(sessions(), []);
  const wrong = new Connection({ instanceUrl: org.url, oauth2: oauth({ clientSecret: 'wrong' }) });
  await assert.rejects(wrong.authorize({ grant_type: 'client_credentials' }), /invalid client credentials/);
});

test('JWT bearer', async () => {
  const assertion = await new SignJWT({
    iss: CLIENT.clientId,
    sub: 'robot@integrations.example',
    aud: org.url,
    exp: Math.floor(Date.now() / 1000) + 60,
  })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(createPrivateKey(key));
  const connection = new Connection({ instanceUrl: org.url, oauth2: oauth() });
  const { id } = await connection.authorize({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
  assert.equal(id, user.userId);
});

/** The code that the log-in page sends back when the robot is chosen. */
async function codeOf(address: string): Promise<string> {
  const { searchParams } = new URL(address);
  searchParams.set('local_user', user.userId);
  const init = { method: 'POST', body: searchParams, redirect: 'manual' } as const;
  const chosen = await fetch(`${org.url}/services/oauth2/authorize`, init);
  return new URL(String(chosen.headers.get('location'))).searchParams.get('code') ?? '';
}

test('a code from the browser, and a session that is renewed when it has expired', async () => {
  const oauth2 = new OAuth2(oauth());
  const connection = new Connection({ instanceUrl: org.url, oauth2 });
  const renewed: string[] = [];
  connection.on('refresh', (token: string) => renewed.push(token));
  await connection.authorize(await codeOf(oauth2.getAuthorizationUrl({ scope: 'api refresh_token' })));
  assert.ok(connection.refreshToken);

  for (const ask of [() => connection.recent(), () => connection.query('SELECT Name FROM Profile')]) {
    org.org.sessions.end({ token: String(connection.accessToken) });
    await ask();
  }
  assert.equal(renewed.length, 2);

  org.org.sessions.end({ token: String(connection.accessToken) });
  await oauth2.revokeToken(String(connection.refreshToken));
  await assert.rejects(connection.recent(), /expired access\/refresh token/);
});

test('a token that nothing can renew ends with the error of Salesforce', async () => {
  const connection = new Connection({
    instanceUrl: org.url,
    accessToken: org.client('robot@integrations.example').token,
  });
  await connection.recent();
  org.org.sessions.end({ token: String(connection.accessToken) });
  await assert.rejects(connection.recent(), /Session expired or invalid|INVALID_SESSION_ID/);
});

test('user name and password over OAuth, only where the org still allows it', async () => {
  const connection = new Connection({ instanceUrl: org.url, oauth2: oauth() });
  await assert.rejects(connection.login(ADMIN_USERNAME, 'any'), /authentication failure/);
  org.org.switches.blockUsernamePasswordFlow = false;
  org.setPassword('robot@integrations.example', 'not-a-real-secret-1');
  await assert.rejects(connection.login('robot@integrations.example', 'any'), /authentication failure/);
  assert.equal((await connection.login('robot@integrations.example', 'not-a-real-secret-1')).id, user.userId);
  org.org.switches.blockUsernamePasswordFlow = true;
});

test('SOAP login() and logout(), only where the org still allows them', async () => {
  const connection = new Connection({ loginUrl: org.url, instanceUrl: org.url });
  org.setPassword(ADMIN_USERNAME, 'not-a-real-secret-2');
  await assert.rejects(connection.login(ADMIN_USERNAME, 'not-a-real-secret-2'), /INVALID_OPERATION/);
  Object.assign(org.org.switches, { soapLogin: true, soapLoginNeedsUseAnyApiAuth: false });
  await assert.rejects(connection.login(ADMIN_USERNAME, 'any'), /INVALID_LOGIN/);
  assert.equal((await connection.login(ADMIN_USERNAME, 'not-a-real-secret-2')).organizationId, org.org.id);
  const { accessToken } = connection;
  await connection.query('SELECT Id FROM Organization');
  await connection.logout();
  assert.equal(org.org.sessions.find(String(accessToken)), undefined);
  Object.assign(org.org.switches, { soapLogin: false, soapLoginNeedsUseAnyApiAuth: true });
});
