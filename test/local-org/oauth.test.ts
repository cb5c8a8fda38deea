import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { after, before, test } from 'node:test';
import { SignJWT } from 'jose';
import { type App, hashSecret, registerApp } from '../../src/local-org/login/apps.ts';
import { type ApiUser, apiUser, clientOf, type TestOrg, testOrg } from './client.ts';

const SECRET = 'correct horse battery staple';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });

let org: TestOrg;
let user: ApiUser;
let app: App;
before(async () => {
  org = await testOrg();
  user = await apiUser(org, 'Warehouse');
  const record = org.org.schema.object('ConnectedApplication');
  assert.ok(record);
  const recordId = org.org.store.newId(record);
  org.org.store.insert(record, { Id: recordId, Name: 'Warehouse' });
  app = {
    recordId,
    kind: 'connected-app',
    name: 'Warehouse',
    consumerKey: '3MVGwarehouse',
    secretHash: hashSecret(SECRET),
    certificate: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    callbacks: ['https://warehouse.example/callback'],
    scopes: ['api', 'refresh_token'],
    clientCredentials: true,
    adminApproved: true,
    enforceIp: false,
    ipRanges: [],
    runAsUserId: user.userId,
  };
  registerApp(org.org, app);
});
after(() => org.close());

async function post(path: string, form: Readonly<Record<string, string>>) {
  const response = await fetch(`${org.url}/services/oauth2/${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    headers: response.headers,
    body: text.startsWith('{') ? JSON.parse(text) : {},
  };
}

const clientCredentials = (secret = SECRET) =>
  post('token', { grant_type: 'client_credentials', client_id: app.consumerKey, client_secret: secret });

async function jwt(claims: Readonly<Record<string, unknown>> = {}, key: KeyObject = privateKey) {
  const payload = {
    iss: app.consumerKey,
    sub: 'warehouse@integrations.example',
    aud: org.url,
    exp: Math.floor(Date.now() / 1000) + 120,
    ...claims,
  };
  const assertion = await new SignJWT(payload).setProtectedHeader({ alg: 'RS256' }).sign(key);
  return post('token', { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
}

const approve = () => org.admin.create('SetupEntityAccess', { ParentId: user.setId, SetupEntityId: app.recordId });

test('an app that is not approved for the user gets no token, by either flow', async () => {
  assert.deepEqual((await clientCredentials()).body, {
    error: 'invalid_app_access',
    error_description: 'user is not admin approved to access this app',
  });
  assert.deepEqual((await jwt()).body, {
    error: 'invalid_grant',
    error_description: "user hasn't approved this consumer",
  });
});

test('client credentials open a session of the run-as user', async () => {
  const access = await approve();
  const { body, status } = await clientCredentials();
  assert.equal(status, 200);
  assert.match(body.access_token, /^00D\w{12,15}![.\w]+$/);
  assert.equal(body.refresh_token, undefined);
  assert.equal(body.instance_url, org.url);
  const client = clientOf(org.url, body.access_token);
  assert.equal((await client.get('recent')).status, 200);
  assert.equal((await client.get('/services/oauth2/userinfo')).body.username, 'warehouse@integrations.example');
  assert.equal((await fetch(`${body.id}?oauth_token=${body.access_token}`)).status, 200);
  const introspected = await post('introspect', {
    token: body.access_token,
    client_id: app.consumerKey,
    client_secret: SECRET,
  });
  assert.equal(introspected.body.active, true);
  assert.equal((await post('revoke', { token: body.access_token })).status, 200);
  assert.equal((await client.get('recent')).status, 401);
  assert.equal((await post('revoke', { token: 'x' })).status, 400);
  await org.admin.send('DELETE', `sobjects/SetupEntityAccess/${access}`);
  assert.equal((await clientCredentials()).status, 400);
  await approve();
});

test('a wrong secret, key, signature, audience, age or algorithm opens nothing', async () => {
  assert.deepEqual((await clientCredentials('wrong')).body, {
    error: 'invalid_client',
    error_description: 'invalid client credentials',
  });
  assert.equal(
    (await post('token', { grant_type: 'client_credentials', client_id: 'nobody', client_secret: 'x' })).body.error,
    'invalid_client_id',
  );
  assert.equal((await post('token', { grant_type: 'magic' })).body.error, 'unsupported_grant_type');
  assert.equal((await jwt()).status, 200);
  assert.equal((await jwt({ aud: `${org.url}/`, exp: Date.now() + 300 })).status, 200);
  assert.equal((await jwt({}, other.privateKey)).body.error_description, 'invalid assertion');
  assert.equal((await jwt({ aud: 'https://elsewhere.example' })).body.error_description, 'Audience validation failed');
  assert.equal(
    (await jwt({ exp: Math.floor(Date.now() / 1000) - 600 })).body.error_description,
    'expired authorization code',
  );
  assert.equal((await jwt({ exp: Date.now() - 600_000 })).body.error_description, 'expired authorization code');
  assert.equal((await jwt({ sub: 'nobody@example.com' })).body.error, 'invalid_grant');
  const [, payload] = 'x.e30'.split('.');
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ iss: app.consumerKey })).toString('base64url')}.`;
  assert.equal(
    (await post('token', { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: none })).body
      .error_description,
    'invalid assertion',
  );
  assert.equal(
    (await post('token', { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: `x.${payload}` }))
      .status,
    400,
  );
});

test('a run-as user who is not API-only, a frozen one, a wrong address: refused, and the history says so', async () => {
  registerApp(org.org, { ...app, runAsUserId: org.org.adminId });
  assert.match((await clientCredentials()).body.error_description, /API Only permission/);
  registerApp(org.org, { ...app, enforceIp: true, ipRanges: [['10.0.0.0', '10.255.255.255']] });
  assert.equal((await clientCredentials()).body.error_description, 'ip restricted');
  registerApp(org.org, { ...app, enforceIp: true, ipRanges: [['127.0.0.0', '127.0.0.9']] });
  const open = await clientCredentials();
  assert.equal(open.status, 200);
  registerApp(org.org, app);
  const login = (await org.admin.query(`SELECT Id FROM UserLogin WHERE UserId = '${user.userId}'`)).body.records[0].Id;
  assert.equal((await org.admin.send('PATCH', `sobjects/UserLogin/${login}`, { IsFrozen: true })).status, 204);
  assert.equal((await clientOf(org.url, open.body.access_token).get('recent')).status, 401);
  assert.equal((await clientCredentials()).body.error_description, 'inactive user');
  await org.admin.send('PATCH', `sobjects/UserLogin/${login}`, { IsFrozen: false });
  assert.equal((await clientCredentials()).status, 200);
  const history = (
    await org.admin.query(
      `SELECT Application, LoginSubType, Status, SourceIp FROM LoginHistory WHERE UserId = '${user.userId}'`,
    )
  ).body.records;
  const outcomes = new Set(
    history.map((row: { LoginSubType: string; Status: string }) => `${row.LoginSubType} ${row.Status}`),
  );
  assert.ok(
    outcomes.has('OauthClientCredentials Success') && outcomes.has('OauthClientCredentials Failed: ip restricted'),
    [...outcomes].join(),
  );
  const tokens = (await org.admin.query('SELECT AppName, UseCount, AccessToken FROM OauthToken')).body.records;
  assert.equal(tokens.length, 1);
  assert.equal(tokens[0].AccessToken, null);
});

test('the web log-in hands out a code once, to the registered address, for the right verifier', async () => {
  const verifier = 'v'.repeat(64);
  const asked = {
    response_type: 'code',
    client_id: app.consumerKey,
    redirect_uri: 'https://warehouse.example/callback',
    state: 's<"',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  };
  const shown = await fetch(`${org.url}/services/oauth2/authorize?${new URLSearchParams(asked)}`);
  const html = await shown.text();
  assert.match(html, /Choose who logs in/);
  assert.ok(html.includes('s&lt;&quot;') && !html.includes('s<"'));
  const codeOf = async (): Promise<string> => {
    const { headers, status } = await post('authorize', { ...asked, local_user: user.userId });
    assert.equal(status, 302);
    const target = new URL(headers.get('location') ?? '');
    assert.equal(target.searchParams.get('state'), 's<"');
    return target.searchParams.get('code') ?? '';
  };
  const exchange = (code: string, code_verifier: string) =>
    post('token', {
      grant_type: 'authorization_code',
      client_id: app.consumerKey,
      client_secret: SECRET,
      code,
      code_verifier,
      redirect_uri: asked.redirect_uri,
    });
  assert.equal((await exchange(await codeOf(), 'wrong')).body.error_description, 'invalid code verifier');
  const code = await codeOf();
  const { body } = await exchange(code, verifier);
  assert.ok(body.refresh_token);
  assert.equal((await exchange(code, verifier)).body.error, 'invalid_grant');
  const refresh = () =>
    post('token', { grant_type: 'refresh_token', client_id: app.consumerKey, refresh_token: body.refresh_token });
  assert.equal((await refresh()).status, 200);
  assert.equal((await post('revoke', { token: body.refresh_token })).status, 200);
  assert.equal((await refresh()).body.error_description, 'expired access/refresh token');
  assert.equal(
    (await post('authorize', { ...asked, redirect_uri: 'https://evil.example/', local_user: user.userId })).body.error,
    'redirect_uri_mismatch',
  );
});

test('the password flow is off unless the org allows it, and then asks for the password', async () => {
  const form = (password: string, username = 'warehouse@integrations.example') => ({
    grant_type: 'password',
    client_id: app.consumerKey,
    client_secret: SECRET,
    username,
    password,
  });
  org.setPassword('warehouse@integrations.example', 'not-a-real-secret-1');
  const refused = async (given: ReturnType<typeof form>) => (await post('token', given)).body.error_description;
  assert.equal(await refused(form('not-a-real-secret-1')), 'authentication failure');
  org.org.switches.blockUsernamePasswordFlow = false;
  assert.equal((await post('token', form('not-a-real-secret-1'))).status, 200);
  assert.equal(await refused(form('wrong')), 'authentication failure');
  assert.equal(await refused(form('not-a-real-secret-1', 'nobody@example.com')), 'authentication failure');
  assert.equal(await refused(form('', 'admin@local.example')), 'authentication failure');
});

test('no answer and no record holds the secret', () => {
  const dump = org.org.store.all('SELECT app FROM "#app"').concat(org.org.store.all('SELECT grant_json FROM "#grant"'));
  assert.ok(!JSON.stringify(dump).includes(SECRET));
});
