import { buildAccessGraph } from '../access/build-graph.ts';
import type { OrgSession } from '../connectors/org/session.ts';
import type { FactFamily } from '../model/coverage.ts';
import type { ReadProgress } from '../model/progress.ts';
import type { AuditSettings } from '../model/settings.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { crossCheck } from './cross-check.ts';
import { type LoadedSource, understand } from './understand.ts';
import { whatMatters } from './what-matters.ts';

export interface LiveOrgOptions {
  /** Alias or username; `default` is the default org of the Salesforce CLI. */
  readonly targetOrg: string;
  readonly settings: AuditSettings;
  /** ISO date of the run. */
  readonly today: string;
  /** What is wanted beyond access and applications. */
  readonly families?: ReadonlySet<FactFamily> | undefined;
  /** Objects whose definitions matter whether or not anything reaches them: declared ones. */
  readonly objects?: readonly string[] | undefined;
  /** Hold what we say of some users against what the org says of them. */
  readonly crossCheck?: boolean | undefined;
  /** File of an earlier snapshot: what has not moved since is not read again. */
  readonly since?: string | undefined;
  /** Note how large tables stand, for a later `since`. */
  readonly marksTables?: boolean | undefined;
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
}

/**
 * Reads an org, finds its integrations, then reads what only matters for them: definitions and sizes of the objects that they
 * reach, log-in ranges of their profiles.
 */
export async function loadLiveOrg({ targetOrg, ...options }: LiveOrgOptions): Promise<LoadedSource> {
  // The Salesforce libraries take half a second to load: only who asks an org pays for them.
  const { locateOrg } = await import('../connectors/org/locate.ts');
  return loadOrg(await locateOrg(targetOrg), options);
}

/** The same with a session that is open already. */
export async function loadOrg(
  session: OrgSession,
  { settings, today, families, onProgress, ...options }: Omit<LiveOrgOptions, 'targetOrg'>,
): Promise<LoadedSource> {
  const { readOrg } = await import('../connectors/org/read.ts');
  const earlier = options.since === undefined ? undefined : await earlierSnapshot(options.since);
  const reading = await readOrg(session, { families, onProgress, earlier, marksTables: options.marksTables });
  try {
    const first = understand(reading.snapshot, settings, today);
    const snapshot = await reading.details(whatMatters(first, options.objects ?? []));
    const source = { snapshot, graph: buildAccessGraph(snapshot, { today }), integrations: first.integrations };
    if (!options.crossCheck) return source;
    const checked = await crossCheck(source, reading.platformAccess);
    const { calls, rows } = reading.budget;
    const paid = { ...snapshot, source: { ...snapshot.source, apiCalls: calls, rowsRead: rows } };
    return { ...source, snapshot: paid, crossCheck: checked };
  } finally {
    await reading.close();
  }
}

async function earlierSnapshot(file: string): Promise<Snapshot> {
  const { readSnapshot } = await import('../connectors/file/snapshot-file.ts');
  return (await readSnapshot(file)).snapshot;
}
