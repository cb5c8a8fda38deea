import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { createCsvReader, createTableReader } from '../../../src/connectors/org/csv.ts';

function rowsOf(pieces: readonly string[]): readonly (readonly string[])[] {
  const rows: string[][] = [];
  const reader = createCsvReader((cells) => rows.push([...cells]));
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return rows;
}

function cutAt(text: string, places: readonly number[]): readonly string[] {
  const cuts = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...cuts].map((from, at) => text.slice(from, cuts[at] ?? text.length));
}

const cell = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('', '"', '""', ',', 'a\nb', 'a\r\nb', '"x"', 'Account.Name'),
);

test('whatever is written comes back, in any pieces, quoted or not, with either line break', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 5 }),
      fc.boolean(),
      fc.constantFrom('\n', '\r\n'),
      (rows, places, quoted, lineBreak) => {
        const text = stringify(rows, { quoted, record_delimiter: lineBreak, quoted_match: /[\r\n]/ });
        assert.deepEqual(rowsOf(cutAt(text, places)), rows);
      },
    ),
    { numRuns: 500 },
  );
});

test('the last row may lack its line break, empty lines are no rows, and one column is enough', () => {
  assert.deepEqual(rowsOf(['a,b\n1,2']), [
    ['a', 'b'],
    ['1', '2'],
  ]);
  assert.deepEqual(rowsOf(['Id\n\n"1"\n\n']), [['Id'], ['1']]);
  assert.deepEqual(rowsOf(['"""x"""\n']), [['"x"']]);
  assert.deepEqual(rowsOf([]), []);
});

test('cells are found by the names of the first line; a column that is not there has no place', () => {
  const found: string[] = [];
  const reader = createTableReader(['B', 'C'], (cells, [b = -1, c]) => found.push(`${cells[b]} ${c}`));
  reader.push('"A","B"\n"1","2"\n');
  reader.end();
  assert.deepEqual(found, ['2 -1']);
});
