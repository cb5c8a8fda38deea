import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { queryRows } from '../../src/local-org/bulk/query-rows.ts';
import { type OpenOrg, openOrg } from '../../src/local-org/open-org.ts';
import { OrgError } from '../../src/local-org/org-error.ts';
import { insertRecord } from '../../src/local-org/records/write-records.ts';
import { describeColumns, nextPage, runQuery } from '../../src/local-org/soql/run-query.ts';

const NOW = new Date('2026-11-24T10:00:00Z');

function filledOrg(): { org: OpenOrg; acme: string; beta: string } {
  const org = openOrg({ now: () => NOW });
  const actor = { org, access: org.accessOf(org.adminId) };
  const acme = insertRecord(actor, 'Account', {
    Name: 'Acme',
    Industry: 'Energy',
    AnnualRevenue: 5,
    BillingCity: 'Oslo',
  });
  const beta = insertRecord(actor, 'Account', { Name: 'Beta', Industry: 'Energy', AnnualRevenue: 7, ParentId: acme });
  insertRecord(actor, 'Account', { Name: 'Gamma' });
  for (const LastName of ['Ann', 'Bob', 'Cy'])
    insertRecord(actor, 'Contact', { LastName, FirstName: 'F', AccountId: acme });
  insertRecord(actor, 'Contact', { LastName: 'Dan', AccountId: beta });
  insertRecord(actor, 'Opportunity', {
    Name: 'Deal',
    StageName: 'Open',
    CloseDate: '2026-11-20',
    AccountId: acme,
    Amount: 10,
  });
  insertRecord(actor, 'Opportunity', {
    Name: 'Late',
    StageName: 'Open',
    CloseDate: '2025-01-31',
    AccountId: acme,
    Amount: 20,
  });
  insertRecord(actor, 'Task', { Subject: 'Call', WhatId: acme, Status: 'Open', Priority: 'High' });
  return { org, acme, beta };
}

const { org } = filledOrg();
const access = org.accessOf(org.adminId);
const ask = (soql: string) => runQuery(org, access, { soql, version: '68.0' });

/** Answers without attributes, for reading in a test. */
function rows(soql: string): readonly unknown[] {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, one]) => (key === 'attributes' ? [] : [[key, strip(one)]])),
    );
  };
  return ask(soql).records.map(strip);
}

function refused(soql: string): string {
  try {
    ask(soql);
  } catch (error) {
    assert.ok(error instanceof OrgError, String(error));
    return `${error.errorCode} ${error.message}`;
  }
  return 'answered';
}

const names = (where: string): readonly string[] =>
  rows(`SELECT Name FROM Account ${where}`).map((row) => (row as { Name: string }).Name);

test('conditions', () => {
  const cases: readonly [string, readonly string[]][] = [
    ["WHERE Name = 'acme'", ['Acme']],
    ["WHERE Name != 'Acme' ORDER BY Name", ['Beta', 'Gamma']],
    ["WHERE Industry != 'Energy'", ['Gamma']],
    ["WHERE Industry NOT IN ('Energy')", ['Gamma']],
    ["WHERE Industry IN ('Energy', null) ORDER BY Name", ['Acme', 'Beta', 'Gamma']],
    ['WHERE Industry = null', ['Gamma']],
    ['WHERE AnnualRevenue > 5', ['Beta']],
    ["WHERE NOT (AnnualRevenue > 5 OR Name = 'Acme')", ['Gamma']],
    ["WHERE NOT AnnualRevenue > 5 AND Name LIKE 'A%'", ['Acme']],
    ["WHERE Name LIKE '_eta'", ['Beta']],
    ["WHERE (Name = 'Acme' OR Name = 'Beta') AND AnnualRevenue < 6", ['Acme']],
    ["WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName = 'Ann')", ['Acme']],
    ['WHERE Id NOT IN (SELECT AccountId FROM Contact)', ['Gamma']],
    ["WHERE Parent.Name = 'Acme'", ['Beta']],
    ['ORDER BY AnnualRevenue DESC NULLS LAST, Name', ['Beta', 'Acme', 'Gamma']],
    ['ORDER BY AnnualRevenue', ['Gamma', 'Acme', 'Beta']],
    ['ORDER BY Name LIMIT 1 OFFSET 1', ['Beta']],
    ['WHERE CreatedDate = TODAY ORDER BY Name', ['Acme', 'Beta', 'Gamma']],
    ['WHERE CreatedDate > 2026-11-24T10:00:00Z', []],
    ['USING SCOPE mine ORDER BY Name', ['Acme', 'Beta', 'Gamma']],
  ];
  for (const [where, expected] of cases) assert.deepEqual(names(where), expected, where);
});

test('date literals', () => {
  const closing = (literal: string) =>
    rows(`SELECT Name FROM Opportunity WHERE CloseDate = ${literal}`).map((row) => (row as { Name: string }).Name);
  const cases: readonly [string, readonly string[]][] = [
    ['THIS_MONTH', ['Deal']],
    ['LAST_N_DAYS:4', ['Deal']],
    ['LAST_N_DAYS:3', []],
    ['LAST_YEAR', ['Late']],
    ['N_YEARS_AGO:1', ['Late']],
    ['THIS_FISCAL_QUARTER', ['Deal']],
    ['LAST_WEEK', ['Deal']],
    ['N_DAYS_AGO:4', ['Deal']],
    ['LAST_N_MONTHS:3', []],
    ['2025-01-31', ['Late']],
  ];
  for (const [literal, expected] of cases) assert.deepEqual(closing(literal), expected, literal);
});

test('relationships up and down', () => {
  assert.deepEqual(
    rows(
      "SELECT name, owner.profile.name, (SELECT lastname FROM contacts ORDER BY lastname DESC LIMIT 2) FROM account WHERE name = 'Acme'",
    ),
    [
      {
        Name: 'Acme',
        Owner: { Profile: { Name: 'System Administrator' } },
        Contacts: { totalSize: 2, done: true, records: [{ LastName: 'Cy' }, { LastName: 'Bob' }] },
      },
    ],
  );
  assert.deepEqual(rows("SELECT Parent.Name, (SELECT Id FROM Contacts) FROM Account WHERE Name = 'Gamma'"), [
    { Parent: null, Contacts: null },
  ]);
  assert.deepEqual(rows('SELECT What.Name, What.Type FROM Task'), [{ What: { Name: 'Acme', Type: 'Account' } }]);
  assert.deepEqual(rows('SELECT TYPEOF What WHEN Account THEN Industry ELSE Name END FROM Task'), [
    { What: { Industry: 'Energy' } },
  ]);
  assert.deepEqual(rows("SELECT BillingAddress FROM Account WHERE Name = 'Acme'"), [
    {
      BillingAddress: {
        street: null,
        city: 'Oslo',
        state: null,
        postalCode: null,
        country: null,
        latitude: null,
        longitude: null,
        geocodeAccuracy: null,
      },
    },
  ]);
});

test('aggregates', () => {
  assert.deepEqual({ ...ask('SELECT COUNT() FROM Contact') }, { totalSize: 4, done: true, records: [] });
  assert.deepEqual(
    rows('SELECT Account.Name, COUNT(Id) many, MAX(LastName) FROM Contact GROUP BY Account.Name HAVING COUNT(Id) > 1'),
    [{ Name: 'Acme', many: 3, expr0: 'Cy' }],
  );
  assert.deepEqual(rows('SELECT SUM(Amount), AVG(Amount), COUNT_DISTINCT(StageName) FROM Opportunity'), [
    { expr0: 30, expr1: 15, expr2: 1 },
  ]);
  assert.deepEqual(
    rows(
      'SELECT CALENDAR_YEAR(CloseDate) year, SUM(Amount) total FROM Opportunity GROUP BY CALENDAR_YEAR(CloseDate) ORDER BY CALENDAR_YEAR(CloseDate) DESC',
    ),
    [
      { year: 2026, total: 10 },
      { year: 2025, total: 20 },
    ],
  );
  assert.deepEqual(
    rows(
      'SELECT Industry, COUNT(Id) n, GROUPING(Industry) g FROM Account GROUP BY ROLLUP(Industry) ORDER BY GROUPING(Industry), Industry',
    ),
    [
      { Industry: null, n: 1, g: 0 },
      { Industry: 'Energy', n: 2, g: 0 },
      { Industry: null, n: 3, g: 1 },
    ],
  );
  assert.equal(
    rows('SELECT Industry, Name, COUNT(Id) FROM Account GROUP BY CUBE(Industry, Name)').length,
    3 + 2 + 3 + 1,
  );
});

test('FIELDS, paging, columns and rows for files', () => {
  assert.ok(Object.keys(rows('SELECT FIELDS(STANDARD) FROM Account LIMIT 1')[0] as object).includes('Industry'));
  assert.match(refused('SELECT FIELDS(ALL) FROM Account'), /LIMIT of at most 200/);
  const actor = { org, access };
  org.store.transaction(() => {
    for (let i = 0; i < 450; i++)
      insertRecord(actor, 'Lead', { LastName: `Lead ${String(i).padStart(3, '0')}`, Company: 'C' });
  });
  const seen: string[] = [];
  let page = runQuery(org, access, {
    soql: 'SELECT LastName FROM Lead ORDER BY LastName',
    version: '68.0',
    batchSize: 200,
  });
  assert.equal(page.totalSize, 450);
  for (;;) {
    seen.push(...page.records.map((record) => String(record['LastName'])));
    if (page.nextLocator === undefined) break;
    page = nextPage(org, access, page.nextLocator);
  }
  assert.deepEqual(seen, [...seen].sort());
  assert.equal(new Set(seen).size, 450);
  assert.throws(() => nextPage(org, access, '01gNothing-2000'), /invalid query locator/);
  const flat = queryRows(org, access, {
    soql: "SELECT Id, Account.Name FROM Contact WHERE LastName = 'Ann'",
    version: '68.0',
  });
  assert.deepEqual(flat.columns, ['Id', 'Account.Name']);
  assert.equal(flat.read([...flat.ids()])[0]?.[1], 'Acme');
  const columns = describeColumns(org, access, {
    soql: 'SELECT Id, Owner.Name, (SELECT Id FROM Contacts) FROM Account',
    version: '68.0',
  });
  assert.deepEqual(
    columns.map(({ columnName, aggregate }) => [columnName, aggregate]),
    [
      ['Id', false],
      ['Owner', false],
      ['Contacts', true],
    ],
  );
});

test('refusals in the words of Salesforce', () => {
  assert.equal(
    refused('SELECT Id, F__c FROM Account'),
    "INVALID_FIELD \nSELECT Id, F__c FROM Account\n           ^\nERROR at Row:1:Column:12\nNo such column 'F__c' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
  );
  assert.equal(
    refused('SELECT Id FROM Foo__c'),
    "INVALID_TYPE \nSELECT Id FROM Foo__c\n               ^\nERROR at Row:1:Column:16\nsObject type 'Foo__c' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.",
  );
  const cases: readonly [string, RegExp][] = [
    ["SELECT Id FROM Account WHERE Nope.Name = 'x'", /^INVALID_FIELD [\s\S]*Didn't understand relationship 'Nope'/],
    ['SELECT Id FROM Account WHERE Name = 5', /must be of type string and should be enclosed in quotes/],
    [
      "SELECT Id FROM Account WHERE AnnualRevenue = '5'",
      /must be of type currency and should not be enclosed in quotes/,
    ],
    ["SELECT Id FROM Account WHERE Description = 'x'", /field 'Description' can not be filtered in a query call/],
    ["SELECT Id FROM LoginHistory WHERE Status = 'x'", /field 'Status' can not be filtered in a query call/],
    ["SELECT Id FROM Account WHERE Id = 'nonsense'", /invalid ID field: nonsense/],
    ['SELECT Name, COUNT(Id) FROM Account GROUP BY Industry', /Field must be grouped or aggregated: Name/],
    ["SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'", /^MALFORMED_QUERY unexpected token/],
    ['SELECT Id FROM Account OFFSET 2001', /Maximum SOQL offset allowed is 2000/],
    ['SELECT SUM(Name) FROM Account', /does not support aggregate operator SUM/],
    ['SELECT Id FROM Account WHERE Id IN (SELECT Name FROM Contact)', /select an id or a reference/],
    ['SELECT Id FROM Account USING SCOPE team', /does not support USING SCOPE team/],
    ['SELECT DISTANCE(Id) FROM Account', /^MALFORMED_QUERY/],
    ['nonsense', /^MALFORMED_QUERY/],
    ['SELECT Id FROM Account WHERE (NOT ((NOT ((NOT (AnnualRevenue > 0))))))', /^MALFORMED_QUERY/],
    [`SELECT Id FROM Account WHERE ${'('.repeat(100)}Name = 'x'${')'.repeat(100)}`, /nested too deeply/],
  ];
  for (const [soql, message] of cases) assert.match(refused(soql), message, soql);
});

test('whatever is asked, it is answered or refused', () => {
  const words = [
    'SELECT',
    'Id',
    'Name',
    'FROM',
    'Account',
    'WHERE',
    '=',
    "'x'",
    'AND',
    'OR',
    'NOT',
    '(',
    ')',
    'IN',
    'LIMIT',
    '5',
    'ORDER BY',
    'GROUP BY',
    'COUNT()',
    'Contacts',
    ',',
    'TODAY',
    'null',
    "'",
    '"',
    ';',
    '--',
    'Owner.Name',
    'LIKE',
    '\\',
  ];
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.constantFrom(...words), { maxLength: 20 }).map((all) => `SELECT Id FROM Account ${all.join(' ')}`),
      ),
      (soql) => {
        refused(soql);
      },
    ),
    { numRuns: 500 },
  );
});

test('a condition means what it says, whatever it is made of', () => {
  const fresh = openOrg({ now: () => NOW });
  const rights = fresh.accessOf(fresh.adminId);
  const data = fc.array(
    fc.record({
      NumberOfEmployees: fc.option(fc.integer({ min: 0, max: 3 })),
      Industry: fc.option(fc.constantFrom('a', 'B', 'b')),
    }),
    { maxLength: 8 },
  );
  type Row = { readonly NumberOfEmployees: number | null; readonly Industry: string | null };
  type Test = { readonly soql: string; readonly holds: (row: Row) => boolean };
  const same = (a: string | null, b: string) => a !== null && a.toLowerCase() === b.toLowerCase();
  const leaf: fc.Arbitrary<Test> = fc.oneof(
    fc.integer({ min: 0, max: 3 }).map(
      (n): Test => ({
        soql: `NumberOfEmployees > ${n}`,
        holds: (row) => row.NumberOfEmployees !== null && row.NumberOfEmployees > n,
      }),
    ),
    fc
      .integer({ min: 0, max: 3 })
      .map((n): Test => ({ soql: `NumberOfEmployees != ${n}`, holds: (row) => row.NumberOfEmployees !== n })),
    fc.constantFrom('a', 'b').map((s): Test => ({ soql: `Industry = '${s}'`, holds: (row) => same(row.Industry, s) })),
    fc
      .constantFrom('a', 'b')
      .map((s): Test => ({ soql: `Industry NOT IN ('${s}')`, holds: (row) => !same(row.Industry, s) })),
    fc.constant<Test>({ soql: 'Industry = null', holds: (row) => row.Industry === null }),
  );
  const { tree } = fc.letrec<{ tree: Test }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.tuple(tie('tree'), tie('tree'), fc.constantFrom('AND', 'OR')).map(
        ([a, b, operator]): Test => ({
          soql: `((${a.soql}) ${operator} (${b.soql}))`,
          holds: (row) => (operator === 'AND' ? a.holds(row) && b.holds(row) : a.holds(row) || b.holds(row)),
        }),
      ),
      leaf.map((one): Test => ({ soql: `(NOT (${one.soql}))`, holds: (row) => !one.holds(row) })),
    ),
  }));
  fc.assert(
    fc.property(data, tree, (records, condition) => {
      fresh.store.all('DELETE FROM "Account"');
      for (const [i, record] of records.entries())
        insertRecord({ org: fresh, access: rights }, 'Account', { Name: String(i), ...record });
      const found = runQuery(fresh, rights, {
        soql: `SELECT Name FROM Account WHERE ${condition.soql} ORDER BY Name`,
        version: '68.0',
      });
      const expected = records.flatMap((record, i) => (condition.holds(record) ? [String(i)] : []));
      assert.deepEqual(
        found.records.map((record) => record['Name']),
        expected,
      );
    }),
    { numRuns: 150 },
  );
  fresh.close();
});
