import type { Evidence } from '../src/local-org/api/api.ts';

/** What the local org's SOQL does, how we know that Salesforce does it so, and the test that holds it. */
export interface SoqlFeature {
  readonly feature: string;
  readonly evidence: Evidence;
  readonly test: string;
}

const SOQL = 'test/local-org/soql.test.ts';
const RULES = 'test/local-org/enforce/rule-sheet.test.ts';
const RESTRICTIONS = 'test/local-org/query-restrictions.test.ts';

export const SOQL_FEATURES: readonly SoqlFeature[] = [
  { feature: 'relationships up and down', evidence: 'documented', test: SOQL },
  { feature: 'aggregates, `GROUP BY` with `HAVING` and `ROLLUP`', evidence: 'documented', test: SOQL },
  { feature: 'date literals and date functions', evidence: 'documented', test: SOQL },
  { feature: 'semi- and anti-joins', evidence: 'documented', test: SOQL },
  { feature: '`LIKE`, `IN`, `INCLUDES`, comparisons, `AND`, `OR`, `NOT`', evidence: 'documented', test: SOQL },
  { feature: '`ORDER BY … NULLS FIRST | LAST`, `LIMIT`, `OFFSET`', evidence: 'documented', test: SOQL },
  { feature: '`TYPEOF`, `FIELDS()`', evidence: 'documented', test: SOQL },
  { feature: 'field-level security in every clause', evidence: 'documented', test: RULES },
  {
    feature: 'restrictions of LoginHistory, OauthToken, SetupAuditTrail …',
    evidence: 'documented',
    test: RESTRICTIONS,
  },
  { feature: 'objects without a table', evidence: 'documented', test: 'test/local-org/virtual-objects.test.ts' },
];
