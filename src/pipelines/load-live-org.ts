import { buildAccessGraph } from '../access/build-graph.ts';
import { integrationAccess } from '../access/effective.ts';
import type { OrgReading } from '../connectors/org/read.ts';
import type { OrgSession } from '../connectors/org/session.ts';
import type { FactFamily } from '../model/coverage.ts';
import type { ReadProgress } from '../model/progress.ts';
import type { AuditSettings } from '../model/settings.ts';
import { crossCheck } from './cross-check.ts';
import { type LoadedSource, understand } from './understand.ts';

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
  const reading = await readOrg(session, { families, onProgress });
  try {
    const first = understand(reading.snapshot, settings, today);
    const snapshot = await reading.details(mattersOf(first, options.objects ?? []));
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

/** Enough to tell how far each integration reaches; View All Data alone opens thousands of objects. */
const MOST_OBJECTS = 500;

function mattersOf(
  { graph, integrations }: LoadedSource,
  named: readonly string[],
): Parameters<OrgReading['details']>[0] {
  const reached = new Map<string, number>();
  for (const integration of integrations.filter((one) => one.class === 'own')) {
    for (const { object } of integrationAccess(graph, integration).objects)
      reached.set(object, (reached.get(object) ?? 0) + 1);
  }
  const objects = [...reached].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([object]) => object);
  return {
    objects: [...new Set([...named, ...objects.slice(0, MOST_OBJECTS)])].sort(),
    profiles: new Set(integrations.flatMap(({ profiles }) => profiles)),
  };
}
