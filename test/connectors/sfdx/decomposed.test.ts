import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { readMetadata } from '../../../src/connectors/sfdx/read.ts';
import { readMetadataFiles } from '../../../src/connectors/sfdx/read-files.ts';
import type { Container } from '../../../src/model/container.ts';
import type { GrantColumn } from '../../../src/model/grants.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { corpusPath, corpusTest } from '../../corpus.ts';
import { document, element } from './metadata-text.ts';

const PROJECTS = corpusPath('forcedotcom+source-deploy-retrieve/test/snapshot/sampleProjects');

async function readSets(path: string): Promise<{ snapshot: Snapshot; sets: Map<string, Container> }> {
  const snapshot = await readMetadata({ path: join(PROJECTS, path) });
  return { snapshot, sets: new Map(snapshot.containers.map((one) => [one.id, one])) };
}

/** What a container says, without where: file order and lines differ between the formats. */
function meaning(snapshot: Snapshot, container: Container | undefined) {
  assert.ok(container);
  const rows = ({ ids, bits }: GrantColumn) =>
    Array.from(ids, (id, row) => `${snapshot.names[id]} ${bits[row]}`).sort();
  const { objects, fields, system, setup } = container.grants;
  return {
    name: container.name,
    label: container.label,
    description: container.description,
    license: container.license,
    activationRequired: container.activationRequired,
    objects: rows(objects),
    fields: rows(fields),
    system: rows(system),
    setup: Object.fromEntries<string[] | undefined>(
      Object.entries(setup).map(([type, column]) => [type, rows(column)]),
    ),
  };
}

corpusTest('sets decomposed by decomposePermissionSetBeta2 mean what their MDAPI files mean', async () => {
  const whole = await readSets('preset-decomposedPS2/originalMdapi');
  const decomposed = await readSets('preset-decomposedPS2/__snapshots__/verify-source-files.expected');
  assert.deepEqual([...decomposed.sets.keys()].sort(), [...whole.sets.keys()].sort());
  assert.equal(whole.sets.size, 4);
  for (const [id, set] of whole.sets) {
    const expected = meaning(whole.snapshot, set);
    // One part file of the decomposed tree, `withCustomPermission.customPermissions-meta.xml`, is not in the corpus.
    if (id === 'permission-set:withCustomPermission') delete expected.setup['customPermission'];
    assert.deepEqual(meaning(decomposed.snapshot, decomposed.sets.get(id)), expected, id);
  }
});

corpusTest('sets decomposed by decomposePermissionSetBeta mean what their MDAPI files mean', async () => {
  const whole = await readSets('preset-PermSet/originalMdapi');
  const both = await readSets('preset-PermSet/__snapshots__/verify-source-files.expected');
  const expected = meaning(whole.snapshot, whole.sets.get('permission-set:dreamhouse'));
  // The tree holds the set twice: as one file, and decomposed in a folder of its own.
  assert.equal(both.sets.get('permission-set:dreamhouse')?.files.length, 1);
  const decomposed = both.sets.get('permission-set:dreamhouse#2');
  assert.deepEqual(meaning(both.snapshot, decomposed), expected);
  assert.ok((decomposed?.files.length ?? 0) > 40);
  assert.deepEqual(
    both.snapshot.diagnostics.map(({ code }) => code),
    ['duplicate-name'],
  );
});

corpusTest('each row of a decomposed set knows its file and line', async () => {
  const { snapshot, sets } = await readSets('preset-decomposedPS2/__snapshots__/verify-source-files.expected');
  const set = sets.get('permission-set:dreamhouse');
  assert.ok(set);
  const { ids, lines, fileOf } = set.grants.objects;
  const row = ids.findIndex((id) => snapshot.names[id] === 'Broker__c');
  assert.match(set.files[fileOf?.[row] ?? -1] ?? '', /objectSettings\/Broker__c\.objectSettings-meta\.xml$/);
  assert.equal(lines[row], 9);
});

test('custom permissions of decomposed sets are told from the metadata type of that name', () => {
  const parts = {
    'permissionsets/A/A.permissionset-meta.xml': document('PermissionSet', '<label>Label</label>'),
    'permissionsets/A/customPermissions/X.customPermission-meta.xml': document(
      'CustomPermission',
      '<enabled>true</enabled>',
      '<name>X</name>',
    ),
    'permissionsets/B/B.permissionset-meta.xml': document('PermissionSet', '<label>B</label>'),
    'permissionsets/B/B.customPermissions-meta.xml': document(
      'PermissionSet',
      element('customPermissions', { enabled: true, name: 'X' }),
    ),
    'customPermissions/X.customPermission-meta.xml': document('CustomPermission', '<label>X</label>'),
  };
  const snapshot = readMetadataFiles(parts);
  assert.deepEqual(
    snapshot.containers.map((set) => [set.id, meaning(snapshot, set).setup['customPermission']]),
    [
      ['permission-set:A', ['X 1']],
      ['permission-set:B', ['X 1']],
    ],
  );
  assert.equal(snapshot.containers[0]?.label, 'Label');
  assert.deepEqual(
    snapshot.customPermissions.map(({ origin }) => origin.path),
    ['customPermissions/X.customPermission-meta.xml'],
  );
  assert.deepEqual(snapshot.diagnostics, []);
});

test('parts whose set has no file of its own still make a set', () => {
  const { containers } = readMetadataFiles({
    'permissionsets/A%26B/A%26B.userPermission-meta.xml': document(
      'PermissionSet',
      element('userPermissions', { enabled: true, name: 'ApiEnabled' }),
    ),
    'permissionsets/A%26B/objectSettings/Account.objectSettings-meta.xml': document(
      'PermissionSet',
      element('objectPermissions', { object: 'Account', allowRead: true }),
    ),
  });
  const [set] = containers;
  assert.equal(containers.length, 1);
  assert.equal(set?.name, 'A&B');
  assert.equal(set.grants.objects.ids.length, 1);
  assert.equal(set.grants.system.ids.length, 1);
});
