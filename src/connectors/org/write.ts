import type { Change } from '../../model/change.ts';
import { Problem } from '../../model/problem.ts';
import { batchesOf, transportOf } from './batches.ts';
import { type DeployProblem, deployFiles } from './deploy.ts';
import { packageOf } from './package-files.ts';
import { isRename, renameSet } from './rename-set.ts';
import { revoke } from './revoke.ts';
import type { OrgSession } from './session.ts';
import { writeRecords } from './write-records.ts';
import { openWriteWire, type WriteWireOptions } from './write-wire.ts';

/** An org that an approved plan is applied to. Nothing else of ours writes to an org. */
export interface WritableOrg {
  batches(changes: readonly Change[]): readonly (readonly Change[])[];
  check(changes: readonly Change[]): Promise<readonly { readonly change: string; readonly message: string }[]>;
  perform(batch: readonly Change[]): Promise<void>;
  calls(): number;
  close(): Promise<void>;
}

export function openOrgToWrite(session: OrgSession, options: WriteWireOptions = {}): WritableOrg {
  const wire = openWriteWire(session, options);
  return {
    batches: batchesOf,
    check: async (changes) => {
      const checked = checkable(changes);
      if (checked.length === 0) return [];
      const problems = await deployFiles(wire, packageOf(checked, session.apiVersion), { checkOnly: true });
      return problems.map((problem) => ({
        change: changeOf(problem, checked)?.id ?? problem.name,
        message: problem.message,
      }));
    },
    perform: async (batch) => {
      const [first] = batch;
      if (!first) return;
      const transport = transportOf(first);
      if (transport === 'records') return writeRecords(wire, batch);
      if (transport === 'revocations') return revoke(wire, batch);
      for (const change of batch) if (isRename(change)) await renameSet(wire, change);
      const problems = await deployFiles(wire, packageOf(batch, session.apiVersion), { checkOnly: false });
      const [problem] = problems;
      if (problem) throw refused(problem, problems.length);
    },
    calls: wire.calls,
    close: wire.close,
  };
}

/**
 * What can be checked before anything is done: metadata, in its last state. An app that runs as a user who does not exist
 * yet cannot: the org would miss the user.
 */
function checkable(changes: readonly Change[]): readonly Change[] {
  const created = new Set(
    changes.flatMap(({ subject, before, after }) =>
      subject === 'user' && !before && after && 'username' in after ? [after.username] : [],
    ),
  );
  const last = new Map<string, Change>();
  for (const change of changes) {
    if (transportOf(change) !== 'metadata') continue;
    const { subject, before, after } = change;
    if (subject === 'app' && created.has(after?.runAsUser ?? '')) continue;
    if (isRename(change)) continue;
    const name = after ?? before;
    last.set(`${subject} ${name && 'name' in name ? name.name : ''}`, change);
  }
  return [...last.values()];
}

function changeOf({ name }: DeployProblem, changes: readonly Change[]): Change | undefined {
  return changes.find(({ before, after }) => {
    const state = after ?? before;
    return state && 'name' in state && (name === state.name || name.startsWith(state.name));
  });
}

function refused({ type, name, message }: DeployProblem, count: number): Problem {
  const more = count > 1 ? ` (and ${count - 1} more)` : '';
  return new Problem({
    kind: 'org',
    code: 'org-refused',
    message: `${[type, name].filter(Boolean).join(' ')}: ${message}${more}`,
  });
}
