import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { type Mistake, mistakesProblem } from '../../src/model/mistake.ts';
import { checkShape } from '../../src/yaml/check-shape.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';
import { day, kebabName, text } from '../../src/yaml/schema-parts.ts';

const SCHEMA = v.strictObject({
  name: kebabName(''),
  until: v.optional(day('')),
  colour: v.optional(v.picklist(['red', 'green'])),
  size: v.optional(
    v.union(
      [v.number(), v.strictObject({ width: v.number(), height: v.optional(v.number()) })],
      'must be a number, or keys',
    ),
  ),
  people: v.optional(v.record(v.string(), v.strictObject({ email: text('') }))),
});

function told(content: string): readonly string[] {
  const { output, mistakes } = checkShape(SCHEMA, parseYaml(content, 'f.yml'));
  assert.equal(output === undefined, mistakes.length > 0);
  return mistakes.map(
    ({ line, column, message, instead }) => `${line}:${column} ${message}${instead && ` → ${instead}`}`,
  );
}

test('a value of several shapes is judged by the shape that it takes', () => {
  assert.deepEqual(told('name: a\nsize: 3\n'), []);
  assert.deepEqual(told('name: a\nsize: { width: 3 }\n'), []);
  assert.deepEqual(told('name: a\nsize: big\n'), ['2:7 size must be a number, or keys']);
  assert.deepEqual(told('name: a\nsize: { width: wide }\n'), ['2:16 size.width must be number, not wide']);
  assert.deepEqual(told('name: a\nsize: { wdith: 3 }\n'), ['2:9 unknown key "wdith" → Did you mean width?']);
});

test('a key is sent to where it stands, also below names', () => {
  assert.deepEqual(told('name: a\nheight: 3\n'), ['2:1 unknown key "height" → It stands under size.']);
  assert.deepEqual(told('name: a\nemail: x\n'), [
    '2:1 unknown key "email" → Known here: name, until, colour, size, people.',
  ]);
  assert.deepEqual(told('name: a\npeople: { jo: { mail: x } }\n'), ['2:17 unknown key "mail" → Did you mean email?']);
});

test('an alias is judged as what it stands for, where it stands', () => {
  assert.deepEqual(told('name: a\npeople:\n  jo: &p { email: x }\n  al: *p\n'), []);
  assert.deepEqual(told('name: a\npeople:\n  jo: &p { email: 3 }\n  al: *p\n'), ['3:19 people.jo.email must be text']);
});

test('days and words are checked', () => {
  assert.deepEqual(told('name: A b\nuntil: 2026-02-30\ncolour: gren\n'), [
    '1:7 name must be lower-case words joined by hyphens, like erp-orders',
    '2:8 until must be a date like 2027-03-31',
    '3:9 colour must be red, green, not gren → Did you mean green?',
  ]);
});

test('one mistake brings its advice as the action; many are told each, up to a limit', () => {
  const mistake = (line: number): Mistake => ({ path: 'f.yml', line, column: 1, message: 'm', instead: 'Do.' });
  const one = mistakesProblem('x', [mistake(1)]);
  assert.deepEqual([one.message, one.actions], ['f.yml:1:1: m', ['Do.']]);
  const many = mistakesProblem(
    'x',
    Array.from({ length: 30 }, (_, at) => mistake(at + 1)),
  );
  assert.equal(many.message.split('\n').length, 21);
  assert.match(many.message, /^f\.yml:1:1: m → Do\.\n/);
  assert.match(many.message, /… and 10 more$/);
});

test('lines are known by the path in the file, through aliases as well', () => {
  const lines = parseYaml('a:\n  - x\n  - b: &n { c: 1 }\nd: *n\ne:\n', 'f.yml').lines();
  assert.deepEqual(
    [...lines],
    [
      ['a', 2],
      ['a[0]', 2],
      ['a[1]', 3],
      ['a[1].b', 3],
      ['a[1].b.c', 3],
      ['d', 4],
      ['d.c', 3],
      ['e', 5],
    ],
  );
});
