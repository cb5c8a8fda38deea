import type { AccessGraph } from '../access/access-graph.ts';
import { buildAccessGraph } from '../access/build-graph.ts';
import type { State } from '../access/widened.ts';
import { readMetadata } from '../connectors/sfdx/read.ts';
import { discoverIntegrations } from '../discover/discover.ts';
import type { Integration } from '../model/integration.ts';
import type { ReadProgress } from '../model/progress.ts';
import type { AuditSettings } from '../model/settings.ts';
import type { Snapshot } from '../model/snapshot.ts';

export interface SourceOptions {
  /** An SFDX project, a folder, a zip or a file. */
  readonly path: string;
  /** A git revision to read it at; the files as they are when absent. */
  readonly rev?: string | undefined;
  readonly settings: AuditSettings;
  /** ISO date of the run. */
  readonly today: string;
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
}

/** A source, read and indexed, with the integrations found in it: where every question starts. */
export interface LoadedSource {
  readonly snapshot: Snapshot;
  readonly graph: AccessGraph;
  readonly integrations: readonly Integration[];
}

export async function loadSource(options: SourceOptions): Promise<LoadedSource> {
  const { path, rev, onProgress, settings, today } = options;
  const snapshot = await readMetadata({
    path,
    ...(rev === undefined ? {} : { rev }),
    ...(onProgress ? { onProgress } : {}),
  });
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
