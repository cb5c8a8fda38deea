import type { AccessGraph } from '../access/access-graph.ts';
import { buildAccessGraph } from '../access/build-graph.ts';
import type { State } from '../access/widened.ts';
import { discoverIntegrations } from '../discover/discover.ts';
import type { Integration } from '../model/integration.ts';
import type { AuditSettings } from '../model/settings.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { readSnapshot, type SourceChoice } from './read-snapshot.ts';

export interface SourceOptions extends SourceChoice {
  readonly settings: AuditSettings;
  /** ISO date of the run. */
  readonly today: string;
}

/** A source, read and indexed, with the integrations found in it: where every question starts. */
export interface LoadedSource {
  readonly snapshot: Snapshot;
  readonly graph: AccessGraph;
  readonly integrations: readonly Integration[];
}

export async function loadSource(options: SourceOptions): Promise<LoadedSource> {
  const { settings, today } = options;
  const snapshot = await readSnapshot(options);
  const graph = buildAccessGraph(snapshot, { today });
  const integrations = discoverIntegrations(snapshot, graph, {
    named: settings.integrations,
    exclude: settings.exclude,
  });
  return { snapshot, graph, integrations };
}

/** A loaded source as one side of a comparison; files that could not be read are named with the side's label. */
export function stateOf({ snapshot, graph, integrations }: LoadedSource, label: string): State {
  const unresolved = snapshot.diagnostics
    .filter(({ level }) => level === 'error')
    .map(({ path, line, message }) => `${label}: ${path}${line > 0 ? `:${line}` : ''} ${message}`);
  return { label, graph, integrations, unresolved };
}
