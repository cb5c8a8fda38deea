/** Something that a tree or a seed names and that could not be loaded. */
export interface LoadProblem {
  /** As the Metadata API words it: `In field: apexClass - no ApexClass named Invoices found`. */
  readonly problem: string;
  /** Who names it: `Profile Billing API`. */
  readonly components: readonly string[];
}

/** What was loaded, and what was not, with the reasons. */
export interface Loaded {
  /** Files of metadata that became part of the org, whole or in part. */
  readonly components: number;
  readonly users: number;
  readonly records: number;
  /** Standard objects and fields that the org had no table of and made because the tree names them. */
  readonly presumed: readonly string[];
  /** Each thing once, with everybody who names it. */
  readonly problems: readonly LoadProblem[];
}

/** Where the loading reports to. */
export interface Told {
  component(): void;
  user(): void;
  records(count: number): void;
  presumed(name: string): void;
  problem(component: string, problem: string): void;
  loaded(): Loaded;
}

export function createTold(): Told {
  const counts = { components: 0, users: 0, records: 0 };
  const presumed: string[] = [];
  const problems = new Map<string, Set<string>>();
  return {
    component: () => {
      counts.components += 1;
    },
    user: () => {
      counts.users += 1;
    },
    records: (count) => {
      counts.records += count;
    },
    presumed: (name) => void presumed.push(name),
    problem: (component, problem) => {
      const known = problems.get(problem) ?? new Set();
      problems.set(problem, known.add(component));
    },
    loaded: () => ({
      ...counts,
      presumed,
      problems: [...problems].map(([problem, components]) => ({ problem, components: [...components] })),
    }),
  };
}
