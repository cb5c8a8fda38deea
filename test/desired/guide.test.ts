import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { orgDesignOf } from '../../src/config/org-design.ts';
import { parseSettings } from '../../src/config/parse-settings.ts';
import { parseDeclaration } from '../../src/desired/parse-declaration.ts';
import { SETUP_KEYS } from '../../src/desired/setup-keys.ts';
import { A_DESIGN } from '../plan/a-declaration.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const examples = (page: string): readonly string[] =>
  [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text);

const GUIDE = read('docs/declaring.md');
const [INTEGRATION = '', DESIGN = ''] = examples(GUIDE);
const IN_README = examples(read('README.md')).find((text) => text.startsWith('name: erp-orders')) ?? '';

test('the examples of the guide and of the README are right', () => {
  for (const text of [INTEGRATION, IN_README]) assert.deepEqual(parseDeclaration(text, 'erp-orders.yml').mistakes, []);
  const { settings } = parseSettings(DESIGN, 'leastwise.yml');
  const { environments, user, ...others } = orgDesignOf(settings);
  const { environments: _, user: __, ...defaults } = A_DESIGN;
  assert.deepEqual(others, defaults);
  assert.deepEqual(orgDesignOf({}), { ...others, environments: {}, user: { ...user, email: undefined } });
  assert.equal(environments['uat']?.usernameSuffix, '.uat');
});

test('the guide names every kind of access', () => {
  for (const key of Object.keys(SETUP_KEYS)) assert.ok(GUIDE.includes(`\`${key}\``), key);
});

test('the shipped schema takes what the parser takes, and refuses unknown keys', () => {
  const schema = JSON.parse(read('schemas/integration.schema.json')) as Record<string, unknown>;
  const { $schema: _, ...rest } = schema;
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(rest);
  for (const text of [INTEGRATION, IN_README]) assert.ok(validate(parse(text)), JSON.stringify(validate.errors));
  assert.ok(!validate({ ...parse(IN_README), onwer: 'x' }));
  assert.ok(!validate({ ...parse(IN_README), access: { objects: { Account: 'update' } } }));
});
