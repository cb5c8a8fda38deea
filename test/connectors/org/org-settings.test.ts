import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refuseWrites } from '../../../src/connectors/org/refuse-writes.ts';
import { type LocalOrg, startLocalOrg } from '../../../src/local-org/local-org.ts';
import { insertRow } from '../../../src/local-org/metadata/records.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { readLocal } from './local-session.ts';

let org: LocalOrg;
let snapshot: Snapshot;
before(async () => {
  org = await startLocalOrg({ example: 'messy' });
  snapshot = (await readLocal(org)).snapshot;
});
after(() => org.close());

test('what only metadata says of apps is read where the reading user may', () => {
  const erp = snapshot.connectedApps.find(({ name }) => name === 'ERP');
  assert.ok(erp && erp.unread === undefined);
  assert.ok(erp.scopes.length > 0);
  assert.notEqual(erp.ipRelaxation, undefined);
  assert.equal(snapshot.coverage.appSettings.state, 'read');
  for (const app of snapshot.externalClientApps) assert.equal(app.unread, undefined, app.name);
  assert.ok(snapshot.externalClientApps.some(({ ipRanges }) => ipRanges.length > 0));
});

test('settings of the org come as their files would give them', () => {
  const value = (file: string, key: string): string | undefined =>
    snapshot.settings.find((one) => one.file === file && one.key === key)?.value;
  assert.equal(snapshot.coverage.settings.state, 'read');
  assert.match(value('OauthOidc', 'blockOAuthUnPwFlow') ?? '', /^(true|false)$/);
  assert.ok(snapshot.settings.every(({ origin }) => /^\w+Settings\//.test(origin.path)));
});

test('no secret and no key is among it', () => {
  const text = JSON.stringify([snapshot.connectedApps, snapshot.externalClientApps, snapshot.settings]);
  assert.doesNotMatch(text, /consumer(Key|Secret)/i);
});

test('without Modify Metadata the apps are there, and say what was not read of them', async () => {
  const { org: open } = org;
  const profile = open.store.all('SELECT "Id" FROM "Profile" WHERE "Name" = ?', ['Minimum Access - Salesforce'])[0];
  const username = 'reader@settings.example';
  const user = insertRow(open, 'User', open.adminId, {
    ...{ Username: username, LastName: 'Reader', Name: 'Reader', Alias: 'reader', Email: username, IsActive: 1 },
    ...{ UserType: 'Standard', ProfileId: profile?.['Id'] ?? null },
  });
  const set = insertRow(open, 'PermissionSet', open.adminId, {
    ...{ Name: 'reader', Label: 'reader', IsCustom: 1, Type: 'Regular' },
    ...{ PermissionsApiEnabled: 1, PermissionsViewSetup: 1, PermissionsExternalClientAppViewer: 1 },
  });
  insertRow(open, 'PermissionSetAssignment', open.adminId, { AssigneeId: user, PermissionSetId: set, IsActive: 1 });
  const { snapshot: seen } = await readLocal(org, { as: username });
  assert.equal(seen.coverage.connectedApps.state, 'read');
  assert.equal(seen.coverage.appSettings.state, 'denied');
  assert.deepEqual(seen.coverage.appSettings.opens, ['ModifyMetadata', 'ModifyAllData']);
  assert.ok(seen.connectedApps.length > 0);
  for (const app of seen.connectedApps) assert.match(app.unread ?? '', /ModifyAllData or ModifyMetadata/);
});

test('only questions get through to the Metadata API', () => {
  const ask = (body: string) => () => refuseWrites({ method: 'POST', path: '/services/Soap/m/68.0', body });
  assert.doesNotThrow(ask('<env:Body><readMetadata><type>ConnectedApp</type></readMetadata></env:Body>'));
  assert.throws(ask('<env:Body><updateMetadata/></env:Body>'), /must not send/);
  assert.throws(ask('<env:Body><deploy/><!--<env:Body><readMetadata>--></env:Body>'), /must not send/);
  assert.throws(ask('{"operation":"query"}'), /must not send/);
});
