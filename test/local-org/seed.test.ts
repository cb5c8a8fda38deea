import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testOrg } from './client.ts';

for (const example of ['clean', 'messy'] as const) {
  test(`the ${example} example loads whole: metadata, users, log-ins, tokens, records`, async () => {
    const org = await testOrg({ example });
    try {
      if (example === 'clean') assert.deepEqual(org.loaded.problems, []);
      assert.ok(org.loaded.components > 5);
      const sets = await org.admin.query('SELECT Name FROM PermissionSet WHERE IsOwnedByProfile = false');
      assert.ok(sets.body.totalSize > 2);
      const accounts = await org.admin.query('SELECT COUNT() FROM Account');
      assert.ok(accounts.body.totalSize >= 50);
    } finally {
      await org.close();
    }
  });
}
