import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { RULES } from '../../src/rules/register.ts';

const NOT_RULES = new Set(['js-sf-cli-security-audit', 'who-can']);

test('the comparison with others names only rules that there are', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'compare.md'), 'utf8');
  const named = [...page.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, name = '']) => name);
  const known = new Set(RULES.map(({ id }) => id));
  assert.ok(named.length > 30);
  assert.deepEqual(
    named.filter((name) => !known.has(name) && !NOT_RULES.has(name)),
    [],
  );
});
