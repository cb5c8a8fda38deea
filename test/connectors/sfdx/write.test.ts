import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { readMetadata } from '../../../src/connectors/sfdx/read.ts';
import { readMetadataFiles } from '../../../src/connectors/sfdx/read-files.ts';
import { openSourceTree } from '../../../src/connectors/sfdx/source-tree.ts';
import {
  clientAppFiles,
  compareFiles,
  permissionSetFile,
  profileFile,
  userFile,
  type WrittenFile,
  writeFiles,
} from '../../../src/connectors/sfdx/write.ts';
import type { AppState, GrantList, PermissionSetState, ProfileState, UserState } from '../../../src/model/change.ts';
import { keyOf, permissionsOf, sameGrants } from '../../../src/model/grant-list.ts';
import { FIELD_VERBS, OBJECT_VERBS, SETUP_ENTITY_TYPES } from '../../../src/model/permission.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { appStateOf, currentState, permissionSetStateOf, profileStateOf } from '../../../src/plan/current-state.ts';
import { corpusPath, corpusTest } from '../../corpus.ts';
import { temporaryFolder } from './temporary-folder.ts';

const EMPTY_GRANTS: GrantList = { objects: {}, fields: {}, system: [], setup: {} };

const A_SET: PermissionSetState = {
  name: 'Int_ERP',
  label: 'ERP',
  description: 'Sales & "orders" <from>\nthe ERP',
  licence: 'Salesforce API Integration',
  activationRequired: false,
  grants: {
    objects: { Account: ['read'], Order__c: ['read', 'create', 'edit'] },
    fields: { 'Account.Phone': ['read'], 'Order__c.Status__c': ['read', 'edit'] },
    system: ['ApiEnabled'],
    setup: { apexClass: ['OrderApi'], tab: ['standard-Account'] },
  },
};

const A_USER: UserState = {
  username: 'erp@x.example.int',
  lastName: 'ERP',
  alias: 'erp',
  email: 'erp@x.example',
  timeZone: 'GMT',
  locale: 'en_GB',
  language: 'en_US',
  encoding: 'UTF-8',
  federationId: undefined,
  profile: 'Integration API Only',
  active: true,
  frozen: false,
};

const AN_APP: AppState = {
  name: 'ERP',
  label: 'ERP',
  description: 'Orders',
  contactEmail: 'it@x.example',
  scopes: ['Api'],
  flow: 'client-credentials',
  runAsUser: 'erp@x.example.int',
  permissionSets: ['Int_ERP'],
  ipRanges: [{ start: '203.0.113.0', end: '203.0.113.15' }],
  ipRelaxation: 'enforce',
  refreshToken: { kind: 'zero', days: undefined },
  sessionTimeout: 60,
};

/** The files as a new tree holds them, read back. */
async function readBack(files: readonly WrittenFile[]): Promise<Snapshot> {
  return readMetadataFiles(Object.fromEntries(files.map(({ path, text }) => [path, text ?? ''])));
}

const newTree = () => openSourceTree('/nowhere', undefined);

function setIn(snapshot: Snapshot): PermissionSetState {
  const [set] = snapshot.containers.filter(({ kind }) => kind === 'permission-set');
  assert.ok(set);
  return permissionSetStateOf(snapshot.names, set);
}

test('a permission set is written as Salesforce writes it', async () => {
  const { path, text } = await permissionSetFile(await newTree(), A_SET);
  assert.equal(path, 'force-app/main/default/permissionsets/Int_ERP.permissionset-meta.xml');
  assert.equal(
    text,
    `<?xml version="1.0" encoding="UTF-8"?>
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
    <classAccesses>
        <apexClass>OrderApi</apexClass>
        <enabled>true</enabled>
    </classAccesses>
    <description>Sales &amp; &quot;orders&quot; &lt;from&gt;
the ERP</description>
    <fieldPermissions>
        <editable>false</editable>
        <field>Account.Phone</field>
        <readable>true</readable>
    </fieldPermissions>
    <fieldPermissions>
        <editable>true</editable>
        <field>Order__c.Status__c</field>
        <readable>true</readable>
    </fieldPermissions>
    <hasActivationRequired>false</hasActivationRequired>
    <label>ERP</label>
    <license>Salesforce API Integration</license>
    <objectPermissions>
        <allowCreate>false</allowCreate>
        <allowDelete>false</allowDelete>
        <allowEdit>false</allowEdit>
        <allowRead>true</allowRead>
        <modifyAllRecords>false</modifyAllRecords>
        <object>Account</object>
        <viewAllFields>false</viewAllFields>
        <viewAllRecords>false</viewAllRecords>
    </objectPermissions>
    <objectPermissions>
        <allowCreate>true</allowCreate>
        <allowDelete>false</allowDelete>
        <allowEdit>true</allowEdit>
        <allowRead>true</allowRead>
        <modifyAllRecords>false</modifyAllRecords>
        <object>Order__c</object>
        <viewAllFields>false</viewAllFields>
        <viewAllRecords>false</viewAllRecords>
    </objectPermissions>
    <tabSettings>
        <tab>standard-Account</tab>
        <visibility>Visible</visibility>
    </tabSettings>
    <userPermissions>
        <enabled>true</enabled>
        <name>ApiEnabled</name>
    </userPermissions>
</PermissionSet>
`,
  );
});

const WRITABLE = SETUP_ENTITY_TYPES.filter((type) => type !== 'connectedApp' && type !== 'dataSpaceScope');
const aName = fc
  .string({ unit: fc.constantFrom(...'ABcd_.-&<>"\'é ]'), minLength: 1, maxLength: 12 })
  .map((text) => `N${text.trim()}`);
const byName = <V>(values: fc.Arbitrary<V>) =>
  fc
    .uniqueArray(fc.tuple(aName, values), { selector: ([name]) => name.toLowerCase(), maxLength: 6 })
    .map((entries) => Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))));
const someNames = fc
  .uniqueArray(aName, { selector: (name) => name.toLowerCase(), maxLength: 4 })
  .map((names) => names.sort());

/** Any list of grants that the reader would give back in this form. */
const aGrantList: fc.Arbitrary<GrantList> = fc.record(
  {
    objects: byName(fc.subarray([...OBJECT_VERBS], { minLength: 1 })),
    fields: byName(fc.subarray([...FIELD_VERBS], { minLength: 1 })),
    system: someNames,
    setup: fc
      .tuple(...WRITABLE.map((type) => someNames.map((names) => [type, names] as const)))
      .map((entries) => Object.fromEntries(entries.filter(([, names]) => names.length > 0))),
  },
  { noNullPrototype: true },
);

const aText = fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.replaceAll(/[\p{C}\r]/gu, '').trim());

test('any permission set reads back as it was written, and the same state gives the same bytes', async () => {
  const tree = await newTree();
  await fc.assert(
    fc.asyncProperty(aGrantList, aText, aText, fc.boolean(), async (grants, description, label, activationRequired) => {
      const state = { ...A_SET, grants, description, label: label || 'L', activationRequired };
      const file = await permissionSetFile(tree, state);
      assert.deepEqual(setIn(await readBack([file])), state);
      const shuffled = {
        ...grants,
        objects: Object.fromEntries(Object.entries(grants.objects).toReversed()),
        system: [...grants.system].reverse(),
      };
      assert.equal((await permissionSetFile(tree, { ...state, grants: shuffled })).text, file.text);
    }),
    { numRuns: 150 },
  );
});

test('any client app reads back as it was written, without a secret', async () => {
  const tree = await newTree();
  const anApp = fc.record({
    description: aText,
    flow: fc.constantFrom('client-credentials' as const, 'jwt-bearer' as const),
    scopes: fc.constantFrom(['Api'], ['Api', 'RefreshToken']),
    ipRanges: fc.constantFrom([], AN_APP.ipRanges, [{ start: '1.1.1.1', end: '1.1.1.2' }, ...AN_APP.ipRanges]),
    ipRelaxation: fc.constantFrom('enforce' as const, 'bypass' as const),
    refreshToken: fc.constantFrom<AppState['refreshToken'][]>(
      { kind: 'zero', days: undefined },
      { kind: 'infinite', days: undefined },
      { kind: 'inactivity', days: 7 },
      { kind: 'lifetime', days: 0.5 },
    ),
    sessionTimeout: fc.constantFrom(undefined, 15),
  });
  await fc.assert(
    fc.asyncProperty(anApp, async (parts) => {
      const state: AppState = {
        ...AN_APP,
        ...parts,
        runAsUser: parts.flow === 'jwt-bearer' ? undefined : AN_APP.runAsUser,
      };
      const files = await clientAppFiles(tree, state);
      assert.deepEqual(
        files.map(({ path }) => path.split('/').at(-1)),
        [
          'ERP.eca-meta.xml',
          'ERP_oauth.ecaOauth-meta.xml',
          'ERP_oauthPlcy.ecaOauthPlcy-meta.xml',
          'ERP_plcy.ecaPlcy-meta.xml',
        ],
      );
      const snapshot = await readBack(files);
      const [app, ...others] = snapshot.externalClientApps;
      assert.ok(app);
      assert.deepEqual(others, []);
      assert.deepEqual(appStateOf(currentState(snapshot), app, undefined), { ...state, certificate: undefined });
      assert.equal(app.adminApprovedOnly, true);
      assert.doesNotMatch(files.map(({ text }) => text).join(''), /consumer(Key|Secret)/);
    }),
    { numRuns: 100 },
  );
});

test('a user definition reads back with its profile and its set; what we do not know stays', async (context) => {
  const root = temporaryFolder(context, {
    'config/users/old-user-def.json':
      '{ "username": "erp@x.example.int", "generatePassword": true, "permsets": ["Other"] }',
  });
  const tree = await openSourceTree(root, await readMetadata({ path: root }));
  const file = await userFile(tree, 'erp', { ...A_USER, active: false }, ['Int_ERP']);
  assert.equal(file.path, 'config/users/old-user-def.json');
  const snapshot = await readBack([file]);
  const [user] = snapshot.users;
  assert.ok(user);
  assert.deepEqual(
    [user.username, user.name, user.email, user.profile, user.active],
    ['erp@x.example.int', 'ERP', 'erp@x.example', 'Integration API Only', false],
  );
  assert.deepEqual(
    snapshot.assignments.map(({ target }) => target.name),
    ['Int_ERP'],
  );
  assert.match(file.text ?? '', /"generatePassword": true/);
  assert.equal((await userFile(await newTree(), 'erp', A_USER, [])).path, 'config/users/erp-user-def.json');
});

const A_PROFILE: ProfileState = {
  name: 'Integration API Only',
  description: 'Opens nothing',
  licence: 'Salesforce Integration',
  grants: { ...EMPTY_GRANTS, system: ['ApiEnabled', 'ApiUserOnly'] },
};

const OLD_PROFILE = `<?xml version="1.0" encoding="UTF-8"?>
<Profile xmlns="http://soap.sforce.com/2006/04/metadata">
    <applicationVisibilities><application>Sales</application><default>true</default><visible>true</visible></applicationVisibilities>
    <custom>true</custom>
    <fieldPermissions><editable>true</editable><field>Account.Phone</field><readable>true</readable></fieldPermissions>
    <layoutAssignments><layout>Account-Layout</layout></layoutAssignments>
    <loginHours></loginHours>
    <loginIpRanges><endAddress>1.1.1.9</endAddress><startAddress>1.1.1.1</startAddress></loginIpRanges>
    <objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Account</object><viewAllRecords>false</viewAllRecords></objectPermissions>
    <tabVisibilities><tab>standard-Account</tab><visibility>DefaultOn</visibility></tabVisibilities>
    <userLicense>Salesforce</userLicense>
    <userPermissions><enabled>true</enabled><name>ModifyAllData</name></userPermissions>
    <userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>
</Profile>
`;

test('a profile says off for what was on, and keeps what is no grant', async (context) => {
  const path = 'force-app/main/default/profiles/Integration API Only.profile-meta.xml';
  const root = temporaryFolder(context, { [path]: OLD_PROFILE });
  const tree = await openSourceTree(root, await readMetadata({ path: root }));
  const file = await profileFile(tree, A_PROFILE);
  assert.equal(file.path, path);
  const snapshot = await readBack([file]);
  const [profile] = snapshot.containers;
  assert.ok(profile);
  assert.deepEqual(profileStateOf(snapshot.names, profile), A_PROFILE);
  // Listed as off: a deployment lays the file over the org and leaves alone what is not listed.
  const listed = [
    profile.grants.objects,
    profile.grants.fields,
    profile.grants.system,
    ...Object.values(profile.grants.setup),
  ];
  assert.deepEqual(
    listed
      .flatMap(({ ids, bits }) => [...ids].filter((_, row) => bits[row] === 0).map((id) => snapshot.names[id]))
      .sort(),
    ['Account', 'Account.Phone', 'ModifyAllData', 'Sales', 'standard-Account'],
  );
  for (const kept of ['Account-Layout', '<loginHours></loginHours>', '<startAddress>1.1.1.1', '<default>false'])
    assert.ok(file.text?.includes(kept), kept);
  await writeFiles(tree, [file]);
  assert.equal((await profileFile(tree, A_PROFILE)).text, file.text);
});

test('what a permission set file cannot say is refused, or kept as it stood', async (context) => {
  const tree = await newTree();
  for (const setup of [{ connectedApp: ['X'] }, { dataSpaceScope: ['X'] }])
    await assert.rejects(permissionSetFile(tree, { ...A_SET, grants: { ...EMPTY_GRANTS, setup } }), {
      code: 'not-in-metadata',
    });
  const path = 'force-app/main/default/permissionsets/Int_ERP.permissionset-meta.xml';
  const scope =
    '<dataspaceScopes><dataspaceScope>X</dataspaceScope><viewDataShareDefinitions>true</viewDataShareDefinitions></dataspaceScopes>';
  const tab = '<tabSettings><tab>T</tab><visibility>Available</visibility></tabSettings>';
  const root = temporaryFolder(context, {
    [path]: `<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">${scope}<label>L</label>${tab}</PermissionSet>`,
  });
  const known = await openSourceTree(root, await readMetadata({ path: root }));
  const grants = { ...EMPTY_GRANTS, setup: { tab: ['T'], dataSpaceScope: ['X'] } };
  const { text = '' } = await permissionSetFile(known, { ...A_SET, grants });
  assert.match(text, /<viewDataShareDefinitions>true/);
  assert.match(text, /<visibility>Available/);
});

test('an existing app keeps its files, its logo and what people wrote about addresses', async (context) => {
  const root = temporaryFolder(context, {
    'sfdx-project.json': '{ "packageDirectories": [{ "path": "other" }, { "path": "./src/", "default": true }] }',
    'a/ERP.eca-meta.xml':
      '<ExternalClientApplication xmlns="http://soap.sforce.com/2006/04/metadata"><contactEmail>a@b.c</contactEmail><label>Old</label><logoUrl>https://x.example/l.png</logoUrl></ExternalClientApplication>',
    'b/Any_Name.ecaOauth-meta.xml':
      '<ExtlClntAppOauthSettings xmlns="http://soap.sforce.com/2006/04/metadata"><commaSeparatedOauthScopes>Full</commaSeparatedOauthScopes><externalClientApplication>ERP</externalClientApplication><label>Mine</label><oauthLink>00D:x</oauthLink><trustedIpRanges><description>Office</description><endIpAddress>203.0.113.15</endIpAddress><startIpAddress>203.0.113.0</startIpAddress></trustedIpRanges></ExtlClntAppOauthSettings>',
  });
  const tree = await openSourceTree(root, await readMetadata({ path: root }));
  const files = await clientAppFiles(tree, AN_APP);
  assert.deepEqual(
    files.map(({ path }) => path),
    [
      'a/ERP.eca-meta.xml',
      'b/Any_Name.ecaOauth-meta.xml',
      'src/main/default/extlClntAppOauthPolicies/ERP_oauthPlcy.ecaOauthPlcy-meta.xml',
      'src/main/default/extlClntAppPolicies/ERP_plcy.ecaPlcy-meta.xml',
    ],
  );
  const [app = '', settings = ''] = files.map(({ text }) => text ?? '');
  assert.match(app, /l\.png/);
  assert.match(app, /<label>ERP</);
  assert.match(settings, /<label>Mine</);
  assert.match(settings, /<oauthLink>00D:x</);
  assert.match(settings, /<description>Office</);
  assert.match(settings, /<commaSeparatedOauthScopes>Api</);
});

test('only what differs is written, whole; what cannot be read is not overwritten', async (context) => {
  const path = 'force-app/main/default/permissionsets/Int_ERP.permissionset-meta.xml';
  const root = temporaryFolder(context);
  const tree = await openSourceTree(root, undefined);
  const set = await permissionSetFile(tree, A_SET);
  const user = await userFile(tree, 'erp', A_USER, ['Int_ERP']);
  assert.deepEqual(await compareFiles(tree, [set]), [{ path, state: 'created' }]);
  assert.deepEqual(readdirSync(root), []);
  await writeFiles(tree, [set, user]);
  assert.equal(readFileSync(join(root, path), 'utf8'), set.text);
  const { mtimeMs } = statSync(join(root, path));
  const gone = { ...user, text: undefined };
  assert.deepEqual(
    (await writeFiles(tree, [set, gone])).map(({ state }) => state),
    ['same', 'removed'],
  );
  assert.equal(statSync(join(root, path)).mtimeMs, mtimeMs);
  assert.deepEqual(
    (await writeFiles(tree, [gone])).map(({ state }) => state),
    ['same'],
  );
  const broken = temporaryFolder(context, { [path]: '<PermissionSet><label>' });
  await assert.rejects(permissionSetFile(await openSourceTree(broken, undefined), A_SET), { code: 'malformed-xml' });
});

test('names never lead out of the tree', async () => {
  const tree = await newTree();
  for (const name of ['../../x', 'a/b', 'C:\\x', 'A*B']) {
    const path = tree.profileFile(name);
    assert.match(path, /^force-app\/main\/default\/profiles\/[^/\\:*]+\.profile-meta\.xml$/);
    const [profile] = (await readBack([{ path, text: OLD_PROFILE }])).containers;
    assert.equal(profile?.name, name);
  }
});

test('a decomposed set is read, and not written', async (context) => {
  const folder = 'force-app/main/default/permissionsets/ERP';
  const root = temporaryFolder(context, {
    [`${folder}/ERP.permissionset-meta.xml`]:
      '<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><label>L</label></PermissionSet>',
    [`${folder}/ERP.userPermission-meta.xml`]:
      '<UserPermission><enabled>true</enabled><name>ApiEnabled</name></UserPermission>',
  });
  const tree = await openSourceTree(root, await readMetadata({ path: root }));
  assert.throws(() => tree.permissionSetFile('ERP'), { code: 'decomposed-set' });
});

corpusTest('permission sets and profiles of real trees keep their grants when they are written again', async () => {
  const snapshot = await readMetadata({ path: corpusPath() });
  const tree = await openSourceTree(corpusPath(), undefined);
  const seen = { sets: 0, profiles: 0 };
  for (const container of snapshot.containers) {
    const [path = ''] = container.files;
    const existing = { ...tree, elements: (_: string) => tree.elements(path) };
    if (container.kind === 'permission-set' && container.files.length === 1) {
      const state = permissionSetStateOf(snapshot.names, container);
      const file = await permissionSetFile(existing, state).catch((error: { code: string }) => error.code);
      if (typeof file === 'string') continue;
      const again = setIn(await readBack([file]));
      assert.ok(sameGrants(state.grants, again.grants), path);
      assert.deepEqual(
        [again.label, again.description, again.licence],
        [state.label, state.description, state.licence],
        path,
      );
      seen.sets++;
    } else if (container.kind === 'profile') {
      const state = profileStateOf(snapshot.names, container);
      const file = await profileFile(existing, state);
      const read = await readBack([file]);
      const [again] = read.containers;
      assert.ok(again);
      const had = permissionsOf(state.grants).map(keyOf);
      assert.deepEqual(permissionsOf(profileStateOf(read.names, again).grants).map(keyOf), had, path);
      seen.profiles++;
    }
  }
  assert.ok(seen.sets > 100 && seen.profiles > 10, JSON.stringify(seen));
});
