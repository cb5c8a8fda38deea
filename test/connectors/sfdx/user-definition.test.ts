import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readMetadataFiles } from '../../../src/connectors/sfdx/read-files.ts';

const PATH = 'config/users/erp-user-def.json';

test('a user definition gives a user and its assignments, with lines', () => {
  const { users, assignments } = readMetadataFiles({
    [PATH]:
      '{\n  "Username": "erp@example.com",\n  "FirstName": "ERP",\n  "LastName": "Sync",\n  "profileName": "API Only",\n  "permsets": [\n    "ERP_Orders",\n    "Base"\n  ]\n}\n',
    'orgs/admin-user-def.json':
      '\uFEFF{"lastName": "Admin", "permsets": "A, B", "profileName": "System Administrator"}',
  });
  assert.deepEqual(
    users.map(({ id, name, profile, origin }) => [id, name, profile, origin.line]),
    [
      ['user:erp@example.com', 'ERP Sync', 'API Only', 2],
      ['user:admin-user-def', 'Admin', 'System Administrator', 1],
    ],
  );
  assert.deepEqual(
    assignments.map(({ username, target, origin }) => [username, target.name, origin.line]),
    [
      ['erp@example.com', 'ERP_Orders', 7],
      ['erp@example.com', 'Base', 8],
      ['admin-user-def', 'A', 1],
      ['admin-user-def', 'B', 1],
    ],
  );
});

test('only what calls itself a user definition must be one', () => {
  const { users, diagnostics, coverage } = readMetadataFiles({
    'config/users/list.json': '[1, 2]',
    'config/users/broken.json': '{"Username": ',
    'config/users/person.json': '{"Username": "p@example.com", "profileName": "P"}',
    'config/project-scratch-def.json': '{"edition": "Developer", "Username": "x"}',
    'config/bad-user-def.json': '{"Username": ',
    'data/User.json': '{"records": []}',
  });
  assert.deepEqual(
    users.map(({ username }) => username),
    ['p@example.com'],
  );
  assert.deepEqual(
    diagnostics.map(({ code, path }) => [code, path]),
    [['malformed-json', 'config/bad-user-def.json']],
  );
  assert.equal(coverage.users.state, 'partial');
});

test('any JSON, and any text, is a user, nothing, or one diagnostic', () => {
  const field = fc.oneof(
    fc.string(),
    fc.constant(null),
    fc.integer(),
    fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant({}))),
    fc.dictionary(fc.string(), fc.string()),
  );
  const definition = fc.dictionary(
    fc.constantFrom(
      'Username',
      'profileName',
      'permsets',
      'LastName',
      'Email',
      'IsActive',
      '__proto__',
      'constructor',
      'toString',
    ),
    field,
  );
  fc.assert(
    fc.property(
      fc.oneof(
        definition.map((value) => JSON.stringify(value)),
        fc.json(),
        fc.string(),
      ),
      (text) => {
        const { users, assignments, diagnostics } = readMetadataFiles({ [PATH]: text });
        assert.ok(users.length + diagnostics.length <= 1);
        for (const { id, username, profile } of users) {
          assert.equal(id, `user:${username}`);
          assert.ok(username !== '' && profile !== '');
        }
        for (const { target, origin } of assignments) assert.ok(target.name !== '' && origin.line >= 1);
      },
    ),
    { numRuns: 1000 },
  );
});
