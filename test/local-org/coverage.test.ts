import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SOQL_FEATURES } from '../../scripts/soql-features.ts';
import { ROUTES } from '../../src/local-org/api/routes.ts';

test('every endpoint stands on the coverage page, and every SOQL feature names a test that is there', () => {
  const page = readFileSync('docs/local-org-coverage.md', 'utf8');
  for (const { method, path } of ROUTES) assert.ok(page.includes(`\`${method} ${path}\``), `${method} ${path}`);
  for (const { feature, test: file } of SOQL_FEATURES) assert.ok(existsSync(file), `${feature}: ${file}`);
});
