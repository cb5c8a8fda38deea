/** The records that both servers hold: 500 parents with 20 children each. */
export const PARENTS = 500;
export const CHILDREN = 20;

export interface AccountRow {
  readonly Name: string;
  readonly Industry: string;
  readonly Phone: string;
  readonly AnnualRevenue: number;
  readonly BillingCity: string;
}

const INDUSTRIES = ['Energy', 'Banking', 'Retail', 'Shipping'];

export function accountRow(number: number): AccountRow {
  return {
    Name: `Account ${String(number).padStart(5, '0')}`,
    Industry: INDUSTRIES[number % INDUSTRIES.length] ?? '',
    Phone: `+44 20 7946 ${String(number % 10_000).padStart(4, '0')}`,
    AnnualRevenue: (number * 7919) % 1_000_000,
    BillingCity: 'Lisbon',
  };
}

/** Fields that the measured user may read and edit, and that the queries select. */
export const FIELDS = ['Name', 'Industry', 'Phone', 'AnnualRevenue', 'ParentId'] as const;

/** Where the requests of a run go, and with what. */
export interface Target {
  readonly url: string;
  readonly token: string;
  readonly parents: readonly string[];
  readonly children: readonly string[];
}
