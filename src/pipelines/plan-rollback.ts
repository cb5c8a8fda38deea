import { readRun } from '../connectors/file/journal.ts';
import type { Change } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import { Problem } from '../model/problem.ts';
import type { Run } from '../model/run.ts';
import { planFingerprint } from '../plan/fingerprint.ts';
import { undoOf } from '../plan/undo.ts';
import { loadSource, type SourceOptions } from './load-source.ts';
import { runsFolder } from './run-changes.ts';

/** The plan that takes a run back, as far as nobody changed since what it did. */
export async function planRollback(root: string, id: string, source: SourceOptions): Promise<Plan> {
  const undone = await readRun(runsFolder(root), id);
  const { snapshot } = await loadSource({ ...source, families: new Set() });
  if (undone.orgId !== undefined && undone.orgId !== snapshot.org?.id) throw otherOrg(undone);
  const { changes, changedSince, irreversible } = undoOf(undone, snapshot);
  const told = (steps: readonly Change[], code: string, text: string) =>
    steps.map((change) => ({ integration: change.integration, code, text: `${change.id} ${text}`, origin: undefined }));
  return {
    version: 1,
    target: snapshot.source,
    orgId: snapshot.org?.id,
    environment: undefined,
    changes,
    integrations: [...new Set(changes.map(({ integration }) => integration))]
      .filter((name) => name !== '')
      .map((name) => ({ name, action: 'update', before: undefined, after: undefined })),
    drift: [],
    findings: [],
    notes: [
      ...told(changedSince, 'changed-since', 'was changed since by somebody else: it stays as it is'),
      ...told(irreversible, 'irreversible', 'cannot be taken back'),
    ],
    fingerprint: planFingerprint(snapshot.org?.id, changes),
  };
}

function otherOrg({ id, target }: Run): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run-of-another-org',
    message: `The run ${id} was made on ${target}, which is another org than this one.`,
    actions: [`Name that org: --target-org ${target}`],
  });
}
