import { effectiveAccess, integrationAccess } from '../access/effective.ts';
import { findHolder } from '../access/find-holder.ts';
import { reachOf } from '../access/reach.ts';
import type { Holder } from '../model/answer.ts';
import type { Reach } from '../model/audit.ts';
import { loadSource, type SourceOptions } from './load-source.ts';

export interface HolderReach {
  readonly holder: Holder;
  readonly reach: Reach;
}

/** Everything that somebody may do. */
export async function reach(who: string, options: SourceOptions): Promise<HolderReach> {
  const { graph, integrations } = await loadSource(options);
  const holder = findHolder(graph, integrations, who);
  const integration = integrations.find(({ name }) => holder.kind === 'integration' && name === holder.id);
  const access = integration ? integrationAccess(graph, integration) : effectiveAccess(graph, holder);
  return { holder, reach: reachOf(access) };
}
