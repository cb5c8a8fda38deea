import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { apiUser, type TestOrg, testOrg } from './client.ts';
import { deployTo, metadataFile } from './deployment.ts';

let org: TestOrg;
let runAs: string;
const BASE = 'apps/oauth';

before(async () => {
  org = await testOrg({ seed: { switches: { clientSecretsByRest: true } } });
  runAs = (await apiUser(org, 'Warehouse')).userId;
  const username = (await org.admin.query(`SELECT Username FROM User WHERE Id = '${runAs}'`)).body.records[0].Username;
  const part = '<externalClientApplication>WMS</externalClientApplication><label>WMS</label>';
  deployTo(org, {
    'externalClientApps/WMS.eca': metadataFile('ExternalClientApplication', '<label>WMS</label>'),
    'extlClntAppGlobalOauthSets/WMS_glbloauth.ecaGlblOauth': metadataFile(
      'ExtlClntAppGlobalOauthSettings',
      `${part}<callbackUrl>https://x.example</callbackUrl>`,
    ),
    'extlClntAppOauthSettings/WMS_oauth.ecaOauth': metadataFile(
      'ExtlClntAppOauthSettings',
      `${part}<commaSeparatedOauthScopes>Api</commaSeparatedOauthScopes>`,
    ),
    'extlClntAppOauthPolicies/WMS_plcy.ecaOauthPlcy': metadataFile(
      'ExtlClntAppOauthConfigurablePolicies',
      `${part}<permittedUsersPolicyType>AllSelfAuthorized</permittedUsersPolicyType><isClientCredentialsFlowEnabled>true</isClientCredentialsFlowEnabled><clientCredentialsFlowUser>${username}</clientCredentialsFlowUser>`,
    ),
  });
});
after(() => org.close());

async function consumerPath(): Promise<string> {
  const { apps } = (await org.admin.get(`${BASE}/usage`)).body;
  const app = apps.find((one: { developerName: string }) => one.developerName === 'WMS');
  const { consumers } = (await org.admin.get(`${BASE}/credentials/${app.identifier}`)).body;
  return `${BASE}/credentials/${app.identifier}/${consumers[0].id}`;
}

async function logIn({ key, secret }: { readonly key: string; readonly secret: string }): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: key, client_secret: secret });
  const answer = await (await fetch(`${org.url}/services/oauth2/token`, { method: 'POST', body })).json();
  return (answer as { error?: string }).error ?? 'ok';
}

test('an app that is deployed without credentials gets a pair of its own, which whoever may see secrets can read', async () => {
  const path = await consumerPath();
  const { body } = await org.admin.get(`${path}?part=keyandsecret`);
  assert.match(body.key, /^3MVG9/);
  assert.equal(await logIn(body), 'ok');
  assert.deepEqual(Object.keys((await org.admin.get(`${path}?part=key`)).body), ['id', 'key']);
  assert.equal((await org.admin.get(`${path}?part=all`)).status, 400);
});

test('a staged pair works beside the one in use, takes over when rotated, and what it replaced ends when deleted', async () => {
  const path = await consumerPath();
  const first = (await org.admin.get(`${path}?part=keyandsecret`)).body;
  assert.deepEqual((await org.admin.get(`${path}/staged`)).body.stagedCredentials, []);
  const [staged] = (await org.admin.send('POST', `${path}/staged`, {})).body.stagedCredentials;
  assert.equal(staged.state, 'Active');
  assert.equal((await org.admin.send('POST', `${path}/staged`, {})).status, 400);
  assert.deepEqual([await logIn(first), await logIn(staged)], ['ok', 'ok']);

  const rotated = (await org.admin.send('PATCH', `${path}/staged/${staged.id}`, { command: 'rotate' })).body;
  assert.deepEqual([rotated.state, rotated.key], ['Rotated', first.key]);
  assert.equal((await org.admin.get(`${path}?part=keyandsecret`)).body.key, staged.key);
  assert.deepEqual([await logIn(first), await logIn(staged)], ['ok', 'ok']);
  assert.equal((await org.admin.send('PATCH', `${path}/staged/${rotated.id}`, { command: 'rotate' })).status, 400);

  assert.equal((await org.admin.send('DELETE', `${path}/staged/${rotated.id}`)).status, 204);
  assert.equal((await org.admin.get(`${path}/staged/${rotated.id}`)).status, 404);
  assert.deepEqual([await logIn(first), await logIn(staged)], ['invalid_client_id', 'ok']);
});

test('a second pair that nobody deletes ends after thirty days', async () => {
  const path = await consumerPath();
  const [staged] = (await org.admin.send('POST', `${path}/staged`, {})).body.stagedCredentials;
  org.moveClock(31 * 86_400_000);
  assert.equal(await logIn(staged), 'invalid_client_id');
  assert.deepEqual((await testAdmin().get(`${path}/staged`)).body.stagedCredentials, []);
});

/** After a month the first session has ended. */
const testAdmin = () => org.client(org.adminUsername);

test('secrets are for developers of apps who may see them, where the org allows it', async () => {
  const [{ Username: username }] = (await testAdmin().query(`SELECT Username FROM User WHERE Id = '${runAs}'`)).body
    .records;
  const refused = await org.client(username).get(`${BASE}/usage`);
  assert.deepEqual([refused.status, refused.body[0].errorCode], [403, 'FUNCTIONALITY_NOT_ENABLED']);
  assert.equal((await testAdmin().get(`${BASE}/usage`)).status, 200);
  org.org.switches.clientSecretsByRest = false;
  assert.equal((await testAdmin().get(`${BASE}/usage`)).status, 403);
});
