import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { agreementWith } from '../../../src/access/agree-with-platform.ts';
import { buildAccessGraph } from '../../../src/access/build-graph.ts';
import { effectiveAccess } from '../../../src/access/effective.ts';
import { readPlatformAccess } from '../../../src/connectors/org/read-platform-access.ts';
import { openWire, type Wire } from '../../../src/connectors/org/wire.ts';
import { type LocalOrg, startLocalOrg } from '../../../src/local-org/local-org.ts';
import { formatPermission } from '../../../src/model/permission-text.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { localSession, readLocal } from './local-session.ts';

let org: LocalOrg;
let wire: Wire;
let snapshot: Snapshot;

before(async () => {
  org = await startLocalOrg({ example: 'clean' });
  wire = openWire(localSession(org), { firstWait: 1 });
  const reading = await readLocal(org);
  snapshot = reading.snapshot;
});
after(async () => {
  await wire.close();
  await org.close();
});

const OBJECTS = ['Account', 'Contact', 'Invoice__c', 'Shipment__c', 'Shipment_Line__c', 'User'];
const FIELDS = [
  ...['Account.ERP_Id__c', 'Account.Phone', 'Account.Industry', 'Invoice__c.Amount__c', 'Invoice__c.Paid__c'],
  ...['Shipment__c.Status__c', 'Shipment__c.Carrier__c', 'Shipment_Line__c.SKU__c', 'Contact.Email'],
];

function userId(username: string): string {
  return snapshot.users.find((user) => user.username === username)?.recordId ?? '';
}

test('the platform answers for every object and field that is asked, and agrees with the engine', async () => {
  const graph = buildAccessGraph(snapshot, { today: '2026-11-25' });
  const integrations = snapshot.users.filter(({ profile }) => profile === 'Integration API Only');
  assert.ok(integrations.length >= 4);
  for (const { id, username } of integrations) {
    const told = await readPlatformAccess(wire, {
      username,
      userId: userId(username),
      objects: OBJECTS.filter((object) => object !== 'User'),
      fields: FIELDS,
    });
    assert.deepEqual([told.objects.size, told.fields.size, told.refusals], [OBJECTS.length - 1, FIELDS.length, []]);
    const { compared, disagreements } = agreementWith(effectiveAccess(graph, { kind: 'user', id }), told);
    assert.equal(compared, (OBJECTS.length - 1) * 4 + FIELDS.length * 2);
    assert.deepEqual(
      disagreements.map(({ permission }) => `${username} ${formatPermission(permission)}`),
      [],
    );
  }
});

test('what only one of the two says is told with both answers', async () => {
  const graph = buildAccessGraph(snapshot, { today: '2026-11-25' });
  const [billing] = snapshot.users.filter(({ username }) => username.startsWith('billing'));
  const access = effectiveAccess(graph, { kind: 'user', id: billing?.id ?? '' });
  const told = {
    username: 'billing',
    objects: new Map([['Invoice__c', { read: true, create: true, edit: true, delete: true }]]),
    fields: new Map([['Invoice__c.Amount__c', { read: true, create: false, edit: false }]]),
    refusals: [],
  };
  assert.deepEqual(agreementWith(access, told).disagreements, [
    { permission: { kind: 'object', object: 'Invoice__c', verb: 'delete' }, engine: false, platform: true },
    { permission: { kind: 'field', field: 'Invoice__c.Amount__c', verb: 'edit' }, engine: true, platform: false },
  ]);
});

test('an org that will not tell is quoted; a name that is not there stays unknown', async () => {
  const name = (await readPlatformAccess(wire, {
    username: 'x',
    userId: userId(org.adminUsername),
    objects: ["Nowhere'__c"],
    fields: ['Account.Nothing__c'],
  })) satisfies object;
  assert.deepEqual([name.objects.size, name.fields.size], [0, 0]);
  org.org.faults.add({
    kind: 'error',
    path: '/data/v68.0/query',
    status: 403,
    errorCode: 'INSUFFICIENT_ACCESS',
    times: 1,
  });
  const refused = await readPlatformAccess(wire, { username: 'x', userId: '005', objects: ['Account'], fields: [] });
  assert.match(refused.refusals[0] ?? '', /^INSUFFICIENT_ACCESS/);
});
