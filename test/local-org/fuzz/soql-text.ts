import fc from 'fast-check';

/**
 * Queries from the grammar of SOQL, over names that the user may read, may not read, and that do not exist; and what comes of
 * them when tokens are lost, doubled, swapped or made up. What they mean does not matter: nothing may break.
 */
interface Named {
  readonly from: string;
  /** Fields by the literals that they are compared with. */
  readonly texts: readonly string[];
  readonly ids: readonly string[];
  readonly others: readonly string[];
}

/** Mostly what is there; what the user may not read, and what is nowhere, stands among it. */
const READABLE = ['Status__c', 'Status__c', 'Name', 'Owner.Name', 'CreatedBy.Email', 'Owner.Profile.Name'];
const TICKET: Named = {
  from: 'Ticket__c',
  texts: [
    ...READABLE,
    ...READABLE,
    ...READABLE,
    ...READABLE,
    'Secret__c',
    'Key__c',
    'Account__r.Name',
    't.Status__c',
    'Nothing__c',
  ],
  ids: [
    'Id',
    'OwnerId',
    'CreatedById',
    'LastModifiedById',
    'Id',
    'OwnerId',
    'CreatedById',
    'LastModifiedById',
    'Account__c',
  ],
  others: [
    'CreatedDate',
    'IsDeleted',
    'LastModifiedDate',
    'Owner.IsActive',
    'CreatedDate',
    'IsDeleted',
    'SystemModstamp',
    'Amount__c',
  ],
};
const OBJECTS: readonly Named[] = [
  TICKET,
  {
    from: 'User',
    texts: ['Name', 'Username', 'Profile.Name', 'Email'],
    ids: ['Id', 'ProfileId', 'ManagerId'],
    others: ['CreatedDate', 'IsActive'],
  },
  {
    from: 'Ticket__Share',
    texts: ['AccessLevel', 'RowCause', 'Parent.Status__c', 'Parent.Secret__c'],
    ids: ['Id', 'ParentId', 'UserOrGroupId'],
    others: ['IsDeleted'],
  },
  { from: 'Group', texts: ['Name', 'Type'], ids: ['Id', 'OwnerId'], others: ['CreatedDate'] },
  {
    from: 'FieldDefinition',
    texts: ['QualifiedApiName', 'EntityDefinition.QualifiedApiName', 'Label'],
    ids: ['EntityDefinitionId'],
    others: ['IsNillable'],
  },
  {
    from: 'UserEntityAccess',
    texts: ['EntityDefinition.QualifiedApiName', 'DurableId'],
    ids: ['UserId'],
    others: ['IsReadable'],
  },
  { from: 'UserRecordAccess', texts: ['MaxAccessLevel'], ids: ['RecordId', 'UserId'], others: ['HasReadAccess'] },
  { from: 'OauthToken', texts: ['AppName'], ids: ['UserId', 'AppMenuItemId'], others: ['UseCount'] },
  ...['Account', 'Vault__c', 'Part__c', 'PermissionSet', 'LoginHistory', 'EventLogFile', 'Kind__mdt', 'Nothing__c'].map(
    (from) => ({ from, texts: ['Name', 'Note__c'], ids: ['Id'], others: ['CreatedDate'] }),
  ),
];
const TEXTS = [
  "'open'",
  "'o%'",
  "'canary%'",
  "'%'",
  "'_pen'",
  "'\\\\'",
  "''",
  'null',
  "'it\\'s'",
  "'é😀'",
  "'Ticket__c'",
  "'Vault__c'",
  "'Edit'",
];
const IDS = [
  "'a00Lw0000000002IAA'",
  "'a00Lw0000000002'",
  "'005Lw0000000001IAA'",
  "'005Lw0000000002IAA'",
  'null',
  "'x'",
];
const OTHERS = [
  '2026-11-24',
  '2026-11-24T10:00:00Z',
  'TODAY',
  'LAST_N_DAYS:30',
  'LAST_N_DAYS:99999999',
  'THIS_FISCAL_QUARTER',
  '5',
  '-1.5',
  'USD5',
  'true',
  'null',
  '2026-13-45',
  '99999999999999999999',
  ':bind',
];
const FUNCTIONS = [
  'CALENDAR_YEAR',
  'DAY_ONLY',
  'toLabel',
  'FORMAT',
  'convertCurrency',
  'convertTimezone',
  'HOUR_IN_DAY',
  'GROUPING',
  'DISTANCE',
];
const AGGREGATES = ['COUNT', 'COUNT_DISTINCT', 'MIN', 'MAX', 'SUM', 'AVG'];
const JUNK = [
  '(',
  ')',
  ',',
  "'",
  '"',
  '\\',
  ';',
  '--',
  '/*',
  '*',
  '.',
  ':',
  '=',
  '\u0000',
  '😀',
  'SELECT',
  'FROM',
  'WHERE',
  'NOT',
  'AND',
  'OR',
  'LIKE',
  'IN',
  'NULLS',
  'FOR UPDATE',
  'ALL ROWS',
  'USING SCOPE team',
  'WITH SECURITY_ENFORCED',
  'WITH USER_MODE',
  'TYPEOF Owner WHEN User THEN Name END',
  'HAVING',
  'GROUP BY',
  'UNION SELECT "Id" FROM "Account"',
  '1=1',
  'sqlite_master',
  '"Secret__c"',
  'LIMIT -1',
  'OFFSET 5000',
];

type Text = fc.Arbitrary<string>;
const oneOf = (texts: readonly string[]): Text => fc.constantFrom(...texts);
const rarely = (text: Text): Text =>
  fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: text });
const often = (text: Text): Text => fc.oneof({ weight: 1, arbitrary: fc.constant('') }, { weight: 3, arbitrary: text });
const listOf = (item: Text, max = 3): Text =>
  fc.uniqueArray(item, { minLength: 1, maxLength: max }).map((items) => items.join(', '));
const joined = (...parts: readonly Text[]): Text => fc.tuple(...parts).map((all) => all.join(''));

function testOf({ texts, ids, others }: Named): Text {
  const list = (values: readonly string[]) =>
    joined(fc.constantFrom(' IN (', ' NOT IN ('), listOf(oneOf(values)), fc.constant(')'));
  return fc.oneof(
    {
      weight: 5,
      arbitrary: joined(oneOf(texts), fc.constantFrom(' = ', ' != ', ' < ', ' >= ', ' LIKE ', ' <> '), oneOf(TEXTS)),
    },
    { weight: 2, arbitrary: joined(oneOf(texts), list(TEXTS)) },
    { weight: 2, arbitrary: joined(oneOf(ids), fc.constantFrom(' = ', ' != '), oneOf(IDS)) },
    { weight: 2, arbitrary: joined(oneOf(ids), list(IDS)) },
    { weight: 2, arbitrary: joined(oneOf(others), fc.constantFrom(' = ', ' != ', ' < ', ' >= '), oneOf(OTHERS)) },
    {
      weight: 1,
      arbitrary: joined(
        oneOf(texts),
        fc.constantFrom(' INCLUDES (', ' EXCLUDES ('),
        listOf(oneOf(TEXTS)),
        fc.constant(')'),
      ),
    },
    {
      weight: 1,
      arbitrary: joined(
        oneOf(ids),
        fc.constantFrom(' IN ', ' NOT IN '),
        oneOf([
          '(SELECT Id FROM User)',
          '(SELECT OwnerId FROM Ticket__c)',
          "(SELECT OwnerId FROM Ticket__c WHERE Secret__c = 'x')",
          '(SELECT Ticket__c FROM Vault__c)',
          '(SELECT UserOrGroupId FROM Ticket__Share)',
          '(SELECT Id FROM Ticket__c)',
        ]),
      ),
    },
    {
      weight: 1,
      arbitrary: joined(
        oneOf(FUNCTIONS),
        fc.constant('('),
        oneOf([...texts, ...others]),
        fc.constant(') = '),
        oneOf([...OTHERS, ...TEXTS]),
      ),
    },
  );
}

function conditionOf(named: Named): Text {
  const test = testOf(named);
  const bracketed = fc.oneof(
    { weight: 4, arbitrary: test },
    { weight: 1, arbitrary: joined(fc.constant('(NOT '), test, fc.constant(')')) },
    { weight: 2, arbitrary: fc.tuple(test, oneOf([' AND ', ' OR ']), test).map((all) => `(${all.join('')})`) },
  );
  return fc.oneof(
    { weight: 3, arbitrary: bracketed },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.array(bracketed, { minLength: 2, maxLength: 4 }), oneOf([' AND ', ' OR ']))
        .map(([all, operator]) => all.join(operator)),
    },
    { weight: 1, arbitrary: joined(fc.constant('NOT '), bracketed) },
  );
}

function plainOf(named: Named): Text {
  const fields = [...named.texts, ...named.ids, ...named.others];
  const child = joined(
    fc.constant('(SELECT '),
    listOf(oneOf(['Id', 'RowCause', 'Note__c'])),
    fc.constant(' FROM '),
    oneOf(['Shares', 'Shares', 'Parts__r', 'Vaults__r']),
    rarely(oneOf([' LIMIT 1', " WHERE RowCause = 'Manual'", ' ORDER BY Note__c'])),
    fc.constant(')'),
  );
  const item = fc.oneof(
    { weight: 12, arbitrary: oneOf(fields) },
    { weight: 1, arbitrary: joined(oneOf(FUNCTIONS), fc.constant('('), oneOf(fields), fc.constant(')')) },
    { weight: 1, arbitrary: child },
    {
      weight: 1,
      arbitrary: oneOf(['TYPEOF Owner WHEN User THEN Name, Email ELSE Id END', 'FIELDS(STANDARD)', 'FIELDS(ALL)']),
    },
  );
  return joined(
    fc.constant('SELECT '),
    listOf(item),
    fc.constant(` FROM ${named.from}`),
    oneOf([' t', '']),
    often(joined(fc.constant(' WHERE '), conditionOf(named))),
    rarely(
      joined(
        fc.constant(' ORDER BY '),
        listOf(oneOf(fields), 2),
        oneOf(['', ' ASC', ' DESC NULLS LAST', ' NULLS FIRST']),
      ),
    ),
    rarely(fc.nat(300).map((count) => ` LIMIT ${count}`)),
    rarely(fc.nat(3).map((count) => ` OFFSET ${count}`)),
    fc.oneof(
      { weight: 8, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: oneOf([' FOR VIEW', ' FOR UPDATE', ' ALL ROWS', ' WITH SECURITY_ENFORCED']) },
    ),
  );
}

function groupedOf(named: Named): Text {
  const fields = [...named.texts, ...named.ids, ...named.others];
  const aggregate = joined(oneOf(AGGREGATES), fc.constant('('), oneOf(fields), fc.constant(')'));
  const grouped = fc.tuple(
    listOf(oneOf(fields), 2),
    oneOf(['', '', 'ROLLUP', 'CUBE']),
    aggregate,
    rarely(joined(fc.constant(' HAVING '), aggregate, oneOf([' > 0', " != 'x'", ' != null']))),
    often(joined(fc.constant(' WHERE '), conditionOf(named))),
  );
  return fc.oneof(
    {
      weight: 3,
      arbitrary: grouped.map(
        ([by, how, of, having, where]) =>
          `SELECT ${by}, ${of} FROM ${named.from}${where} GROUP BY ${how === '' ? by : `${how}(${by})`}${having}`,
      ),
    },
    {
      weight: 1,
      arbitrary: joined(
        fc.constant('SELECT '),
        aggregate,
        fc.constant(` FROM ${named.from}`),
        often(joined(fc.constant(' WHERE '), conditionOf(named))),
      ),
    },
    { weight: 1, arbitrary: joined(fc.constant(`SELECT COUNT() FROM ${named.from} WHERE `), conditionOf(named)) },
  );
}

const named = fc.oneof(
  { weight: 6, arbitrary: fc.constant(TICKET) },
  { weight: 4, arbitrary: fc.constantFrom(...OBJECTS) },
);

/** A query as the grammar has it. */
export const soqlText: Text = named.chain((one) =>
  fc.oneof({ weight: 3, arbitrary: plainOf(one) }, { weight: 1, arbitrary: groupedOf(one) }),
);

type Change = readonly [how: 'drop' | 'double' | 'swap' | 'put' | 'cut', at: number, junk: string];

function changed(text: string, [how, at, junk]: Change): string {
  const tokens = text.split(/(?<=[\s(),])|(?=[\s(),])/);
  const place = tokens.length === 0 ? 0 : at % tokens.length;
  const token = tokens[place] ?? '';
  switch (how) {
    case 'drop':
      return tokens.toSpliced(place, 1).join('');
    case 'double':
      return tokens.toSpliced(place, 0, token).join('');
    case 'swap':
      return tokens.toSpliced(place, 2, tokens[place + 1] ?? '', token).join('');
    case 'put':
      return tokens.toSpliced(place, 0, ` ${junk} `).join('');
    case 'cut':
      return tokens.slice(0, place).join('');
  }
}

const change: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom('drop' as const, 'double' as const, 'swap' as const, 'put' as const, 'cut' as const),
  fc.nat(200),
  fc.oneof(fc.constantFrom(...JUNK), fc.string({ unit: 'binary', maxLength: 8 })),
);

/** A query that somebody damaged. */
export const damagedSoql: fc.Arbitrary<string> = fc
  .tuple(soqlText, fc.array(change, { minLength: 1, maxLength: 2 }))
  .map(([text, changes]) => changes.reduce(changed, text));

/** What is long or deep: these once made parsers crawl, overflow or hang. */
export const MONSTROUS: readonly string[] = [
  `SELECT Id FROM Ticket__c WHERE ${'('.repeat(5000)}Id = null${')'.repeat(5000)}`,
  `SELECT Id FROM Ticket__c WHERE ${'NOT '.repeat(20_000)}Id = null`,
  `SELECT Id FROM Ticket__c WHERE Status__c = '${"\\'".repeat(40_000)}'`,
  `SELECT Id FROM Ticket__c WHERE Status__c = ${"'".repeat(90_000)}`,
  `SELECT Id FROM Ticket__c WHERE Status__c LIKE '${'%a'.repeat(40_000)}'`,
  `SELECT Id FROM Ticket__c WHERE ${Array.from({ length: 2500 }, () => "Status__c = 'x'").join(' OR ')}`,
  `SELECT Id FROM Ticket__c WHERE Status__c IN (${"'x',".repeat(20_000)}'y')`,
  `SELECT ${'Owner.'.repeat(10_000)}Name FROM Ticket__c`,
  `SELECT ${'Status__c, '.repeat(8000)}Id FROM Ticket__c`,
  `SELECT ${'MAX('.repeat(10_000)}Id${')'.repeat(10_000)} FROM Ticket__c`,
  `SELECT ${'(SELECT Id FROM Shares), '.repeat(3000)}Id FROM Ticket__c`,
  `SELECT Id FROM Ticket__c WHERE ${'Id IN (SELECT ParentId FROM Ticket__Share WHERE '.repeat(50)}Id = null${')'.repeat(50)}`,
  ' '.repeat(99_000),
  '\\'.repeat(99_000),
  `SELECT Id FROM Ticket__c${' ORDER BY Id'.repeat(8000)}`,
  `SELECT Id FROM Ticket__c WHERE Status__c = 'x'${' AND'.repeat(20_000)}`,
  'x'.repeat(200_000),
];
