import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bulkQuery } from '../../../src/connectors/org/bulk-query.ts';
import { addEntityGrants } from '../../../src/connectors/org/entity-names.ts';
import { createGrantStore } from '../../../src/connectors/org/grant-store.ts';
import { readApiCalls } from '../../../src/connectors/org/read-api-calls.ts';
import { readContainers } from '../../../src/connectors/org/read-containers.ts';
import { readDefinitions, readRecordCounts } from '../../../src/connectors/org/read-definitions.ts';
import { readDependencies } from '../../../src/connectors/org/read-dependencies.ts';
import { readGrants } from '../../../src/connectors/org/read-grants.ts';
import { readLogins } from '../../../src/connectors/org/read-logins.ts';
import { callsFor, readTable } from '../../../src/connectors/org/read-table.ts';
import { readTokens } from '../../../src/connectors/org/read-tokens.ts';
import { longId } from '../../../src/connectors/org/row.ts';
import { idsIn, type Reply, scriptedOrg } from './scripted-org.ts';

const userIds = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `005${String(at).padStart(12, '0')}AAA`);
const states = ({ notes }: { readonly notes: { coverage(name: string, has: undefined): unknown } }) =>
  notes.coverage('me', undefined) as Record<string, { state: string; reason: string }>;

test('more tokens than the org hands out are asked for user by user, and no token is ever asked for itself', async () => {
  const users = userIds(500);
  const tokensOf = (id: string) =>
    Array.from({ length: 9 }, (_, at) => ({ UserId: id, AppName: `App ${at}`, UseCount: at }));
  const { reading, asked } = scriptedOrg((question): Reply => {
    if (question.startsWith('SELECT COUNT()')) return { rows: [], next: 'never', totalSize: 4500 };
    if (question.includes('UserPermissionAccess')) return [{ PermissionsCustomizeApplication: true }];
    const rows = idsIn(question).flatMap(tokensOf);
    return rows.slice(0, 2500);
  });
  const tokens = await readTokens(
    {
      ...reading,
      columns: { ...reading.columns, of: (_, wanted) => wanted.filter((name) => name !== 'AppMenuItemId') },
    },
    new Map(users.map((id) => [id, `${id}@x`])),
  );
  assert.equal(tokens.length, 4500);
  assert.equal(states(reading)['tokens']?.state, 'read');
  for (const question of asked) assert.doesNotMatch(question, /AccessToken|DeleteToken|RequestToken/);
});

test('tokens of which nobody says whether they are all are no whole reading', async () => {
  const { reading } = scriptedOrg(() => []);
  await readTokens(reading, new Map());
  assert.equal(states(reading)['tokens']?.state, 'partial');
});

test('counts of log-ins that fill an answer are asked for again in halves, first of users, then of time', async () => {
  const users = userIds(4);
  const busy = users[0] ?? '';
  const { reading, asked } = scriptedOrg((question) => {
    if (question.includes("LoginType = 'Application'")) return [];
    const days = /LoginTime >= (\S+)(?: AND LoginTime < (\S+))?/.exec(question);
    const span =
      (Date.parse(days?.[2]?.replace(/[^\dTZ:.-]/g, '') ?? '2026-11-25T12:00:00Z') - Date.parse(days?.[1] ?? '')) /
      86_400_000;
    const groups = idsIn(question).flatMap((id) =>
      Array.from({ length: Math.ceil(id === busy ? span * 300 : 1) }, (_, at) => ({
        UserId: id,
        Application: `App ${at}`,
        logins: 1,
      })),
    );
    return groups.slice(0, 2000);
  });
  const logins = await readLogins(reading, new Map(users.map((id) => [id, `${id}@x`])), users, 30);
  assert.equal(logins.filter(({ username }) => username.startsWith(busy)).length >= 9000, true);
  assert.equal(new Set(logins.map(({ username }) => username)).size, 4);
  assert.ok(asked.length < 40, `${asked.length} queries`);
  for (const question of asked)
    assert.doesNotMatch(question, /WHERE.*(Status|Application|SourceIp) [=!]/, 'only what can be filtered is filtered');
});

test('log-ins that cannot be told apart any further make the family partial', async () => {
  const full = Array.from({ length: 2000 }, (_, at) => ({ UserId: '005', Application: `App ${at}`, logins: 1 }));
  const { reading } = scriptedOrg((question) => (question.includes("LoginType = 'Application'") ? [] : full));
  await readLogins(reading, new Map(), userIds(1), 8);
  assert.equal(states(reading)['logins']?.state, 'partial');
});

test('a large table is a job of a few calls; its answers come in pages, and cells go by name', async () => {
  const pages = [
    {
      text: '"Field","ParentId"\n"Account.Name","0PS1"\n"Account.Phone","0PS2"\n',
      headers: { 'sforce-locator': 'MTA' },
    },
    { text: '"Field","ParentId"\n"Account.Fax","0PS3"\n', headers: { 'sforce-locator': 'null' } },
  ];
  let looks = 0;
  const { reading, asked } = scriptedOrg((question) => {
    if (question === 'jobs/query') return { json: { id: '750x', state: 'UploadComplete' } };
    if (question === 'jobs/query/750x') return { json: { state: ++looks < 3 ? 'InProgress' : 'JobComplete' } };
    return pages[question.includes('locator=MTA') ? 1 : 0] ?? [];
  });
  const seen: string[] = [];
  const took = await bulkQuery(
    reading.wire,
    'SELECT ParentId, Field FROM FieldPermissions',
    ['ParentId', 'Field'],
    (cells) => seen.push(cells.join(' ')),
    { firstLook: 1 },
  );
  assert.deepEqual([took, seen], [{ ok: true }, ['0PS1 Account.Name', '0PS2 Account.Phone', '0PS3 Account.Fax']]);
  assert.equal(reading.wire.budget.rows, 3);
  assert.deepEqual(asked.slice(0, 2), ['jobs/query', 'jobs/query/750x']);
});

test('an org that refuses the job is asked page by page; one that forgets its place goes on after the last id', async () => {
  let forgot = false;
  const { reading, asked } = scriptedOrg((question): Reply => {
    if (question === 'jobs/query') return { code: 'API_DISABLED_FOR_ORG', status: 403 };
    if (question.startsWith('/services') || question.startsWith('query/')) {
      forgot = true;
      return { code: 'INVALID_QUERY_LOCATOR' };
    }
    return forgot
      ? [{ Id: '3', Name: 'c' }]
      : {
          rows: [
            { Id: '1', Name: 'a' },
            { Id: '2', Name: 'b' },
          ],
          next: '/services/data/v68.0/query/01g-2000',
        };
  });
  const seen: string[] = [];
  const took = await readTable(
    reading.wire,
    { object: 'T', columns: ['Name'], where: 'A = 1 OR B = 2', count: 1_000_000 },
    ([name = '']) => seen.push(name),
  );
  assert.deepEqual([took, seen], [{ ok: true }, ['a', 'b', 'c']]);
  assert.equal(asked.at(-1), "SELECT Id, Name FROM T WHERE (A = 1 OR B = 2) AND Id > '2' ORDER BY Id");
});

test('a job that breaks off after rows were handed out is not asked for again in another way', async () => {
  const { reading, asked } = scriptedOrg((question): Reply => {
    if (question === 'jobs/query') return { json: { id: '750x' } };
    if (question === 'jobs/query/750x') return { json: { state: 'JobComplete' } };
    if (question.includes('locator')) return { code: 'UNKNOWN', status: 500 };
    return { text: '"Name"\n"a"\n', headers: { 'sforce-locator': 'MTA' } };
  });
  const seen: string[] = [];
  const took = await readTable(reading.wire, { object: 'T', columns: ['Name'], count: 1_000_000 }, ([name = '']) =>
    seen.push(name),
  );
  assert.deepEqual([took.ok, seen], [false, ['a']]);
  assert.ok(asked.every((question) => !question.includes('ORDER BY')));
});

test('a million rows cost far less than one call for each 1,500 of them', () => {
  assert.ok(callsFor(1_000_000) < 20);
  for (const count of [0, 1, 2_000, 15_999, 16_000, 100_000, 5_000_000])
    assert.ok(callsFor(count) <= Math.max(1, Math.ceil(count / 1500)) + 5, String(count));
});

test('dependencies are paged by id, without LIMIT, each edge once', async () => {
  const edge = (id: number, permission: string) => ({
    Id: `0PD${id}`,
    Permission: permission,
    PermissionType: 'User Permission',
    RequiredPermission: 'Account<update>',
    RequiredPermissionType: 'Object Permission',
  });
  const all = [edge(1, 'ConvertLeads'), edge(2, 'ConvertLeads'), edge(3, 'ImportLeads'), edge(4, 'X')];
  const { reading, asked } = scriptedOrg((question) => {
    const after = /Id > '(\w+)'/.exec(question)?.[1] ?? '';
    return all.filter(({ Id }) => Id > after).slice(0, 2);
  });
  const edges = await readDependencies(reading);
  assert.deepEqual(
    edges.map(({ permission }) => (permission.kind === 'system' ? permission.name : '')),
    ['ConvertLeads', 'ImportLeads', 'X'],
  );
  assert.deepEqual(edges[0]?.requires, { kind: 'object', object: 'Account', verb: 'edit' });
  assert.ok(asked.every((question) => !question.includes('LIMIT')));
});

test('a standard profile goes by its API name in any language, a custom one by its label', async () => {
  const profile = (label: string, custom: boolean, more: object = {}) => ({
    Id: `0PS${label}`,
    ProfileId: `00e${label}`,
    IsOwnedByProfile: true,
    IsCustom: custom,
    Profile: { Name: label },
    ...more,
  });
  const admin = { PermissionsManageUsers: true, PermissionsModifyAllData: true, PermissionsCustomizeApplication: true };
  const { reading } = scriptedOrg((question) =>
    question.includes('MutingPermissionSet')
      ? []
      : [
          profile('System Administrator', false, admin),
          profile('Standard User', false),
          profile('Minimum Access - API Only Integrations', false),
          profile('Read Only', true),
          profile('Utilisateur standard', false),
        ],
  );
  const names = (await readContainers(reading)).map(({ name }) => name);
  assert.deepEqual(names, [
    'Admin',
    'Minimum Access - API Only Integrations',
    'Read Only',
    'Standard',
    'Utilisateur standard',
  ]);
  const french = scriptedOrg((question) =>
    question.includes('Muting') ? [] : [profile('Administrateur système', false, admin)],
  );
  assert.deepEqual(
    (await readContainers(french.reading)).map(({ id: _, ...rest }: { id?: string; name: string }) => rest.name),
    ['Admin'],
  );
});

test('columns that an edition lacks are not asked for', async () => {
  const { reading, asked } = scriptedOrg(() => [], {
    has: (object) => object !== 'MutingPermissionSet',
    of: (_, wanted) => wanted.filter((name) => name !== 'HasActivationRequired' && name !== 'LicenseId'),
    startingWith: () => ['PermissionsApiEnabled'],
  });
  await readContainers(reading);
  assert.equal(asked.length, 1);
  assert.match(asked[0] ?? '', /PermissionsApiEnabled FROM PermissionSet WHERE Type != 'Group'$/);
  assert.doesNotMatch(asked[0] ?? '', /HasActivationRequired|LicenseId/);
  assert.equal(states(reading)['groups']?.state, 'denied');
});

test('rows that the org makes up for Modify All Data are no grants', async () => {
  const { reading } = scriptedOrg((question) =>
    question.includes('ObjectPermissions')
      ? [
          { Id: '000000000000001AAA', ParentId: '0PS1', SobjectType: 'Account', PermissionsRead: true },
          {
            Id: '110000000000001AAA',
            ParentId: '0PS1',
            SobjectType: 'Contact',
            PermissionsRead: true,
            PermissionsViewAllFields: true,
          },
          { Id: '110000000000002AAA', ParentId: '0PSunknown', SobjectType: 'Case', PermissionsRead: true },
        ]
      : [],
  );
  const store = createGrantStore();
  await readGrants(reading, { drafts: [], numbers: new Map([['0PS1', 0]]), tables: undefined }, store);
  const { names, grants } = store.build(1);
  assert.deepEqual([names, [...(grants[0]?.objects.bits ?? [])]], [['Contact'], [1 | 64]]);
});

test('names behind ids are looked up where they may stand; what has none is shown by its id and told', async () => {
  const { reading, asked } = scriptedOrg((question): Reply => {
    if (question.includes('FlowDefinitionView')) return { code: 'INVALID_TYPE' };
    if (question.includes('FROM FlowDefinition '))
      return [{ Id: '300000000000001', DeveloperName: 'Sync', NamespacePrefix: 'acme' }];
    if (question.includes('EntityDefinition'))
      return [{ DurableId: '01I000000000001', QualifiedApiName: 'Rates__mdt' }];
    return [];
  });
  const store = createGrantStore();
  const open = (type: string, entityId: string) => ({ container: 0, type, entityId });
  await addEntityGrants(
    reading,
    [
      open('FlowDefinition', longId('300000000000001')),
      open('CustomEntityDefinition', longId('01I000000000001')),
      open('ApexClass', longId('01p000000000009')),
      open('ConnectedApplication', '0H4000000000001AAA'),
    ],
    store,
  );
  const { names, grants } = store.build(1);
  const shown = Object.entries(grants[0]?.setup ?? {}).map(([type, { ids }]) => `${type} ${names[ids[0] ?? 0]}`);
  assert.deepEqual(shown, ['apexClass 01p000000000009AAA', 'flow acme__Sync', 'customMetadataType Rates__mdt']);
  assert.match(
    reading.diagnostics[0]?.message ?? '',
    /1 set-up entity that is granted could not be named, ApexClass 01p000000000009AAA/,
  );
  assert.ok(
    asked.some(
      (question) => question.includes("'01I000000000001'") && question.includes(`'${longId('01I000000000001')}'`),
    ),
    'both forms of ids',
  );
});

test('API calls are counted by kind; a file that breaks off is read anew; the whole day counts before its hours', async () => {
  const header =
    'EVENT_TYPE,USER_ID,API_FAMILY,API_VERSION,API_RESOURCE,CLIENT_NAME,HTTP_METHOD,CLIENT_IP,COUNTS_AGAINST_API_LIMIT,CONNECTED_APP_ID,ENTITY_NAME,STATUS_CODE,CONNECTED_APP_NAME';
  const row = (resource: string, entity: string, status = '200') =>
    `"ApiTotalUsage","005000000000001","REST","64.0","${resource}","","GET","203.0.113.9","1","0H4000000000001","${entity}","${status}","ERP"`;
  const whole = [
    header,
    row('/v64.0/sobjects/Account/001000000000001AAA', 'Account'),
    row('/v64.0/sobjects/Account/001000000000002', 'Account'),
    row('/v64.0/composite', ''),
    row('/v64.0/query', 'Case;Account', '403'),
  ].join('\n');
  let tries = 0;
  const { reading, asked } = scriptedOrg((question): Reply => {
    if (question.startsWith('SELECT'))
      return [
        { Id: '0AT1', LogDate: '2026-11-24T00:00:00.000+0000', Interval: 'Daily', LogFileLength: 900 },
        { Id: '0AT2', LogDate: '2026-11-24T05:00:00.000+0000', Interval: 'Hourly', LogFileLength: 90 },
        { Id: '0AT3', LogDate: '2026-11-22T00:00:00.000+0000', Interval: 'Daily', LogFileLength: 90 },
      ];
    if (question.includes('0AT1') && tries++ === 0)
      return { pieces: [whole.slice(0, 300), new Error('socket hang up')] };
    return question.includes('0AT1') ? { pieces: [whole.slice(0, 333), whole.slice(333)] } : { text: `${header}\n` };
  });
  const { calls, window } = await readApiCalls(reading, new Map([[longId('005000000000001'), 'erp@x']]), 30);
  assert.deepEqual(
    calls.map(({ username, resource, entities, count, statusClass }) => [
      username,
      resource,
      entities.join(),
      count,
      statusClass,
    ]),
    [
      ['erp@x', '/composite', '', 1, '2xx'],
      ['erp@x', '/query', 'Account,Case', 1, '4xx'],
      ['erp@x', '/sobjects/Account/{id}', 'Account', 2, '2xx'],
    ],
  );
  assert.deepEqual([window?.from, window?.to], ['2026-11-22', '2026-11-24']);
  assert.deepEqual(window?.blindSpots, [
    'the logs name no fields, no records and no queries',
    '1 of 4 calls name no object',
    'no log of 2026-11-23',
  ]);
  assert.ok(asked.every((question) => !question.includes('0AT2')));
  assert.equal(states(reading)['usage']?.state, 'read');
});

test('fields carry what the org says of them, few objects a question', async () => {
  const { reading, asked } = scriptedOrg((question) =>
    question.includes('FieldDefinition')
      ? [
          {
            QualifiedApiName: 'Total__c',
            Label: 'Total',
            DataType: 'Roll-Up Summary (SUM Line)',
            IsFlsEnabled: true,
            EntityDefinition: { QualifiedApiName: 'Order__c' },
          },
          {
            QualifiedApiName: 'Ssn__c',
            Label: 'SSN',
            DataType: 'Text (Encrypted)(9)',
            IsFlsEnabled: true,
            SecurityClassification: 'Restricted',
            ComplianceGroup: 'PII;HIPAA',
            EntityDefinition: { QualifiedApiName: 'Order__c' },
          },
          {
            QualifiedApiName: 'Account__c',
            Label: 'Account',
            DataType: 'Master-Detail(Account)',
            IsFlsEnabled: false,
            EntityDefinition: { QualifiedApiName: 'Order__c' },
          },
          {
            QualifiedApiName: 'Name',
            Label: 'No',
            DataType: 'Text(80)',
            IsFlsEnabled: false,
            EntityDefinition: { QualifiedApiName: 'Order__c' },
          },
        ]
      : [{ QualifiedApiName: 'Order__c', Label: 'Order', InternalSharingModel: 'Private' }],
  );
  const { fields } = await readDefinitions(reading, ['Order__c']);
  assert.deepEqual(
    fields.map(({ name, type, required, complianceGroups }) => [name, type, required, complianceGroups.join()]),
    [
      ['Order__c.Account__c', 'MasterDetail', false, ''],
      ['Order__c.Name', 'Text', true, ''],
      ['Order__c.Ssn__c', 'Text', false, 'PII,HIPAA'],
      ['Order__c.Total__c', 'Summary', false, ''],
    ],
  );
  assert.deepEqual(
    fields.map(({ encrypted }) => encrypted),
    [false, false, true, false],
  );
  assert.ok(
    asked.every((question) => !/COUNT\(|GROUP BY|LIMIT|OFFSET| OR |!=/.test(question)),
    'virtual objects take none of these',
  );
});

test('records are counted by the estimate of the org in one call, else one by one, and the difference is told', async () => {
  const estimating = scriptedOrg(() => ({ json: { sObjects: [{ name: 'Account', count: 12 }] } }));
  assert.deepEqual(await readRecordCounts(estimating.reading, ['Account']), [
    { object: 'Account', count: 12, method: 'estimated' },
  ]);
  assert.equal(estimating.asked.length, 1);
  const counting = scriptedOrg((question): Reply => {
    if (question.startsWith('limits/')) return { code: 'NOT_FOUND', status: 404 };
    return question.includes('Secret__c') ? { code: 'INVALID_TYPE' } : { rows: [], next: '-', totalSize: 7 };
  });
  assert.deepEqual(await readRecordCounts(counting.reading, ['Account', 'Secret__c']), [
    { object: 'Account', count: 7, method: 'counted' },
  ]);
  assert.equal(states(counting.reading)['recordCounts']?.state, 'partial');
});
