import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDebugLog } from '../../src/debug-log/parse-debug-log.ts';
import { summariseDebugLog, totalOf } from '../../src/debug-log/summarise.ts';

const LOG = `65.0 APEX_CODE,DEBUG;APEX_PROFILING,INFO;DB,INFO;VALIDATION,INFO
16:06:58.18 (18043585)|USER_INFO|[EXTERNAL]|005D0000001bYPN|devuser@example.org|Pacific Standard Time|GMT-08:00
16:06:58.18 (18348659)|EXECUTION_STARTED
16:06:58.18 (18383790)|CODE_UNIT_STARTED|[EXTERNAL]|01q000000000001|Orders on Order__c trigger event BeforeInsert|__sfdc_trigger/Orders
16:06:58.19 (19000000)|SOQL_EXECUTE_BEGIN|[12]|Aggregations:1|SELECT Id, (SELECT Id FROM Contacts) FROM Account WHERE Name = 'a FROM b'
16:06:58.20 (20000000)|SOQL_EXECUTE_END|[12]|Rows:3
16:06:58.20 (20000001)|SOQL_EXECUTE_BEGIN|[14]|Aggregations:0|select id from account where id in (select accountid from contact)
16:06:58.21 (21000000)|SOQL_EXECUTE_END|[14]|Rows:2
16:06:58.22 (22000000)|DML_BEGIN|[20]|Op:Insert|Type:Invoice__c|Rows:7
16:06:58.23 (23000000)|DML_END|[20]
16:06:58.23 (23500000)|VALIDATION_RULE|03d000000000001|Amount_Positive
16:06:58.23 (23600000)|VALIDATION_FAIL
16:06:58.24 (24000000)|EXCEPTION_THROWN|[22]|System.DmlException: Insert failed. First exception on row 0
16:06:58.24 (24000001)|FATAL_ERROR|System.DmlException: Insert failed. First exception on row 0

Class.Orders.run: line 22, column 1
16:06:58.25 (25000000)|CUMULATIVE_LIMIT_USAGE
16:06:58.25 (25000000)|LIMIT_USAGE_FOR_NS|(default)|
  Number of SOQL queries: 2 out of 100
  Number of DML rows: 7 out of 10000
  Maximum CPU time: 0 out of 10000

16:06:58.25 (25000000)|CUMULATIVE_LIMIT_USAGE_END
16:06:58.26 (118043585)|EXECUTION_FINISHED
`;

test('a log tells what ran, read, wrote and failed, and how long it took', () => {
  const seen = summariseDebugLog(LOG);
  assert.match(seen.head, /^65\.0 APEX_CODE,DEBUG/);
  assert.deepEqual(seen.units, ['Orders on Order__c trigger event BeforeInsert']);
  assert.deepEqual(
    seen.queries.map(({ name, times, rows }) => `${name.toLowerCase()} ${times} ${rows}`),
    ['account 1 3', 'account 1 2'],
  );
  assert.deepEqual(seen.writes, [{ name: 'Insert Invoice__c', times: 1, rows: 7 }]);
  assert.deepEqual(seen.exceptions, ['System.DmlException: Insert failed. First exception on row 0']);
  assert.deepEqual(seen.failedRules, ['Amount_Positive']);
  assert.deepEqual(
    seen.limits.map(({ name, used, limit }) => `${name}: ${used}/${limit}`),
    ['Number of SOQL queries: 2/100', 'Number of DML rows: 7/10000'],
  );
  assert.equal(seen.milliseconds, 100);
  assert.equal(seen.isTruncated, false);
  assert.doesNotMatch(JSON.stringify(seen), /devuser|a FROM b/);
});

test('a log that Salesforce cut says so, and a query that never ended counts without rows', () => {
  const cut = summariseDebugLog(
    `16:06:58.19 (1)|SOQL_EXECUTE_BEGIN|[1]|Aggregations:0|SELECT Id FROM Lead\n*** Skipped 1024 bytes of detailed log\n`,
  );
  assert.deepEqual([cut.isTruncated, cut.queries], [true, [{ name: 'Lead', times: 1, rows: 0 }]]);
});

test('several logs are one: counts added, limits at their highest', () => {
  const one = summariseDebugLog(LOG);
  const both = totalOf([one, one]);
  assert.deepEqual(both.writes, [{ name: 'Insert Invoice__c', times: 2, rows: 14 }]);
  assert.deepEqual([both.exceptions, both.limits, both.milliseconds], [one.exceptions, one.limits, 200]);
  assert.deepEqual(totalOf([]).queries, []);
});

test('whatever a log holds, it is read without a failure and without growing', () => {
  const word = fc.constantFrom(
    'SOQL_EXECUTE_BEGIN',
    'SOQL_EXECUTE_END',
    'DML_BEGIN',
    'FATAL_ERROR',
    '|',
    'Rows:',
    'Rows:-9',
    'Op:',
    '(',
    ')',
    'FROM ',
    "'",
    '\\',
    '\n',
    '16:06:58.1 (1)|',
    '9'.repeat(30),
    'é🙂',
    '[1]',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 400 }),
        fc.array(word, { maxLength: 80 }).map((words) => words.join('')),
      ),
      (text) => {
        const { events } = parseDebugLog(text);
        assert.ok(events.length <= text.split('\n').length);
        const seen = summariseDebugLog(text);
        for (const { times, rows } of [...seen.queries, ...seen.writes]) assert.ok(times >= 0 && rows >= 0);
        assert.ok(Number.isFinite(seen.milliseconds) && seen.milliseconds >= 0);
      },
    ),
    { numRuns: 500 },
  );
});

test('a hostile log of a megabyte is read in linear time', () => {
  for (const piece of ['(', "'", 'FROM a ', 'Number of x: 1 out of ', '|', '16:06:58.1 (1)|DML_BEGIN|Op:', '\n'])
    summariseDebugLog(`16:06:58.1 (1)|SOQL_EXECUTE_BEGIN|[1]|A|${piece.repeat(200_000 / piece.length)}`);
});
