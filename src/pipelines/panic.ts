import { join } from 'node:path';
import { writeEvidence } from '../connectors/file/evidence.ts';
import { takeRunLock } from '../connectors/file/run-lock.ts';
import type { Change } from '../model/change.ts';
import type { Evidence } from '../model/evidence.ts';
import { Problem } from '../model/problem.ts';
import { reverseAll } from '../plan/reverse.ts';
import { riskIn } from '../plan/risk.ts';
import { simulate } from '../plan/simulate.ts';
import { disarming, freezing } from '../succession/panic-changes.ts';
import { loadSource, type SourceOptions } from './load-source.ts';
import { openTarget } from './open-target.ts';
import { lockedOut, planOf } from './panic-evidence.ts';
import { type RunOptions, run, runsFolder } from './run-changes.ts';

export interface PanicOptions extends SourceOptions, Omit<RunOptions, 'approved'> {
  readonly targetOrg: string;
  readonly root: string;
  /** As it was named. */
  readonly subject: string;
  readonly username: string;
  readonly declared: string | undefined;
}

export interface Panicked {
  readonly evidence: Evidence;
  readonly file: string;
}

export const evidenceFolder = (root: string): string => join(root, '.leastwise', 'evidence');

/** Locks a user out: frozen first, then tokens, sessions and sets; what it was is kept, and what it reached worked out last. */
export async function panic(options: PanicOptions): Promise<Panicked> {
  const { targetOrg, root, subject, username, declared = '' } = options;
  const { locateOrg } = await import('../connectors/org/locate.ts');
  const { readAccounts } = await import('../connectors/org/read-accounts.ts');
  const session = await locateOrg(targetOrg);
  const read = () => readAccounts(session, [username]);
  const folder = runsFolder(root);
  const lock = await takeRunLock(folder, `panic-${username}`);
  const target = await openTarget(options);
  try {
    const at = options.now().toISOString();
    const accounts = await read();
    if (accounts.users.length === 0) throw nobody(username);
    const runs: string[] = [];
    const perform = async (changes: readonly Change[], again: () => Promise<readonly Change[]>): Promise<void> => {
      if (changes.length === 0) return;
      const approved = planOf(session, changes);
      runs.push((await run({ ...options, approved }, target, folder, changes, 'apply', again)).run);
    };
    await perform(freezing(declared, accounts.users), async () => freezing(declared, (await read()).users));
    const taken = disarming(declared, accounts);
    const about = { at, subject, runs, org: session, by: session.username };
    await writeEvidence(evidenceFolder(root), lockedOut(accounts, about, undefined));
    const left = async (): Promise<readonly Change[]> => {
      const now = new Set(disarming(declared, await read()).map(({ id }) => id));
      return taken.filter(({ id }) => now.has(id));
    };
    await perform(taken, left);
    const { snapshot } = await loadSource({ ...options, families: new Set(['objects', 'fields']) });
    const before = simulate(snapshot, reverseAll(taken));
    const risk = riskIn(before, options.today, () => undefined)({ username, permissionSet: '' });
    const evidence = lockedOut(accounts, about, risk);
    return { evidence, file: await writeEvidence(evidenceFolder(root), evidence) };
  } finally {
    await target.close();
    await lock.release();
  }
}

function nobody(username: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'nobody-to-lock-out',
    message: `The org has no user ${username}.`,
    actions: [],
  });
}
