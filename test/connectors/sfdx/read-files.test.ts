import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newFileReader, readFile } from '../../../src/connectors/sfdx/read-file.ts';
import { readMetadataFiles } from '../../../src/connectors/sfdx/read-files.ts';
import { ENABLED, FieldBits, ObjectBits } from '../../../src/model/permission.ts';
import { document, element } from './metadata-text.ts';

const SET = 'force-app/main/default/permissionsets/ERP.permissionset-meta.xml';

test('a permission set gives rows with names, bits and the line of the name', () => {
  const { containers, names, coverage } = readMetadataFiles({
    [SET]: document(
      'PermissionSet',
      element('customPermissions', { enabled: true, name: 'Skip' }),
      element('fieldPermissions', { editable: false, field: 'Account.Phone', readable: true }),
      '<hasActivationRequired>true</hasActivationRequired>',
      '<label>ERP &amp; Co</label>',
      '<license>Salesforce API Integration</license>',
      '<objectPermissions>',
      '<allowRead>true</allowRead>',
      '<modifyAllRecords>true</modifyAllRecords>',
      '<object>Account</object>',
      '</objectPermissions>',
      element('tabSettings', { tab: 'standard-Account', visibility: 'None' }),
      element('userPermissions', { enabled: false, name: 'ApiEnabled' }),
    ),
  });
  const [set] = containers;
  assert.equal(set?.id, 'permission-set:ERP');
  assert.equal(set.label, 'ERP & Co');
  assert.equal(set.license, 'Salesforce API Integration');
  assert.equal(set.activationRequired, true);
  const row = (column: { ids: Uint32Array; bits: Uint8Array; lines: Uint32Array } | undefined) =>
    column && [names[column.ids[0] ?? -1], column.bits[0], column.lines[0]];
  assert.deepEqual(row(set.grants.setup.customPermission), ['Skip', ENABLED, 3]);
  assert.deepEqual(row(set.grants.fields), ['Account.Phone', FieldBits.read, 4]);
  assert.deepEqual(row(set.grants.objects), ['Account', ObjectBits.read | ObjectBits.modifyAll, 11]);
  assert.deepEqual(row(set.grants.setup.tab), ['standard-Account', 0, 13]);
  assert.deepEqual(row(set.grants.system), ['ApiEnabled', 0, 14]);
  assert.equal(coverage.permissionSets.state, 'read');
  assert.equal(coverage.profiles.state, 'absent');
  assert.equal(coverage.licences.state, 'absent');
});

test('names come from file names: escapes decoded, suffix or none, folder of no matter', () => {
  const set = document('PermissionSet', '<label>x</label>');
  const { containers, diagnostics } = readMetadataFiles({
    'permissionsets/Caf%C3%A9 %28EU%29.permissionset': set,
    'permissionsets/Force%2Ecom.permissionset-meta.xml': set,
    'permissionsets/NoSuffix': set,
    'permissionsets/100%.permissionset': set,
    'profiles/Astray.permissionset-meta.xml': set,
    'elsewhere/Named.xml': set,
    'profiles/Sales v2.0.profile': document('Profile', '<custom>true</custom>'),
  });
  assert.deepEqual(
    containers.map(({ id }) => id).sort(),
    [
      'permission-set:100%',
      'permission-set:Astray',
      'permission-set:Café (EU)',
      'permission-set:Force.com',
      'permission-set:Named',
      'permission-set:NoSuffix',
      'profile:Sales v2.0',
    ].sort(),
  );
  assert.deepEqual(diagnostics, []);
});

test('a suffix that promises another kind is told, and the root decides', () => {
  const { containers, diagnostics, coverage } = readMetadataFiles({
    'profiles/A.profile': document('PermissionSet', '<label>A</label>'),
    'profiles/B.profile': document('Flow', '<label>B</label>'),
  });
  assert.deepEqual(
    containers.map(({ id }) => id),
    ['permission-set:A'],
  );
  assert.deepEqual(
    diagnostics.map(({ code, level, path }) => [code, level, path]),
    [
      ['wrong-root', 'warning', 'profiles/A.profile'],
      ['wrong-root', 'error', 'profiles/B.profile'],
    ],
  );
  assert.equal(coverage.profiles.state, 'partial');
  assert.equal(coverage.permissionSets.state, 'read');
});

test('a damaged file is one diagnostic with its place; the rest is read; its family is partial', () => {
  const { containers, diagnostics, coverage } = readMetadataFiles({
    'profiles/A.profile': '<?xml version="1.0"?>\n<Profile>\n  <custom>true</costum>\n</Profile>',
    'profiles/B.profile': document('Profile', '<custom>true</custom>'),
    'profiles/C.profile': '',
    'profiles/README': 'not XML at all',
    'permissionsets/Cut': '<?xml version="1.0" encoding="UTF-8"?>\n<Permiss',
    'elsewhere/cut.xml': '<html',
  });
  assert.deepEqual(
    containers.map(({ name }) => name),
    ['B'],
  );
  assert.deepEqual(
    diagnostics.map(({ code, path, line }) => [code, path, line]),
    [
      ['malformed-xml', 'permissionsets/Cut', 2],
      ['malformed-xml', 'profiles/A.profile', 3],
      ['malformed-xml', 'profiles/C.profile', 1],
    ],
  );
  assert.equal(coverage.permissionSets.state, 'partial');
  assert.equal(coverage.profiles.state, 'partial');
  assert.match(coverage.profiles.reason, /2 files/);
});

test('a document type is refused: no entity is defined, none is expanded, nothing is fetched', () => {
  const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  const { containers, diagnostics } = readMetadataFiles({
    'profiles/A.profile': `<!DOCTYPE Profile [<!ENTITY l0 "lol">${lol}]>\n<Profile><description>&l9;</description></Profile>`,
    'profiles/B.profile': '<!DOCTYPE Profile SYSTEM "file:///etc/passwd">\n<Profile/>',
    'profiles/C.profile': '<Profile><description>&xxe;</description></Profile>',
  });
  assert.deepEqual(containers, []);
  assert.deepEqual(
    diagnostics.map(({ code, path }) => [code, path]),
    [
      ['doctype-refused', 'profiles/A.profile'],
      ['doctype-refused', 'profiles/B.profile'],
      ['malformed-xml', 'profiles/C.profile'],
    ],
  );
});

test('depth and size do no harm', { timeout: 20_000 }, () => {
  const deep = 100_000;
  const { diagnostics } = readMetadataFiles({
    'profiles/Deep.profile': `<Profile>${'<a>'.repeat(deep)}${'</a>'.repeat(deep)}</Profile>`,
    'profiles/Long.profile': document(
      'Profile',
      `<description>${' '.repeat(3_000_000)}x${'&amp;'.repeat(500_000)}</description>`,
    ),
    'profiles/Wide.profile': document('Profile', '<loginFlows/>'.repeat(300_000)),
    'profiles/Open.profile': '<Profile>'.repeat(300_000),
  });
  assert.deepEqual(
    diagnostics.map(({ code, path }) => [code, path]),
    [
      ['malformed-xml', 'profiles/Deep.profile'],
      ['malformed-xml', 'profiles/Open.profile'],
    ],
  );
});

test('a file is read in the encoding that it declares, and in no other', () => {
  const text = (encoding: string) =>
    `<?xml version="1.0" encoding="${encoding}"?><Profile><description>Größe</description></Profile>`;
  const reader = newFileReader();
  const described = (bytes: Buffer) => {
    const { facts, diagnostics } = readFile(reader, 'profiles/A.profile', bytes);
    const [fact] = facts;
    return fact?.kind === 'permissions' ? fact.description : diagnostics.map(({ code }) => code);
  };
  assert.equal(described(Buffer.from(text('UTF-8'))), 'Größe');
  assert.equal(described(Buffer.from(text('ISO-8859-1'), 'latin1')), 'Größe');
  assert.equal(described(Buffer.from(`\uFEFF${text('UTF-16')}`, 'utf16le')), 'Größe');
  assert.deepEqual(described(Buffer.from(text('UTF-8'), 'latin1')), ['malformed-xml']);
  assert.deepEqual(described(Buffer.from(text('EBCDIC'))), ['malformed-xml']);
});

test('a full name that stands twice is two things and a warning', () => {
  const set = document('PermissionSet', '<label>x</label>');
  const group = document('PermissionSetGroup', '<label>g</label>');
  const { containers, groups, diagnostics } = readMetadataFiles({
    'b/permissionsets/X.permissionset-meta.xml': set,
    'a/permissionsets/X.permissionset-meta.xml': set,
    'c/profiles/X.profile-meta.xml': document('Profile'),
    'a/permissionsetgroups/G.permissionsetgroup-meta.xml': group,
    'b/permissionsetgroups/G.permissionsetgroup-meta.xml': group,
  });
  assert.deepEqual(
    containers.map(({ id, files }) => [id, files[0]]),
    [
      ['permission-set:X', 'a/permissionsets/X.permissionset-meta.xml'],
      ['permission-set:X#2', 'b/permissionsets/X.permissionset-meta.xml'],
      ['profile:X', 'c/profiles/X.profile-meta.xml'],
    ],
  );
  assert.deepEqual(
    groups.map(({ id }) => id),
    ['group:G', 'group:G#2'],
  );
  assert.deepEqual(
    diagnostics.map(({ code, level, path }) => [code, level, path]),
    [
      ['duplicate-name', 'warning', 'b/permissionsetgroups/G.permissionsetgroup-meta.xml'],
      ['duplicate-name', 'warning', 'b/permissionsets/X.permissionset-meta.xml'],
    ],
  );
});

test('profiles keep ranges, hours, licence; groups keep members with lines; muting sets are a kind of their own', () => {
  const { containers, groups } = readMetadataFiles({
    'profiles/P.profile': document(
      'Profile',
      '<custom>false</custom>',
      '<loginHours><mondayStart>480</mondayStart><mondayEnd>1020</mondayEnd></loginHours>',
      element('loginIpRanges', { description: 'DC', endAddress: '10.0.0.9', startAddress: '10.0.0.1' }),
      '<userLicense>Salesforce Integration</userLicense>',
    ),
    'profiles/Q.profile': document('Profile', '<loginHours/>'),
    'mutingpermissionsets/M.mutingpermissionset': document('MutingPermissionSet', '<label>M</label>'),
    'permissionsetgroups/G.permissionsetgroup': document(
      'PermissionSetGroup',
      '<label>Group</label>',
      '<mutingPermissionSets>M</mutingPermissionSets>',
      '<permissionSets>A</permissionSets>',
      '<permissionSets>force__B</permissionSets>',
      '<status>Outdated</status>',
    ),
    'permissionsets/sfdcInternalInt__x.permissionset': document('PermissionSet', '<label>x</label>'),
  });
  const [muting, shipped, profile, other] = ['M', 'sfdcInternalInt__x', 'P', 'Q'].map((name) =>
    containers.find((one) => one.name === name),
  );
  assert.equal(muting?.kind, 'muting-permission-set');
  assert.equal(shipped?.namespace, 'sfdcInternalInt');
  assert.equal(shipped.custom, false);
  assert.equal(profile?.custom, false);
  assert.equal(profile.license, 'Salesforce Integration');
  assert.equal(profile.loginHours, true);
  assert.deepEqual(profile.loginIpRanges, [
    { start: '10.0.0.1', end: '10.0.0.9', description: 'DC', origin: { path: 'profiles/P.profile', line: 5 } },
  ]);
  assert.equal(other?.loginHours, false);
  const [group] = groups;
  assert.equal(group?.status, 'Outdated');
  assert.deepEqual(
    group.members.map(({ name, origin }) => [name, origin.line]),
    [
      ['A', 5],
      ['force__B', 6],
    ],
  );
  assert.deepEqual(
    group.mutingSets.map(({ name }) => name),
    ['M'],
  );
});
