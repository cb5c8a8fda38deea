import { explainAccess } from '../access/explain.ts';
import { findHolder } from '../access/find-holder.ts';
import { parsePermission } from '../access/permission-name.ts';
import type { Explanation } from '../model/answer.ts';
import { loadSource, type SourceOptions } from './load-source.ts';

/** Why somebody may or may not do something. */
export async function explain(who: string, what: string, options: SourceOptions): Promise<Explanation> {
  const { graph, integrations } = await loadSource(options);
  const holder = findHolder(graph, integrations, who);
  const permission = parsePermission(what, graph);
  return explainAccess(graph, holder, permission, integrations);
}
