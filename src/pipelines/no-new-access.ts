import { widened } from '../access/widened.ts';
import type { Widening } from '../model/answer.ts';
import { loadSource, type SourceOptions, stateOf } from './load-source.ts';

/** What the files as they are give integrations beyond what they had at a revision. */
export async function noNewAccess(base: string, options: SourceOptions): Promise<Widening> {
  const before = await loadSource({ ...options, rev: base });
  const after = await loadSource(options);
  return widened(stateOf(before, base), stateOf(after, options.rev ?? 'working tree'));
}
