import type { FactFamily } from '../model/coverage.ts';
import type { Plan } from '../model/plan.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { declaredUsers } from '../plan/accounts-that-leave.ts';
import { makePlan } from '../plan/make-plan.ts';
import { simulate } from '../plan/simulate.ts';
import { runChangeRules } from '../rules/run-changes.ts';
import { factsForLeaving } from '../succession/facts-for-leaving.ts';
import { desiredFor } from './desired-for.ts';
import { environmentOf } from './environment-of.ts';
import type { Declared } from './load-declared.ts';
import { loadSource, type SourceOptions } from './load-source.ts';

/** What a plan asks of an org beyond access: who is alive, which seats are free, how much is reached, who clicked what. */
const FOR_PLANS: ReadonlySet<FactFamily> = new Set([
  'licences',
  'logins',
  'usage',
  'objects',
  'fields',
  'recordCounts',
  'setupChanges',
]);

export interface PlanOptions extends SourceOptions {
  readonly declared: Declared;
  /** One of `leastwise.yml`; found by the org when absent. */
  readonly environment?: string | undefined;
  /** Only these integrations. */
  readonly targets?: readonly string[] | undefined;
  /** Integrations that may take over what we did not make; `*` for all. */
  readonly adopt: readonly string[];
}

/** A plan, and what it was made from. */
export interface PlannedChanges {
  readonly plan: Plan;
  readonly snapshot: Snapshot;
}

/** Reads what there is, compares it with what is declared, and says the way from one to the other. */
export async function plan(options: PlanOptions): Promise<PlannedChanges> {
  const { declarations } = options.declared;
  const objects = declarations.flatMap(({ access }) => access.objects.map(({ object }) => object));
  const families = new Set([...FOR_PLANS, ...factsForLeaving(declarations)]);
  const { snapshot } = await loadSource({ families, ...options, objects });
  return { plan: planFor(snapshot, options), snapshot };
}

/** The plan for something that was read already. */
export function planFor(snapshot: Snapshot, options: PlanOptions): Plan {
  const { declared, targets, today } = options;
  const environment = environmentOf(snapshot, declared.design, options.environment);
  const desired = desiredFor(snapshot, options);
  const counts = new Map(snapshot.recordCounts.map(({ object, count }) => [object, count]));
  const draft = makePlan(snapshot, desired, {
    orgId: snapshot.org?.id,
    environment,
    targets,
    today,
    recordsOf: (object) => counts.get(object),
  });
  const findings = runChangeRules({
    plan: draft,
    before: snapshot,
    after: simulate(snapshot, draft.changes),
    declaredUsers: declaredUsers(desired),
    silentDays: declared.design.lifeCycle.silentDays,
    today,
    maxIntegrations: declared.design.maxIntegrationsPerPlan,
  });
  return { ...draft, findings };
}
