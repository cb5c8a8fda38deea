import type { Change } from '../model/change.ts';
import type { Plan, PlannedIntegration } from '../model/plan.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { currentState } from './current-state.ts';
import type { DesiredIntegration, DesiredState } from './desired-state.ts';
import { differencesOf } from './diff.ts';
import { divergencesOf } from './divergence.ts';
import { planFingerprint } from './fingerprint.ts';
import { ordered } from './order.ts';
import { type RecordCounts, riskIn } from './risk.ts';
import { simulate } from './simulate.ts';

export interface PlanOptions {
  readonly orgId: string | undefined;
  readonly environment: string | undefined;
  /** ISO date of the run. */
  readonly today: string;
  readonly recordsOf: RecordCounts;
  /** Only these integrations; all when absent. */
  readonly targets?: readonly string[] | undefined;
}

/** A plan without the word of the rules about changes: they look at it next. */
export type DraftPlan = Plan & { readonly desired: DesiredState };

/** The ordered way from a snapshot to what is declared, with what it means for risk. */
export function makePlan(snapshot: Snapshot, desired: DesiredState, options: PlanOptions): DraftPlan {
  const { targets, today, recordsOf } = options;
  const isWanted = (integration: string): boolean =>
    integration === '' || targets === undefined || targets.includes(integration);
  const difference = differencesOf(currentState(snapshot), desired);
  const changes = ordered(difference.changes.filter(({ integration }) => isWanted(integration)));
  const after = simulate(snapshot, changes);
  const before = riskIn(snapshot, today, recordsOf);
  const then = riskIn(after, today, recordsOf);
  const notes = desired.integrations.filter(({ name }) => isWanted(name)).flatMap((integration) => integration.notes);
  return {
    version: 1,
    target: snapshot.source,
    orgId: options.orgId,
    environment: options.environment,
    changes,
    integrations: plannedIntegrations(desired, changes, isWanted).map((planned) => ({
      ...planned,
      ...risksOf(planned.name, desired, changes, before, then),
    })),
    drift: divergencesOf(
      snapshot,
      changes.filter((change) => !isLeaving(change, desired)),
    ),
    findings: difference.findings,
    notes,
    fingerprint: planFingerprint(options.orgId, changes),
    desired,
  };
}

/** What somebody leaves behind was not given behind anybody's back. */
function isLeaving({ before }: Change, { leaving }: DesiredState): boolean {
  if (!before || !('username' in before)) return false;
  const { username } = before;
  return leaving.some(
    (account) => account.kind !== 'person' && account.username.toLowerCase() === username.toLowerCase(),
  );
}

type Planned = Pick<PlannedIntegration, 'name' | 'action'>;

function plannedIntegrations(
  desired: DesiredState,
  changes: readonly Change[],
  isWanted: (name: string) => boolean,
): readonly Planned[] {
  const declared = new Map(desired.integrations.map((integration) => [integration.name, integration]));
  const touched = changes.map(({ integration }) => integration).filter((name) => name !== '');
  const names = [...new Set([...declared.keys(), ...touched])].filter(isWanted).sort();
  return names.map((name) => {
    const own = changes.filter((change) => change.integration === name);
    if (own.length === 0) return { name, action: 'none' };
    if (!declared.has(name)) return { name, action: 'destroy' };
    const isNew = own.some(({ subject, before }) => subject === 'permission-set' && !before);
    return { name, action: isNew && own.every(({ before }) => !before) ? 'create' : 'update' };
  });
}

function risksOf(
  name: string,
  desired: DesiredState,
  changes: readonly Change[],
  before: ReturnType<typeof riskIn>,
  then: ReturnType<typeof riskIn>,
): Pick<PlannedIntegration, 'before' | 'after'> {
  const wished = desired.integrations.find((integration) => integration.name === name);
  if (wished) return { before: before(namesOf(wished)) ?? before(namesBefore(wished)), after: then(namesOf(wished)) };
  const set = changes.find((change) => change.integration === name && change.subject === 'permission-set');
  const user = changes.find((change) => change.integration === name && change.subject === 'user');
  const who = {
    permissionSet: set?.subject === 'permission-set' ? (set.before?.name ?? '') : '',
    username: user?.subject === 'user' ? (user.before?.username ?? '') : '',
  };
  return { before: before(who), after: then(who) };
}

const namesOf = ({ user, permissionSet }: DesiredIntegration) => ({
  username: user.username,
  permissionSet: permissionSet.name,
});

function namesBefore(wished: DesiredIntegration): ReturnType<typeof namesOf> {
  const { movedFrom } = wished;
  return movedFrom ? { username: movedFrom.username, permissionSet: movedFrom.permissionSet } : namesOf(wished);
}
