import assert from 'node:assert/strict';
import { readMetadata } from '../../../src/connectors/sfdx/read.ts';
import type { Container, PermissionSetGroup } from '../../../src/model/container.ts';
import type { GrantColumn } from '../../../src/model/grants.ts';
import { ENABLED, FieldBits, ObjectBits } from '../../../src/model/permission.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { corpusPath, corpusTest } from '../../corpus.ts';
import { type OracleRow, oracleOf, oracleTrees } from './oracle.ts';

const NO_ROWS: GrantColumn = { ids: new Uint32Array(0), bits: new Uint8Array(0), lines: new Uint32Array(0) };

function count(column: GrantColumn, bit: number): string {
  return String(column.bits.reduce((sum, bits) => sum + ((bits & bit) === 0 ? 0 : 1), 0));
}

function systemState(snapshot: Snapshot, { grants }: Container, name: string): string {
  const row = grants.system.ids.findIndex((id) => snapshot.names[id] === name);
  return row >= 0 && grants.system.bits[row] === ENABLED ? '1' : '0';
}

/** What the oracle counts, counted in the snapshot. */
function countContainer(snapshot: Snapshot, container: Container): OracleRow {
  const { grants } = container;
  const listed = grants.system.ids.length - Number(count(grants.system, ENABLED));
  return {
    up_enabled: count(grants.system, ENABLED),
    up_listed_false: String(listed),
    ApiEnabled: systemState(snapshot, container, 'ApiEnabled'),
    ApiUserOnly: systemState(snapshot, container, 'ApiUserOnly'),
    ModifyAllData: systemState(snapshot, container, 'ModifyAllData'),
    ViewAllData: systemState(snapshot, container, 'ViewAllData'),
    obj_entries: String(grants.objects.ids.length),
    allowRead: count(grants.objects, ObjectBits.read),
    allowCreate: count(grants.objects, ObjectBits.create),
    allowEdit: count(grants.objects, ObjectBits.edit),
    allowDelete: count(grants.objects, ObjectBits.delete),
    viewAllRecords: count(grants.objects, ObjectBits.viewAll),
    modifyAllRecords: count(grants.objects, ObjectBits.modifyAll),
    viewAllFields: count(grants.objects, ObjectBits.viewAllFields),
    fls_entries: String(grants.fields.ids.length),
    fls_readable: count(grants.fields, FieldBits.read),
    fls_editable: count(grants.fields, FieldBits.edit),
    class_enabled: count(grants.setup.apexClass ?? NO_ROWS, ENABLED),
    custom_perm_enabled: count(grants.setup.customPermission ?? NO_ROWS, ENABLED),
    login_ip_ranges: String(container.loginIpRanges.length),
    license: container.license,
    custom: container.kind === 'profile' ? String(container.custom ?? '') : '',
  };
}

function countGroup(group: PermissionSetGroup): OracleRow {
  return {
    label: group.label,
    members: String(group.members.length),
    muting_refs: String(group.mutingSets.length),
  };
}

const KINDS: Readonly<Record<string, Container['kind']>> = {
  Profile: 'profile',
  PermissionSet: 'permission-set',
  MutingPermissionSet: 'muting-permission-set',
};

/** A permission set that the oracle, going by suffixes, does not list. */
const WITHOUT_SUFFIX = 'force-app/main/default/permissionsets/Arbeidsgiver_admin';

corpusTest('every permission file of every tree counts as an independent parser counted it', async () => {
  const trees = oracleTrees();
  assert.equal(trees.length, 9);
  for (const tree of trees) {
    const snapshot = await readMetadata({ path: corpusPath(tree) });
    const containers = new Map(snapshot.containers.map((one) => [one.files[0], one]));
    const groups = new Map(snapshot.groups.map((one) => [one.origin.path, one]));
    for (const row of oracleOf(tree)) {
      const path = row['path'] ?? '';
      const container = containers.get(path);
      const group = groups.get(path);
      assert.ok(container ?? group, `${tree}: ${path} was not read`);
      const counted = container ? countContainer(snapshot, container) : countGroup(group as PermissionSetGroup);
      const expected = Object.fromEntries(Object.keys(counted).map((name) => [name, row[name]]));
      assert.deepEqual(counted, expected, `${tree}: ${path}`);
      if (container === undefined) continue;
      assert.equal(container.kind, KINDS[row['root'] ?? ''], path);
      if (container.kind !== 'profile') assert.equal(container.label, row['label'] || container.name, path);
      assert.equal(String(container.activationRequired), row['hasActivationRequired'] || 'false', path);
      containers.delete(path);
    }
    assert.deepEqual(
      [...containers.keys()].filter((path) => path !== WITHOUT_SUFFIX),
      [],
      `${tree}: more containers than the oracle`,
    );
  }
});
