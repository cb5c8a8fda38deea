import type { AccessGraph } from '../access/access-graph.ts';
import { buildAccessGraph } from '../access/build-graph.ts';
import { discoverIntegrations } from '../discover/discover.ts';
import type { CrossCheck } from '../model/cross-check.ts';
import type { Integration } from '../model/integration.ts';
import type { AuditSettings } from '../model/settings.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** A source, read and indexed, with the integrations found in it: where every question starts. */
export interface LoadedSource {
  readonly snapshot: Snapshot;
  readonly graph: AccessGraph;
  readonly integrations: readonly Integration[];
  /** Only of a live org, when it was asked for. */
  readonly crossCheck?: CrossCheck;
}

/** Indexes a snapshot and finds the integrations in it. */
export function understand(snapshot: Snapshot, settings: AuditSettings, today: string): LoadedSource {
  const graph = buildAccessGraph(snapshot, { today });
  const integrations = discoverIntegrations(snapshot, graph, {
    named: settings.integrations,
    exclude: settings.exclude,
  });
  return { snapshot, graph, integrations };
}
