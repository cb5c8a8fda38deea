import { type ComparableSide, compareAccess } from '../access/compare.ts';
import { findHolder } from '../access/find-holder.ts';
import type { Comparison } from '../model/answer.ts';
import { type LoadedSource, loadSource, type SourceOptions } from './load-source.ts';

/** `HEAD~1:ERP_Orders` is a name at a revision. A colon after a kind (`profile:Admin`) is part of the name. */
function splitRevision(text: string): { readonly rev: string | undefined; readonly name: string } {
  const found = /^([^:]+):(.+)$/.exec(text);
  const [, rev, name] = found ?? [];
  const isKind =
    rev !== undefined && /^(integration|user|group|set|permission-set|profile|muting-permission-set)$/.test(rev);
  return rev === undefined || name === undefined || isKind ? { rev: undefined, name: text } : { rev, name };
}

/** Two sets, groups, profiles, users or integrations, or one of them at two revisions. */
export async function compare(a: string, b: string, options: SourceOptions): Promise<Comparison> {
  const loaded = new Map<string | undefined, Promise<LoadedSource>>();
  const load = (rev: string | undefined): Promise<LoadedSource> => {
    const known = loaded.get(rev) ?? loadSource({ ...options, rev: rev ?? options.rev });
    loaded.set(rev, known);
    return known;
  };
  const side = async (text: string): Promise<ComparableSide> => {
    const { rev, name } = splitRevision(text);
    const { graph, integrations } = await load(rev);
    return { label: text, graph, holder: findHolder(graph, integrations, name), integrations };
  };
  return compareAccess(await side(a), await side(b));
}
