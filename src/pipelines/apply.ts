import { takeRunLock } from '../connectors/file/run-lock.ts';
import type { FactFamily } from '../model/coverage.ts';
import type { Plan } from '../model/plan.ts';
import { Problem } from '../model/problem.ts';
import { openTarget } from './open-target.ts';
import { type PlanOptions, plan } from './plan.ts';
import { type Applied, type RunOptions, run, runsFolder } from './run-changes.ts';

export interface ApplyOptions extends PlanOptions, RunOptions {
  /** Rules about changes whose refusal is overruled. */
  readonly allow: readonly string[];
}

/** Applies an approved plan: one run at a time, in the journal, checked before and read again after. */
export async function apply(options: ApplyOptions): Promise<Applied> {
  const { approved, declared, allow } = options;
  refuseWhatRulesRefuse(approved, allow);
  const folder = runsFolder(declared.root);
  const lock = await takeRunLock(folder, approved.orgId ?? approved.target.label);
  try {
    const target = await openTarget(options);
    try {
      return await run(
        options,
        target,
        folder,
        approved.changes,
        'apply',
        async () => (await plan({ ...options, families: factsOf(approved) })).plan.changes,
      );
    } finally {
      await target.close();
    }
  } finally {
    await lock.release();
  }
}

/** What was ended must be read again: whatever is left of it shows nowhere else. */
function factsOf({ changes }: Plan): ReadonlySet<FactFamily> {
  return new Set(changes.flatMap(({ subject }) => (subject === 'tokens' || subject === 'sessions' ? [subject] : [])));
}

/** @throws Problem `plan-refused` */
export function refuseWhatRulesRefuse({ findings }: Plan, allow: readonly string[]): void {
  const refused = findings.filter(({ effect, rule }) => effect === 'refuse' && !allow.includes(rule));
  const [first] = refused;
  if (!first) return;
  throw new Problem({
    kind: 'usage',
    code: 'plan-refused',
    message: `The plan is refused by ${[...new Set(refused.map(({ rule }) => rule))].join(', ')}: ${first.message}`,
    actions: [...new Set(refused.map(({ fix }) => fix))],
  });
}
