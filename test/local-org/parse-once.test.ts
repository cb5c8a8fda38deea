import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { OrgError } from '../../src/local-org/org-error.ts';
import { parseOnce } from '../../src/local-org/soql/parse-once.ts';
import { parseSoql } from '../../src/local-org/soql/parse-soql.ts';

const outcome = (parse: (soql: string) => unknown, soql: string): unknown => {
  try {
    return parse(soql);
  } catch (error) {
    assert.ok(error instanceof OrgError);
    return error.message;
  }
};

/** A text in quotes: plain, with escapes, with what looks like SOQL, with the characters that the shapes use. */
const text = fc
  .array(
    fc.constantFrom(
      'a',
      'Ω',
      ' ',
      '(',
      ')',
      '%',
      '_',
      "\\'",
      '\\\\',
      '\\n',
      '\\u00e9',
      ' OR Name = ',
      'NOT ',
      '0',
      '\uE000',
      '\uE0000',
      '$&',
    ),
    { maxLength: 6 },
  )
  .map((parts) => `'${parts.join('')}'`);

const QUERIES: readonly ((a: string, b: string) => string)[] = [
  (a, b) => `SELECT Id FROM Account WHERE Name = ${a} AND Industry != ${b}`,
  (a, b) => `select Id from Account where (Name like ${a} or not Name in (${a}, ${b})) ALL ROWS`,
  (a, b) => `SELECT Id, (SELECT Id FROM Contacts WHERE LastName = ${a}) FROM Account WHERE Name = ${b} LIMIT 3`,
  (a, b) => `SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName > ${a}) AND Name = ${b}`,
  (a, b) => `SELECT Name, COUNT(Id) n FROM Account WHERE Name = ${a} GROUP BY Name HAVING MIN(Name) > ${b}`,
  (a, b) => `SELECT Id FROM Account WHERE DISTANCE(BillingAddress, GEOLOCATION(1, 2), ${a}) < 5 AND Name = ${b}`,
  (a, b) => `SELECT Id FROM Account WHERE Name = ${a} Industry ${b}`,
  () => 'SELECT Id FROM Account WHERE CreatedDate = LAST_N_DAYS:3 AND AnnualRevenue > 5.5',
];

test('however often it was asked before, a query means what the parser says', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...QUERIES),
      fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }),
      (query, given) => {
        for (const [a, b] of given) {
          const soql = query(a, b);
          assert.deepEqual(outcome(parseOnce, soql), outcome(parseSoql, soql));
        }
      },
    ),
  );
});

test('more shapes than are kept, and texts that are too long, are parsed as ever', () => {
  for (let at = 0; at < 1200; at++) {
    const soql = `SELECT Id FROM Account LIMIT ${at % 600}`;
    assert.equal(parseOnce(soql).limit, at % 600);
  }
  const long = `SELECT Id FROM Account WHERE Name = '${'x'.repeat(5000)}'`;
  assert.deepEqual(parseOnce(long), parseSoql(long));
});
