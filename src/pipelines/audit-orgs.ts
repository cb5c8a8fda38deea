import { isSnapshotFile } from '../connectors/file/locate-snapshot.ts';
import { createTurns } from '../connectors/org/turns.ts';
import type { AuditedOrg, OrgFailure, OrgMatrix } from '../model/org-matrix.ts';
import { Problem } from '../model/problem.ts';
import { type AuditOptions, audit } from './audit.ts';

export interface AuditOrgsOptions extends AuditOptions {
  /** Aliases or usernames, or files of saved snapshots. */
  readonly targets: readonly string[];
}

/** Each org has five requests at a time of its own; what is held of them in memory is what limits. */
const ORGS_AT_ONCE = 3;

/** Audits many orgs, some at a time. What one of them fails at stands in its place; the others go on. */
export async function auditOrgs({ targets, ...options }: AuditOrgsOptions): Promise<OrgMatrix> {
  const started = options.clock();
  const turn = createTurns(ORGS_AT_ONCE);
  const orgs = await Promise.all([...new Set(targets)].map((target) => turn(() => auditOne(target, options))));
  return { version: options.version, date: options.today, orgs, elapsed: options.clock() - started };
}

async function auditOne(label: string, options: AuditOptions): Promise<AuditedOrg> {
  const source = isSnapshotFile(label) ? { path: label, targetOrg: undefined } : { targetOrg: label };
  try {
    return { label, state: 'audited', audit: await audit({ ...options, ...source }) };
  } catch (error) {
    return { label, state: 'failed', failure: failureOf(error) };
  }
}

function failureOf(error: unknown): OrgFailure {
  if (error instanceof Problem) {
    const { kind, code, message, actions } = error;
    return { kind, code, message, actions };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    kind: 'internal',
    code: 'internal',
    message,
    actions: ['Audit this org alone with --debug, and report what it prints.'],
  };
}
