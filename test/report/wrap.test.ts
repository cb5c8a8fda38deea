import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { untrustedLine } from '../../src/report/untrusted-text.ts';
import { widthOf } from '../../src/report/width.ts';
import { wrapText } from '../../src/report/wrap.ts';

test('letters of any script take the columns that a terminal gives them', () => {
  for (const text of [
    'Größe',
    'København',
    '東京支社',
    '데이터',
    'ｱｲｳ',
    'é',
    '≥ 3 · →',
    'naïve ✓',
    '📦 box',
    '❤️',
    '🇩🇪',
  ])
    assert.equal(widthOf(text), stringWidth(text), text);
});

test('no text is wider than it is said to be', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })).map(untrustedLine);
  fc.assert(
    fc.property(text, (line) => {
      assert.ok(stringWidth(line) <= widthOf(line), JSON.stringify(line));
    }),
    { numRuns: 3000 },
  );
});

test('lines are as long as they may be, and nothing is lost', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
    fc.constantFrom('a/path/to/some.xml', '東京'),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), fc.integer({ min: 10, max: 40 }), (words, columns) => {
      const text = words.join(' ');
      const lines = wrapText(text, columns);
      assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
      for (const line of lines) assert.ok(widthOf(line) <= columns, line);
    }),
    { numRuns: 1000 },
  );
});

test('words are kept whole where they fit, paths are cut after a slash', () => {
  assert.deepEqual(wrapText('one two three', 9), ['one two', 'three']);
  assert.deepEqual(wrapText('see force-app/main/default/profiles/Admin.profile', 24), [
    'see',
    'force-app/main/default/',
    'profiles/Admin.profile',
  ]);
  assert.deepEqual(wrapText('x'.repeat(25), 10), ['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]);
});

test('a colour ends with its line and goes on in the next', () => {
  const lines = wrapText('\u001b[90mone two three\u001b[0m four', 9);
  assert.deepEqual(lines, ['\u001b[90mone two\u001b[0m', '\u001b[90mthree\u001b[0m', 'four']);
  assert.deepEqual(lines.map(stripVTControlCharacters), wrapText('one two three four', 9));
});
