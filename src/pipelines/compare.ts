import { type ComparableSide, compareAccess } from '../access/compare.ts';
import { findHolder } from '../access/find-holder.ts';
import type { Comparison } from '../model/answer.ts';
import type { ComparisonSide } from './comparison-side.ts';
import { type LoadedSource, loadSource, type SourceOptions } from './load-source.ts';

/** A side that names somebody. */
export type NamedSide = ComparisonSide & { readonly name: string };

export function isNamed(side: ComparisonSide): side is NamedSide {
  return side.name !== undefined;
}

/** Two sets, groups, profiles, users or integrations, wherever each is: in files, at a revision, in an org, in a snapshot. */
export async function compare(a: NamedSide, b: NamedSide, options: SourceOptions): Promise<Comparison> {
  const loaded = new Map<string, Promise<LoadedSource>>();
  const load = (place: ComparisonSide['place']): Promise<LoadedSource> => {
    const key = JSON.stringify(Object.entries(place).sort());
    const known = loaded.get(key) ?? loadSource({ ...options, ...place });
    loaded.set(key, known);
    return known;
  };
  const side = async ({ label, place, name }: NamedSide): Promise<ComparableSide> => {
    const { graph, integrations } = await load(place);
    return { label, graph, holder: findHolder(graph, integrations, name), integrations };
  };
  return compareAccess(await side(a), await side(b));
}
