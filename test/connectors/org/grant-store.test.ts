import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ColumnKind, createGrantStore } from '../../../src/connectors/org/grant-store.ts';

const KINDS: readonly ColumnKind[] = ['objects', 'fields', 'system', 'apexClass', 'tab'];
const grants = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    container: fc.nat(5),
    name: fc.constantFrom('Account', 'Zebra__c', 'Account.Name', 'ApiEnabled', 'a', 'B'),
    bits: fc.integer({ min: 0, max: 127 }),
  }),
  { maxLength: 600 },
);

test('columns hold exactly the grants that were added, by container, sorted by name', () => {
  fc.assert(
    fc.property(grants, (added) => {
      const store = createGrantStore();
      store.nameId('never used');
      for (const { kind, container, name, bits } of added) store.add(kind, container, store.nameId(name), bits);
      const built = store.build(6);
      assert.deepEqual(built.names, [...new Set(added.map(({ name }) => name))].sort());
      assert.equal(built.grants.length, 6);
      built.grants.forEach((one, container) => {
        for (const kind of KINDS) {
          const column = kind === 'objects' || kind === 'fields' || kind === 'system' ? one[kind] : one.setup[kind];
          const expected = added
            .filter((grant) => grant.container === container && grant.kind === kind)
            .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
            .map(({ name, bits }) => [name, bits, 0]);
          const found = Array.from(column?.ids ?? [], (id, row) => [
            built.names[id],
            column?.bits[row],
            column?.lines[row],
          ]);
          assert.deepEqual(found, expected);
        }
      });
    }),
  );
});

test('the order of the answers does not show', () => {
  const build = (order: readonly string[]) => {
    const store = createGrantStore();
    for (const name of order) store.add('fields', name.length % 2, store.nameId(name), 1);
    return store.build(2);
  };
  assert.deepEqual(build(['A.b', 'A.bc', 'X.y']), build(['X.y', 'A.bc', 'A.b']));
});
