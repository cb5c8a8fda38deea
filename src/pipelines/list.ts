import type { Diagnostic } from '../model/diagnostic.ts';
import type { Integration } from '../model/integration.ts';
import type { SnapshotSource } from '../model/snapshot.ts';
import { loadSource, type SourceOptions } from './load-source.ts';

export interface IntegrationList {
  readonly source: SnapshotSource;
  readonly integrations: readonly Integration[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Which integrations a source holds, and by what evidence. */
export async function list(options: SourceOptions): Promise<IntegrationList> {
  const { snapshot, integrations } = await loadSource(options);
  return { source: snapshot.source, integrations, diagnostics: snapshot.diagnostics };
}
